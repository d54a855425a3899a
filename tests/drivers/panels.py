"""The panels, tabs and drawers of the explorer, by what is written on them."""

import ipywidgets as w
from plotly.basewidget import BaseFigureWidget

from tests.drivers.canvas import CanvasDriver, graph_widget
from tests.drivers.page import set_state
from tests.drivers.screen import Button, Field, Hinted, Part, is_shown, widgets
from xtsviz.flow.required_settings import SETTING_BY_FIELD
from xtsviz.view.export.files import KINDS
from xtsviz.widgets.bridge import Bridge


class GraphPart(Part):
    person = Hinted("Find a person")

    def __init__(self, root: w.Widget, bridge: Bridge) -> None:
        super().__init__(root)
        self.canvas = CanvasDriver(graph_widget(root), bridge)

    @property
    def suggestions(self) -> str:
        """Who fits what is typed."""
        return self.below(self.person).value

    @property
    def overlays(self) -> w.ToggleButtons:
        return self.find(w.ToggleButtons)


class TemplatePart(Part):
    names = Field("Tenants")
    members = Field("Members each")
    special = Field("with guests, a disabled user and an SMS sign-in")


class TenantsPart(Part):
    new_name = Field("New")
    add = Button("Add tenant")
    chosen = Field("Tenant")
    name = Field("Name")
    members = Field("Members")
    color = Field("Colour")
    cloud = Field("Cloud")
    division = Field("Division")
    invites = Field("Who invites")
    note = Field("Note")
    initial_domain = Field("Initial domain")
    verified_domains = Field("Verified domains")
    remove = Button("Remove tenant")

    def refused(self, field: str) -> str:
        """Why what is written in a field was refused; empty if it was not."""
        reason = self.below(getattr(self, field))
        assert is_shown(reason) == bool(reason.value)
        return reason.value

    @property
    def connect(self) -> "ConnectPart":
        return ConnectPart(self.root)


class ConnectPart(Part):
    chosen = Field("Tenants")
    hub = Field("Hub")
    star_out = Button("Star out")
    star_in = Button("Star in")
    mesh = Button("Mesh")


class ArrowsPart(Part):
    draw = Field("Draw on the graph")
    source = Field("Source")
    target = Field("Target")
    add = Button("Add arrow")
    wanted = Hinted("Filter by name")


class ArrowPart(Part):
    chosen = Field("Arrow")
    scope = Field("Who")
    user_type = Field("User type")
    existing = Field("also change who is external there already")
    groups = Field("also synchronizes groups")
    status = Field("Job")
    note = Field("Note")
    remove = Button("Remove arrow")

    @property
    def may(self) -> dict[str, w.Checkbox]:
        """What the job may do, by the action."""
        return {
            "Add": self.field("creates users (Add)"),
            "Update": self.field("updates users (Update)"),
            "Delete": self.field("deletes users (Delete)"),
        }

    @property
    def gates(self) -> dict[str, w.Dropdown]:
        """The settings of source and target, by their names in the model."""
        return {setting.field: self.field(setting.label) for setting in SETTING_BY_FIELD.values()}

    @property
    def shown_gates(self) -> list[str]:
        """The names of the settings that can be seen."""
        seen = list(widgets(self.root, hidden=False))
        return [name for name, control in self.gates.items() if control in seen]

    @property
    def helps(self) -> dict[str, str]:
        """What stands below each setting."""
        return {name: self.below(control).value for name, control in self.gates.items()}

    @property
    def is_filled(self) -> bool:
        """Whether the fields of an arrow can be seen."""
        return self.remove in widgets(self.root, hidden=False)

    @property
    def assigned(self) -> "AssignedPart":
        return AssignedPart(self.root)

    @property
    def filters(self) -> "FiltersPart":
        return FiltersPart(self.root)


class AssignedPart(Part):
    find_field = Field("Find")
    add = Button("Add")

    @property
    def listed(self) -> str:
        """Who is assigned."""
        return self.above(self.find_field).value

    @property
    def found(self) -> str:
        """Who may be assigned."""
        return self.below(self.add).value


class FiltersPart(Part):
    add_first = Button("Add a filter")
    add_and = Button("And …")
    add_or = Button("Or …")
    apply = Button("Apply filter")
    discard = Button("Take back")

    @property
    def live(self) -> str:
        """What the filter would do."""
        return self.below(self.add_or).value

    @property
    def conditions(self) -> tuple["ConditionPart", ...]:
        return tuple(ConditionPart(part.root) for part in self.parts("xts-condition"))


