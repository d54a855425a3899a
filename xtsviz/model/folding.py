"""Texts without case, accents and other differences that a person who types a name leaves out."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a letter and a mark.
_PLAIN_LETTERS = dict(zip("øłđðħıæœþŧ", ("o", "l", "d", "d", "h", "i", "ae", "oe", "th", "t"), strict=True))


class _Comparable(dict[int, str | None]):
    """What each character becomes; None for one that is left out. Each is looked up once."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        self[code] = None if _is_left_out(char) else _PLAIN_LETTERS.get(char, char)
        return self[code]


_COMPARABLE = _Comparable()


def folded(text: str) -> str:
    """A text to compare: no case, no accents, no invisible characters, one space between words.

    Letters of other scripts stay; only marks that people leave out are removed (accents, Arabic and Hebrew points).

    >>> folded("  Łucja  MÜLLER "), folded("Straße"), folded("ＡＢＣ")
    ('lucja muller', 'strasse', 'abc')
    """
    if text.isascii():
        return " ".join(text.lower().split())
    parts = unicodedata.normalize("NFKD", text.casefold()).lower()
    return " ".join(parts.translate(_COMPARABLE).split())


def _is_left_out(char: str) -> bool:
    # 10 to 35: points of Hebrew, Arabic and Syriac. 200 and more: marks above and below a letter. The classes between
    # and before them are vowels and voicing marks, without which a word of its script is another word.
    mark = unicodedata.combining(char)
    return 10 <= mark <= 35 or mark >= 200 or unicodedata.category(char) == "Cf"
