"""The width of a drawn text, and cutting or wrapping a text that is too wide."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from xtsviz.model.display_text import CLOSING_MARKS, OPENING_MARKS, clean

_NARROW = frozenset("iljtfrI.,:;'|!()[]{} -/\\·")
_WIDE = frozenset("mwMWQOGD@%&→⇄—…")


def _char_width(char: str) -> float:
    if char < "\x7f":
        if char in _NARROW:
            return 0.36
        return 0.88 if char in _WIDE else 0.7 if char.isupper() else 0.6
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    return 1.1 if unicodedata.east_asian_width(char) in "WF" else 0.88 if char in _WIDE else 0.66


@lru_cache(maxsize=16384)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """The approximate width of a text in a sans-serif font of this size. It is seldom too small."""
    return sum(map(_char_width, text)) * size * (1.09 if bold else 1.0)


@lru_cache(maxsize=16384)
def clip_text(text: str, room: float, size: float, bold: bool = False) -> str:
    """The clean text. If it is wider than the room, it is cut and ends with an ellipsis.

    It is never cut between a character and the marks, joiners or variation selectors that belong to it.
    """
    shown = clean(text)
    if text_width(shown, size, bold) <= room:
        return shown
    budget = room - text_width("…", size, bold)
    factor = size * (1.09 if bold else 1.0)
    cut = 0
    for place, char in enumerate(shown):
        budget -= _char_width(char) * factor
        if budget < 0:
            break
        cut = place + 1
    while 0 < cut < len(shown) and (
        _char_width(shown[cut]) == 0.0 or shown[cut - 1] == "\N{ZERO WIDTH JOINER}"
    ):
        cut -= 1
    kept = shown[:cut].rstrip()
    closers = "".join(char for char in shown[cut:] if char in CLOSING_MARKS)
    opened = sum(char in OPENING_MARKS for char in kept) - sum(char in CLOSING_MARKS for char in kept)
    return kept + "…" + closers[len(closers) - opened :] if opened > 0 else kept + "…"


@lru_cache(maxsize=1024)
def wrap_text(text: str, room: float, size: float, lines: int = 2, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines, broken at spaces, the last one clipped."""
    rest = clean(text)
    lines_so_far: list[str] = []
    while rest and len(lines_so_far) < lines - 1 and text_width(rest, size, bold) > room:
        words = rest.split(" ")
        taken, filled = 1, text_width(words[0], size, bold)
        while taken < len(words) and filled <= room:
            filled += text_width(f" {words[taken]}", size, bold)
            taken += filled <= room
        lines_so_far.append(clip_text(" ".join(words[:taken]), room, size, bold))
        rest = " ".join(words[taken:])
    return (*lines_so_far, clip_text(rest, room, size, bold)) if rest else tuple(lines_so_far)
