"""What a *build it* exercise is worked on with: the needed tools, the present picture, and the goal beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from xtsviz.model.design import Design
from xtsviz.training.exercise import Build
from xtsviz.training.needed_tools import NeededTools, needed_tools
from xtsviz.view.markup import join_markup
from xtsviz.view.panels.toolbar import history_buttons
from xtsviz.view.picture.arrow_verdicts import arrow_verdicts
from xtsviz.view.picture.cytoscape import element_id, selection_of
from xtsviz.view.picture.room import Room
from xtsviz.view.picture.types import Selection
from xtsviz.widgets.actions import intent_of
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.common_intents import Select, SetDark, SetOverlay, SetRoom
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.design_intents import OpenDesign, Redo, Undo
from xtsviz.widgets.looks import create
from xtsviz.widgets.panels.arrow import ArrowPanel
from xtsviz.widgets.panels.arrows import ArrowsPanel
from xtsviz.widgets.panels.goal import GoalPanel
from xtsviz.widgets.panels.notices import NoticesPanel
from xtsviz.widgets.panels.present import PresentPanel
from xtsviz.widgets.panels.prompt import prompt_notice
from xtsviz.widgets.panels.tenants import TenantsPanel
from xtsviz.widgets.panels.unapplied import unapplied_notice
from xtsviz.widgets.parts import Panel, close_all, html
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_state import ViewState

FIRST_ROOM = Room(470, 400)
"""About the canvas on a page of 1280 x 720, until the page has told its size."""


class Workbench:
    """A design to change with the tools that an exercise needs. It is a part of the exercises and has no status line.

    Args:
        exercise: the exercise.
        design: to begin with.
        bridge: of the exercises; this workbench takes what is done on its canvas.
        changed: is called with each new state.
        room: the size of the canvas, as far as it is known: that of the workbench before.

    Attributes:
        tools: which tools there are.
        controller: has all that is on the workbench as `controller.view_state`, and changes it.
        widget: tools, present and goal side by side.
    """

    def __init__(
        self,
        exercise: Build,
        design: Design,
        bridge: Bridge,
        changed: Callable[[ViewState], object],
        room: Room = FIRST_ROOM,
    ) -> None:
        self.tools = needed_tools(exercise)
        self.controller = Controller(design)
        self._store = store = Store(self.controller)
        self._changed = changed
        store.send(SetRoom(*room))
        store.send(SetOverlay("people"))
        store.send(SetDark(bridge.dark))
        if self.tools.arrow is not None:
            store.send(Select(Selection("arrow", self.tools.arrow)))
        self._history = html(kind="xts-buttons")
        self._tool_panels = tuple(_tool(name, store, self.tools) for name in self.tools.panels)
        self._present = PresentPanel(store, bridge)
        self._goal = GoalPanel(exercise, user_types=self.tools.sets_user_types)
        notices = NoticesPanel({"xts-prompt": prompt_notice, "xts-unapplied": self._unapplied})
        self._panels: tuple[Panel, ...] = (
            *(self._present, self._goal, notices),
            *self._tool_panels,
        )
        tools = [self._history, notices.widget, *(panel.widget for panel in self._tool_panels)]
        self.widget = create(
            w.Box,
            [
                create(w.VBox, tools, classes=["xts-bench-tools"]),
                create(w.VBox, [self._present.widget], classes=["xts-bench-now"]),
                self._goal.widget,
            ],
            classes=["xts-bench", "xts-work"],
        )
        bridge.on_shortcut(self._shortcut)
        bridge.on_targets_wanted(self._targets)
        bridge.on_refused(lambda why: self.controller.set_status(why, "error"))
        bridge.on_new_tenant(
            lambda _position: self.controller.set_status("This exercise needs no other tenant.", "warning")
        )
        self.controller.on_view_state(self._show)
        self._update(self.controller.view_state)

    @property
    def design(self) -> Design:
        """The design on the workbench; set it to work on another one. Undo leads back."""
        return self.controller.design

    @design.setter
    def design(self, design: Design) -> None:
        self._store.send(OpenDesign(design))

    def act(self, words: Any) -> bool:
        """Answer a button in the HTML of the tools; False if the words are none of theirs."""
        intent = intent_of(words, self.controller.view_state)
        if intent is None:
            return False
        self._store.send(intent)
        return True

    def set_dark(self, dark: bool) -> None:
        """Follow the page's theme."""
        self._store.send(SetDark(dark))

    def close(self) -> None:
        """Close the workbench and everything on it."""
        self._present.close()
        close_all(self.widget)

    def _show(self, view_state: ViewState) -> None:
        self._update(view_state)
        self._changed(view_state)

    def _update(self, view_state: ViewState) -> None:
        possible = {"Undo": view_state.can_undo, "Redo": view_state.can_redo}
        history = history_buttons(possible, [label for label, can in possible.items() if can])
        self._history.value = join_markup(history, Markup(" "))
        for panel in self._panels:
            panel.update(view_state)

    def _unapplied(self, view_state: ViewState) -> Markup:
        shown = replace(view_state, front=replace(view_state.front, panel=self.tools.panels[0]))
        return unapplied_notice(shown)

    def _shortcut(self, name: str) -> None:
        self._store.send(Undo() if name == "undo" else Redo())

    def _targets(self, element: str) -> Mapping[str, tuple[str, str]]:
        """What comes of an arrow from a tenant to each other one, by their elements on the graph."""
        source = selection_of(element)
        if source.kind != "tenant" or source.id is None:
            return {}
        found = arrow_verdicts(self.controller.view_state.design.topology, source.id)
        return {element_id("tenant", verdict.target): (verdict.label, verdict.sentence) for verdict in found}


def _tool(name: str, store: Store, tools: NeededTools) -> Panel:
    if name == "Arrows":
        return ArrowsPanel(store)
    if name == "Tenants":
        return TenantsPanel(store)
    return ArrowPanel(store, tools.parts)
