"""What a new size of the canvas changes in the state of explorer or replay."""

from __future__ import annotations

from typing import Any

from xtsviz.view.picture.room import Room
from xtsviz.widgets.replay_state import ReplayState
from xtsviz.widgets.view_state import ViewState

_SAME_LAYOUT = 0.12
"""A canvas that differs by less than this part keeps its layout."""


def fields_in_room(state: ViewState | ReplayState, room: Room) -> dict[str, Any]:
    """The fields of a state that another size of the canvas changes; empty if nothing does.

    A size that differs much gets a new layout. A canvas that is only narrower while something is selected has the
    details beside it: nothing moves for those.
    """
    before = state.room
    across, down = room.width / before.width, room.height / before.height
    if state.selection and across < 1 and abs(down - 1) <= _SAME_LAYOUT:
        return {}
    if max(across, down, 1 / across, 1 / down) <= 1 + _SAME_LAYOUT:
        return {"room": room, "previous_positions": state.positions_drawn or state.previous_positions}
    return {"room": room, "previous_positions": None, "layout_generation": state.layout_generation + 1}
