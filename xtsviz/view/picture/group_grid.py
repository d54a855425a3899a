"""The tenants of a frame as names in rows and columns that fill the room."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from xtsviz.view.picture.box_positions import Position, Size
from xtsviz.view.picture.room import Room
from xtsviz.view.text_width import text_width
from xtsviz.view.theme import HEADROOM, NAME_SIZE

FRAME = 24.0
"""The space between a frame and the tenants in it."""
_GAP = 12.0
_TALL, _LEAST, _WIDEST = 34.0, 60.0, 224.0
"""The height of a tenant of which only the name is drawn; its least and largest width."""


def cell_size(names: Sequence[str], room: Room, share: float = 1.0) -> Size:
    """The size of each tenant: so wide that its name fits, unless all could not be read in the room then.

    Args:
        names: of the tenants.
        room: the size of the canvas.
        share: how much of its width is for these tenants.
    """
    wanted = min(max(text_width(name, NAME_SIZE, bold=True) for name in names) + 24, _WIDEST)
    wide, tall = _space(room)
    rows = max(int((tall + _GAP) / (_TALL + _GAP)), 1)
    columns = math.ceil(len(names) / rows)
    return round(max(min(wanted, (wide * share + _GAP) / columns - _GAP), _LEAST), 1), _TALL


def grid_positions(members: Sequence[str], sizes: Mapping[str, Size], room: Room) -> dict[str, Position]:
    """Rows and columns in the order of the members, so many of each that they are largest in the room."""
    wide = max(sizes[member][0] for member in members) + _GAP
    tall = max(sizes[member][1] for member in members) + _GAP
    across, down = _space(room)

    def needed(columns: int) -> float:
        return max(columns * wide / across, math.ceil(len(members) / columns) * tall / down)

    columns = min(range(1, len(members) + 1), key=needed)
    return {m: (n % columns * wide, n // columns * tall) for n, m in enumerate(members)}


def _space(room: Room) -> Size:
    """The width and height of the room in a frame, in units of a picture whose names can just be read."""
    wide, tall = room.inner
    return max(wide / room.floor_zoom - 2 * FRAME, 1.0), max(
        tall / room.floor_zoom - 2 * FRAME - 2 * HEADROOM, 1.0
    )


def bounding(at: Mapping[str, Position], sizes: Mapping[str, Size]) -> tuple[Position, Size]:
    """The centre and the size of a frame around tenants."""
    left = min(x - sizes[t][0] / 2 for t, (x, _) in at.items()) - FRAME
    right = max(x + sizes[t][0] / 2 for t, (x, _) in at.items()) + FRAME
    top = min(y - sizes[t][1] / 2 for t, (_, y) in at.items()) - FRAME
    bottom = max(y + sizes[t][1] / 2 for t, (_, y) in at.items()) + FRAME
    return ((left + right) / 2, (top + bottom) / 2), (right - left, bottom - top)
