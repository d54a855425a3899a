"""The explorer: one design, its controls and its pictures."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

import ipywidgets as w
import traitlets

from xtsviz.errors import DesignError
from xtsviz.io.autosave.places import Host
from xtsviz.io.open_lists import empty_design
from xtsviz.model.design import Design
from xtsviz.view.export.files import ExportFile
from xtsviz.view.export.static_preview import static_preview
from xtsviz.view.picture.arrow_verdicts import arrow_verdicts
from xtsviz.view.picture.cytoscape import element_id, selection_of
from xtsviz.view.picture.overlays import DEFAULT_OVERLAY, OVERLAYS
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.widgets.actions import intent_of
from xtsviz.widgets.autosave import Autosave
from xtsviz.widgets.baselines import from_design
from xtsviz.widgets.bridge import ROOT_CLASS, Bridge
from xtsviz.widgets.common_intents import MoveTenants, Select, SetDark, SetOverlay, ShowStatus
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.design_intents import (
    OpenDesign,
    PlaceTenant,
    Redo,
    Reset,
    RestoreSnapshot,
    TakeSnapshot,
    Undo,
)
from xtsviz.widgets.drawers import Drawers
from xtsviz.widgets.error_reports import report_errors, reporting_errors
from xtsviz.widgets.looks import create
from xtsviz.widgets.opening_handlers import WELCOME
from xtsviz.widgets.opening_intents import OpenShared
from xtsviz.widgets.panels.arrow import ArrowPanel
from xtsviz.widgets.panels.arrows import ArrowsPanel
from xtsviz.widgets.panels.code import CodePanel
from xtsviz.widgets.panels.compare import ComparePanel, SnapshotPanel
from xtsviz.widgets.panels.details import DetailsPanel
from xtsviz.widgets.panels.export import ExportPanel, exported
from xtsviz.widgets.panels.findings import FindingsPanel
from xtsviz.widgets.panels.flow import FlowPanel
from xtsviz.widgets.panels.graph import GraphPanel
from xtsviz.widgets.panels.matrix import MatrixPanel
from xtsviz.widgets.panels.notices import NoticesPanel
from xtsviz.widgets.panels.opening import OpenPanel
from xtsviz.widgets.panels.people import PeoplePanel
from xtsviz.widgets.panels.prompt import prompt_notice
from xtsviz.widgets.panels.reading import ReadingPanel
from xtsviz.widgets.panels.save import SavePanel
from xtsviz.widgets.panels.saved_offer import saved_offer_notice
from xtsviz.widgets.panels.share import SharePanel
from xtsviz.widgets.panels.sides import SidePanel
from xtsviz.widgets.panels.template import TemplatePanel
from xtsviz.widgets.panels.tenants import TenantsPanel
from xtsviz.widgets.panels.toolbar import ToolbarPanel
from xtsviz.widgets.panels.unapplied import unapplied_notice
from xtsviz.widgets.parts import LazyPanel, Panel, close_all
from xtsviz.widgets.root import RootWidget
from xtsviz.widgets.saving import Saving, current_host
from xtsviz.widgets.start_view import StartView
from xtsviz.widgets.store import Store
from xtsviz.widgets.tab_session import TabSession
from xtsviz.widgets.view_intents import CompareWithBaseline, ShowPanel, ShowTab
from xtsviz.widgets.view_state import ViewState

LEFT = ("Template", "Tenants", "Arrows", "Selected arrow")
TABS = ("Graph", "Matrix", "Flow", "People", "Findings", "Reading")

_log = logging.getLogger(__name__)


def explore(design: Design | None = None) -> Explorer:
    """The explorer of a design; without one it offers to open a design or user lists, a template or the example.

    Raises:
        DesignError: something else than a design.
    """
    return Explorer(design)


class Explorer(Saving, RootWidget):
    """A widget to change a design and to see what it does.

    Args:
        design: to begin with.
        host: where it runs, if that is not to be found out.

    Attributes:
        design: the design on the screen; may be set, and observed.
        overlay: the name of one of `xtsviz.view.picture.overlays.OVERLAYS`; may be set, and observed.
        selection: a `xtsviz.view.picture.types.Selection`; may be set, and observed.
        controller: has all that is on the screen as `controller.view_state`, and changes it.
    """

    takes: ClassVar = {
        "design": "a design (xts.load reads one from a file)",
        "overlay": f"one of {', '.join(OVERLAYS)}",
        "selection": 'an xtsviz.view.picture.types.Selection, such as Selection("tenant", "contoso")',
    }
    controller: Controller
    design = traitlets.Instance(Design)
    overlay = traitlets.Unicode(DEFAULT_OVERLAY)
    selection = traitlets.Instance(Selection)

    def __init__(self, design: Design | None = None, *, host: Host | None = None) -> None:
        if design is not None and not isinstance(design, Design):
            raise DesignError(
                f"explore takes a design, not {type(design).__name__}; xts.load reads one from a file"
            )
        started = design if design is not None else empty_design()
        self.controller = Controller(started)
        self._store = Store(self.controller)
        if design is None:
            self.controller.change(
                front=replace(self.controller.view_state.front, start="choices"), message=WELCOME
            )
        with report_errors(self._report_fault):
            children = self._build()
        # With all that is in it, for whatever is added later is a message of its own.
        super().__init__(
            children, design=started, selection=NOTHING, _dom_classes=(ROOT_CLASS, "xts-explorer")
        )
        self._tab_session = TabSession(self.controller, self._bridge)
        self._autosave = Autosave(self.controller, host or current_host())
        self.controller.on_view_state(self._show)
        intents = {"design": OpenDesign, "overlay": SetOverlay, "selection": Select}
        self.mirror(self._trait_state, intents, self._store.send)
        self._show(self.controller.view_state)

    @property
    def positions(self) -> dict[str, tuple[float, float]]:
        """Where a person dragged tenants, by tenant id; set it to put them somewhere.

        Raises:
            PictureError: set to something else than two finite numbers for each.
        """
        return self.controller.positions

    @positions.setter
    def positions(self, positions: Mapping[str, tuple[float, float]]) -> None:
        self._store.send(MoveTenants(positions))

    def export(self, kind: str, *, dark: bool = False, scale: float = 2.0) -> ExportFile:
        """What is shown as one file, which is not written yet: ``explorer.export("png").save()``.

        Args:
            kind: ``document``, ``people``, ``arrows``, ``counts``, ``svg``, ``png``, ``report`` or
                ``interactive``; pictures are of the overlay in front.
            dark: a picture on dark ground.
            scale: pixels of a PNG per unit of the picture.

        Raises:
            PictureError: there is no such kind.
            MissingLibraryError: a PNG without resvg-py.
        """
        return exported(self.controller.view_state, kind, dark, scale)

    @property
    def snapshots(self) -> dict[str, Design]:
        """The designs that were kept, by the names of their snapshots."""
        return {taken.name: taken.design for taken in self.controller.view_state.history.snapshots}

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

    def _preview(self, *, quick: bool = False) -> dict[str, str]:
        return static_preview(self.controller.view_state.picture, repr(self), quick=quick)

    def close(self) -> None:
        """Close the explorer and everything in it."""
        if hasattr(self, "_graph"):  # one that was refused is closed too, when it is forgotten
            self._autosave.close()
            self._graph.close()
            self._drawers.close()
            for side in self._sides:
                side.close()
            close_all(self.layout)
        for child in self.children:
            close_all(child)
        super().close()

    def _build(self) -> list[w.Widget]:
        """Make all that is in the widget."""
        store, send = self._store, self._store.send
        state = store.view_state
        self._bridge = Bridge(state.message, state.level, by_hand=True)
        self._bridge.on_shortcut(self._shortcut)
        self._bridge.on_action(self._act)
        self._bridge.on_targets_wanted(self._targets)
        self._bridge.on_new_tenant(lambda position: send(PlaceTenant(position)))
        self._bridge.on_shared(lambda text: send(OpenShared(text, from_address=True)))
        self._bridge.on_refused(lambda why: self.controller.set_status(why, "error"))
        self._bridge.observe(reporting_errors(lambda change: send(SetDark(change["new"]))), "dark")

        self._graph = GraphPanel(store, self._bridge)
        panels: dict[str, Panel] = {
            "Template": LazyPanel(lambda: TemplatePanel(store)),
            "Tenants": LazyPanel(lambda: TenantsPanel(store)),
            "Arrows": ArrowsPanel(store),
            "Selected arrow": LazyPanel(lambda: ArrowPanel(store)),
            "Graph": self._graph,
            "Matrix": LazyPanel(lambda: MatrixPanel(store)),
            "Flow": LazyPanel(FlowPanel),
            "People": LazyPanel(lambda: PeoplePanel(store)),
            "Findings": LazyPanel(FindingsPanel),
            "Reading": LazyPanel(ReadingPanel),
        }
        self._details = DetailsPanel()
        self._notices = NoticesPanel(
            {
                "xts-saved-offer": saved_offer_notice,
                "xts-prompt": prompt_notice,
                "xts-unapplied": unapplied_notice,
            }
        )
        drawers: dict[str, Panel] = {
            "Open": LazyPanel(lambda: OpenPanel(store)),
            "Save": LazyPanel(lambda: SavePanel(store)),
            "Snapshot": LazyPanel(lambda: SnapshotPanel(store)),
            "Compare": LazyPanel(lambda: ComparePanel(store, self._bridge)),
            "Export": LazyPanel(lambda: ExportPanel(store, self._bridge)),
            "Share": LazyPanel(lambda: SharePanel(store, self._bridge)),
            "Show the code": LazyPanel(lambda: CodePanel(store, self._bridge)),
        }
        front = self._front = Panel()
        self._drawers = Drawers(drawers)
        self._toolbar = ToolbarPanel()
        self._start = StartView(store, self._bridge)

        self._panels = panels
        self._left = create(
            w.Accordion,
            [panels[name].widget for name in LEFT],
            titles=LEFT,
            selected_index=None if state.front.panel is None else LEFT.index(state.front.panel),
            classes=["xts-left"],
        )
        self._tabs = create(w.Tab, [panels[name].widget for name in TABS], titles=TABS)
        front.on_change(
            self._left, lambda n: send(ShowPanel(None if n is None else LEFT[n])), "selected_index"
        )
        front.on_change(self._tabs, lambda n: send(ShowTab(TABS[n or 0])), "selected_index")
        middle = create(w.VBox, [self._tabs], classes=["xts-middle"])
        self._sides = (
            SidePanel(store, "controls", self._left, lambda _state: True),
            SidePanel(store, "details", self._details.widget, lambda state: bool(state.selection)),
        )
        left, right = (side.widget for side in self._sides)
        self._body = create(w.Box, [left, middle, right], classes=["xts-body"])
        # The status line stands where it is seen, and where nothing below makes it jump.
        above = [self._toolbar.widget, self._bridge, self._notices.widget, self._drawers.widget]
        return [*above, self._start.widget, self._body]

    def _shortcut(self, name: str) -> None:
        self._store.send(Undo() if name == "undo" else Redo())

    def _act(self, words: Any) -> None:
        intent = intent_of(words, self._store.view_state)
        if intent is None:
            unknown = "That button asked for something the explorer does not know"
            intent = ShowStatus(unknown, "error")
        self._store.send(intent)

    def _targets(self, element: str) -> Mapping[str, tuple[str, str]]:
        """What comes of an arrow from a tenant to each other one, by their elements on the graph."""
        source = selection_of(element)
        if source.kind != "tenant" or source.id is None:
            return {}
        found = arrow_verdicts(self._store.view_state.design.topology, source.id)
        return {element_id("tenant", verdict.target): (verdict.label, verdict.sentence) for verdict in found}

    def _trait_state(self) -> dict[str, Any]:
        state = self._store.view_state
        return {"design": state.design, "overlay": state.overlay, "selection": state.selection}

    def _show_front(self, view_state: ViewState) -> None:
        """Bring panel, tab and drawer to the front that the state names."""
        front = view_state.front
        with self._front.suppress_events():
            self._left.selected_index = None if front.panel is None else LEFT.index(front.panel)
            self._tabs.selected_index = TABS.index(front.tab)
            self._drawers.show(None if view_state.is_starting else front.drawer)

    def _show(self, view_state: ViewState) -> None:
        """Bring everything on the screen to a view_state: the picture first, which is what a person looks at.

        The page paints it while the rest is on its way. Panel and drawer come last, for they have the long lists.
        """
        front = view_state.front
        self._show_front(view_state)
        self._start.place(view_state, (self._toolbar.widget, self._body))
        if view_state.is_starting:
            failed = self._attempt("The start", partial(self._start.update, view_state))
        else:
            failed = self._attempt(front.tab, partial(self._panels[front.tab].update, view_state))
        for side in self._sides:
            side.update(view_state)
        failed = self._attempt("Details", partial(self._details.update, view_state)) or failed
        self._toolbar.update(view_state)
        self._notices.update(view_state)
        self._bridge.set_status(view_state.message, view_state.level)
        if not view_state.is_starting:
            panel = [] if front.panel is None else [(front.panel, self._panels[front.panel])]
            for name, shown in [*panel, *self._drawers.open]:
                failed = self._attempt(name, partial(shown.update, view_state)) or failed
        if failed:
            self._bridge.set_status(failed, "error")
        self.follow()

    def _attempt(self, name: str, show: Callable[[], None]) -> str:
        """Show a part; what failed, as a sentence."""
        try:
            with report_errors(self._report_fault):  # panels make controls as they go
                show()
        except Exception as problem:  # noqa: BLE001 - one broken view must not take the others along
            _log.exception("a panel of the explorer failed")
            lead = f"{name} could not be shown ({problem})."
            return f"{lead} The design is intact; go on in another tab, or undo."
        return ""
