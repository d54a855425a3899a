"""Finds codes in any text: a chat, an export of one, lines that somebody typed.

No letter of the alphabet of codes is a vowel, so words of a language are no codes. A code may stand in one piece or in
groups, with spaces or hyphens between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from xtsviz.training.codes import ALIASES, ALPHABET, LENGTH, cleaned

T = TypeVar("T")

_SYMBOL = f"[{ALPHABET}{ALIASES}{ALPHABET.lower()}{ALIASES.lower()}]"
_BETWEEN = "[ \\t\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}\N{EN DASH}-]{1,3}"
_RUN = re.compile(rf"(?<![^\W_]){_SYMBOL}+(?:{_BETWEEN}{_SYMBOL}+)*(?![^\W_])")
_PIECE = re.compile(rf"{_SYMBOL}+")
# Something that was meant as a code: about as long, with digits and letters, and few characters that no code has.
_WITH_DIGIT = r"(?=[A-Za-z]*[0-9])"
_MEANT = re.compile(
    rf"(?<![^\W_])(?:{_WITH_DIGIT}[0-9A-Za-z]{{9,11}}|{_WITH_DIGIT}[0-9A-Za-z]{{4,6}}{_BETWEEN}{_WITH_DIGIT}"
    r"[0-9A-Za-z]{4,6})(?![^\W_])"
)
_MOST_FOREIGN = 2
_NO_SYMBOLS = str.maketrans("", "", ALPHABET)
_LENGTHS = range(LENGTH - 1, LENGTH + 2)


class Found(NamedTuple, Generic[T]):
    """A code in a text.

    Attributes:
        start, end: where it stands.
        text: as it stands there.
        read: what it says; or, as a text, what is wrong with it.
    """

    start: int
    end: int
    text: str
    read: T | str


def find_codes(text: str, read: Callable[[str], T | str]) -> list[Found[T]]:
    """All codes in a text, and what was meant as one, in order.

    Args:
        text: any text.
        read: takes ten characters of the alphabet; says what they mean, or as a text what is wrong.
    """
    found: list[Found[T]] = []
    doubtful: list[Found[T]] = []
    known: dict[str, T | str] = {}  # the same code is read once
    end_before = 0
    for run in _RUN.finditer(text):
        first, last = run.span()
        if last - first < LENGTH:
            continue
        for start, end in ((first, last),) if last - first == LENGTH else _windows(run[0], first):
            if start < end_before:
                continue
            piece = text[start:end]
            said = known.get(piece)
            if said is None:
                bare = cleaned(piece)
                said = known[piece] = read(bare) if len(bare) == LENGTH else ""
            if not isinstance(said, str):
                found.append(Found(start, end, piece, said))
                end_before = end
            elif said and _is_mixed(piece):
                doubtful.append(Found(start, end, piece, said))
    doubtful.extend(_meant(text, found))
    return _without_overlaps(found, doubtful)


def _windows(run: str, offset: int) -> Iterator[tuple[int, int]]:
    """The parts of a run that begin and end with a group and have ten characters."""
    spans = [piece.span() for piece in _PIECE.finditer(run)]
    first = length = 0
    for start, end in spans:
        length += end - start
        while length > LENGTH:
            length -= spans[first][1] - spans[first][0]
            first += 1
        if length == LENGTH:
            yield spans[first][0] + offset, end + offset


def _is_mixed(piece: str) -> bool:
    """Whether it has letters and digits, in few groups: numbers of telephones and days are no codes."""
    groups = _PIECE.findall(piece)
    bare = "".join(groups)
    return not bare.isdigit() and not bare.isalpha() and min(map(len, groups)) >= 3


def _meant(text: str, found: list[Found[T]]) -> Iterator[Found[T]]:
    """What has a character too many or too few, or one that no code has, where no code was found."""
    place = 0
    for match in _MEANT.finditer(text):
        start, end = match.span()
        while place < len(found) and found[place].end <= start:
            place += 1
        if place < len(found) and found[place].start < end:
            continue
        bare = cleaned(match[0])
        foreign = bare.translate(_NO_SYMBOLS)
        if len(bare) not in _LENGTHS or bare.isdigit() or len(foreign) > _MOST_FOREIGN:
            continue
        if foreign:
            wrong = f"no code has the character {foreign[0]}"
        elif len(bare) != LENGTH:
            wrong = f"it has {len(bare)} characters; a code has {LENGTH}"
        else:
            continue  # it was read already
        yield Found(start, end, match[0], wrong)


def _without_overlaps(found: list[Found[T]], doubtful: list[Found[T]]) -> list[Found[T]]:
    """Both in the order of the text; what is doubtful only where nothing else stands."""
    merged: list[Found[T]] = []
    place = 0
    for one in sorted(doubtful, key=lambda one: one.start):
        while place < len(found) and found[place].start < one.end:
            merged.append(found[place])
            place += 1
        if not merged or merged[-1].end <= one.start:
            merged.append(one)
    return merged + found[place:]
