"""Names made fit to be drawn: visible, of bounded width, and unable to turn the text around them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"
_NARROW = frozenset("iljtfrI.,:;'|!()[]{} -/\\·")
_WIDE = frozenset("mwMWQOGD@%&→⇄—…")
_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_OVERRIDES = "\u202d\u202e"
_OPENING = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": _END, "\u2067": _END, _ISOLATE: _END}
_CLOSING = frozenset(_OPENING.values())
_DIRECTING = _CLOSING.union(_OPENING, _OVERRIDES)
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def _visible(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    if char in "\u2028\u2029":
        return "\N{SYMBOL FOR NEWLINE}"
    if 0x80 <= code <= 0x9F or 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF:
        return _SUBSTITUTE
    return _SUBSTITUTE if code & 0xFFFE == 0xFFFE else char


def _closed(text: str) -> str:
    """The text with overrides, and embeddings and isolates that are not closed within it, made visible."""
    chars = list(text)
    waiting: list[tuple[int, str]] = []
    for place, char in enumerate(text):
        if char in _OVERRIDES:
            chars[place] = _SUBSTITUTE
        elif char in _OPENING:
            waiting.append((place, _OPENING[char]))
        elif char in _CLOSING:
            if waiting and waiting[-1][1] == char:
                waiting.pop()
            else:
                chars[place] = _SUBSTITUTE
    for place, _ in waiting:
        chars[place] = _SUBSTITUTE
    return "".join(chars)


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    r"""The text with control characters made visible; every character of it may stand in XML.

    What is clean stays as it is: cleaning twice does nothing more.

    >>> clean("a\nb\x00")
    'a␊b␀'
    """
    if text.isascii() and text.isprintable():
        return text
    shown = "".join(map(_visible, text))
    return _closed(shown) if _DIRECTING.intersection(shown) else shown


@lru_cache(maxsize=16384)
def isolated(text: str) -> str:
    """The text cleaned, and if any of it runs right to left, isolated from what is around it (UAX #9)."""
    shown = clean(text)
    if shown.isascii() or not any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in shown):
        return shown
    if shown.startswith(_ISOLATE) and shown.endswith(_END) and shown.count(_ISOLATE) == 1:
        return shown
    return f"{_ISOLATE}{shown}{_END}"


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
    closers = "".join(char for char in shown[cut:] if char in _CLOSING)
    opened = sum(char in _OPENING for char in kept) - sum(char in _CLOSING for char in kept)
    return kept + "…" + closers[len(closers) - opened :] if opened > 0 else kept + "…"


@lru_cache(maxsize=1024)
def wrapped(text: str, room: float, size: float, lines: int = 2, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines, broken at spaces, the last one clipped."""
    rest = clean(text)
    made: list[str] = []
    while rest and len(made) < lines - 1 and width(rest, size, bold) > room:
        words = rest.split(" ")
        taken, filled = 1, width(words[0], size, bold)
        while taken < len(words) and filled <= room:
            filled += width(f" {words[taken]}", size, bold)
            taken += filled <= room
        made.append(clipped(" ".join(words[:taken]), room, size, bold))
        rest = " ".join(words[taken:])
    return (*made, clipped(rest, room, size, bold)) if rest else tuple(made)
