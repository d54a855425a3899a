"""The explorer: one design, its controls and its pictures."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar, Literal

import ipywidgets as w
import traitlets
from markupsafe import Markup

from xtsviz import templates
from xtsviz.errors import DesignError
from xtsviz.model.design import Design
from xtsviz.view.export.files import ExportFile
from xtsviz.view.export.static_preview import static_preview
from xtsviz.view.markup import button, fragment, join_markup
from xtsviz.view.panels.details import details
from xtsviz.view.picture.overlays import DEFAULT_OVERLAY, OVERLAYS
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.widgets.actions import intent_of
from xtsviz.widgets.baselines import from_design
from xtsviz.widgets.bridge import ROOT_CLASS, Bridge
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.error_reports import report_errors, reporting_errors
from xtsviz.widgets.intents import (
    CompareWithBaseline,
    MoveTenants,
    OpenDesign,
    Redo,
    Reset,
    RestoreSnapshot,
    Select,
    SetDark,
    SetOverlay,
    ShowDrawer,
    ShowPanel,
    ShowStatus,
    ShowTab,
    TakeSnapshot,
    Undo,
)
from xtsviz.widgets.panels.arrow import ArrowPanel
from xtsviz.widgets.panels.arrows import ArrowsPanel
from xtsviz.widgets.panels.code import CodePanel
from xtsviz.widgets.panels.compare import ComparePanel, SnapshotPanel
from xtsviz.widgets.panels.export import ExportPanel, exported
from xtsviz.widgets.panels.findings import FindingsPanel
from xtsviz.widgets.panels.flow import FlowPanel
from xtsviz.widgets.panels.graph import GraphPanel
from xtsviz.widgets.panels.matrix import MatrixPanel
from xtsviz.widgets.panels.people import PeoplePanel
from xtsviz.widgets.panels.template import TemplatePanel
from xtsviz.widgets.panels.tenants import TenantsPanel
from xtsviz.widgets.parts import Drawers, LazyPanel, Panel, close_all, html, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.tab_session import TabSession
from xtsviz.widgets.traits import Refusing
from xtsviz.widgets.view_state import ViewState

LEFT = ("Template", "Tenants", "Arrows", "Selected arrow")
TABS = ("Graph", "Matrix", "Flow", "People", "Findings")

_log = logging.getLogger(__name__)


def explore(design: Design | None = None) -> Explorer:
    """The explorer of a design; without one it starts from the template gallery.

    Raises:
        DesignError: something else than a design.
    """
    return Explorer(design)


class Explorer(Refusing, w.VBox):
    """A widget to change a design and to see what it does.

    Attributes:
        design: the design on the screen; may be set, and observed.
        overlay: the name of one of `xtsviz.view.picture.overlays.OVERLAYS`; may be set, and observed.
        selection: a `xtsviz.view.picture.types.Selection`; may be set, and observed.
    """

    takes: ClassVar = {
        "design": "a design (xts.load reads one from a file)",
        "overlay": f"one of {', '.join(OVERLAYS)}",
        "selection": 'an xtsviz.view.picture.types.Selection, such as Selection("tenant", "contoso")',
    }
    design = traitlets.Instance(Design)
    overlay = traitlets.Unicode(DEFAULT_OVERLAY)
    selection = traitlets.Instance(Selection)

    def __init__(self, design: Design | None = None) -> None:
        if design is not None and not isinstance(design, Design):
            raise DesignError(
                f"explore takes a design, not {type(design).__name__}; xts.load reads one from a file"
            )
        started = design if design is not None else templates.user_hub()
        self._controller = Controller(started)
        self._store = Store(self._controller)
        if design is None:
            self._store.send(ShowPanel("Template"))
        super().__init__(design=started, selection=NOTHING)
        with report_errors(self._tell):
            self._build()
        self._tab_session = TabSession(self._controller, self._bridge)
        self._controller.on_view_state(self._show)
        self.observe(self._trait_changed, ["design", "overlay", "selection"])
        self._show(self._controller.view_state)

    @property
    def positions(self) -> dict[str, tuple[float, float]]:
        """Where a person dragged tenants, by tenant id; set it to put them somewhere.

        Raises:
            PictureError: set to something else than two finite numbers for each.
        """
        return self._controller.positions

    @positions.setter
    def positions(self, positions: Mapping[str, tuple[float, float]]) -> None:
        self._store.send(MoveTenants(positions))

    def export(self, kind: str, *, dark: bool = False, scale: float = 2.0) -> ExportFile:
        """What is shown as one file, which is not written yet: ``explorer.export("png").save()``.

        Args:
            kind: ``document``, ``people``, ``arrows``, ``counts``, ``svg``, ``png`` or ``report``; pictures are of
                the overlay in front.
            dark: a picture on dark ground.
            scale: pixels of a PNG per unit of the picture.

        Raises:
            PictureError: there is no such kind.
            MissingLibraryError: a PNG without resvg-py.
        """
        return exported(self._controller.view_state, kind, dark, scale)

    @property
    def snapshots(self) -> dict[str, Design]:
        """The designs that were kept, by the names of their snapshots."""
        return {taken.name: taken.design for taken in self._controller.view_state.history.snapshots}

    def snapshot(self, name: str) -> bool:
        """Keep the design as it is, and where tenants were dragged, under a name.

        Returns:
            False if the name is refused: empty, over 256 characters, or used already; the status line says which.
        """
        return self._store.send(TakeSnapshot(name))

    def restore(self, name: str) -> bool:
        """Go back to a snapshot; one step of undo. False if there is none of this name, or nothing differs."""
        return self._store.send(RestoreSnapshot(name))

    def reset(self) -> None:
        """Go back to the design that the explorer, the template or the opened file began with; one step of undo."""
        self._store.send(Reset())

    def compare(self, other: Design | str | None, name: str | None = None) -> None:
        """Choose what the overlay ``compare`` and the drawer compare the design with.

        Args:
            other: a design, or the name of a snapshot; None for nothing.
            name: what to call it; by default its own name.

        Raises:
            UnknownNameError: there is no such snapshot.
            DesignError: it is neither.
        """
        baseline = None if other is None else from_design(self._store.view_state, other, name)
        self._store.send(CompareWithBaseline(baseline))

    def __repr__(self) -> str:
        # Also of one that was refused before it had a design.
        return f"<Explorer of {self._trait_values.get('design')!r}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The widget; and for where there is none, its picture as it is now and the same in words."""
        data = super()._repr_mimebundle_(**kwargs)
        try:
            return data and data | static_preview(self._controller.view_state.picture, repr(self))
        except Exception:  # noqa: BLE001 - the widget is shown all the same
            _log.exception("the explorer's display data lacks its picture")
            return data

    def close(self) -> None:
        """Close the explorer and everything in it."""
        if hasattr(self, "_graph"):  # one that was refused is closed too, when it is forgotten
            self._graph.close()
            self._drawers.close()
            close_all(self.layout)
        for child in self.children:
            close_all(child)
        super().close()

    def _build(self) -> None:
        store, send = self._store, self._store.send
        self._bridge = Bridge()
        self._bridge.on_shortcut(self._shortcut)
        self._bridge.on_action(self._act)
        self._bridge.on_refused(lambda why: self._controller.set_status(why, "error"))
        self._bridge.observe(reporting_errors(lambda change: send(SetDark(change["new"]))), "dark")

        self._template = LazyPanel(lambda: TemplatePanel(store))
        self._tenants = LazyPanel(lambda: TenantsPanel(store))
        self._arrows = ArrowsPanel(store)
        self._arrow = LazyPanel(lambda: ArrowPanel(store))
        self._graph = GraphPanel(store, self._bridge)
        self._matrix, self._flow, self._people, self._findings = (
            LazyPanel(lambda: MatrixPanel(store)),
            LazyPanel(FlowPanel),
            LazyPanel(lambda: PeoplePanel(store)),
            LazyPanel(FindingsPanel),
        )
        self._details = html(kind="xts-details")
        self._detailed: tuple[Any, ...] = ()
        self._prompt = html(kind="xts-prompt")
        self._undo = text_button("Undo", lambda: send(Undo()), hint="Undo the last edit (Ctrl+Z)")
        self._redo = text_button("Redo", lambda: send(Redo()), hint="Redo what was undone (Ctrl+Y)")
        self._gallery = text_button(
            "Template", lambda: send(ShowPanel("Template")), hint="Start from another shape"
        )
        self._reset = text_button(
            "Reset", lambda: send(Reset()), hint="Back to the design that it began with; undo leads here"
        )
        self._heading = html()
        drawers: dict[str, Panel] = {
            "Snapshot": LazyPanel(lambda: SnapshotPanel(store)),
            "Compare": LazyPanel(lambda: ComparePanel(store, self._bridge)),
            "Export": LazyPanel(lambda: ExportPanel(store, self._bridge)),
            "Show the code": LazyPanel(lambda: CodePanel(store, self._bridge)),
        }
        front = self._front = Panel()
        self._drawers = Drawers(drawers, self._drawer_changed)

        left: tuple[Panel, ...] = (self._template, self._tenants, self._arrows, self._arrow)
        self._left_panels = left
        self._left = w.Accordion([panel.widget for panel in left], titles=LEFT)
        tabs: tuple[Panel, ...] = (self._graph, self._matrix, self._flow, self._people, self._findings)
        self._tab_panels = tabs
        self._tabs = w.Tab([panel.widget for panel in tabs], titles=TABS)
        self._show_front(store.view_state)
        front.on_change(
            self._left, lambda n: send(ShowPanel(None if n is None else LEFT[n])), "selected_index"
        )
        front.on_change(self._tabs, lambda n: send(ShowTab(TABS[n or 0])), "selected_index")
        middle = w.VBox([self._tabs])
        toolbar = row(
            self._heading, self._gallery, self._undo, self._redo, self._reset, *self._drawers.switches
        )
        for part, name in (
            (self._left, "left"),
            (middle, "middle"),
            (self._details, "right"),
            (toolbar, "bar"),
        ):
            part.add_class(f"xts-{name}")
        body = w.Box([self._left, middle, self._details])
        body.add_class("xts-body")
        # The status line stands where it is seen, and where nothing below makes it jump.
        self.children = [toolbar, self._bridge, self._prompt, self._drawers.widget, body]
        self.add_class(ROOT_CLASS)
        self.add_class("xts-explorer")

    def _tell(self, message: str, level: Literal["error"]) -> None:
        """Put a fault into the status line, whatever else on the screen is broken."""
        self._controller.set_status(message, level)
        self._bridge.set_status(message, level)

    def _shortcut(self, name: str) -> None:
        self._store.send(Undo() if name == "undo" else Redo())

    def _act(self, words: Any) -> None:
        intent = intent_of(words, self._store.view_state)
        if intent is None:
            unknown = "That button asked for something the explorer does not know"
            intent = ShowStatus(unknown, "error")
        self._store.send(intent)

    def _trait_changed(self, change: dict[str, Any]) -> None:
        """A trait that differs from the state was set from outside: it becomes one intent."""
        name, value, view_state = change["name"], change["new"], self._store.view_state
        if name == "design":
            if value is not view_state.design:
                self._store.send(OpenDesign(value))
        elif name == "overlay":
            if value != view_state.overlay:
                self._store.send(SetOverlay(value))
        elif value != view_state.selection:
            self._store.send(Select(value))
        self._set_traits(self._store.view_state)  # what was refused goes back

    def _set_traits(self, view_state: ViewState) -> None:
        """Bring the traits to the state; those that agree with it are left alone, so that nobody hears of them."""
        with self.hold_trait_notifications():
            if self.design is not view_state.design:
                self.design = view_state.design
            self.overlay = view_state.overlay
            self.selection = view_state.selection

    def _drawer_changed(self) -> None:
        if not self._front.is_quiet:
            self._store.send(ShowDrawer(next((name for name, _ in self._drawers.open), None)))

    def _show_front(self, view_state: ViewState) -> None:
        """Bring panel, tab and drawer to the front that the state names."""
        front = view_state.front
        with self._front.suppress_events():
            self._left.selected_index = None if front.panel is None else LEFT.index(front.panel)
            self._tabs.selected_index = TABS.index(front.tab)
            self._drawers.show(front.drawer)

    def _show(self, view_state: ViewState) -> None:
        """Bring everything on the screen to a view_state: the picture first, which is what a person looks at."""
        self._show_front(view_state)
        failed = self._update_front(view_state)
        failed = self._attempt("Details", lambda: self._detail(view_state)) or failed
        self._heading.value = fragment(
            '<h1 class="xts-name">{}</h1>', view_state.design.name or "Untitled design"
        )
        self._undo.disabled, self._redo.disabled = not view_state.can_undo, not view_state.can_redo
        self._reset.disabled = view_state.design is view_state.history.beginning
        prompt = view_state.prompt
        self._prompt.value = (
            fragment("<p>{}</p>", prompt.text)
            + join_markup(button(answer, action, kind="xts-answer") for answer, action in prompt.answers)
            if prompt
            else Markup()
        )
        self._prompt.layout.display = None if prompt else "none"
        if failed:
            self._bridge.set_status(failed, "error")
        else:
            self._bridge.set_status(view_state.message, view_state.level)
        self._set_traits(view_state)

    def _detail(self, view_state: ViewState) -> None:
        detailed = (view_state.context, view_state.selection, view_state.dark)
        if detailed != self._detailed:
            self._details.value = details(*detailed)
            self._detailed = detailed

    def _update_front(self, view_state: ViewState) -> str:
        """Bring what is in front to the state; what is behind follows when it comes to the front.

        Returns:
            What failed, as a sentence; empty if nothing did.
        """
        failed, front = "", view_state.front
        in_front: list[tuple[str, Panel]] = [(front.tab, self._tab_panels[TABS.index(front.tab)])]
        if front.panel is not None:
            in_front.append((front.panel, self._left_panels[LEFT.index(front.panel)]))
        for name, panel in [*in_front, *self._drawers.open]:
            failed = self._attempt(name, partial(panel.update, view_state)) or failed
        return failed

    def _attempt(self, name: str, show: Callable[[], None]) -> str:
        """Show a part; what failed, as a sentence."""
        try:
            with report_errors(self._tell):  # panels make controls as they go
                show()
        except Exception as problem:  # noqa: BLE001 - one broken view must not take the others along
            _log.exception("a panel of the explorer failed")
            lead = f"{name} could not be shown ({problem})."
            return f"{lead} The design is intact; go on in another tab, or undo."
        return ""
