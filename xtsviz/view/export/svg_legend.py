"""The legend below an SVG picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from xtsviz.view.export.svg_parts import SvgPaint, arrowhead, line_style, num, person_symbol, text
from xtsviz.view.markup import fragment, join_markup
from xtsviz.view.picture.types import LegendEntry
from xtsviz.view.text import clipped, width, wrapped
from xtsviz.view.theme import ARROW_STYLES, BACKGROUND, OUTLINE, TEXT, TEXT_SIZE, Paint

_ROW = 26.0
_SAMPLE = 46.0
_SYMBOL = 17.0
_MAX_LINES = 6


def draw_legend(
    ink: SvgPaint, entries: Sequence[LegendEntry], at: tuple[float, float], room: float
) -> tuple[Markup, float]:
    """The entries one after another, in as many rows as they need, and the height of all."""
    parts = []
    x, y = at
    if entries:
        parts.append(
            fragment(
                '<path d="M{} {}h{}" stroke-width="1" {}/>',
                num(x),
                num(y - 8),
                num(room),
                ink(stroke=OUTLINE),
            )
        )
    for entry in _in_lines(entries, room):
        sample = _room(entry)
        words = clipped(entry.text, 200.0 if entry.kind == "tenant" else room - sample, TEXT_SIZE)
        wide = sample + width(words, TEXT_SIZE) + 22
        if x > at[0] and x + wide - 22 > at[0] + room:
            x, y = at[0], y + _ROW
        parts.append(_sample(ink, entry, (x, y + _ROW / 2)))
        parts.append(text(ink, words, (x + sample, y + _ROW / 2 + 4.5), TEXT_SIZE, TEXT, anchor="start"))
        x += wide
    return fragment("<g>{}</g>", join_markup(parts)), (y - at[1] + _ROW) if entries else 0.0


def _in_lines(entries: Sequence[LegendEntry], room: float) -> Iterator[LegendEntry]:
    """The entries, with notes that are wider than the room in several lines."""
    for entry in entries:
        if entry.kind == "note" and not entry.symbol:
            for line in wrapped(entry.text, room, TEXT_SIZE, lines=_MAX_LINES):
                yield replace(entry, text=line)
        else:
            yield entry


def _room(entry: LegendEntry) -> float:
    """The width of a sample; the symbol of a line stands before it, so that the dashes are seen."""
    if entry.kind == "line":
        return _SAMPLE + (_SYMBOL if entry.symbol else 0.0)
    return 0.0 if entry.kind == "note" and not entry.symbol else 30.0


def _sample(ink: SvgPaint, entry: LegendEntry, at: tuple[float, float]) -> Markup:
    x, y = at
    if entry.kind == "person":
        return person_symbol(ink, entry.relation, entry.marker, (x + 11, y), entry.paint, 20)
    if entry.kind == "tenant":
        return person_symbol(ink, "home", entry.marker, (x + 11, y), entry.paint, 16)
    if entry.kind == "frame":
        place = fragment('x="{}" y="{}" width="22" height="16" rx="4"', num(x), num(y - 8))
        return fragment('<rect {} stroke-width="3" {}/>', place, ink(stroke=entry.paint))
    if entry.kind == "badge":
        place = fragment('x="{}" y="{}" width="22" height="20" rx="10"', num(x), num(y - 10))
        mark = text(ink, entry.symbol, (x + 11, y + 4.5), TEXT_SIZE, BACKGROUND, bold=True)
        return fragment("<rect {} {}/>{}", place, ink(fill=entry.paint), mark)
    if entry.kind == "note":
        return _symbol(ink, entry.symbol, (x + 11, y + 5), entry.paint) if entry.symbol else Markup()
    end = (x + _room(entry) - 12, y)
    path = f"M{num(end[0] - _SAMPLE + 12)} {num(y)}H{num(end[0] - 6)}"
    line = fragment('<path d="{}" {} {}/>', path, line_style(entry.style, 2.5), ink(stroke=entry.paint))
    head = arrowhead(ink, ARROW_STYLES[entry.style].head, end, (1.0, 0.0), 10.0, entry.paint)
    return (
        line + head + (_symbol(ink, entry.symbol, (x + 6, y + 5), entry.paint) if entry.symbol else Markup())
    )


def _symbol(ink: SvgPaint, symbol: str, at: tuple[float, float], paint: Paint) -> Markup:
    return text(ink, symbol, at, TEXT_SIZE, paint, bold=True)
