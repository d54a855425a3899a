"""Intents that more than one widget takes: about a picture, a drawer, the status line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from xtsviz.view.picture.box_positions import Position
from xtsviz.view.picture.types import Selection
from xtsviz.widgets.picture_state import Level


@dataclass(frozen=True)
class Select:
    """Select a tenant, an arrow, a user or nothing."""

    selection: Selection


@dataclass(frozen=True)
class PressElement:
    """A tenant, an arrow or a person of the graph was pressed: select it, or draw an arrow with it.

    Attributes:
        tenant: the tenant in whose box the person is.
    """

    selection: Selection
    tenant: str | None = None


@dataclass(frozen=True)
class SetOverlay:
    """Show another overlay of the graph."""

    name: str


@dataclass(frozen=True)
class SetDark:
    """Follow the page's theme."""

    dark: bool


@dataclass(frozen=True)
class MoveTenants:
    """Put tenants where a person dragged them, by tenant id."""

    positions: Mapping[str, Position]


@dataclass(frozen=True)
class SetRoom:
    """Lay the picture out for a canvas of this size in pixels."""

    width: float
    height: float


@dataclass(frozen=True)
class ShowDrawer:
    """Open a drawer below the toolbar by its title; None closes all."""

    name: str | None


@dataclass(frozen=True)
class ShowStatus:
    """Put a sentence into the status line."""

    message: str
    level: Level = "info"


CommonIntent: TypeAlias = (
    Select | PressElement | SetOverlay | SetDark | MoveTenants | SetRoom | ShowDrawer | ShowStatus
)
"""What every widget with a picture can be asked for."""
