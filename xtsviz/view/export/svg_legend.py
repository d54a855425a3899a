"""The legend below an SVG picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from xtsviz.view.export.svg_parts import (
    SvgPaint,
    arrowhead,
    line_style,
    number_text,
    person_symbol,
    text_element,
)
from xtsviz.view.markup import fragment, join_markup
from xtsviz.view.picture.types import LegendEntry
from xtsviz.view.text_width import clip_text, text_width, wrap_text
from xtsviz.view.theme import ARROW_STYLES, BACKGROUND, OUTLINE, TEXT, TEXT_SIZE, Paint

_ROW = 26.0
_SAMPLE = 46.0
_SYMBOL = 17.0
_MAX_LINES = 6


def draw_legend(
    colors: SvgPaint, entries: Sequence[LegendEntry], at: tuple[float, float], room: float
) -> tuple[Markup, float]:
    """The legend, with its entries in as many rows as they need, and its height."""
    parts = []
    x, y = at
    if entries:
        parts.append(
            fragment(
                '<path d="M{} {}h{}" stroke-width="1" {}/>',
                number_text(x),
                number_text(y - 8),
                number_text(room),
                colors(stroke=OUTLINE),
            )
        )
    for entry in _with_wrapped_notes(entries, room):
        sample = _sample_width(entry)
        words = clip_text(entry.text, 200.0 if entry.kind == "tenant" else room - sample, TEXT_SIZE)
        wide = sample + text_width(words, TEXT_SIZE) + 22
        if x > at[0] and x + wide - 22 > at[0] + room:
            x, y = at[0], y + _ROW
        parts.append(_sample(colors, entry, (x, y + _ROW / 2)))
        parts.append(
            text_element(colors, words, (x + sample, y + _ROW / 2 + 4.5), TEXT_SIZE, TEXT, anchor="start")
        )
        x += wide
    return fragment("<g>{}</g>", join_markup(parts)), (y - at[1] + _ROW) if entries else 0.0


def draw_sample(colors: SvgPaint, entry: LegendEntry, height: float) -> tuple[Markup, float]:
    """What stands before the words of one entry, in a drawing of this height; and its width, 0 for words alone."""
    width = _sample_width(entry)
    return (_sample(colors, entry, (1.0, height / 2)), width) if width else (Markup(), 0.0)


def _with_wrapped_notes(entries: Sequence[LegendEntry], room: float) -> Iterator[LegendEntry]:
    """The entries. A note that is wider than the room becomes several entries, one for each line."""
    for entry in entries:
        if entry.kind == "note" and not entry.symbol:
            for line in wrap_text(entry.text, room, TEXT_SIZE, lines=_MAX_LINES):
                yield replace(entry, text=line)
        else:
            yield entry


def _sample_width(entry: LegendEntry) -> float:
    """The width of a sample. The symbol of a line is drawn before the line, so that its dashes are visible."""
    if entry.kind == "line":
        return _SAMPLE + (_SYMBOL if entry.symbol else 0.0)
    return 0.0 if entry.kind == "note" and not entry.symbol else 30.0


def _sample(colors: SvgPaint, entry: LegendEntry, at: tuple[float, float]) -> Markup:
    x, y = at
    if entry.kind == "person":
        return person_symbol(colors, entry.relation, entry.marker, (x + 11, y), entry.paint, 20)
    if entry.kind == "tenant":
        return person_symbol(colors, "home", entry.marker, (x + 11, y), entry.paint, 16)
    if entry.kind == "frame":
        place = fragment('x="{}" y="{}" width="22" height="16" rx="4"', number_text(x), number_text(y - 8))
        return fragment('<rect {} stroke-width="3" {}/>', place, colors(stroke=entry.paint))
    if entry.kind == "badge":
        place = fragment('x="{}" y="{}" width="22" height="20" rx="10"', number_text(x), number_text(y - 10))
        mark = text_element(colors, entry.symbol, (x + 11, y + 4.5), TEXT_SIZE, BACKGROUND, bold=True)
        return fragment("<rect {} {}/>{}", place, colors(fill=entry.paint), mark)
    if entry.kind == "note":
        return _symbol(colors, entry.symbol, (x + 11, y + 5), entry.paint) if entry.symbol else Markup()
    end = (x + _sample_width(entry) - 12, y)
    path = f"M{number_text(end[0] - _SAMPLE + 12)} {number_text(y)}H{number_text(end[0] - 6)}"
    line = fragment('<path d="{}" {} {}/>', path, line_style(entry.style, 2.5), colors(stroke=entry.paint))
    head = arrowhead(colors, ARROW_STYLES[entry.style].head, end, (1.0, 0.0), 10.0, entry.paint)
    return (
        line
        + head
        + (_symbol(colors, entry.symbol, (x + 6, y + 5), entry.paint) if entry.symbol else Markup())
    )


def _symbol(colors: SvgPaint, symbol: str, at: tuple[float, float], paint: Paint) -> Markup:
    return text_element(colors, symbol, at, TEXT_SIZE, paint, bold=True)
