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
from xtsviz.view.export.files import File
from xtsviz.view.export.static_preview import static_preview
from xtsviz.view.markup import button, fragment, joined
from xtsviz.view.panels.details import details
from xtsviz.view.picture.overlays import FIRST, OVERLAYS
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.widgets.actions import Actions
from xtsviz.widgets.baselines import from_design
from xtsviz.widgets.bridge import ROOT_CLASS, Bridge
from xtsviz.widgets.controller import Controller, ViewState
from xtsviz.widgets.error_reports import report_errors, reporting_errors
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
from xtsviz.widgets.tab_session import TabSession
from xtsviz.widgets.traits import Refusing

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
    overlay = traitlets.Unicode(FIRST)
    selection = traitlets.Instance(Selection)

    def __init__(self, design: Design | None = None) -> None:
        if design is not None and not isinstance(design, Design):
            raise DesignError(
                f"explore takes a design, not {type(design).__name__}; xts.load reads one from a file"
            )
        started = design if design is not None else templates.user_hub()
        self._controller = Controller(started)
        super().__init__(design=started, selection=NOTHING)
        with report_errors(self._tell):
            self._build(gallery_first=design is None)
        self._tab_session = TabSession(self._controller, self._bridge)
        self._controller.on_view_state(self._show)
        self.observe(self._set_from_outside, ["design", "overlay", "selection"])
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
        self._controller.move(positions)

    def export(self, kind: str, *, dark: bool = False, scale: float = 2.0) -> File:
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
        return self._controller.snapshot(name)

    def restore(self, name: str) -> bool:
        """Go back to a snapshot; one step of undo. False if there is none of this name, or nothing differs."""
        return self._controller.restore(name)

    def reset(self) -> None:
        """Go back to the design that the explorer, the template or the opened file began with; one step of undo."""
        self._controller.reset()

    def compare(self, other: Design | str | None, name: str | None = None) -> None:
        """Choose what the overlay ``compare`` and the drawer compare the design with.

        Args:
            other: a design, or the name of a snapshot; None for nothing.
            name: what to call it; by default its own name.

        Raises:
            UnknownNameError: there is no such snapshot.
            DesignError: it is neither.
        """
        control = self._controller
        control.compare(None if other is None else from_design(control.view_state, other, name))

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

    def _build(self, gallery_first: bool) -> None:
        control = self._controller
        actions = Actions()
        self._bridge = Bridge()
        self._bridge.on_shortcut(lambda name: control.undo() if name == "undo" else control.redo())
        self._bridge.on_action(lambda words: self._act(actions, words))
        self._bridge.on_refused(lambda why: control.set_status(why, "error"))
        self._bridge.observe(reporting_errors(lambda change: control.set_dark(change["new"])), "dark")
        actions.on("select", 2, self._select)

        self._template = LazyPanel(lambda: TemplatePanel(control, actions))
        self._tenants = LazyPanel(lambda: TenantsPanel(control))
        self._arrows = ArrowsPanel(control, actions)
        self._arrow = LazyPanel(lambda: ArrowPanel(control, actions))
        self._graph = GraphPanel(control, self._bridge, self._arrows)
        self._matrix, self._flow, self._people, self._findings = (
            LazyPanel(lambda: MatrixPanel(control, self._arrows)),
            LazyPanel(FlowPanel),
            LazyPanel(lambda: PeoplePanel(control, actions)),
            LazyPanel(FindingsPanel),
        )
        self._details = html(kind="xts-details")
        self._detailed: tuple[Any, ...] = ()
        self._prompt = html(kind="xts-prompt")
        self._undo = text_button("Undo", control.undo, hint="Undo the last edit (Ctrl+Z)")
        self._redo = text_button("Redo", control.redo, hint="Redo what was undone (Ctrl+Y)")
        self._gallery = text_button("Template", self._show_gallery, hint="Start from another shape")
        self._reset = text_button(
            "Reset", control.reset, hint="Back to the design that it began with; undo leads here"
        )
        self._heading = html()
        drawers: dict[str, Panel] = {
            "Snapshot": LazyPanel(
                lambda: SnapshotPanel(control, actions, lambda: self._drawers.show("Compare"))
            ),
            "Compare": LazyPanel(lambda: ComparePanel(control, self._bridge)),
            "Export": LazyPanel(lambda: ExportPanel(control, self._bridge)),
            "Show the code": LazyPanel(lambda: CodePanel(self._bridge, control.set_status)),
        }
        self._drawers = Drawers(drawers, self._come_forward)

        left: tuple[Panel, ...] = (self._template, self._tenants, self._arrows, self._arrow)
        self._left_panels = left
        self._left = w.Accordion([panel.widget for panel in left], titles=LEFT)
        self._left.selected_index = 0 if gallery_first else 2
        tabs: tuple[Panel, ...] = (self._graph, self._matrix, self._flow, self._people, self._findings)
        self._tab_panels = tabs
        self._tabs = w.Tab([panel.widget for panel in tabs], titles=TABS)
        self._tabs.selected_index = 0
        for front in (self._left, self._tabs):
            front.observe(reporting_errors(lambda _change: self._come_forward()), "selected_index")
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

    def _show_gallery(self) -> None:
        self._left.selected_index = LEFT.index("Template")

    def _tell(self, message: str, level: Literal["error"]) -> None:
        """Put a fault into the status line, whatever else on the screen is broken."""
        self._controller.set_status(message, level)
        self._bridge.set_status(message, level)

    def _act(self, actions: Actions, words: Any) -> None:
        if not actions.take(words):
            self._controller.set_status("That button asked for something the explorer does not know", "error")

    def _select(self, kind: str, name: str) -> None:
        if kind in ("tenant", "arrow", "user"):
            self._controller.select(Selection(kind, name))  # type: ignore[arg-type]

    def _set_from_outside(self, change: dict[str, Any]) -> None:
        # What comes from the controller is what it holds already, and does nothing there.
        name, value = change["name"], change["new"]
        if name == "design":
            self._controller.open(value)
        elif name == "overlay":
            self._controller.set_overlay(value)
        else:
            self._controller.select(value)
        self._mirror(self._controller.view_state)

    def _mirror(self, view_state: ViewState) -> None:
        with self.hold_trait_notifications():
            if self.design is not view_state.design:
                self.design = view_state.design
            self.overlay = view_state.overlay
            self.selection = view_state.selection

    def _show(self, view_state: ViewState) -> None:
        """Bring everything on the screen to a view_state: the picture first, which is what a person looks at."""
        failed = self._bring(view_state)
        failed = self._attempt("Details", lambda: self._detail(view_state)) or failed
        self._heading.value = fragment(
            '<h1 class="xts-name">{}</h1>', view_state.design.name or "Untitled design"
        )
        self._undo.disabled, self._redo.disabled = not view_state.can_undo, not view_state.can_redo
        self._reset.disabled = view_state.design is view_state.history.beginning
        prompt = view_state.prompt
        self._prompt.value = (
            fragment("<p>{}</p>", prompt.text)
            + joined(button(answer, action, kind="xts-answer") for answer, action in prompt.answers)
            if prompt
            else Markup()
        )
        self._prompt.layout.display = None if prompt else "none"
        if failed:
            self._bridge.set_status(failed, "error")
        else:
            self._bridge.set_status(view_state.message, view_state.level)
        self._mirror(view_state)

    def _detail(self, view_state: ViewState) -> None:
        detailed = (view_state.context, view_state.selection, view_state.dark)
        if detailed != self._detailed:
            self._details.value = details(*detailed)
            self._detailed = detailed

    def _come_forward(self) -> None:
        """Another tab or panel is in front: bring it to what the others show."""
        if failed := self._bring(self._controller.view_state):
            self._bridge.set_status(failed, "error")

    def _bring(self, view_state: ViewState) -> str:
        """Bring what is in front to the view_state; what is behind follows when it comes to the front.

        Returns:
            What failed, as a sentence; empty if nothing did.
        """
        failed = ""
        in_front = [
            (front.titles[front.selected_index], panels[front.selected_index])
            for panels, front in ((self._tab_panels, self._tabs), (self._left_panels, self._left))
            if front.selected_index is not None
        ]
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
