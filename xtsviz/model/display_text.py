"""Text that is safe to show: every character is visible, and none changes the direction of the text around it.

Lists of names in a sentence are here, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"
_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_OVERRIDES = "\u202d\u202e"
OPENING_MARKS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": _END, "\u2067": _END, _ISOLATE: _END}
CLOSING_MARKS = frozenset(OPENING_MARKS.values())
_DIRECTION_MARKS = CLOSING_MARKS.union(OPENING_MARKS, _OVERRIDES)
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_OTHER_SCRIPTS = re.compile("[^\\x00-\\u058f\\u2010-\\u2dff]")
"""Characters that may run right to left; in these two ranges none does."""


def _visible_char(char: str) -> str:
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


def _with_unclosed_marks_visible(text: str) -> str:
    """The text in which direction overrides, and embeddings and isolates without an end, are visible characters."""
    chars = list(text)
    waiting: list[tuple[int, str]] = []
    for place, char in enumerate(text):
        if char in _OVERRIDES:
            chars[place] = _SUBSTITUTE
        elif char in OPENING_MARKS:
            waiting.append((place, OPENING_MARKS[char]))
        elif char in CLOSING_MARKS:
            if waiting and waiting[-1][1] == char:
                waiting.pop()
            else:
                chars[place] = _SUBSTITUTE
    for place, _ in waiting:
        chars[place] = _SUBSTITUTE
    return "".join(chars)


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    r"""The text with visible control characters. XML allows every character of the result.

    Cleaning a text twice gives the same result as cleaning it once.

    >>> clean("a\nb\x00")
    'a␊b␀'
    """
    if text.isprintable():
        return text
    shown = "".join(map(_visible_char, text))
    return _with_unclosed_marks_visible(shown) if _DIRECTION_MARKS.intersection(shown) else shown


@lru_cache(maxsize=16384)
def isolated(text: str) -> str:
    """The clean text. If a part of it runs right to left, it is isolated from the text around it (UAX #9)."""
    shown = clean(text)
    if not _OTHER_SCRIPTS.search(shown) or not any(
        unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in shown
    ):
        return shown
    if shown.startswith(_ISOLATE) and shown.endswith(_END) and shown.count(_ISOLATE) == 1:
        return shown
    return f"{_ISOLATE}{shown}{_END}"


def listed_names(names: Sequence[str], limit: int = 20) -> str:
    """Names in a sentence: ``A``, ``A and B``, ``A, B and C``. Those after the limit are counted."""
    shown = [*names[:limit], *([f"{len(names) - limit:,} more"] if len(names) > limit else [])]
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))
