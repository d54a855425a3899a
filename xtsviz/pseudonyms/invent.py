"""Invented names of every kind, none of which holds a word of the design that they stand in for."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from xtsviz.templates import sample_names as samples

_WORD = re.compile(r"[^\W_]+")
_CONSONANTS, _VOWELS = "bdfklmnprstvz", "aeiou"

POOLS: dict[str, Sequence[str]] = {
    "company": samples.COMPANIES,
    "first": (
        *samples.FIRST_NAMES,
        *(name for names in samples.SPECIAL_FIRST_NAMES.values() for name in names),
    ),
    "last": samples.LAST_NAMES,
    "department": (
        *samples.JOBS,
        "Research",
        "Support",
        "Logistics",
        "Quality",
        "Training",
        "Purchasing",
        "Planning",
    ),
    "jobTitle": tuple(title for titles in samples.JOBS.values() for title in titles),
    "city": tuple(city for _, city in samples.OFFICES),
    "country": (
        *(code for code, _ in samples.OFFICES),
        "AT",
        "BE",
        "CH",
        "CL",
        "DK",
        "ES",
        "FI",
        "IE",
        "IT",
        "KE",
    ),
    "group": tuple(
        f"{tree} team" for tree in ("Maple", "Cedar", "Birch", "Willow", "Alder", "Linden", "Rowan")
    ),
}
"""Names to begin with, by kind. When they are used up, names are made of syllables or numbers."""

_SYLLABLES = frozenset({"company", "first", "last", "city"})
_LABELS = {"jobTitle": "Job title", "customAttribute": "customAttribute", "filter": "meetsFilter"}
_GLUED = frozenset({"customAttribute", "filter"})

_OWN_WORDS = """
access arrow cn com country customattribute department design division eq example expression filter flow group id
invented issuer job list meetsfilter name names note onmicrosoft onmschina operator organization package partner
snapshot team tenant title true us user value with
"""
OWN_WORDS = frozenset(_OWN_WORDS.split())
"""Words that invented names are made of, whatever the design says."""


def words_of(text: str) -> Iterator[str]:
    """The words of a text, without case.

    >>> list(words_of("Müller_7@Contoso.com"))
    ['müller', '7', 'contoso', 'com']
    """
    return (word.casefold() for word in _WORD.findall(text))


class Inventor:
    """Makes new names, each kind by itself, so that names of one kind do not depend on how many another has.

    Args:
        seed: another seed gives other names.
        originals: the texts whose words are left out.
    """

    def __init__(self, seed: int, originals: Iterable[str]) -> None:
        self._seed = seed
        self._avoided = {word for text in originals for word in words_of(text)} - OWN_WORDS
        self._open: dict[str, Iterator[str]] = {}

    def is_fresh(self, text: str) -> bool:
        """Whether no word of the design is in a text."""
        return self._avoided.isdisjoint(words_of(text))

    def next(self, kind: str) -> str:
        """One more name of a kind; see `POOLS`. Another kind is a word that gets a number."""
        if kind not in self._open:
            self._open[kind] = filter(self.is_fresh, self._candidates(kind))
        return next(self._open[kind])

    def random(self, what: str) -> random.Random:
        """A source of random numbers of its own for one thing."""
        return random.Random(f"{self._seed} {what}")  # noqa: S311 - names, no secrets

    def ids(self, label: str, count: int) -> list[str]:
        """Ids with numbers, in an order that sorting keeps."""
        width = max(len(str(count)), 2)
        while True:
            made: list[str] = []
            for number in range(1, 10**width):
                one = f"{label}-{number:0{width}}"
                if self.is_fresh(one):
                    made.append(one)
                if len(made) == count:
                    return made
            width += 1

    def _candidates(self, kind: str) -> Iterator[str]:
        source = self.random(kind)
        pool = list(POOLS.get(kind, ()))
        source.shuffle(pool)
        yield from sorted(pool, key=lambda name: name.count(" "))  # short names read best
        if kind in _SYLLABLES:
            made: set[str] = set()
            while True:
                word = _syllables(source, 3 if len(made) < 20_000 else 5)
                if word not in made:
                    made.add(word)
                    yield word
        number = 0
        label = _LABELS.get(kind, kind[:1].upper() + kind[1:])
        while True:
            number += 1
            yield f"{label}{number}" if kind in _GLUED else f"{label} {number}"


def _syllables(source: random.Random, count: int) -> str:
    return "".join(source.choice(_CONSONANTS) + source.choice(_VOWELS) for _ in range(count)).capitalize()


class TextMap:
    """Invented texts for original ones, each for one: what was equal stays so, with case and without it.

    Args:
        make: makes a text for an original one; the number counts attempts, from 0, for texts that are taken.

    Attributes:
        back: the originals by invented text.
    """

    def __init__(self, make: Callable[[str, int], str]) -> None:
        self._make = make
        self._known: dict[str, str] = {}
        self._bases: dict[str, str] = {}
        self._taken: set[str] = set()
        self.back: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """The invented text."""
        if text not in self._known:
            self.put(text, self._invented(text))
        return self._known[text]

    def __contains__(self, text: str) -> bool:
        return text in self._known

    def put(self, text: str, invented: str) -> None:
        """Settle what a text becomes."""
        self._known[text] = invented
        self.back[invented] = text
        self._bases.setdefault(text.casefold(), invented)
        self._taken.add(invented.casefold())

    def _invented(self, text: str) -> str:
        base = self._bases.get(text.casefold())
        if base is not None:
            return next(one for one in _other_cases(base) if one not in self.back)
        attempt = 0
        while (made := self._make(text, attempt)).casefold() in self._taken:
            attempt += 1
        return made


def _other_cases(text: str) -> Iterator[str]:
    """The same text in other cases; at the end with signs behind it."""
    yield text.upper()
    yield text.lower()
    places = [place for place, letter in enumerate(text) if letter.upper() != letter.lower()][:12]
    for pattern in range(1, 2 ** len(places)):
        flipped = {place for bit, place in enumerate(places) if pattern >> bit & 1}
        yield "".join(letter.swapcase() if n in flipped else letter for n, letter in enumerate(text))
    signs = 0
    while True:
        signs += 1
        yield text + "'" * signs
