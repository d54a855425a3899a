"""A picture on a page as SVG that takes the room there is: no heading, no legend, and each shape by its element.

The page moves marks in it (``drawn_motion.js``); differences from a goal stand on it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from markupsafe import Markup

from xtsviz.view.export.svg import draw
from xtsviz.view.export.svg_parts import SvgPaint, number_text, text_element, title_element, visible_text
from xtsviz.view.markup import fragment, join_markup
from xtsviz.view.picture.cytoscape import person_element_id
from xtsviz.view.picture.goal_picture import DIFFERENCE_WORDS, Difference
from xtsviz.view.picture.journeys import Motion
from xtsviz.view.picture.types import Person, Picture
from xtsviz.view.theme import BACKGROUND, PERSON_DIAMETER, Paint

_MARGIN = 14.0
_LEAST = (440.0, 220.0)
"""So much of a picture is seen at least: two tenants do not fill the screen."""
_BADGE = 10.5

DIFFERENCE_PAINTS: Mapping[Difference, Paint] = {
    "there": Paint("#146c2e", "#7fd99a"),
    "missing": Paint("#8a5300", "#f2b84b"),
    "extra": Paint("#b3261e", "#ff8f85"),
    "other": Paint("#6b3fa0", "#c9a8ff"),
}


def figure(
    picture: Picture,
    *,
    dark: bool,
    differences: Mapping[str, Difference] | None = None,
    motion: Motion | None = None,
) -> Markup:
    """The picture as SVG without title and legend.

    Args:
        picture: as it was resolved.
        dark: the ground.
        differences: how people (by their elements) differ from a goal; each gets a symbol.
        motion: what moves in it once when it comes to the page.
    """
    colors = SvgPaint(dark)
    drawing = draw(colors, picture)
    left, top, right, bottom = drawing.bounds
    wide, tall = right - left + 2 * _MARGIN, bottom - top + 2 * _MARGIN
    width, height = max(wide, _LEAST[0]), max(tall, _LEAST[1])
    x, y = (left + right - width) / 2, (top + bottom - height) / 2
    shapes = join_markup(
        fragment('<g data-element="{}">{}</g>', element, shape) for element, shape in drawing.shapes
    )
    marks = join_markup(
        _badge(colors, who, difference)
        for who in picture.people
        if (difference := (differences or {}).get(person_element_id(who)))
    )
    digest = hashlib.sha256(f"{dark}{x}{y}{picture.text}{shapes}{marks}".encode(errors="replace"))
    root = f"xtsviz-{digest.hexdigest()[:12]}"
    plays = fragment(" data-xts-motion='{}'", json.dumps(motion.message())) if motion else Markup()
    return fragment(
        '<svg xmlns="http://www.w3.org/2000/svg" id="{}" class="xts-figure" role="img" '
        'aria-labelledby="{}-title {}-desc" viewBox="{} {} {} {}" width="{}" height="{}"{}>{}{}{}{}</svg>',
        root,
        root,
        root,
        *(number_text(value) for value in (x, y, width, height, width, height)),
        plays,
        title_element(picture.title, f"{root}-title"),
        fragment('<desc id="{}-desc">{}</desc>', root, visible_text(picture.text)),
        shapes,
        marks,
    )


def _badge(colors: SvgPaint, who: Person, difference: Difference) -> Markup:
    """A round symbol at the upper right of a person."""
    symbol, words = DIFFERENCE_WORDS[difference]
    x, y = who.x + PERSON_DIAMETER / 2 + 1, who.y - PERSON_DIAMETER / 2 + 1
    paint = DIFFERENCE_PAINTS[difference]
    round_ = fragment(
        '<circle cx="{}" cy="{}" r="{}" stroke-width="2" {}/>',
        number_text(x),
        number_text(y),
        number_text(_BADGE),
        colors(fill=paint, stroke=BACKGROUND),
    )
    sign = text_element(colors, symbol, (x, y + 5.6), 16, BACKGROUND, bold=True)
    return fragment(
        '<g class="xts-difference xts-difference-{}">{}{}{}</g>',
        difference,
        title_element(f"{who.name}: {words}"),
        round_,
        sign,
    )
