"""The parts of an SVG picture: colours, texts, people, arrows and arrowheads."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup, escape

from xtsviz.model.display_text import clean
from xtsviz.people.relations import Relation
from xtsviz.view.markup import fragment, join_markup
from xtsviz.view.picture.arrow_curves import Box, Curve, visible_curve
from xtsviz.view.picture.box_positions import Position, Size
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
    """Makes the attributes for colours. For both grounds, it also makes a style sheet for dark ground.

    Args:
        dark: True or False for one ground; None to follow the reader's ``prefers-color-scheme``.
    """

    def __init__(self, dark: bool | None) -> None:
        self.dark = dark
        self._rules: dict[tuple[str, str], str] = {}
        self._attributes: dict[tuple[Paint | None, Paint | None], Markup] = {}

    def __call__(self, *, fill: Paint | None = None, stroke: Paint | None = None) -> Markup:
        """Attributes for the inside and the outline of a shape; None means no colour."""
        key = (fill, stroke)
        if key not in self._attributes:  # a picture has few colours and many shapes
            self._attributes[key] = self._attributes_of(fill, stroke)
        return self._attributes[key]

    def _attributes_of(self, fill: Paint | None, stroke: Paint | None) -> Markup:
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
        """The style sheet for dark ground, for everything in the element with this id."""
        return fragment("<style>{}</style>", rules) if (rules := self.rules(root)) else Markup()

    def rules(self, root: str) -> Markup:
        """The rules of `style`; empty if there are none."""
        if not self._rules:
            return Markup()
        rules = join_markup(
            fragment("#{} .{}{{{}:{}}}", root, name, what, color)
            for (what, color), name in self._rules.items()
        )
        return fragment("@media screen and (prefers-color-scheme: dark){{{}}}", rules)


def number_text(value: float) -> Markup:
    """A coordinate as short text, with at most one decimal."""
    return Markup(f"{value:.1f}".rstrip("0").rstrip(".")) if value else Markup("0")  # noqa: S704 - a number


def text_element(
    colors: SvgPaint,
    words: str,
    at: Position,
    size: float,
    paint: Paint,
    *,
    bold: bool = False,
    anchor: str = "middle",
    halo: Paint | None = None,
) -> Markup:
    """One line of text. A halo makes it readable over lines."""
    weight = Markup(' font-weight="600"') if bold else Markup()
    around = Markup(' stroke-width="5" stroke-linejoin="round" paint-order="stroke"') if halo else Markup()
    place = fragment(
        'x="{}" y="{}" font-size="{}" text-anchor="{}"',
        number_text(at[0]),
        number_text(at[1]),
        number_text(size),
        anchor,
    )
    attributes = colors(fill=paint, stroke=halo)
    return fragment("<text {}{}{} {}>{}</text>", place, weight, around, attributes, visible_text(words))


def visible_text(words: str) -> Markup:
    """Text for an element or an attribute, with visible control characters."""
    return escape(clean(words))


def title_element(words: str, name: str = "") -> Markup:
    """A title element: browsers show it on hover, and screen readers read it.

    Args:
        words: the text.
        name: the id of the element, if it needs one.
    """
    attributes = fragment(' id="{}"', name) if name else Markup()
    return fragment("<title{}>{}</title>", attributes, visible_text(words))


def person_outline(marker: Marker, at: Position, radius: float, attributes: Markup) -> Markup:
    """The outline of a user's symbol, in the shape of the home tenant."""
    x, y = at
    if marker == "circle":
        return fragment(
            '<circle cx="{}" cy="{}" r="{}" {}/>',
            number_text(x),
            number_text(y),
            number_text(radius),
            attributes,
        )
    if marker == "square":
        side = radius * 1.8
        place = fragment(
            'x="{}" y="{}" width="{}" height="{}"',
            number_text(x - side / 2),
            number_text(y - side / 2),
            number_text(side),
            number_text(side),
        )
        return fragment('<rect {} rx="2" {}/>', place, attributes)
    corners, turn = (4, 0.0) if marker == "diamond" else (6, 0.0)
    reach = radius * (1.2 if marker == "diamond" else 1.08)
    points = " ".join(
        f"{number_text(x + reach * math.cos(turn + n * 2 * math.pi / corners))},"
        f"{number_text(y + reach * math.sin(turn + n * 2 * math.pi / corners))}"
        for n in range(corners)
    )
    return fragment('<polygon points="{}" {}/>', points, attributes)


