"""Small pictures of the shapes, as SVG that takes its colour from the text around it."""

from __future__ import annotations

from html import escape
from math import atan2, cos, hypot, pi, sin

from xtsviz.templates.shapes import Shape

_WIDTH, _HEIGHT = 120, 80
_RADIUS = 8.0
_APART = 3.5  # how far an arrow stands off the middle line where there is one the other way
_HEAD = 6.0

Point = tuple[float, float]


def thumbnail(shape: Shape, tenants: int) -> str:
    """A picture of a shape, 120 x 80 units, in ``currentColor``: readable on light and on dark.

    Tenants that send are filled, those that only receive are rings; arrows have heads; access on request is a
    dashed line without one.
    """
    places = _places(shape, tenants)
    arrows = shape.arrows(tenants)
    senders = {source for source, _ in arrows}
    parts = [_arrow(places[a], places[b], aside=(b, a) in arrows) for a, b in arrows]
    parts += [_request(places[a], places[b]) for a, b in shape.requests(tenants)]
    parts += [_tenant(place, filled=number in senders) for number, place in enumerate(places)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" fill="none" stroke="currentColor" stroke-width="2">'
        f"<title>{escape(shape.title)}</title>{''.join(parts)}</svg>"
    )


def _places(shape: Shape, tenants: int) -> list[Point]:
    middle = _HEIGHT / 2
    if shape.form == "circle":
        turns = [2 * pi * (number + 0.5) / tenants - pi for number in range(tenants)]
        return [(_WIDTH / 2 + 38 * cos(turn), middle + 36 * sin(turn)) for turn in turns]
    near, far = (24.0, 96.0) if shape.form == "fan-out" else (96.0, 24.0)
    spokes = tenants - 1
    gap = 56 / max(spokes - 1, 1)
    return [(near, middle), *((far, middle + gap * (number - (spokes - 1) / 2)) for number in range(spokes))]


def _tenant(place: Point, *, filled: bool) -> str:
    fill = ' fill="currentColor"' if filled else ""
    return f'<circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="{_RADIUS:.0f}"{fill}/>'


def _ends(source: Point, target: Point, aside: float) -> tuple[Point, Point, float]:
    """Start and end of a line between two rings, moved to its right-hand side, and its direction."""
    turn = atan2(target[1] - source[1], target[0] - source[0])
    far = hypot(target[0] - source[0], target[1] - source[1])
    x, y = cos(turn), sin(turn)

    def at(along: float) -> Point:
        return (source[0] + x * along - y * aside, source[1] + y * along + x * aside)

    return at(_RADIUS + 2), at(far - _RADIUS - 2), turn


def _arrow(source: Point, target: Point, *, aside: bool) -> str:
    start, tip, turn = _ends(source, target, _APART if aside else 0.0)
    corners = [
        (tip[0] - _HEAD * cos(turn + side), tip[1] - _HEAD * sin(turn + side)) for side in (-0.45, 0.45)
    ]
    neck = (tip[0] - _HEAD * 0.8 * cos(turn), tip[1] - _HEAD * 0.8 * sin(turn))
    head = " ".join(f"{x:.1f},{y:.1f}" for x, y in (tip, *corners))
    return _line(start, neck) + f'<polygon points="{head}" fill="currentColor" stroke="none"/>'


def _request(source: Point, target: Point) -> str:
    start, end, _ = _ends(source, target, 0.0)
    return _line(start, end, ' stroke-dasharray="4 4"')


def _line(start: Point, end: Point, style: str = "") -> str:
    return f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"{style}/>'
