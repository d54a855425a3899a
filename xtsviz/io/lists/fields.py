"""The fields of users out of the columns that mean them. Two columns of one field agree, or one is preferred."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from xtsviz.errors import Problem, quoted
from xtsviz.io.lists.columns import Columns
from xtsviz.io.lists.synonyms import FIELDS, INVERTED, key_of
from xtsviz.io.lists.words import EXPECTED, VALUES

_BOOLEANS = frozenset({"accountEnabled", "smsSignInState"})
_WITHOUT_CASE = frozenset({"mail", "userPrincipalName"})


@dataclass
class Fields:
    """The fields of a list.

    Attributes:
        values: a column by meaning; missing where no cell says it.
        problems: cells that nobody understands, and columns that disagree.
        notes: which of two columns counts, a sentence each.
        lost: the columns that disagree with the one that counts.
    """

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def fields_of(frame: pd.DataFrame, columns: Columns, row_place: Callable[[int], str]) -> Fields:
    """The fields of each row; the frame's index has the numbers of the rows."""
    found = Fields()
    for meaning in FIELDS:
        candidates = list(_candidates(frame, columns, meaning, row_place, found.problems))
        if not candidates:
            found.values[meaning] = empty_column(frame, meaning)
            continue
        name, values = candidates[0]
        preferred = meaning in columns.named or key_of(name) in {key_of(meaning), key_of(FIELDS[meaning])}
        for other, more in candidates[1:]:
            differ = (
                values.notna() & more.notna() & (_comparable(values, meaning) != _comparable(more, meaning))
            )
            rows = frame.index[differ.fillna(value=False).astype(bool)]
            if len(rows) and not preferred:
                found.problems.append(_disagreement(meaning, name, other, row_place(rows[0]), len(rows)))
            elif len(rows):
                found.lost.append(other)
                found.notes.append(
                    f"the columns {quoted(name)} and {quoted(other)} disagree in {count(len(rows), 'row')} "
                    f"(first in {row_place(rows[0])}): {quoted(name)} counts"
                )
            else:
                values = values.fillna(more)
        found.values[meaning] = values
    return found


def empty_column(frame: pd.DataFrame, meaning: str = "") -> Any:
    """A column in which all cells are missing."""
    return pd.Series(None, index=frame.index, dtype="boolean" if meaning in _BOOLEANS else "string")


def stripped(column: Any) -> Any:
    """A column of texts without space around them; its type allows `.str` even if all cells are missing."""
    made = column.astype("string").str.strip()
    return made.mask(made == "")


def count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "row"), count(1200, "row")
    ('1 row', '1,200 rows')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def more_rows(number: int) -> str:
    """How many more rows have the same problem."""
    return f" (and so in {number - 1:,} more rows)" if number > 1 else ""


def _candidates(
    frame: pd.DataFrame,
    columns: Columns,
    meaning: str,
    row_place: Callable[[int], str],
    problems: list[Problem],
) -> Iterator[tuple[str, Any]]:
    """The columns that mean a field, with their values."""
    opposite = [other for other, straight in INVERTED.items() if straight == meaning]
    for one in (meaning, *opposite):
        for name in columns.by_meaning.get(one, ()):
            if meaning == "displayName":
                values = frame[name].astype("string")
            elif one in VALUES:
                values, problem = _known_values(stripped(frame[name]), name, one, row_place)
                problems.extend(problem)
            else:
                values = stripped(frame[name])
            yield name, values


def _known_values(
    column: Any, name: str, meaning: str, row_place: Callable[[int], str]
) -> tuple[Any, list[Problem]]:
    kind = "boolean" if INVERTED.get(meaning, meaning) in _BOOLEANS else "string"
    if column.isna().all():
        return column.astype(kind), []
    known: Mapping[str, Any] = VALUES[meaning]
    values = column.str.casefold().map(known)
    wrong = column.index[values.isna() & column.notna()]
    if not len(wrong):
        return values.astype(kind), []
    message = (
        f"{quoted(column[wrong[0]])} is not {EXPECTED[meaning]}{more_rows(len(wrong))}; correct it, or name "
        f"the right column for {meaning}"
    )
    place = f"{row_place(wrong[0])}, column {quoted(name)}"
    return values.where(values.notna(), None).astype(kind), [Problem(place, message)]


def _comparable(column: Any, meaning: str) -> Any:
    return column.str.casefold() if meaning in _WITHOUT_CASE else column


def _disagreement(meaning: str, one: str, other: str, place: str, rows: int) -> Problem:
    example = f'columns={{"{meaning}": {quoted(one)}}} or --column {meaning}={quoted(one)}'
    return Problem(
        f"columns {quoted(one)} and {quoted(other)}",
        f"both say {meaning} and disagree in {count(rows, 'row')} (first in {place}); say which one counts: {example}",
    )
