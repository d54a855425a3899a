"""The legend below the graph."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.export.svg_legend import draw_legend
from xtsviz.view.export.svg_parts import SvgPaint, number_text
from xtsviz.view.markup import fragment
from xtsviz.view.picture.types import Picture
from xtsviz.view.theme import SANS


def legend_svg(picture: Picture, width: float = 720.0) -> Markup:
    """The legend as an inline SVG with this width in pixels. Its words are real text."""
    drawn, height = draw_legend(SvgPaint(picture.dark), picture.legend, (6.0, 10.0), width - 12)
    if not height:
        return Markup()
    size = fragment(
        'viewBox="0 0 {} {}" width="{}"', number_text(width), number_text(height + 14), number_text(width)
    )
    return fragment(
        '<svg xmlns="http://www.w3.org/2000/svg" class="xts-legend" role="group" '
        'aria-label="Legend" {} font-family="{}">{}</svg>',
        size,
        SANS,
        drawn,
    )
