"""Finds persons by parts of their names, without case and accents.

The table engine of the directory is read once, and the texts are compared in Python, so that every engine gives the
same persons in the same order.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest
from typing import Any

import narwhals as nw

from xtsviz.model.credentials import EXTERNAL
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory
from xtsviz.model.engine_errors import translates_engine_errors
from xtsviz.model.folding import folded
from xtsviz.model.frames import collect, is_missing

MAX_SUGGESTIONS = 8
"""So many persons a search names, unless the caller wants another number."""

_MIN_LIKENESS = 0.7
_MAX_COMPARED = 200
"""For an unknown name, so many persons with the most parts in common are compared letter by letter."""
_MAX_PAIRS = 10
_BEFORE_WORDS = "\n .@-_"
_MAX_QUERY = 256


@dataclass(frozen=True)
class Person:
    """A person whom a search found.

    Attributes:
        id: the id of the home user; of the external object if its home user is not known.
        display_name: the id where there is none.
        tenant: the id of the tenant of this object.
    """

    id: str
    display_name: str
    tenant: str


@dataclass(frozen=True)
class FoundPersons:
    """The answer of a search.

    Attributes:
        persons: the first persons, the best match first.
        total: how many persons match.
        exact: how many of them are named exactly so, but for case and accents.
    """

    persons: tuple[Person, ...]
    total: int
    exact: int = 0


@translates_engine_errors
def search_persons(design: Design, text: str, limit: int = MAX_SUGGESTIONS) -> FoundPersons:
    """The persons with all these words in their name, mail, user principal name or id, the best match first.

    Case and accents do not count. First come those who are named exactly so, then names that begin with the text, then
    those in whom each word begins a word, then the others; within each, in the order of names.

    >>> import xtsviz as xts
    >>> hub = xts.templates.user_hub(["Contoso", "Fabrikam"], members=3)
    >>> search_persons(hub, "contoso-001").persons[0].tenant
    'contoso'
    """
    words = folded(text[:_MAX_QUERY])
    return _index(design.users).search(words, limit) if words else FoundPersons((), 0)


@translates_engine_errors
def similar_persons(design: Design, text: str, limit: int = 3) -> tuple[Person, ...]:
    """The persons whose names are like a text in which something is misspelt, the most similar first."""
    words = folded(text[:_MAX_QUERY])
    return _index(design.users).similar(words, limit) if words else ()


@translates_engine_errors
def matching_ids(directory: Directory, text: str) -> list[str]:
    """The ids of all objects that `search_persons` would find, and of their home users; without order."""
    words = folded(text[:_MAX_QUERY])
    return _index(directory).matching_ids(words) if words else []


def _index(directory: Directory) -> _Index:
    return directory.remember("person search", lambda: _Index(directory))


class _Index:
    """The texts of all objects in the order of names.

    A text has a line each for name, user principal name, mail and id, with a line break before and after each.
    """

    def __init__(self, directory: Directory) -> None:
        rows = collect(
            directory.frame.select(
                "id", "display_name", "tenant", "user_principal_name", "mail", "home_user", external=EXTERNAL
            )
        )
        self._ids: list[str] = rows["id"].to_list()
        self._names = [name or id for id, name in zip(self._ids, _texts(rows["display_name"]), strict=True)]
        self._tenants: list[str] = rows["tenant"].to_list()
        columns = (self._names, _texts(rows["user_principal_name"]), _texts(rows["mail"]), self._ids)
        texts = [_folded_lines(lines) for lines in zip(*columns, strict=True)]
        self._order = sorted(range(len(texts)), key=texts.__getitem__)
        self._texts = [texts[row] for row in self._order]
        self._all = "\n" + "".join(self._texts)  # what is not in here is in no text: found out at once
        self._home_places = self._find_homes(rows)

    def _find_homes(self, rows: nw.DataFrame[Any]) -> dict[int, int]:
        """For the place of each external whose home user is known, in another tenant: the place of that user."""
        externals = rows["external"].to_list()
        if not any(externals):
            return {}
        homes = {
            row: home
            for row, (home, external) in enumerate(zip(rows["home_user"].to_list(), externals, strict=True))
            if external and not is_missing(home)
        }
        wanted = set(homes.values())
        row_of = {id: row for row, id in enumerate(self._ids) if id in wanted}
        places = {row: place for place, row in enumerate(self._order)}
        return {
            places[row]: places[row_of[home]]
            for row, home in homes.items()
            if home in row_of and self._tenants[row_of[home]] != self._tenants[row]
        }

    def matching_ids(self, words: str) -> list[str]:
        homes, found = self._home_places, self._matching(words.split())
        places = {*found, *(homes[place] for place in found if place in homes)} if homes else found
        return [self._ids[self._order[place]] for place in places]

    def _matching(self, parts: Sequence[str]) -> Sequence[int]:
        """The places with all these parts."""
        texts = self._texts
        found: Sequence[int] = range(len(texts))
        for part in parts:
            found = [place for place in found if part in texts[place]] if part in self._all else []
        return found

    def search(self, words: str, limit: int) -> FoundPersons:
        texts, homes = self._texts, self._home_places
        parts = words.split()
        found = self._matching(parts)
        total = len({homes.get(place, place) for place in found}) if homes else len(found)
        limit = min(limit, total)
        line = f"\n{words}\n"
        exactly = [place for place in found if line in texts[place]] if line in self._all else []
        exact = len({homes.get(place, place) for place in exactly})
        chosen: dict[int, None] = {}
        for places in itertools.chain([exactly], self._by_rank(found, words, parts)):
            for place in places:
                if len(chosen) >= limit:
                    return FoundPersons(tuple(map(self._person, chosen)), total, exact)
                chosen.setdefault(homes.get(place, place))
        return FoundPersons(tuple(map(self._person, chosen)), total, exact)

    def _by_rank(self, found: Sequence[int], words: str, parts: Sequence[str]) -> Iterator[Iterable[int]]:
        """The places that begin with the words, then those with words that begin so, then all: each by name."""
        texts, beginning = self._texts, f"\n{words}"
        if f"\n{beginning}" in self._all:
            yield (place for place in found if texts[place].startswith(beginning))
        at_words: Iterable[int] = found
        for part in parts:
            at_words = self._at_word(at_words, part)
        yield at_words
        yield found

    def _at_word(self, places: Iterable[int], part: str) -> Iterator[int]:
        """The places among these with a word that begins with a part."""
        texts = self._texts
        starts = [mark + part for mark in _BEFORE_WORDS if mark + part in self._all]
        for place in places if starts else ():
            text = texts[place]
            for start in starts:
                if start in text:
                    yield place
                    break

    def _person(self, place: int) -> Person:
        row = self._order[place]
        return Person(self._ids[row], self._names[row], self._tenants[row])

    def similar(self, words: str, limit: int) -> tuple[Person, ...]:
        pairs = list(dict.fromkeys(words[n : n + 2] for n in range(len(words) - 1))) or [words]
        pairs = pairs[:: -(-len(pairs) // _MAX_PAIRS)]
        scores = [0] * len(self._texts)
        for pair in pairs:
            scores = [score + (pair in text) for score, text in zip(scores, self._texts, strict=True)]
        likely = nlargest(_MAX_COMPARED, range(len(scores)), key=scores.__getitem__)
        ranked = sorted((-_likeness(words, self._texts[place]), place) for place in likely)
        near = [self._home_places.get(place, place) for like, place in ranked if -like >= _MIN_LIKENESS]
        return tuple(self._person(place) for place in list(dict.fromkeys(near))[:limit])


def _texts(column: nw.Series[Any]) -> list[str]:
    return [cell if isinstance(cell, str) else "" for cell in column.to_list()]


def _folded_lines(lines: tuple[str, ...]) -> str:
    text = "\n".join(("", *lines, ""))
    if text.isascii() and "  " not in text and text.count("\n") == len(lines) + 1:  # nearly always, and fast
        return text.lower()
    return "\n".join(("", *map(folded, lines), ""))


def _likeness(words: str, text: str) -> float:
    """How similar the words are to a person's texts: 1 if they are the same."""
    lines = [line[:_MAX_QUERY] for line in text.split("\n") if line]
    best = max((_ratio(words, one) for line in lines for one in (line, line.partition("@")[0])), default=0.0)
    own = [word for line in lines for word in re.split(r"[^\w]+|_", line) if word][:40]
    asked = words.split()[:8]
    by_word = sum(max((_ratio(word, one) for one in own), default=0.0) for word in asked) / len(asked)
    return max(best, by_word)


def _ratio(one: str, other: str) -> float:
    if min(len(one), len(other)) * 3 < max(len(one), len(other)) * 2:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _MIN_LIKENESS / 2 else 0.0
