"""The boxes of alike tenants in an SVG picture."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.export.svg_badges import draw_badges
from xtsviz.view.export.svg_parts import (
    SvgPaint,
    arrowhead,
    dash_attribute,
    number_text,
    text_element,
    title_element,
)
from xtsviz.view.markup import fragment, join_markup
from xtsviz.view.picture.group_types import GroupBox, GroupLine, GroupPart
from xtsviz.view.picture.types import TenantNode
from xtsviz.view.theme import (
    ARROW_STYLES,
    BACKGROUND,
    BORDER,
    LIT_BORDER,
    MISSING,
    MUTED,
    NAME_SIZE,
    OUTLINE,
    REMOVED_DASH,
    SELECTED,
    SURFACE,
    TEXT,
    TEXT_SIZE,
)

_BEHIND = 5.0


def draw_frame(colors: SvgPaint, node: TenantNode) -> Markup:
    """The frame around the tenants of an opened group, with its sentence above."""
    above = (node.x, node.y - node.height / 2 - 10)
    return fragment(
        "<g>{}<rect {} stroke-width='{}'{} {}/>{}</g>",
        title_element(node.name),
        _place(node, 0.0),
        number_text(BORDER),
        dash_attribute(REMOVED_DASH),
        colors(stroke=node.paint),
        text_element(colors, node.label, above, NAME_SIZE, TEXT, bold=True, halo=BACKGROUND),
    )


def draw_group_box(colors: SvgPaint, node: TenantNode) -> Markup:
    """The box of a closed group: a second box behind it says that it is several."""
    box = node.group
    assert box is not None
    border = LIT_BORDER if node.emphasis == "lit" else BORDER
    dashes = dash_attribute(REMOVED_DASH) if node.removed else Markup()
    width = number_text(border)
    paint = MUTED if node.emphasis == "dim" else TEXT
    drawn = [fragment("<g>{}", title_element(" ".join(box.sentences)))]
    if node.selected:
        drawn.append(
            fragment('<rect {} stroke-width="3" {}/>', _place(node, 0.0, 8.0), colors(stroke=SELECTED))
        )
    behind = colors(fill=SURFACE, stroke=node.paint)
    drawn += [
        fragment('<rect {} stroke-width="{}"{} {}/>', _place(node, by), width, dashes, behind)
        for by in (_BEHIND, 0.0)
    ]
    drawn += [_part(colors, part, paint) for part in box.parts]
    drawn += _lines(colors, box)
    drawn += draw_badges(colors, node, (node.x + node.width / 2, node.y - node.height / 2))
    return join_markup([*drawn, Markup("</g>")])


def _place(node: TenantNode, by: float, around: float = 0.0) -> Markup:
    return fragment(
        'x="{}" y="{}" width="{}" height="{}" rx="10"',
        number_text(node.x - node.width / 2 - around + by),
        number_text(node.y - node.height / 2 - around + by),
        number_text(node.width + 2 * around),
        number_text(node.height + 2 * around),
    )


def _part(colors: SvgPaint, part: GroupPart, paint: object) -> Markup:
    text_paint = MUTED if paint is MUTED else TEXT
    if part.kind != "tenant":
        size = NAME_SIZE if part.kind == "title" else TEXT_SIZE + (part.kind == "words")
        at = (part.x, part.y + size * 0.35)
        return text_element(colors, part.text, at, size, text_paint, bold=part.kind == "title")
    edge = SELECTED if part.selected else OUTLINE
    width = 3 if part.selected else LIT_BORDER if part.lit else 1
    rect = fragment(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="6" stroke-width="{}" {}/>',
        number_text(part.x - part.width / 2),
        number_text(part.y - part.height / 2),
        number_text(part.width),
        number_text(part.height),
        number_text(width),
        colors(fill=BACKGROUND, stroke=edge),
    )
    at = (part.x, part.y + TEXT_SIZE * 0.35)
    words = text_element(colors, part.text, at, TEXT_SIZE, text_paint, bold=part.lit)
    return fragment("<g>{}{}{}</g>", title_element(part.full), rect, words)


def _lines(colors: SvgPaint, box: GroupBox) -> list[Markup]:
    parts = {part.key: part for part in box.parts}
    return [_line(colors, line, parts[line.source], parts[line.target]) for line in box.lines]


def _line(colors: SvgPaint, line: GroupLine, source: GroupPart, target: GroupPart) -> Markup:
    style = ARROW_STYLES[line.style] if line.style else MISSING
    y, end = number_text(source.y), target.x - target.width / 2 - 4
    way = fragment("M{} {}H{}", number_text(source.x + source.width / 2 + 3), y, number_text(end - 9))
    stroke = colors(stroke=style.paint)
    path = fragment('<path d="{}" stroke-width="2.5"{} {}/>', way, dash_attribute(style.dash), stroke)
    head = arrowhead(colors, style.head, (end, source.y), (1.0, 0.0), 11.0, style.paint)
    return fragment("<g>{}{}{}</g>", title_element(line.sentence), path, head)
