"""The people: who is where, page by page, and who is missing where."""

from __future__ import annotations

import logging

import ipywidgets as w
from markupsafe import Markup

from xtsviz.flow import Flow
from xtsviz.people.missing_people import MissingReason, missing_people, missing_reasons
from xtsviz.people.pages import People, PersonRow
from xtsviz.people.query import PeopleQuery, Value, values_of
from xtsviz.view.markup import fragment
from xtsviz.view.panels.people import missing_table, people_table
from xtsviz.widgets.actions import Actions
from xtsviz.widgets.controller import Controller, ViewState
from xtsviz.widgets.parts import Panel, column, html, labelled, row, text_button

PAGE = 20
_ANY = ("any", "")
_KINDS = [
    _ANY,
    ("internal members", "member"),
    ("internal guests", "guest"),
    ("home user not known", "external"),
]
_PRESENCE_FILTERS = [
    _ANY,
    ("there", "there"),
    ("not there", "missing"),
    ("at home", "home"),
    ("external", "abroad"),
    ("external member", "member"),
    ("external guest", "guest"),
]
_SORTS = [("name", "name"), ("id", "user"), ("home tenant", "home"), ("how often external", "abroad")]
_MAX_VALUES = 400
"""Values of an attribute that can be chosen."""
_MANY = 20_000
"""With so many people an answer may take a second: the panel says that it is looking."""
_FEW = 5000
"""Up to so many people the first who are missing are named with the reason; of more, on request."""
_NAMED = 3
_TENANTS_NAMED = 12

_log = logging.getLogger(__name__)


