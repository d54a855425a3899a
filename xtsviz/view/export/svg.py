"""A picture as a standalone SVG: no scripts, nothing fetched, every name escaped, legend included."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from xtsviz.model.argument_checks import require_type
from xtsviz.view.export.svg_badges import draw_badges
from xtsviz.view.export.svg_groups import draw_frame, draw_group_box
from xtsviz.view.export.svg_legend import draw_legend
from xtsviz.view.export.svg_parts import (
    SvgPaint,
    arrow_element,
    dash_attribute,
    number_text,
    person_element,
    text_element,
    text_lines,
    title_element,
    visible_text,
)
from xtsviz.view.markup import fragment, join_markup
from xtsviz.view.picture.arrow_curves import Box, label_size
from xtsviz.view.picture.cytoscape import element_id, person_element_id
from xtsviz.view.picture.types import Link, Picture, TenantNode
from xtsviz.view.text_width import clip_text, wrap_text
from xtsviz.view.theme import (
    ARROW_STYLES,
    BACKGROUND,
    BORDER,
    LIT_BORDER,
    MUTED,
    NAME_SIZE,
    NUMBER_SIZE,
    PERSON_SIZE,
    REMOVED_DASH,
    SANS,
    SELECTED,
    SURFACE,
    TEXT,
    TEXT_SIZE,
    TITLE_SIZE,
)

_MARGIN = 28.0
_MIN_WIDTH = 640.0
_MAX_WIDTH = 1280


def render(picture: Picture, *, dark: bool | None = None) -> Markup:
    """The picture as SVG text, at most 1280 wide.

    Args:
        picture: as `xtsviz.view.picture.resolve.resolve` made it.
        dark: the ground. None: that of a picture resolved for dark ground is dark; any other follows the
            reader's ``prefers-color-scheme``, and is light where a reader has none.

    Raises:
        PictureError: something else than a picture.
    """
    require_type(
        picture,
        Picture,
        "render takes a picture",
        "xtsviz.view.picture.resolve.resolve(design, flow) makes one",
    )
    colors = SvgPaint(True if dark is None and picture.dark else dark)
    drawing = draw(colors, picture)
    left, top, right, bottom = drawing.bounds
    missing = _MIN_WIDTH - (right - left)
    if missing > 0:
        left, right = left - missing / 2, right + missing / 2
    # Some of the fonts it may be set in run wider than the estimate.
    # A wide picture is shown smaller; what is around it stays as large as it is.
    factor = max(1.0, (right - left) / _MAX_WIDTH)
    room = (right - left) / factor
    heading = wrap_text(picture.title, room * 0.9, TITLE_SIZE, lines=2, bold=True)
    below = (left, bottom + _MARGIN)
    key, key_height = draw_legend(colors, picture.legend, below if factor == 1 else (0.0, 0.0), room)
    key, key_height = _scale_group(key, below, factor), key_height * factor
    top -= _MARGIN * 0.6 + len(heading) * (TITLE_SIZE + 6) * factor
    above = _heading(colors, heading, (left, top) if factor == 1 else (0.0, 0.0))
    body = [
        fragment('<g text-anchor="middle">{}</g>', _scale_group(above, (left, top), factor)),
        *(shape for _, shape in drawing.shapes),
        key,
    ]
    left, right, top = left - _MARGIN, right + _MARGIN, top - _MARGIN * 0.8
    height = bottom + _MARGIN + key_height + _MARGIN * 0.6 - top
    return _document(colors, picture.title, picture.text, body, Box(left, top, right - left, height))


class Drawing(NamedTuple):
    """The shapes of a picture in the order of drawing, each with the id of its element, and what they cover.

    Attributes:
        shapes: ids as in `xtsviz.view.picture.cytoscape`; the number on an arrow has the id ``label:`` and the arrow's.
        bounds: left, top, right and bottom.
    """

    shapes: list[tuple[str, Markup]]
    bounds: tuple[float, float, float, float]


def draw(colors: SvgPaint, picture: Picture) -> Drawing:
    """The shapes of a picture, without title and legend."""
    nodes = picture.node_by_id
    arrows: list[tuple[Link, Markup]] = []
    labels = []
    left, top, right, bottom = _bounds([node.box_with_name for node in picture.nodes])
    for link in picture.links:
        shape, path = arrow_element(colors, link, nodes[link.source], nodes[link.target])
        arrows.append((link, shape))
        x, y = path.point(link.at)
        if link.text:
            labels.append((f"label:{link.id}", _label(colors, link, (x, y))))
        # The middle of a curve is as far out as it gets.
        middle = path.point(0.5)
        left, right = min(left, middle[0] - 20), max(right, middle[0] + 20)
        top, bottom = min(top, middle[1] - 20), max(bottom, middle[1] + 20)
    order = {"dim": 0, "normal": 1, "lit": 2}
    arrows.sort(key=lambda item: (order[item[0].emphasis], item[0].selected))
    shapes = [
        *(
            (f"frame:{node.id}", draw_frame(colors, node))
            for node in picture.nodes
            if node.group and node.group.opened
        ),
        *((element_id("arrow", link.id), shape) for link, shape in arrows),
        *labels,
        *(
            (f"group:{node.id}", draw_group_box(colors, node))
            if node.group
            else (element_id("tenant", node.id), _tenant(colors, node))
            for node in picture.nodes
            if not (node.group and node.group.opened)
        ),
        *((person_element_id(who), person_element(colors, who, PERSON_SIZE)) for who in picture.people),
    ]
    return Drawing(shapes, (left, top, right, bottom))


def _document(colors: SvgPaint, name: str, words: str, body: Sequence[Markup], view: Box) -> Markup:
    inside = join_markup(body)
    # The id keeps the style of one picture from reaching into another on the same page.
    root = (
        "xtsviz-"
        + hashlib.sha256(f"{colors.dark}{view}{words}{inside}".encode(errors="replace")).hexdigest()[:12]
    )
    factor = min(1.0, _MAX_WIDTH / view.width)
    ground = fragment(
        '<rect x="{}" y="{}" width="{}" height="{}" {}/>',
        number_text(view.x),
        number_text(view.y),
        number_text(view.width),
        number_text(view.height),
        colors(fill=BACKGROUND),
    )
    return fragment(
        '<svg xmlns="http://www.w3.org/2000/svg" id="{}" role="img" aria-labelledby="{}-title '
        '{}-desc" width="{}" height="{}" viewBox="{} {} {} {}" font-family="{}" '
        'style="max-width:100%;height:auto">{}{}{}{}{}</svg>',
        root,
        root,
        root,
        number_text(view.width * factor),
        number_text(view.height * factor),
        number_text(view.x),
        number_text(view.y),
        number_text(view.width),
        number_text(view.height),
        SANS,
        title_element(name, f"{root}-title"),
        _description(root, words),
        colors.style(root),
        ground,
        inside,
    )


def _scale_group(body: Markup, at: tuple[float, float], factor: float) -> Markup:
    """A part that was drawn at 0, 0, enlarged by a factor and moved to its place; unchanged if the factor is 1."""
    if factor == 1:
        return body
    return fragment(
        '<g transform="translate({} {}) scale({:.3f})">{}</g>',
        number_text(at[0]),
        number_text(at[1]),
        factor,
        body,
    )


def _description(root: str, words: str) -> Markup:
    paragraphs = join_markup(map(visible_text, words.split("\n")), Markup("\n"))
    return fragment('<desc id="{}-desc">{}</desc>', root, paragraphs)


def _bounds(listed: Sequence[Box]) -> tuple[float, float, float, float]:
    if not listed:
        return -200.0, -40.0, 200.0, 40.0
    return (
        min(b.x - b.width / 2 for b in listed) - 10,
        min(b.y - b.height / 2 for b in listed) - 10,
        max(b.x + b.width / 2 for b in listed) + 10,
        max(b.y + b.height / 2 for b in listed) + 10,
    )


def _heading(colors: SvgPaint, heading: Sequence[str], at: tuple[float, float]) -> Markup:
    return join_markup(
        text_element(
            colors,
            line,
            (at[0], at[1] + TITLE_SIZE + n * (TITLE_SIZE + 6)),
            TITLE_SIZE,
            TEXT,
            bold=True,
            anchor="start",
        )
        for n, line in enumerate(heading)
    )


def _label(colors: SvgPaint, link: Link, at: tuple[float, float]) -> Markup:
    size = NUMBER_SIZE if "\n" not in link.label else TEXT_SIZE
    paint = (
        MUTED
        if link.emphasis == "dim"
        else TEXT
        if link.emphasis == "lit"
        else ARROW_STYLES[link.style].paint
    )
    words = link.mark.sentence if link.mark else link.sentence
    words_on_it = text_lines(colors, link.label.split("\n"), at, size, paint, label_size(link.label))
    return fragment("<g>{}{}</g>", title_element(words), words_on_it)


def _tenant(colors: SvgPaint, node: TenantNode) -> Markup:
    x, y, wide, tall = node.x - node.width / 2, node.y - node.height / 2, node.width, node.height
    place = fragment(
        'x="{}" y="{}" width="{}" height="{}" rx="10"',
        number_text(x),
        number_text(y),
        number_text(wide),
        number_text(tall),
    )
    border = LIT_BORDER if node.emphasis == "lit" else BORDER
    parts = [fragment("<g>{}", title_element(f"{node.name}: {node.detail}"))]
    if node.selected:
        around = fragment(
            'x="{}" y="{}" width="{}" height="{}" rx="15"',
            number_text(x - 6),
            number_text(y - 6),
            number_text(wide + 12),
            number_text(tall + 12),
        )
        parts.append(fragment('<rect {} stroke-width="3" {}/>', around, colors(stroke=SELECTED)))
    dashes = dash_attribute(REMOVED_DASH) if node.removed else Markup()
    parts.append(
        fragment(
            '<rect {} stroke-width="{}"{} {}/>',
            place,
            number_text(border),
            dashes,
            colors(fill=SURFACE, stroke=node.paint),
        )
    )
    paint = MUTED if node.emphasis == "dim" else TEXT
    if node.name_above:
        above = (node.x, y - (17.0 if node.selected else 10.0))
        parts.append(text_element(colors, node.label, above, NAME_SIZE, paint, bold=True, halo=BACKGROUND))
    elif not node.detail_shown:
        parts.append(text_element(colors, node.label, (node.x, node.y + 5.5), NAME_SIZE, paint, bold=True))
    else:
        detail = clip_text(node.detail, wide - 18, TEXT_SIZE)
        down = -4 if detail else NAME_SIZE * 0.35
        parts.append(text_element(colors, node.label, (node.x, node.y + down), NAME_SIZE, paint, bold=True))
        parts.append(
            text_element(colors, detail, (node.x, node.y + 17), TEXT_SIZE, MUTED if paint is MUTED else TEXT)
        )
    parts += draw_badges(colors, node, (x + wide, y))
    parts.append(Markup("</g>"))
    return join_markup(parts)
