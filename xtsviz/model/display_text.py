"""Text fit to be shown: every character visible, and unable to turn the text around it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"
_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_OVERRIDES = "\u202d\u202e"
OPENING = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": _END, "\u2067": _END, _ISOLATE: _END}
CLOSING = frozenset(OPENING.values())
_DIRECTING = CLOSING.union(OPENING, _OVERRIDES)
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
        elif char in OPENING:
            waiting.append((place, OPENING[char]))
        elif char in CLOSING:
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