def person_symbol(
    colors: SvgPaint,
    relation: Relation,
    marker: Marker,
    at: Position,
    paint: Paint,
    size: float = PERSON_DIAMETER,
) -> Markup:
    """The symbol of a user: filled at home, a ring for an external, dashed for a guest, double for a mixed crowd."""
    ring = RING * size / PERSON_DIAMETER
    style = RING_STYLES[relation]
    if style == "filled":
        return person_outline(marker, at, size / 2, colors(fill=paint))
    if style == "double":
        thin = ring * 0.45
        outer = person_outline(
            marker,
            at,
            size / 2 - thin / 2,
            fragment('stroke-width="{}" {}', number_text(thin), colors(fill=BACKGROUND, stroke=paint)),
        )
        inner = person_outline(
            marker,
            at,
            size / 2 - 2.2 * thin,
            fragment('stroke-width="{}" {}', number_text(thin), colors(stroke=paint)),
        )
        return outer + inner
    radius = (size - ring) / 2
    # Exactly eight dashes fit around the circle, so that all are equal.
    step = 2 * math.pi * radius / 8
    dash = (
        fragment(' stroke-dasharray="{} {}"', number_text(step * 0.62), number_text(step * 0.38))
        if style == "dashed"
        else Markup()
    )
    return person_outline(
        marker,
        at,
        radius,
        fragment('stroke-width="{}"{} {}', number_text(ring), dash, colors(fill=BACKGROUND, stroke=paint)),
    )


def person_element(colors: SvgPaint, who: Person, size: float) -> Markup:
    """A user's symbol at its position, with the label below."""
    at = (who.x, who.y)
    frame = ""
    if who.selected:
        circle = person_outline(
            "circle", at, PERSON_DIAMETER / 2 + 4, fragment('stroke-width="3" {}', colors(stroke=SELECTED))
        )
        frame = circle
    label = (
        Markup()
        if not who.label
        else text_element(
            colors,
            who.label,
            (who.x, who.y + PERSON_DIAMETER / 2 + size + 5),
            size,
            MUTED if who.emphasis == "dim" else TEXT,
            bold=who.selected or who.user is None,
        )
    )
    return fragment(
        "<g>{}{}{}{}</g>",
        title_element(who.name),
        frame,
        person_symbol(colors, who.relation, who.marker, at, who.paint),
        label,
    )


def arrow_element(
    colors: SvgPaint, link: Link, source: TenantNode, target: TenantNode
) -> tuple[Markup, Curve]:
    """A link without its label, and its curve."""
    path = visible_curve(
        _box_with_frame(source), _box_with_frame(target), link.bend, (source.header, target.header)
    )
    size = 8.0 + 1.5 * link.width
    head = ARROW_STYLES[link.style].head
    reach = 0.0 if head == "tee" else size * 0.9
    seen = path.between(0.0, max(1 - reach / max(path.length(), 1.0), 0.05))
    line = (
        f"M{number_text(seen.start[0])} {number_text(seen.start[1])}"
        f"Q{number_text(seen.control[0])} {number_text(seen.control[1])} "
        f"{number_text(seen.end[0])} {number_text(seen.end[1])}"
    )
    parts = [fragment("<g>{}", title_element(link.sentence))]
    if link.selected:
        wide = number_text(link.width + 8)
        parts.append(
            fragment(
                '<path d="{}" stroke-width="{}" stroke-linecap="round" {}/>',
                line,
                wide,
                colors(stroke=SELECTED),
            )
        )
        parts.append(
            fragment(
                '<path d="{}" stroke-width="{}" {}/>',
                line,
                number_text(link.width + 4),
                colors(stroke=BACKGROUND),
            )
        )
    parts.append(
        fragment('<path d="{}" {} {}/>', line, line_style(link.style, link.width), colors(stroke=link.paint))
    )
    parts.append(arrowhead(colors, head, path.end, path.direction(1.0), size, link.paint))
    parts.append(Markup("</g>"))
    return join_markup(parts), path