class PeoplePanel(Panel):
    """Who is where, page by page; pressing a row selects the user everywhere."""

    def __init__(self, controller: Controller, actions: Actions) -> None:
        super().__init__()
        self._controller = controller
        self._flow: Flow | None = None
        self._people: People | None = None
        self._values: list[Value] = []
        self.view = w.ToggleButtons(
            options=[("Who is where", "there"), ("Who is missing where", "missing")],
            style={"button_width": "auto"},
        )
        self.search = w.Text(placeholder="Search by name, sign-in name or id", continuous_update=False)
        self.search.add_class("xts-find")
        self.home = w.Dropdown(options=[_ANY])
        self.kind = w.Dropdown(options=_KINDS)
        self.tenant = w.Dropdown(options=[_ANY])
        self.presence = w.Dropdown(options=_PRESENCE_FILTERS)
        self.attribute = w.Dropdown(options=[_ANY])
        self.value = w.Dropdown(options=[("any", -1)])
        self.sort = w.Dropdown(options=_SORTS)
        self.order = w.Dropdown(options=[("ascending", False), ("descending", True)])
        self.everybody = text_button("Show everybody", self._clear, hint="Empty the search and all filters")
        self.find = text_button(
            "Show the selected person", self._find, hint="Turn to the page of the person who is selected"
        )
        self.before = text_button("Previous page", lambda: self._turn(self.number.value - 1))
        self.after = text_button("Next page", lambda: self._turn(self.number.value + 1))
        self.number = w.BoundedIntText(value=1, min=1, max=1, description="Page", continuous_update=False)
        self.size = w.Dropdown(options=[10, PAGE, 50, 100], value=PAGE, description="Rows")
        for control, width in ((self.number, "130px"), (self.size, "120px")):
            control.style.description_width = "44px"
            control.layout.width = width
        self._pages = html(kind="xts-muted")
        self._busy = html(kind="xts-busy")
        self._table = html()
        self._missing = html()
        filters = w.Box(
            [
                labelled("Home", self.home),
                labelled("Kind", self.kind),
                labelled("Sort by", self.sort),
                labelled("In tenant", self.tenant),
                labelled("They are", self.presence),
                labelled("Order", self.order),
                labelled("Attribute", self.attribute),
                labelled("Value", self.value),
                self.everybody,
            ]
        )
        filters.add_class("xts-filters")
        for control in filters.children[:-1]:
            control.style.description_width = "64px"
        self._there = column(
            row(self.search, self.find),
            filters,
            self._table,
            row(self.before, self.number, self._pages, self.after, self.size),
        )
        self.widget = column(row(self.view, self._busy), self._there, self._missing)
        for control in (
            *(self.search, self.home, self.kind, self.tenant, self.presence),
            *(self.value, self.sort, self.order, self.size),
        ):
            self.on_change(control, lambda _value: self._turn(1))
        self.on_change(self.attribute, lambda _name: self._of_attribute())
        self.on_change(self.number, self._turn)
        self.on_change(self.view, lambda _view: self._again())
        actions.on("people-sort", 3, self._sort_by)
        actions.on("people-missing", 1, self._show_missing)

    # What is asked for

    @property
    def query(self) -> PeopleQuery:
        """What the controls ask for."""
        sort, _, by = self.sort.value.partition(":")
        tenant = self.tenant.value or None
        chosen = self.attribute.value if self.value.value >= 0 else ""
        return PeopleQuery(
            search=self.search.value.strip(),
            home=self.home.value or None,
            kind=self.kind.value or None,
            attribute=(chosen, self._values[self.value.value]) if chosen else None,
            presence=(self.presence.value or None) if tenant else None,
            tenant=tenant,
            sort=sort,
            by=by or None,
            descending=self.order.value,
        )

    def update(self, view_state: ViewState) -> None:
        """Bring the panel to the view_state."""
        self._offer(view_state)
        if view_state.flow is not self._flow or self._people is None:
            self._flow, self._people = view_state.flow, People(view_state.flow)
        missing = self.view.value == "missing"
        self._there.layout.display = "none" if missing else None
        self._missing.layout.display = None if missing else "none"
        if missing:
            self._missing.value = self._who_is_missing(view_state, self._people)
        else:
            self._show(view_state, self._people)

    def _offer(self, view_state: ViewState) -> None:
        """What the lists offer; a choice that is gone becomes "any"."""
        names = view_state.context.names
        tenants = [(names.tenant(tenant), tenant) for tenant in view_state.context.tenant_index]
        attributes = [(name, name) for name in view_state.design.users.attributes]
        with self.suppress_events():
            for control, options in (
                (self.home, [_ANY, *tenants]),
                (self.tenant, [_ANY, *tenants]),
                (self.attribute, [_ANY, *attributes]),
                (self.sort, [*_SORTS, *((f"what they are in {name}", f"in:{t}") for name, t in tenants)]),
            ):
                _offer(control, options)
            values: list[Value] = []
            every = 0
            if self.attribute.value:
                values, every = values_of(view_state.design.users, self.attribute.value, _MAX_VALUES)
            before = self._values[self.value.value] if 0 <= self.value.value < len(self._values) else None
            rest = [(f"… {every - len(values):,} more: search instead", -2)] if every > len(values) else []
            named = [("(none)" if v is None else str(v), n) for n, v in enumerate(values)]
            choices: list[tuple[str, int]] = [("any", -1), *named, *rest]
            if list(self.value.options) != choices:
                held = self.value.value >= 0 and before in values
                self._values = values
                self.value.options = choices
                self.value.value = values.index(before) if held else -1
            self.value.disabled = not values
            self.presence.disabled = not self.tenant.value

    def _show(self, view_state: ViewState, people: People) -> None:
        query = self.query
        self._busy.value = (
            fragment("Looking through {:,} people …", len(people))
            if len(people) > _MANY and not people.is_cached(query)
            else Markup()
        )
        page = people.page(self.number.value, self.size.value, query)
        with self.suppress_events():
            self.number.max = max(page.pages, self.number.value)
            self.number.value = page.number
            self.number.max = page.pages
        self._pages.value = fragment("of {:,}", page.pages)
        self.before.disabled = page.number <= 1
        self.after.disabled = page.number >= page.pages
        self.find.disabled = view_state.selection.kind != "user"
        why = (
            missing_reasons(view_state.context, page.people, query.tenant)
            if query.presence == "missing" and query.tenant
            else None
        )
        self._table.value = people_table(view_state.context, page, view_state.selection, query, why)
        self._busy.value = Markup()

    def _who_is_missing(self, view_state: ViewState, people: People) -> Markup:
        found = missing_people(view_state.context)
        who: dict[str, list[tuple[PersonRow, MissingReason]]] = {}
        if len(people) <= _FEW and len(found) <= _TENANTS_NAMED:
            for one in found:
                if one.total:
                    first = people.page(1, _NAMED, one.query).people
                    why = missing_reasons(view_state.context, first, one.tenant)
                    who[one.tenant] = [(person, why[person.user]) for person in first]
        return missing_table(view_state.context, found, who)

    # What a person does

    def _turn(self, number: int) -> None:
        with self.suppress_events():
            self.number.value = max(1, min(number, self.number.max))
        self._again()

    def _again(self) -> None:
        try:
            self.update(self._controller.view_state)
        except Exception as problem:  # noqa: BLE001 - a fault of ours must not look like a dead control
            _log.exception("the people could not be shown")
            self._controller.set_status(f"People could not be shown ({problem})", "error")

    def _reset(self) -> None:
        with self.suppress_events():
            self.search.value = ""
            for control in (self.home, self.kind, self.tenant, self.presence, self.attribute):
                control.value = ""
            self.value.value = -1
            self.number.value = 1

    def _of_attribute(self) -> None:
        with self.suppress_events():
            self.value.value = -1
        self._turn(1)

    def _clear(self) -> None:
        self._reset()
        self._again()

    def _sort_by(self, sort: str, by: str, then: str) -> None:
        wanted = f"{sort}:{by}" if by else sort
        if wanted in dict(self.sort.options).values():
            with self.suppress_events():
                self.sort.value, self.order.value = wanted, then == "descending"
            self._turn(1)

    def _show_missing(self, tenant: str) -> None:
        """Those who are missing in a tenant, with the reason."""
        if tenant not in self._controller.view_state.context.tenant_index:
            return
        self._reset()
        with self.suppress_events():
            self.view.value = "there"
            self.kind.value, self.tenant.value, self.presence.value = "member", tenant, "missing"
        # Saying so also brings the panel to the view_state.
        name = self._controller.view_state.context.names.tenant(tenant)
        self._controller.set_status(f"Internal members who are missing in {name}, each with the reason")

    def _find(self) -> None:
        """Turn to the page of the selected person; filters that leave them out are emptied."""
        user = self._controller.view_state.selection.id
        if self._people is None or user is None:
            return
        place = self._people.place(user, self.query)
        if place is None:
            self._reset()
            place = self._people.place(user, self.query)
            self._controller.set_status("The filters left the selected person out: everybody is shown")
        if place is not None:
            self._turn_to(place // self.size.value + 1)

    def _turn_to(self, number: int) -> None:
        with self.suppress_events():
            self.number.max = max(self.number.max, number)
        self._turn(number)


def _offer(control: w.Dropdown, options: list[tuple[str, str]]) -> None:
    if list(control.options) != options:
        before = control.value
        control.options = options
        control.value = before if before in dict(options).values() else options[0][1]
