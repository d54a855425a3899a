"""The parts of an SVG picture: colours for one or both grounds, texts, people, arrowheads, lines."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup, escape

from xtsviz.model.display_text import clean
from xtsviz.people.relations import Relation
from xtsviz.view.markup import fragment, join_markup
from xtsviz.view.picture.curves import Box, Curve, curve
from xtsviz.view.picture.spacing import Position, Size
from xtsviz.view.picture.types import Link, Person, TenantNode
from xtsviz.view.theme import (
    ARROW_STYLES,
    BACKGROUND,
    MUTED,
    PERSON_DIAMETER,
    RING,
    RING_STYLES,
    SELECTED,
    TEXT,
    ArrowStyleName,
    Dash,
    Head,
    Marker,
    Paint,
)


class SvgPaint:
    """Writes colours: as attributes for one ground, or for light with a style sheet for dark besides.

    Args:
        dark: True or False for one ground; None to follow the reader's ``prefers-color-scheme``.
    """

    def __init__(self, dark: bool | None) -> None:
        self.dark = dark
        self._rules: dict[tuple[str, str], str] = {}

    def __call__(self, *, fill: Paint | None = None, stroke: Paint | None = None) -> Markup:
        """Attributes for the inside and the outline of a shape; None is no colour."""
        parts, classes = [], []
        for what, paint in (("fill", fill), ("stroke", stroke)):
            if paint is None:
                if what == "fill":
                    parts.append(Markup('fill="none"'))
                continue
            parts.append(fragment('{}="{}"', what, paint.on(bool(self.dark))))
            if self.dark is None:
                name = self._rules.setdefault((what, paint.dark), f"x{what[0]}{len(self._rules)}")
                classes.append(name)
        if classes:
            parts.append(fragment('class="{}"', " ".join(classes)))
        return join_markup(parts, Markup(" "))

    def style(self, root: str) -> Markup:
        """The style sheet for dark ground, for what lies in the element with this id."""
        if not self._rules:
            return Markup()
        rules = join_markup(
            fragment("#{} .{}{{{}:{}}}", root, name, what, color)
            for (what, color), name in self._rules.items()
        )
        return fragment("<style>@media screen and (prefers-color-scheme: dark){{{}}}</style>", rules)


def num(value: float) -> Markup:
    """A coordinate, as short as it may be."""
    return fragment("{:.1f}", value).rstrip("0").rstrip(".") if value else Markup("0")


def text(
    ink: SvgPaint,
    words: str,
    at: Position,
    size: float,
    paint: Paint,
    *,
    bold: bool = False,
    anchor: str = "middle",
    halo: Paint | None = None,
) -> Markup:
    """One line of text; with a halo, readable over lines."""
    weight = Markup(' font-weight="600"') if bold else Markup()
    around = Markup(' stroke-width="5" stroke-linejoin="round" paint-order="stroke"') if halo else Markup()
    place = fragment(
        'x="{}" y="{}" font-size="{}" text-anchor="{}"', num(at[0]), num(at[1]), num(size), anchor
    )
    colors = ink(fill=paint, stroke=halo)
    return fragment("<text {}{}{} {}>{}</text>", place, weight, around, colors, shown(words))


def shown(words: str) -> Markup:
    """Text for an element or an attribute, its control characters visible."""
    return escape(clean(words))


def title(words: str, name: str = "") -> Markup:
    """What a pointer shows, and a screen reader says.

    Args:
        name: the id of the element, if something refers to it.
    """
    attributes = fragment(' id="{}"', name) if name else Markup()
    return fragment("<title{}>{}</title>", attributes, shown(words))


def outline(marker: Marker, at: Position, radius: float, attributes: Markup) -> Markup:
    """The outline of a person: the tenant's second marker."""
    x, y = at
    if marker == "circle":
        return fragment('<circle cx="{}" cy="{}" r="{}" {}/>', num(x), num(y), num(radius), attributes)
    if marker == "square":
        side = radius * 1.8
        place = fragment(
            'x="{}" y="{}" width="{}" height="{}"', num(x - side / 2), num(y - side / 2), num(side), num(side)
        )
        return fragment('<rect {} rx="2" {}/>', place, attributes)
    corners, turn = (4, 0.0) if marker == "diamond" else (6, 0.0)
    reach = radius * (1.2 if marker == "diamond" else 1.08)
    points = " ".join(
        f"{num(x + reach * math.cos(turn + n * 2 * math.pi / corners))},"
        f"{num(y + reach * math.sin(turn + n * 2 * math.pi / corners))}"
        for n in range(corners)
    )
    return fragment('<polygon points="{}" {}/>', points, attributes)


def person_symbol(
    ink: SvgPaint,
    relation: Relation,
    marker: Marker,
    at: Position,
    paint: Paint,
    size: float = PERSON_DIAMETER,
) -> Markup:
    """A person: filled at home; a ring where external, dashed for a guest, double for a mixed crowd."""
    ring = RING * size / PERSON_DIAMETER
    style = RING_STYLES[relation]
    if style == "filled":
        return outline(marker, at, size / 2, ink(fill=paint))
    if style == "double":
        thin = ring * 0.45
        outer = outline(
            marker,
            at,
            size / 2 - thin / 2,
            fragment('stroke-width="{}" {}', num(thin), ink(fill=BACKGROUND, stroke=paint)),
        )
        inner = outline(
            marker, at, size / 2 - 2.2 * thin, fragment('stroke-width="{}" {}', num(thin), ink(stroke=paint))
        )
        return outer + inner
    radius = (size - ring) / 2
    # Eight dashes around a circle, so that the ring closes evenly.
    step = 2 * math.pi * radius / 8
    dash = (
        fragment(' stroke-dasharray="{} {}"', num(step * 0.62), num(step * 0.38))
        if style == "dashed"
        else Markup()
    )
    return outline(
        marker,
        at,
        radius,
        fragment('stroke-width="{}"{} {}', num(ring), dash, ink(fill=BACKGROUND, stroke=paint)),
    )


