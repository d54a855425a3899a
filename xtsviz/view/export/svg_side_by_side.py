"""Pictures of several designs side by side as HTML with SVG: at one scale, and each element knows its twins."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from markupsafe import Markup

from xtsviz.model.display_text import isolated
from xtsviz.view.export import svg
from xtsviz.view.export.svg_parts import SvgPaint, number_text
from xtsviz.view.markup import Action, action_attribute, fragment, join_markup
from xtsviz.view.picture.cytoscape import element_id, selection_of
from xtsviz.view.picture.types import Picture
from xtsviz.view.theme import CHANGES, SANS

_MARGIN = 12.0


def side_by_side_html(
    pictures: Sequence[Picture],
    names: Sequence[str],
    *,
    dark: bool | None,
    known: Collection[tuple[str, str]] = (),
) -> Markup:
    """The pictures with their names above.

    Args:
        pictures: as `xtsviz.view.picture.side_by_side.pictures_side_by_side` made them.
        names: of the designs.
        dark: the ground; None follows the reader's setting.
        known: the kinds and ids of tenants and arrows that a press selects.
    """
    colors = SvgPaint(dark)
    drawings = [svg.draw(colors, picture) for picture in pictures]
    together = any(node.group for picture in pictures for node in picture.nodes)
    edges = [drawing.bounds for drawing in drawings]
    lefts, tops, rights, bottoms = zip(*edges, strict=True)
    common = (min(lefts), min(tops), max(rights), max(bottoms))
    figures = []
    for place, (picture, name, drawing) in enumerate(zip(pictures, names, drawings, strict=True)):
        shapes = join_markup(_shape(element, shape, known) for element, shape in drawing.shapes)
        box = drawing.bounds if together else common
        root = f"xts-side-{place}"
        identity = fragment(' id="{}"', root) if dark is None else Markup()
        drawn = fragment(
            '<svg xmlns="http://www.w3.org/2000/svg"{} role="group" aria-label="{}" viewBox="{} {} {} {}" '
            'font-family="{}">{}{}</svg>',
            identity,
            f"{name}: {picture.title}",
            number_text(box[0] - _MARGIN),
            number_text(box[1] - _MARGIN),
            number_text(box[2] - box[0] + 2 * _MARGIN),
            number_text(box[3] - box[1] + 2 * _MARGIN),
            SANS,
            colors.style(root),
            shapes,
        )
        figures.append(fragment("<figure><figcaption>{}</figcaption>{}</figure>", isolated(name), drawn))
    marks = ", ".join(f"{style.symbol} {style.words}" for style in CHANGES.values())
    return fragment(
        '<div class="xts-twins">{}</div><p class="xts-muted">Marks on arrows: {}.</p>',
        join_markup(figures),
        marks,
    )


def _shape(element: str, shape: Markup, known: Collection[tuple[str, str]]) -> Markup:
    """A shape with the name by which its twins in the other pictures are found, and what a press selects."""
    label = element.removeprefix("label:")
    selection = selection_of(element if label == element else element_id("arrow", label))
    if selection.kind is None or selection.id is None:
        return shape
    action: Action = ["select", selection.kind, selection.id]
    attributes = fragment(' data-twin="{}:{}"', selection.kind, selection.id)
    if (selection.kind, selection.id) in known:
        attributes += fragment(" {}", action_attribute(action))
        if selection.kind == "tenant":
            attributes += Markup(' tabindex="0" role="button"')
    return fragment("<g{}>{}</g>", attributes, shape)
