"""Small pictures of the shapes, as SVG that takes its colour from the text around it."""

from __future__ import annotations

from math import atan2, cos, hypot, pi, sin

from markupsafe import Markup

from xtsviz.model.escaping import fragment, join_markup
from xtsviz.templates.shapes import Shape

_WIDTH, _HEIGHT = 120, 80
_RADIUS = 8.0
_APART = 3.5  # how far an arrow stands off the middle line where there is one the other way
_HEAD = 6.0
_PLAIN = Markup()

Point = tuple[float, float]


def thumbnail(shape: Shape, tenants: int) -> Markup:
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
    return fragment(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}" '
        'role="img" fill="none" stroke="currentColor" stroke-width="2"><title>{}</title>{}</svg>',
        _WIDTH,
        _HEIGHT,
        _WIDTH,
        _HEIGHT,
        shape.title,
        join_markup(parts),
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


def _tenant(place: Point, *, filled: bool) -> Markup:
    fill = Markup(' fill="currentColor"') if filled else Markup()
    return fragment('<circle cx="{:.1f}" cy="{:.1f}" r="{:.0f}"{}/>', place[0], place[1], _RADIUS, fill)


def _ends(source: Point, target: Point, aside: float) -> tuple[Point, Point, float]:
    """Start and end of a line between two rings, moved to its right-hand side, and its direction."""
    turn = atan2(target[1] - source[1], target[0] - source[0])
    far = hypot(target[0] - source[0], target[1] - source[1])
    x, y = cos(turn), sin(turn)

    def at(along: float) -> Point:
        return (source[0] + x * along - y * aside, source[1] + y * along + x * aside)

    return at(_RADIUS + 2), at(far - _RADIUS - 2), turn


def _arrow(source: Point, target: Point, *, aside: bool) -> Markup:
    start, tip, turn = _ends(source, target, _APART if aside else 0.0)
    corners = [
        (tip[0] - _HEAD * cos(turn + side), tip[1] - _HEAD * sin(turn + side)) for side in (-0.45, 0.45)
    ]
    neck = (tip[0] - _HEAD * 0.8 * cos(turn), tip[1] - _HEAD * 0.8 * sin(turn))
    head = " ".join(f"{x:.1f},{y:.1f}" for x, y in (tip, *corners))
    return _line(start, neck) + fragment('<polygon points="{}" fill="currentColor" stroke="none"/>', head)


def _request(source: Point, target: Point) -> Markup:
    start, end, _ = _ends(source, target, 0.0)
    return _line(start, end, Markup(' stroke-dasharray="4 4"'))


def _line(start: Point, end: Point, style: Markup = _PLAIN) -> Markup:
    return fragment(
        '<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"{}/>', start[0], start[1], end[0], end[1], style
    )
