"""Which column of a list means what: what a person named counts first, then the product's own names, then synonyms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xtsviz.errors import DirectoryError, InputError, Problem, did_you_mean, quoted
from xtsviz.io.lists.synonyms import FIELDS, INVERTED, key_of, known_meanings, meaning_of, weak_meanings
from xtsviz.model.vocabulary import USER_FIELDS

_NOT_READ = frozenset({*USER_FIELDS, "attributes"}) - frozenset(FIELDS.values())
"""Columns of a directory that a list does not say: the tenant, and who the home user is."""


@dataclass(frozen=True)
class Columns:
    """The columns of a list by meaning.

    Attributes:
        by_meaning: the columns of each meaning, the preferred one first.
        unknown: columns without a known meaning.
        not_read: columns of a directory that a list does not say.
        named: the meanings that a person named.
        unused: the columns that a person named and the list lacks.
    """

    by_meaning: Mapping[str, tuple[str, ...]]
    unknown: tuple[str, ...]
    not_read: tuple[str, ...]
    named: frozenset[str]
    unused: tuple[str, ...]

    def first(self, meaning: str) -> str | None:
        """The preferred column of a meaning."""
        return next(iter(self.by_meaning.get(meaning, ())), None)


def assign(
    names: Sequence[str], named: Mapping[str, str], holds_addresses: Callable[[str], bool], *, lenient: bool
) -> Columns:
    """The meaning of each column.

    Args:
        names: the names of the columns, each once.
        named: column by meaning, as `checked_names` gives them.
        holds_addresses: whether the cells of a column are addresses.
        lenient: a named column may be missing; it is then reported in `Columns.unused`.
    """
    chosen, missing = _named_columns(names, named)
    if missing and not lenient:
        raise DirectoryError([missing_column(name, names) for name in missing])
    taken = set(chosen.values())
    found: dict[str, list[str]] = {meaning: [name] for meaning, name in chosen.items()}
    rest: list[str] = []
    for name in (one for one in names if one not in taken):
        meaning = meaning_of(name)
        # What the person named is the only column of its meaning, and of the opposite one.
        if meaning is None or INVERTED.get(meaning, meaning) in _both(chosen):
            rest.append(name)
        else:
            found.setdefault(meaning, []).append(name)
    ranked = {meaning: tuple(sorted(columns, key=_rank(meaning))) for meaning, columns in found.items()}
    for name in tuple(rest):
        meaning = weak_meanings().get(key_of(name), "")
        if meaning and meaning not in ranked and holds_addresses(name):
            ranked[meaning] = (name,)
            rest.remove(name)
    not_read = tuple(name for name in rest if name in _NOT_READ)
    return Columns(
        ranked,
        tuple(name for name in rest if name not in _NOT_READ),
        not_read,
        frozenset(chosen),
        tuple(missing),
    )


def checked_names(columns: Any) -> dict[str, str]:
    """The columns that a person named, by meaning.

    Raises:
        InputError: it is no mapping of texts, or a meaning is unknown or given twice.
    """
    if columns is None:
        return {}
    if not isinstance(columns, Mapping) or not all(
        isinstance(text, str) for pair in columns.items() for text in pair
    ):
        raise InputError(
            'columns: a mapping from fields to names of columns is needed, such as {"mail": "E-mail"}'
        )
    problems = list(_name_problems(columns))
    if problems:
        raise InputError(problems)
    return {_meaning(field): name for field, name in columns.items()}


def missing_column(name: str, names: Sequence[str]) -> Problem:
    """What to say of a named column that a list lacks."""
    return Problem(f"column {quoted(name)}", f"is not in the list{did_you_mean(name, names)}")


def _name_problems(columns: Mapping[str, str]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for field, name in columns.items():
        place = f"columns, {quoted(field)}"
        known = (*FIELDS, *known_meanings().values())
        meaning = _meaning(field)
        if not meaning:
            yield Problem(
                place, f"is no field of a user and no attribute of Graph{did_you_mean(field, known)}"
            )
        elif meaning in seen:
            yield Problem(place, f"says the same as {quoted(seen[meaning])}; give one column")
        elif name in seen.values():
            yield Problem(
                place, f"names the column {quoted(name)} a second time; give each column one meaning"
            )
        seen[meaning] = name


def _meaning(field: str) -> str:
    return known_meanings().get(key_of(field)) or meaning_of(field) or ""


def _named_columns(names: Sequence[str], named: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    by_key = {key_of(name): name for name in reversed(names)}
    chosen: dict[str, str] = {}
    missing: list[str] = []
    for meaning, name in named.items():
        column = name if name in names else by_key.get(key_of(name) or name)
        if column is None:
            missing.append(name)
        else:
            chosen[meaning] = column
    return chosen, missing


def _both(chosen: Mapping[str, str]) -> set[str]:
    return {INVERTED.get(meaning, meaning) for meaning in chosen}


def _rank(meaning: str) -> Callable[[str], int]:
    own = (meaning, FIELDS.get(meaning, meaning))
    keys = {key_of(name) for name in own}

    def rank(name: str) -> int:
        return 0 if name in own else 1 if key_of(name) in keys else 2

    return rank