class ConditionPart(Part):
    @property
    def attribute(self) -> w.Combobox:
        return self.find(w.Combobox)

    @property
    def operator(self) -> w.Dropdown:
        return self.find(w.Dropdown)

    @property
    def value(self) -> w.Text:
        return next(one for one in widgets(self.root) if type(one) is w.Text)

    @property
    def remove(self) -> w.Button:
        return self.find(w.Button)

    @property
    def note(self) -> str:
        return self.below(self.value).value

    @property
    def starts(self) -> bool:
        """Whether it begins a new alternative."""
        return "and" not in self.above(self.attribute).value


class ChartPart(Part):
    @property
    def figure(self) -> BaseFigureWidget | None:
        """The figure of plotly, once it is drawn."""
        return next((one for one in widgets(self.root) if isinstance(one, BaseFigureWidget)), None)

    @property
    def is_drawn(self) -> bool:
        """Whether the figure can be seen."""
        return any(isinstance(one, BaseFigureWidget) for one in widgets(self.root, hidden=False))


class MatrixPart(ChartPart):
    as_table = Field("Also as a table")

    @property
    def table(self) -> str:
        return self.below(self.as_table).value

    def press_cell(self, home: int, where: int) -> None:
        """Press a cell of the heat map (row, column): the state that plotly's script sets."""
        points = {"trace_indexes": [0], "point_indexes": [[home, where]], "xs": [where], "ys": [home]}
        event = {"event_type": "plotly_click", "points": points, "device_state": None, "selector": None}
        set_state(self.figure, _js2py_pointsCallback=event)


class FlowPart(ChartPart):
    pass


class PeoplePart(Part):
    search = Hinted("Search by name")
    find_selected = Button("Show the selected person")
    why_person = Hinted("Name, mail or id of a person")
    ask_why = Button("Why?")
    home = Field("Home")
    kind = Field("Kind")
    tenant = Field("In tenant")
    presence = Field("They are")
    attribute = Field("Attribute")
    value = Field("Value")
    group = Field("In group")
    sort = Field("Sort by")
    order = Field("Order")
    everybody = Button("Show everybody")
    before = Button("Previous page")
    after = Button("Next page")
    number = Field("Page")
    size = Field("Rows")

    @property
    def view(self) -> w.ToggleButtons:
        return self.find(w.ToggleButtons)

    @property
    def why_tenant(self) -> w.Dropdown:
        return self.parts("xts-why")[0].find(w.Dropdown)

    @property
    def suggestions(self) -> str:
        """Who fits what is typed for the question why."""
        return self.below(self.why_person).value

    @property
    def answer(self) -> str:
        """The answer to the question why."""
        return self.below(self.ask_why).value

    @property
    def busy(self) -> w.HTML:
        """Says that a search takes a moment."""
        return self.parts("xts-busy")[0].root


class SavePart(Part):
    path = Field("Save to")
    save = Button("Save")
    itself = Field("By itself")


class OpenPart(Part):
    shared = Hinted("Or paste the text or the link of a shared design (xtsviz1.…)")
    open_shared = Button("Open the shared design")


class SharePart(Part):
    copy = Button("Copy the text")
    link = Button("Copy the link")
    hide = Field("Hide names")


class SnapshotPart(Part):
    name = Field("Name")
    take = Button("Take snapshot")


class ComparePart(Part):
    baseline = Field("Compare with")
    third = Field("and with")
    turn = Button("Turn round")
    draw = Button("Draw it")


class ExportPart(Part):
    dark = Field("pictures on a dark ground")

    @property
    def buttons(self) -> dict[str, w.Button]:
        """The buttons, by the kind of the file."""
        return {name: self.button(kind.title) for name, kind in KINDS.items()}


class CodePart(Part):
    copy = Button("Copy the code")


PANELS = {
    "Template": TemplatePart,
    "Tenants": TenantsPart,
    "Arrows": ArrowsPart,
    "Selected arrow": ArrowPart,
    "Matrix": MatrixPart,
    "Flow": FlowPart,
    "People": PeoplePart,
    "Findings": Part,
    "Reading": Part,
}
DRAWERS = {
    "Open": OpenPart,
    "Save": SavePart,
    "Snapshot": SnapshotPart,
    "Compare": ComparePart,
    "Export": ExportPart,
    "Share": SharePart,
    "Show the code": CodePart,
}
