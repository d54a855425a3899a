"""Texts without case, accents and other differences that a person who types a name leaves out."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a letter and a mark.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŧ": "t"}
)


def folded(text: str) -> str:
    """A text to compare: no case, no accents, no invisible characters, one space between words.

    Letters of other scripts stay; only marks that people leave out are removed (accents, Arabic and Hebrew points).

    >>> folded("  Łucja  MÜLLER "), folded("Straße"), folded("ＡＢＣ")
    ('lucja muller', 'strasse', 'abc')
    """
    if text.isascii():
        return " ".join(text.lower().split())
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(c for c in parts if not _is_left_out(c)).translate(_PLAIN_LETTERS)
    return " ".join(kept.split())


def _is_left_out(char: str) -> bool:
    # 10 to 35: points of Hebrew, Arabic and Syriac. 200 and more: marks above and below a letter. The classes between
    # and before them are vowels and voicing marks, without which a word of its script is another word.
    mark = unicodedata.combining(char)
    return 10 <= mark <= 35 or mark >= 200 or unicodedata.category(char) == "Cf"
