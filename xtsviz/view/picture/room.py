"""The room that a picture has on the screen, and how large its texts must be there."""

from __future__ import annotations

from typing import NamedTuple

from xtsviz.errors import PictureError

MARGIN = 16.0
"""The pixels that stay empty on each side of a fitted picture."""
FLOOR_ZOOM = 0.75
"""At this zoom every text is as small as it may be: names of tenants 12 px, numbers 11 px, names of people 9 px."""
_WALL = (1700.0, 850.0)
_WALL_ZOOM = 1.14
"""On a canvas as large as a projected screen, names are 18 px at least; in between, the floor grows with the canvas."""
CALM_ROOM = (600.0, 340.0)
"""A picture is enlarged at most as if this much of it had to be seen: two tenants do not fill a wall."""


class Room(NamedTuple):
    """The size of the canvas in pixels."""

    width: float
    height: float

    @property
    def inner(self) -> tuple[float, float]:
        """Width and height without the margins."""
        return max(self.width - 2 * MARGIN, 1.0), max(self.height - 2 * MARGIN, 1.0)

    @property
    def max_zoom(self) -> float:
        """The largest zoom of a fitted picture, from 1."""
        return max(1.0, min(self.width / CALM_ROOM[0], self.height / CALM_ROOM[1]))

    @property
    def floor_zoom(self) -> float:
        """The smallest zoom at which the texts of a picture can be read."""
        return max(FLOOR_ZOOM, _WALL_ZOOM * min(self.width / _WALL[0], self.height / _WALL[1], 1.0))

    def zoom_for(self, width: float, height: float) -> float:
        """The zoom at which a picture of this size (in units of the picture) just fits."""
        across, down = self.inner
        return min(across / max(width, 1.0), down / max(height, 1.0), self.max_zoom)


DEFAULT_ROOM = Room(960.0, 540.0)
"""The room of a picture that is not on a screen, and of one whose canvas has not told its size yet."""


def checked_room(room: object) -> Room:
    """Check the room that a caller gives: width and height in pixels, both above 0; None for the usual room.

    Raises:
        PictureError: it is something else.
    """
    if room is None:
        return DEFAULT_ROOM
    if isinstance(room, tuple | list) and len(room) == 2:
        good = [not isinstance(side, bool) and isinstance(side, int | float) for side in room]
        if all(good) and all(0 < side < 1e5 for side in room):
            return Room(float(room[0]), float(room[1]))
    raise PictureError("room: width and height of the canvas in pixels are needed, such as (960, 540)")
