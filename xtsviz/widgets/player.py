"""A replay on the screen: a timeline to step through, to play and to scrub; the graph and the log of each moment."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

import ipywidgets as w
import traitlets

from xtsviz import examples
from xtsviz.model.design import Design
from xtsviz.simulation.events import EventsInput
from xtsviz.simulation.example_day import sample_day
from xtsviz.simulation.timeline import DEFAULT_THRESHOLD, Timeline, timeline
from xtsviz.view.export.static_preview import static_preview
from xtsviz.view.markup import fragment
from xtsviz.view.picture.replay import REPLAY_OVERLAYS
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.widgets.actions import replay_intent_of
from xtsviz.widgets.bridge import ROOT_CLASS, Bridge
from xtsviz.widgets.common_intents import Select, SetDark, SetOverlay, ShowStatus
from xtsviz.widgets.error_reports import report_errors, reporting_errors
from xtsviz.widgets.panels.replay_controls import ReplayControls
from xtsviz.widgets.panels.replay_graph import ReplayGraph
from xtsviz.widgets.panels.replay_log import ReplayLog
from xtsviz.widgets.parts import Panel, close_all, html, row
from xtsviz.widgets.replay_handlers import ReplayController
from xtsviz.widgets.replay_intents import ShowMoment
from xtsviz.widgets.replay_state import ReplayState
from xtsviz.widgets.replay_store import ReplayStore
from xtsviz.widgets.root import RootWidget

_log = logging.getLogger(__name__)


def replay(
    design: Design | None = None,
    events: EventsInput | None = None,
    *,
    until: float = 0,
    threshold: int | None = DEFAULT_THRESHOLD,
) -> Replay:
    """The days of a design, to step through, to play and to scrub.

    Args:
        design: to begin with; without one, the acquisition example.
        events: as for `xtsviz.simulate`; without a design, a sample day.
        until: play at least to this minute.
        threshold: of the guard against accidental deletions.

    Raises:
        InputError, DesignError: as `xtsviz.simulate` does.
    """
    if design is None:
        design, events = examples.acquisition(), sample_day() if events is None else events
    return Replay(timeline(design, events or (), until=until, threshold=threshold))


class Replay(RootWidget):
    """A widget that shows a timeline moment by moment.

    Attributes:
        timeline: what is played; `Timeline.table` has all rows.
        moment: the place of the moment shown, 0-based; may be set, and observed.
        overlay: ``people`` or ``everyone``; may be set, and observed.
        selection: what the log is about; may be set, and observed.
        controller: has all that is on the screen as `controller.view_state`, and changes it.
    """

    takes: ClassVar = {
        "moment": "a whole number, the place of a moment",
        "overlay": f"one of {', '.join(o.name for o in REPLAY_OVERLAYS)}",
        "selection": 'an xtsviz.view.picture.types.Selection, such as Selection("tenant", "contoso")',
    }
    controller: ReplayController
    moment = traitlets.Int(0)
    overlay = traitlets.Enum([o.name for o in REPLAY_OVERLAYS], REPLAY_OVERLAYS[0].name)
    selection = traitlets.Instance(Selection)

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.controller = ReplayController(timeline)
        self._store = ReplayStore(self.controller)
        super().__init__(selection=NOTHING)
        with report_errors(self._report_fault):
            self._build()
        self.controller.on_view_state(self._show)
        intents = {"moment": ShowMoment, "overlay": SetOverlay, "selection": Select}
        self.mirror(self._trait_state, intents, self._store.send)
        self._show(self._store.view_state)

    def __repr__(self) -> str:
        return (
            f"<Replay of {self.timeline.start!r}: moment {self.moment + 1} of {len(self.timeline.moments)}>"
        )

    def _preview(self, *, quick: bool = False) -> dict[str, str]:
        return static_preview(self._store.view_state.picture, repr(self), quick=quick)

    def close(self) -> None:
        """Close the replay and everything in it."""
        self.graph.close()
        for child in self.children:
            close_all(child)
        super().close()

    @traitlets.validate("moment")
    def _within(self, proposal: dict[str, Any]) -> int:
        return max(0, min(int(proposal["value"]), len(self.timeline.moments) - 1))

    def _build(self) -> None:
        store, send = self._store, self._store.send
        self._bridge = Bridge()
        self._bridge.on_action(self._act)
        self._bridge.observe(reporting_errors(lambda change: send(SetDark(change["new"]))), "dark")
        self.controls = ReplayControls(store)
        self.graph = ReplayGraph(store, self._bridge)
        self.event_log = ReplayLog(store)
        picture = self.graph.picture
        controls = row(*self.controls.buttons, picture.overlays)
        body = w.Box([self.graph.widget, self.event_log.widget])
        body.add_class("xts-replay")
        heading = html(
            fragment('<h1 class="xts-name">{}</h1>', self.timeline.start.name or "A day of synchronization")
        )
        time = (self.controls.slider, self.controls.axis)
        self.children = [heading, controls, *time, self._bridge, body, self.controls.clock]
        self.add_class(ROOT_CLASS)
        self.add_class("xts-explorer")
        self.add_class("xts-player")

    def _act(self, words: Any) -> None:
        unknown = ShowStatus("That button asked for something the replay does not know", "error")
        self._store.send(replay_intent_of(words) or unknown)

    def _trait_state(self) -> dict[str, Any]:
        state = self._store.view_state
        return {"moment": state.moment, "overlay": state.overlay, "selection": state.selection}

    def _show(self, view_state: ReplayState) -> None:
        """Bring everything on the screen to a state."""
        panels: tuple[Panel, ...] = (self.controls, self.graph, self.event_log)
        message, level = view_state.message, view_state.level
        try:
            for panel in panels:
                panel.update(view_state)
        except Exception as problem:  # noqa: BLE001 - a fault of ours must not look like a dead button
            _log.exception("a moment could not be shown")
            message, level = self.controller.fault.format(problem), "error"
        self._bridge.set_status(message, level)
        self.follow()
