"""What a class expects, drawn on the picture of the exercise: in each tenant, how many expect whom there.

Texts are large: the picture can be read from three metres, and when it is 300 pixels wide.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from markupsafe import Markup

from xtsviz.training.board_count import ExerciseCount, Tally
from xtsviz.training.question import Question
from xtsviz.view.export.svg_parts import (
    SvgPaint,
    arrow_element,
    number_text,
    person_symbol,
    text_element,
    title_element,
)
from xtsviz.view.markup import fragment, join_markup
from xtsviz.view.picture.blank_picture import blank_picture
from xtsviz.view.picture.people_layout import short_names
from xtsviz.view.picture.types import Picture, TenantNode
from xtsviz.view.text_width import clip_text
from xtsviz.view.theme import BACKGROUND, CHANGES, ERROR, MUTED, SANS, SURFACE, TEXT, Paint

_LARGE, _SMALL = 40.0, 24.0  # names and numbers; and what is for readers nearby
_WIDTH, _HEAD, _ROW, _PADDING = 420.0, 70.0, 56.0, 18.0
_NUMBER, _MARK = 82.0, 34.0  # the room of a number, and of the mark before it
_BAR, _TINT = 6.0, 0.18
_GAP_ACROSS, _GAP_DOWN = 96.0, 76.0
_LINE, _BEND = 6.0, 1.6
_RIGHT = CHANGES["added"].paint


class _Row(NamedTuple):
    """A user who may be expected in a tenant."""

    user: str
    name: str
    full_name: str
    home: str
    right: bool


def draws(question: Question) -> bool:
    """Whether a question is about the tenants of a picture."""
    design = question.design
    return design is not None and {column.key for column in question.columns} <= set(
        design.topology.tenant_by_id
    )


def picture_svg(count: ExerciseCount, *, dark: bool | None = None, answers: bool = True) -> Markup:
    """The picture of an exercise with the numbers of those who expect each user in each tenant, as SVG.

    Args:
        count: of an exercise whose question `draws`.
        dark: the ground; None follows the reader's setting.
        answers: mark what is right and what is wrong.
    """
    question = count.exercise.question
    assert question.design is not None
    colors = SvgPaint(dark)
    rows = {column.key: [*_rows(question, column.key)] for column in question.columns}
    picture = _spread(blank_picture(question.design), rows)
    nodes = picture.node_by_id
    shapes = [
        arrow_element(colors, link, nodes[link.source], nodes[link.target])[0] for link in picture.links
    ]
    tallies = shown_tallies(count)
    for node in picture.nodes:
        shapes.append(_box(colors, node, len(rows.get(node.id, ())), tallies))
        for place, row in enumerate(rows.get(node.id, ())):
            top = node.y - node.height / 2 + _HEAD + place * _ROW
            shapes.append(_line(colors, node, row, top, tallies, nodes.get(row.home), answers))
    return _document(colors, count, shapes, picture)


def shown_tallies(count: ExerciseCount) -> list[tuple[str, Tally]]:
    """What is shown side by side, with its name: before and after the explanation, where there are predictions."""
    both = [("before", count.before), ("after", count.after)]
    return [one for one in both if one[1].learners] or both[:1]


def _rows(question: Question, tenant: str) -> Iterator[_Row]:
    names = short_names(question.row_labels)
    homes = {user: place for (user, place), text in question.fixed_cells.items() if text == "home"}
    for user, place in question.cells:
        if place == tenant:
            right = (user, place) in question.answer
            yield _Row(user, names[user], question.row_labels[user], homes.get(user, ""), right)


def _spread(picture: Picture, rows: Mapping[str, Sequence[_Row]]) -> Picture:
    """The tenants as large as their rows need, in the same arrangement, without one covering another."""
    heights = {
        node.id: _HEAD + _ROW * len(rows.get(node.id, ())) + (0 if rows.get(node.id) else 10)
        for node in picture.nodes
    }
    across = down = 1.0
    for one, other in combinations(picture.nodes, 2):
        dx, dy = abs(one.x - other.x), abs(one.y - other.y)
        needed = _WIDTH + _GAP_ACROSS, (heights[one.id] + heights[other.id]) / 2 + _GAP_DOWN
        if dx >= (one.width + other.width) / 2:
            across = max(across, needed[0] / dx)
        elif dy:
            down = max(down, needed[1] / dy)
    nodes = tuple(
        replace(node, x=node.x * across, y=node.y * down, width=_WIDTH, height=heights[node.id])
        for node in picture.nodes
    )
    links = tuple(link._replace(width=_LINE, bend=link.bend * _BEND) for link in picture.links)
    return replace(picture, nodes=nodes, links=links)


def _box(colors: SvgPaint, node: TenantNode, count: int, tallies: Sequence[tuple[str, Tally]]) -> Markup:
    """A tenant with its name, and what its columns of numbers are."""
    left, top = node.x - node.width / 2, node.y - node.height / 2
    room = node.width - 2 * _PADDING - (_NUMBER * len(tallies) if count else 0)
    parts = [
        fragment(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="16" stroke-width="5" {}/>',
            number_text(left),
            number_text(top),
            number_text(node.width),
            number_text(node.height),
            colors(fill=SURFACE, stroke=node.paint),
        ),
        text_element(
            colors,
            clip_text(node.name, room, _LARGE, bold=True),
            (left + _PADDING, top + 50),
            _LARGE,
            TEXT,
            bold=True,
            anchor="start",
        ),
    ]
    if count:
        for place, (name, _) in enumerate(reversed(tallies)):
            at = (left + node.width - _PADDING - place * _NUMBER, top + 48)
            parts.append(text_element(colors, name, at, _SMALL, MUTED, anchor="end"))
    return fragment("<g>{}{}</g>", title_element(node.name), join_markup(parts))


def _line(
    colors: SvgPaint,
    node: TenantNode,
    row: _Row,
    top: float,
    tallies: Sequence[tuple[str, Tally]],
    home: TenantNode | None,
    answers: bool,
) -> Markup:
    """One user in one tenant: name and numbers, with a bar for each number."""
    left, right = node.x - node.width / 2 + _PADDING, node.x + node.width / 2 - _PADDING
    baseline = top + _LARGE - 2
    paint = TEXT if row.right or not answers else ERROR
    symbol_room = 40.0
    room = right - left - symbol_room - _MARK - _NUMBER * len(tallies)
    if home is not None:
        symbol = person_symbol(
            colors, "member", home.marker, (left + 18, baseline - _LARGE * 0.35), home.paint, 28
        )
    else:
        symbol = Markup()
    parts = [
        title_element(_sentence(row, node, tallies, answers)),
        *_bars(colors, row, node, (left, top), right - left, tallies, paint),
        symbol,
        text_element(
            colors,
            clip_text(row.name, room, _LARGE),
            (left + symbol_room, baseline),
            _LARGE,
            TEXT,
            anchor="start",
        ),
    ]
    if answers:
        mark, mark_paint = ("✓", _RIGHT) if row.right else ("✕", ERROR)
        at = (right - _NUMBER * len(tallies) - 2, baseline)
        parts.append(text_element(colors, mark, at, _LARGE * 0.8, mark_paint, bold=True, anchor="end"))
    for place, (_, tally) in enumerate(tallies):
        number = tally.counts[row.user, node.id]
        at = (right - (len(tallies) - 1 - place) * _NUMBER, baseline)
        parts.append(text_element(colors, f"{number:,}", at, _LARGE, paint, bold=True, anchor="end"))
    return fragment("<g>{}</g>", join_markup(parts))


def _bars(
    colors: SvgPaint,
    row: _Row,
    node: TenantNode,
    at: tuple[float, float],
    room: float,
    tallies: Sequence[tuple[str, Tally]],
    paint: Paint,
) -> Iterator[Markup]:
    """A bar for each number, as long as its share of the class: the first behind the row, the second below it."""
    for place, (_, tally) in enumerate(tallies):
        number = tally.counts[row.user, node.id]
        if not number:
            continue
        if place == 0:
            height, y = _ROW - _BAR - 4, at[1]
            style = fragment('fill-opacity="{}" {}', _TINT, colors(fill=paint))
        else:
            height, y = _BAR, at[1] + _ROW - _BAR - 3
            style = fragment('stroke-width="2" {}', colors(fill=BACKGROUND, stroke=paint))
        yield fragment(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="3" {}/>',
            *map(number_text, (at[0], y, room * number / tally.learners, height)),
            style,
        )


def _sentence(row: _Row, node: TenantNode, tallies: Sequence[tuple[str, Tally]], answers: bool) -> str:
    numbers = ", ".join(
        f"{tally.counts[row.user, node.id]:,} of {tally.learners:,} {name} the explanation"
        for name, tally in tallies
    )
    truth = (", right" if row.right else ", wrong") if answers else ""
    return f"{row.full_name} in {node.name}: {numbers}{truth}"


def _document(colors: SvgPaint, count: ExerciseCount, shapes: Sequence[Markup], picture: Picture) -> Markup:
    margin = 14.0
    left = min(node.x - node.width / 2 for node in picture.nodes) - margin
    top = min(node.y - node.height / 2 for node in picture.nodes) - margin
    right = max(node.x + node.width / 2 for node in picture.nodes) + margin
    bottom = max(node.y + node.height / 2 for node in picture.nodes) + margin
    inside = join_markup(shapes)
    root = (
        "xtsviz-board-" + hashlib.sha256(f"{colors.dark}{inside}".encode(errors="replace")).hexdigest()[:12]
    )
    place = " ".join(map(number_text, (left, top, right - left, bottom - top)))
    ground = fragment(
        '<rect x="{}" y="{}" width="{}" height="{}" {}/>',
        *map(number_text, (left, top, right - left, bottom - top)),
        colors(fill=BACKGROUND),
    )
    title = f"{count.exercise.title}: who is expected where"
    return fragment(
        '<svg xmlns="http://www.w3.org/2000/svg" id="{}" role="img" aria-label="{}" viewBox="{}" width="{}" '
        'font-family="{}" style="max-width:100%;height:auto">{}{}{}</svg>',
        root,
        title,
        place,
        number_text(right - left),
        SANS,
        colors.style(root),
        ground,
        inside,
    )
