"""Small pictures of the shapes, as SVG in the colour of the surrounding text."""

from __future__ import annotations

from math import atan2, cos, hypot, pi, sin

from markupsafe import Markup

from xtsviz.model.escaping import fragment, join_markup
from xtsviz.templates.shapes import Shape

_WIDTH, _HEIGHT = 120, 80
_RADIUS = 8.0
_ARROW_OFFSET = 3.5  # distance from the middle line, if there is also an arrow in the other direction
_HEAD_LENGTH = 6.0
_NO_STYLE = Markup()

Point = tuple[float, float]


def thumbnail(shape: Shape, tenants: int) -> Markup:
    """A picture of a shape, 120 x 80 units, in ``currentColor``: readable on light and on dark.

    Sources are filled circles, other tenants are rings. Arrows have heads. Access on request is a dashed line without a
    head.
    """
    positions = _positions(shape, tenants)
    arrows = shape.arrows(tenants)
    senders = {source for source, _ in arrows}
    parts = [_arrow(positions[a], positions[b], has_opposite=(b, a) in arrows) for a, b in arrows]
    parts += [_request(positions[a], positions[b]) for a, b in shape.requests(tenants)]
    parts += [_tenant(position, filled=number in senders) for number, position in enumerate(positions)]
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


def _positions(shape: Shape, tenants: int) -> list[Point]:
    middle_y = _HEIGHT / 2
    if shape.form == "circle":
        angles = [2 * pi * (number + 0.5) / tenants - pi for number in range(tenants)]
        radius_y = min(
            36.0, 31.0 / max(0.5, *(abs(sin(angle)) for angle in angles))
        )  # the circles stay inside
        return [(_WIDTH / 2 + 38 * cos(angle), middle_y + radius_y * sin(angle)) for angle in angles]
    hub_x, spoke_x = (24.0, 96.0) if shape.form == "fan-out" else (96.0, 24.0)
    spokes = tenants - 1
    gap = 56 / max(spokes - 1, 1)
    return [
        (hub_x, middle_y),
        *((spoke_x, middle_y + gap * (number - (spokes - 1) / 2)) for number in range(spokes)),
    ]


def _tenant(position: Point, *, filled: bool) -> Markup:
    fill = Markup(' fill="currentColor"') if filled else Markup()
    return fragment('<circle cx="{:.1f}" cy="{:.1f}" r="{:.0f}"{}/>', position[0], position[1], _RADIUS, fill)


def _line_ends(source: Point, target: Point, offset: float) -> tuple[Point, Point, float]:
    """Start and end of a line between two circles, moved to its right by `offset`, and its angle."""
    angle = atan2(target[1] - source[1], target[0] - source[0])
    distance = hypot(target[0] - source[0], target[1] - source[1])
    x, y = cos(angle), sin(angle)

    def at(distance_along: float) -> Point:
        return (source[0] + x * distance_along - y * offset, source[1] + y * distance_along + x * offset)

    return at(_RADIUS + 2), at(distance - _RADIUS - 2), angle


def _arrow(source: Point, target: Point, *, has_opposite: bool) -> Markup:
    start, tip, angle = _line_ends(source, target, _ARROW_OFFSET if has_opposite else 0.0)
    corners = [
        (tip[0] - _HEAD_LENGTH * cos(angle + side), tip[1] - _HEAD_LENGTH * sin(angle + side))
        for side in (-0.45, 0.45)
    ]
    neck = (tip[0] - _HEAD_LENGTH * 0.8 * cos(angle), tip[1] - _HEAD_LENGTH * 0.8 * sin(angle))
    head = " ".join(f"{x:.1f},{y:.1f}" for x, y in (tip, *corners))
    return _line(start, neck) + fragment('<polygon points="{}" fill="currentColor" stroke="none"/>', head)


def _request(source: Point, target: Point) -> Markup:
    start, end, _ = _line_ends(source, target, 0.0)
    return _line(start, end, Markup(' stroke-dasharray="4 4"'))


def _line(start: Point, end: Point, style: Markup = _NO_STYLE) -> Markup:
    return fragment(
        '<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"{}/>', start[0], start[1], end[0], end[1], style
    )
