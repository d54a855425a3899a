"""The width of a text when it is drawn, and how it is cut if there is less room."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from xtsviz.model.display_text import CLOSING_MARKS, OPENING_MARKS, clean

_NARROW = frozenset("iljtfrI.,:;'|!()[]{} -/\\·")
_WIDE = frozenset("mwMWQOGD@%&→⇄—…")


def _em(char: str) -> float:
    if char < "\x7f":
        if char in _NARROW:
            return 0.36
        return 0.88 if char in _WIDE else 0.7 if char.isupper() else 0.6
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    return 1.1 if unicodedata.east_asian_width(char) in "WF" else 0.88 if char in _WIDE else 0.66


@lru_cache(maxsize=16384)
def width(text: str, size: float, bold: bool = False) -> float:
    """About how wide a text is when set in a sans-serif of this size; rather too much than too little."""
    return sum(map(_em, text)) * size * (1.09 if bold else 1.0)


@lru_cache(maxsize=16384)
def clipped(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text cleaned, and if it is wider than the room, cut and ended with an ellipsis.

    Never cuts between a character and the marks, joiners or variation selectors that belong to it.
    """
    shown = clean(text)
    if width(shown, size, bold) <= room:
        return shown
    budget = room - width("…", size, bold)
    factor = size * (1.09 if bold else 1.0)
    cut = 0
    for place, char in enumerate(shown):
        budget -= _em(char) * factor
        if budget < 0:
            break
        cut = place + 1
    while 0 < cut < len(shown) and (_em(shown[cut]) == 0.0 or shown[cut - 1] == "\N{ZERO WIDTH JOINER}"):
        cut -= 1
    kept = shown[:cut].rstrip()
    closers = "".join(char for char in shown[cut:] if char in CLOSING_MARKS)
    opened = sum(char in OPENING_MARKS for char in kept) - sum(char in CLOSING_MARKS for char in kept)
    return kept + "…" + closers[len(closers) - opened :] if opened > 0 else kept + "…"


@lru_cache(maxsize=1024)
def wrapped(text: str, room: float, size: float, lines: int = 2, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines, broken at spaces, the last one clipped."""
    rest = clean(text)
    lines_so_far: list[str] = []
    while rest and len(lines_so_far) < lines - 1 and width(rest, size, bold) > room:
        words = rest.split(" ")
        taken, filled = 1, width(words[0], size, bold)
        while taken < len(words) and filled <= room:
            filled += width(f" {words[taken]}", size, bold)
            taken += filled <= room
        lines_so_far.append(clipped(" ".join(words[:taken]), room, size, bold))
        rest = " ".join(words[taken:])
    return (*lines_so_far, clipped(rest, room, size, bold)) if rest else tuple(lines_so_far)
