"""The legend below the graph."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.export.svg_legend import draw_sample
from xtsviz.view.export.svg_parts import SvgPaint, number_text
from xtsviz.view.markup import fragment, join_markup
from xtsviz.view.picture.types import LegendEntry, Picture
from xtsviz.view.theme import SANS

_HEIGHT = 22.0


def legend_list(picture: Picture) -> Markup:
    """The legend as a list that wraps where it has no room: a small drawing for each entry, and its words as text."""
    if not picture.legend:
        return Markup()
    colors = SvgPaint(picture.dark)
    entries = join_markup(_entry(colors, entry) for entry in picture.legend)
    return fragment('<ul class="xts-legend" aria-label="Legend">{}</ul>', entries)


def _entry(colors: SvgPaint, entry: LegendEntry) -> Markup:
    drawn, width = draw_sample(colors, entry, _HEIGHT)
    if not width:
        return fragment('<li class="xts-legend-note">{}</li>', entry.text)
    size = fragment('width="{}" height="{}"', number_text(width), number_text(_HEIGHT))
    return fragment(
        '<li><svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true" {} font-family="{}">{}</svg>'
        "<span>{}</span></li>",
        size,
        SANS,
        drawn,
        entry.text,
    )
