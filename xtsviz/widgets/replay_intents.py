"""What a person can ask a replay for, beside what every picture takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from xtsviz.widgets.common_intents import (
    MoveTenants,
    PressElement,
    Select,
    SetDark,
    SetOverlay,
    SetRoom,
    ShowStatus,
)


@dataclass(frozen=True)
class ShowMoment:
    """Show a moment by its place, from 0; the first or the last where there is none of this place."""

    moment: int


@dataclass(frozen=True)
class StartPlaying:
    """Go on by itself, from the moment shown; from the first one if it is the last."""


@dataclass(frozen=True)
class StopPlaying:
    """Stay at the moment shown."""


@dataclass(frozen=True)
class PlayMoment:
    """The clock came to a moment; it is shown if the replay still plays."""

    moment: int


@dataclass(frozen=True)
class SetSpeed:
    """Play at one of `xtsviz.widgets.replay_state.SPEEDS`."""

    speed: str


ReplayIntent: TypeAlias = (
    ShowMoment
    | StartPlaying
    | StopPlaying
    | PlayMoment
    | SetSpeed
    | Select
    | PressElement
    | SetOverlay
    | SetDark
    | MoveTenants
    | SetRoom
    | ShowStatus
)
"""What a replay can be asked for."""