def person(ink: SvgPaint, who: Person, size: float) -> Markup:
    """A person in their place with the label below, clear of the ring."""
    at = (who.x, who.y)
    frame = ""
    if who.selected:
        circle = outline(
            "circle", at, PERSON_DIAMETER / 2 + 4, fragment('stroke-width="3" {}', ink(stroke=SELECTED))
        )
        frame = circle
    label = text(
        ink,
        who.label,
        (who.x, who.y + PERSON_DIAMETER / 2 + size + 5),
        size,
        MUTED if who.emphasis == "dim" else TEXT,
        bold=who.selected or who.user is None,
    )
    return fragment(
        "<g>{}{}{}{}</g>",
        title(who.name),
        frame,
        person_symbol(ink, who.relation, who.marker, at, who.paint),
        label,
    )


def arrow(ink: SvgPaint, link: Link, source: TenantNode, target: TenantNode) -> tuple[Markup, Curve]:
    """A link without its label, and the curve that it lies on."""
    path = curve(_framed(source), _framed(target), link.bend, (source.header, target.header))
    size = 8.0 + 1.5 * link.width
    head = ARROW_STYLES[link.style].head
    reach = 0.0 if head == "tee" else size * 0.9
    seen = path.between(0.0, max(1 - reach / max(path.length(), 1.0), 0.05))
    line = (
        f"M{num(seen.start[0])} {num(seen.start[1])}"
        f"Q{num(seen.control[0])} {num(seen.control[1])} {num(seen.end[0])} {num(seen.end[1])}"
    )
    parts = [fragment("<g>{}", title(link.sentence))]
    if link.selected:
        wide = num(link.width + 8)
        parts.append(
            fragment(
                '<path d="{}" stroke-width="{}" stroke-linecap="round" {}/>', line, wide, ink(stroke=SELECTED)
            )
        )
        parts.append(
            fragment('<path d="{}" stroke-width="{}" {}/>', line, num(link.width + 4), ink(stroke=BACKGROUND))
        )
    parts.append(
        fragment('<path d="{}" {} {}/>', line, line_style(link.style, link.width), ink(stroke=link.paint))
    )
    parts.append(arrowhead(ink, head, path.end, path.direction(1.0), size, link.paint))
    parts.append(Markup("</g>"))
    return join_markup(parts), path


def _framed(node: TenantNode) -> Box:
    box = node.box
    return Box(box.x, box.y, box.width + 12, box.height + 12) if node.selected else box


def dash_attribute(dash: Dash) -> Markup:
    """The dashes of a line as an attribute, with a space before it; empty for a solid line."""
    return fragment(' stroke-dasharray="{}"', " ".join(map(num, dash))) if dash else Markup()


def line_style(style: ArrowStyleName, width: float) -> Markup:
    """Width and dashes of a line."""
    dash = ARROW_STYLES[style].dash
    cap = Markup(' stroke-linecap="round"') if dash and dash[0] <= 2 else Markup()
    return fragment('stroke-width="{}"{}{}', num(width), dash_attribute(dash), cap)


def arrowhead(
    ink: SvgPaint, head: Head, tip: Position, direction: Position, size: float, paint: Paint
) -> Markup:
    """The end of an arrow; `direction` is a vector of length 1."""

    def at(back: float, aside: float) -> str:
        x = tip[0] - direction[0] * back - direction[1] * aside
        y = tip[1] - direction[1] * back + direction[0] * aside
        return f"{num(x)},{num(y)}"

    bar = fragment(
        '<polyline points="{} {}" stroke-width="4" {}/>',
        at(0, -size * 0.6),
        at(0, size * 0.6),
        ink(stroke=paint),
    )
    corners = f"{at(0, 0)} {at(size, -size * 0.5)} {at(size, size * 0.5)}"
    if head == "tee":
        return bar
    if head == "triangle-tee":
        return fragment('<polygon points="{}" {}/>{}', corners, ink(fill=paint), bar)
    if head == "hollow-triangle":
        return fragment(
            '<polygon points="{}" stroke-width="2" {}/>', corners, ink(fill=BACKGROUND, stroke=paint)
        )
    if head == "hollow-circle":
        x, y = (float(v) for v in at(size * 0.5, 0).split(","))
        return outline(
            "circle", (x, y), size * 0.45, fragment('stroke-width="2" {}', ink(fill=BACKGROUND, stroke=paint))
        )
    if head == "vee":
        points = f"{at(size, -size * 0.5)} {at(0, 0)} {at(size, size * 0.5)}"
        return fragment('<polyline points="{}" stroke-width="2" {}/>', points, ink(stroke=paint))
    return fragment('<polygon points="{}" {}/>', corners, ink(fill=paint))


def lines(ink: SvgPaint, words: Sequence[str], at: Position, size: float, paint: Paint, room: Size) -> Markup:
    """Lines of text centred on a point, on a patch of ground so that what lies below does not disturb."""
    step = size + 3
    top = at[1] - step * (len(words) - 1) / 2 + size * 0.36
    patch = fragment(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="5" {}/>',
        num(at[0] - room[0] / 2),
        num(at[1] - room[1] / 2),
        num(room[0]),
        num(room[1]),
        ink(fill=BACKGROUND),
    )
    return patch + join_markup(
        text(ink, line, (at[0], top + n * step), size, paint, bold=True) for n, line in enumerate(words)
    )
