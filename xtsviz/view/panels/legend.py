"""The legend of a picture on its own, as it stands below the graph."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.export.svg_legend import draw_legend
from xtsviz.view.export.svg_parts import SvgPaint, num
from xtsviz.view.markup import fragment
from xtsviz.view.picture.types import Picture
from xtsviz.view.theme import SANS


def legend_svg(picture: Picture, width: float = 720.0) -> Markup:
    """The legend as an inline SVG of so many pixels; the words in it are text."""
    drawn, height = draw_legend(SvgPaint(picture.dark), picture.legend, (6.0, 10.0), width - 12)
    if not height:
        return Markup()
    size = fragment('viewBox="0 0 {} {}" width="{}"', num(width), num(height + 14), num(width))
    return fragment(
        '<svg xmlns="http://www.w3.org/2000/svg" class="xts-legend" role="group" '
        'aria-label="Legend" {} font-family="{}">{}</svg>',
        size,
        SANS,
        drawn,
    )
