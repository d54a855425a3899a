"""The badges of boxes in an SVG picture."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.export.svg_parts import SvgPaint, number_text, text_element, title_element
from xtsviz.view.markup import fragment
from xtsviz.view.picture.types import TenantNode
from xtsviz.view.text_width import text_width
from xtsviz.view.theme import BACKGROUND, INFO, SEVERITY_PAINTS, TEXT_SIZE


def draw_badges(colors: SvgPaint, node: TenantNode, corner: tuple[float, float]) -> list[Markup]:
    """The badges of a box, from its upper right corner to the left."""
    badges = []
    right = corner[0] - 4
    for badge in reversed(node.badges):
        paint = INFO if badge.severity is None else SEVERITY_PAINTS[badge.severity]
        words = badge.label
        wide = text_width(words, TEXT_SIZE, bold=True) + 12
        place = fragment(
            'x="{}" y="{}" width="{}" height="22" rx="11"',
            number_text(right - wide),
            number_text(corner[1] - 12),
            number_text(wide),
        )
        badges.append(
            fragment(
                "<g>{}<rect {} stroke-width='2' {}/>",
                title_element(badge.text),
                place,
                colors(fill=paint, stroke=BACKGROUND),
            )
        )
        badges.append(
            text_element(colors, words, (right - wide / 2, corner[1] + 3.5), TEXT_SIZE, BACKGROUND, bold=True)
            + Markup("</g>")
        )
        right -= wide + 4
    return badges
