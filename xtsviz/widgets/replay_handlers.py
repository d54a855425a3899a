"""The controller of a replay, and the handlers of its intents."""

from __future__ import annotations

from typing import Any

from xtsviz.errors import PictureError, quoted
from xtsviz.simulation.timeline import Timeline
from xtsviz.view.picture.box_positions import checked_positions
from xtsviz.view.picture.replay import REPLAY_OVERLAYS
from xtsviz.view.picture.room import Room
from xtsviz.view.picture.types import NOTHING
from xtsviz.widgets import common_intents, replay_intents
from xtsviz.widgets.canvas_room import fields_in_room
from xtsviz.widgets.dispatch import Handlers
from xtsviz.widgets.replay_state import SPEEDS, ReplayState
from xtsviz.widgets.state_controller import StateController, one_at_a_time


class ReplayController(StateController[ReplayState]):
    """Has the state of a replay.

    Args:
        timeline: what is played; its first moment is shown.
    """

    fault = "This moment could not be shown ({}). Go on with another."

    def __init__(self, timeline: Timeline) -> None:
        super().__init__(ReplayState(timeline, message=timeline.description(0)))

    @one_at_a_time
    def show(self, **fields: Any) -> None:
        """Change fields of the state; the status line says what happened at its moment."""
        moment = fields.get("moment", self.view_state.moment)
        self.change(**fields, message=self.view_state.timeline.description(moment), level="info")


REPLAY_HANDLERS: Handlers[ReplayController] = Handlers()
handles = REPLAY_HANDLERS.handles


@handles(replay_intents.ShowMoment)
def show_moment(control: ReplayController, intent: replay_intents.ShowMoment) -> bool:
    """Show a moment; at the last one, playing ends."""
    state = control.view_state
    moment = max(0, min(intent.moment, state.last))
    if moment != state.moment:
        control.show(
            moment=moment,
            playing=state.playing and moment != state.last,
            previous_positions=state.positions_drawn or state.previous_positions,
            arrivals=state.arrivals + (moment == 0),
        )
    return True


@handles(replay_intents.StartPlaying)
def start_playing(control: ReplayController, _intent: replay_intents.StartPlaying) -> bool:
    """Play from here, or from the beginning if this is the end."""
    state = control.view_state
    begins = state.moment in (0, state.last)
    if begins and state.moment != 0:
        control.show(
            moment=0,
            playing=True,
            previous_positions=state.positions_drawn or state.previous_positions,
            arrivals=state.arrivals + 1,
        )
    else:
        control.change(playing=state.last > 0, arrivals=state.arrivals + begins)
    return True


@handles(replay_intents.StopPlaying)
def stop_playing(control: ReplayController, _intent: replay_intents.StopPlaying) -> bool:
    """Stay where it is."""
    control.change(playing=False)
    return True


@handles(replay_intents.PlayMoment)
def play_moment(control: ReplayController, intent: replay_intents.PlayMoment) -> bool:
    """Show the moment of the clock, unless its tick was on its way when a person paused."""
    if not control.view_state.playing:
        return False
    return show_moment(control, replay_intents.ShowMoment(intent.moment))


@handles(replay_intents.SetSpeed)
def set_speed(control: ReplayController, intent: replay_intents.SetSpeed) -> bool:
    """Play faster or slower."""
    if intent.speed not in SPEEDS:
        control.set_status(f"There is no speed {quoted(intent.speed)}", "error")
        return False
    control.change(speed=intent.speed)
    return True


# The picture


@handles(common_intents.Select)
def select(control: ReplayController, intent: common_intents.Select) -> bool:
    """Select what the log is about."""
    control.show(selection=intent.selection)
    return True


@handles(common_intents.PressElement)
def press_element(control: ReplayController, intent: common_intents.PressElement) -> bool:
    """Select what was pressed, or nothing if it was selected."""
    pressed = intent.selection
    control.show(selection=NOTHING if pressed == control.view_state.selection else pressed)
    return True


@handles(common_intents.SetOverlay)
def set_overlay(control: ReplayController, intent: common_intents.SetOverlay) -> bool:
    """Show another overlay, with a new layout."""
    state = control.view_state
    if intent.name not in {overlay.name for overlay in REPLAY_OVERLAYS}:
        raise PictureError(f"a replay has no overlay {quoted(intent.name)}")
    if intent.name != state.overlay:
        control.show(
            overlay=intent.name, previous_positions=None, layout_generation=state.layout_generation + 1
        )
    return True


@handles(common_intents.SetRoom)
def set_room(control: ReplayController, intent: common_intents.SetRoom) -> bool:
    """Lay the picture out for the size of the canvas."""
    fields = fields_in_room(control.view_state, Room(intent.width, intent.height))
    if fields:
        control.change(**fields)
    return bool(fields)


@handles(common_intents.MoveTenants)
def move_tenants(control: ReplayController, intent: common_intents.MoveTenants) -> bool:
    """Put tenants where a person dragged them; they stay there at every moment."""
    control.change(positions={**control.view_state.positions, **checked_positions(intent.positions)})
    return True