def _box_with_frame(node: TenantNode) -> Box:
    box = node.box
    return Box(box.x, box.y, box.width + 12, box.height + 12) if node.selected else box


def dash_attribute(dash: Dash) -> Markup:
    """The dashes of a line as an attribute, with a space before it; empty for a solid line."""
    return fragment(' stroke-dasharray="{}"', " ".join(map(number_text, dash))) if dash else Markup()


def line_style(style: ArrowStyleName, width: float) -> Markup:
    """Width and dashes of a line."""
    dash = ARROW_STYLES[style].dash
    cap = Markup(' stroke-linecap="round"') if dash and dash[0] <= 2 else Markup()
    return fragment('stroke-width="{}"{}{}', number_text(width), dash_attribute(dash), cap)


def arrowhead(
    colors: SvgPaint, head: Head, tip: Position, direction: Position, size: float, paint: Paint
) -> Markup:
    """The end of an arrow; `direction` is a vector of length 1."""

    def at(back: float, aside: float) -> str:
        x = tip[0] - direction[0] * back - direction[1] * aside
        y = tip[1] - direction[1] * back + direction[0] * aside
        return f"{number_text(x)},{number_text(y)}"

    bar = Markup()
    if head in ("tee", "triangle-tee"):
        ends = f"{at(0, -size * 0.6)} {at(0, size * 0.6)}"
        bar = fragment('<polyline points="{}" stroke-width="4" {}/>', ends, colors(stroke=paint))
    if head == "tee":
        return bar
    corners = f"{at(0, 0)} {at(size, -size * 0.5)} {at(size, size * 0.5)}"
    if head == "triangle-tee":
        return fragment('<polygon points="{}" {}/>{}', corners, colors(fill=paint), bar)
    if head == "hollow-triangle":
        return fragment(
            '<polygon points="{}" stroke-width="2" {}/>', corners, colors(fill=BACKGROUND, stroke=paint)
        )
    if head == "hollow-circle":
        x, y = (float(v) for v in at(size * 0.5, 0).split(","))
        return person_outline(
            "circle",
            (x, y),
            size * 0.45,
            fragment('stroke-width="2" {}', colors(fill=BACKGROUND, stroke=paint)),
        )
    if head == "vee":
        points = f"{at(size, -size * 0.5)} {at(0, 0)} {at(size, size * 0.5)}"
        return fragment('<polyline points="{}" stroke-width="2" {}/>', points, colors(stroke=paint))
    return fragment('<polygon points="{}" {}/>', corners, colors(fill=paint))


def text_lines(
    colors: SvgPaint, words: Sequence[str], at: Position, size: float, paint: Paint, room: Size
) -> Markup:
    """Lines of text centred on a point. A rectangle in the colour of the ground covers what is below."""
    step = size + 3
    top = at[1] - step * (len(words) - 1) / 2 + size * 0.36
    patch = fragment(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="5" {}/>',
        number_text(at[0] - room[0] / 2),
        number_text(at[1] - room[1] / 2),
        number_text(room[0]),
        number_text(room[1]),
        colors(fill=BACKGROUND),
    )
    return patch + join_markup(
        text_element(colors, line, (at[0], top + n * step), size, paint, bold=True)
        for n, line in enumerate(words)
    )
