"""All that a replay shows at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from xtsviz.simulation.timeline import Timeline
from xtsviz.view.picture.box_positions import Position
from xtsviz.view.picture.replay import REPLAY_OVERLAYS, picture_at
from xtsviz.view.picture.room import DEFAULT_ROOM, Room
from xtsviz.view.picture.types import NOTHING, Picture, Selection
from xtsviz.widgets.picture_state import Level, PictureState

SPEEDS = {"Slow": 3000, "Normal": 1600, "Fast": 700}
"""Milliseconds between two moments, by the name of the speed."""


@dataclass(frozen=True)
class ReplayState(PictureState):
    """All that a replay shows at one moment of its timeline.

    Attributes:
        timeline: what is played.
        moment: the place of the moment shown, from 0.
        overlay: one of `REPLAY_OVERLAYS`, by name.
        selection: what the log is about.
        playing: whether the replay goes on by itself.
        speed: one of `SPEEDS`.
        dark: whether the page is dark.
        positions: where a person dragged tenants.
        previous_positions: where tenants were at the moment shown before; None where the layout is new.
        arrivals: counts the times that a replay began, when everybody is seen arriving.
        layout_generation: counts the times that a new layout was made, when the zoom may follow.
        room: the size of the canvas in pixels.
        message, level: of the status line.
    """

    picture_fields = frozenset(
        {"moment", "overlay", "selection", "dark", "positions", "previous_positions", "room"},
    )

    timeline: Timeline
    moment: int = 0
    overlay: str = REPLAY_OVERLAYS[0].name
    selection: Selection = NOTHING
    playing: bool = False
    speed: str = "Normal"
    dark: bool = False
    positions: Mapping[str, Position] = field(default_factory=dict)
    previous_positions: Mapping[str, Position] | None = None
    arrivals: int = 0
    layout_generation: int = 0
    room: Room = DEFAULT_ROOM
    message: str = ""
    level: Level = "info"

    @property
    def last(self) -> int:
        """The place of the last moment."""
        return len(self.timeline.moments) - 1

    @cached_property
    def picture(self) -> Picture:
        """The graph at the moment, resolved when first asked for."""
        return picture_at(
            self.timeline,
            self.moment,
            overlay=self.overlay,
            dark=self.dark,
            selection=self.selection,
            positions=self.positions,
            previous_positions=self.previous_positions,
            room=self.room,
        )
