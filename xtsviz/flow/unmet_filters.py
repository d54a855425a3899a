"""Why one user does not meet the filters of a scope: the clauses that fail, with the user's values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from xtsviz.errors import visible
from xtsviz.flow.clause_tests import clause_test, comparison_text, is_empty
from xtsviz.model.directory import Directory
from xtsviz.model.frames import collect, is_missing
from xtsviz.model.scope import Clause, Scope

MAX_CLAUSES = 3
"""A sentence names so many clauses that fail, and counts the others."""
_MAX_VALUE = 60

_WANTED = {
    "NOT EQUALS": "any value but {value}",
    "REGEX MATCH": "a match of {value}",
    "NOT REGEX MATCH": "no match of {value}",
    "IS NULL": "no value",
    "IS NOT NULL": "a value",
    "IS TRUE": "true",
    "IS FALSE": "false",
    "ENDS_WITH": "an end of {value}",
    "Includes": "{value} in it",
    "Greater_Than": "a whole number over {value}",
    "Greater_Than_OR_EQUALS": "{value} or a greater whole number",
}


def user_values(directory: Directory, users: list[str], scopes: list[Scope]) -> dict[str, Mapping[str, Any]]:
    """The values of the attributes that some filters read, by user id and attribute. Empty cells are None."""
    attributes = list(dict.fromkeys(c.attribute for s in scopes for group in s.filters for c in group))
    columns = {one: column for one in attributes if (column := directory.column(one)) is not None}
    frame = directory.frame.filter(nw.col("id").is_in(users))
    rows = collect(frame.select("id", *(c for c in dict.fromkeys(columns.values()) if c != "id")))
    cells = {name: rows[name].to_list() for name in rows.columns}
    return {
        user: {
            one: None if is_missing(value := cells[column][row]) else value for one, column in columns.items()
        }
        for row, user in enumerate(cells["id"])
    }


def unmet_filter(scope: Scope, values: Mapping[str, Any]) -> str:
    """The clauses that fail for a user who does not meet the filters, in words, without a full stop.

    Of each group of clauses it names the first one that fails: ``department is Sales, the filter wants Legal``.

    Args:
        values: the user's values by attribute, as `user_values` gives them.
    """
    wanted: dict[str, list[str]] = {}
    for group in scope.filters:
        failed = next((c for c in group if not clause_test(c)(values.get(c.attribute))), None)
        if failed is not None:
            wanted.setdefault(failed.attribute, []).append(_wanted(failed, values.get(failed.attribute)))
    sentences, left = [], MAX_CLAUSES
    for attribute, ones in wanted.items():
        shown = list(dict.fromkeys(ones))[:left]
        if not shown:
            break
        left -= len(shown)
        sentences.append(
            f"{_shown(attribute)} is {_value(values.get(attribute))}, the filter wants {' or '.join(shown)}"
        )
    more = sum(len(dict.fromkeys(ones)) for ones in wanted.values()) - (MAX_CLAUSES - left)
    return "; ".join(sentences) + (f"; and {more:,} more" if more > 0 else "")


def _wanted(clause: Clause, value: Any) -> str:
    text = clause.value or ""
    if clause.operator == "EQUALS":
        own = "" if is_empty(value) else comparison_text(value)
        is_case = own != text and own.casefold() == text.casefold()
        return (_value(text) if text else '""') + (" (upper and lower case differ)" if is_case else "")
    return _WANTED[clause.operator].format(value=_value(text))


def _value(value: Any) -> str:
    """A value in a sentence; with quotation marks where it could be read as a part of the sentence."""
    if is_empty(value):
        return "empty"
    text = comparison_text(value)
    plain = text.isprintable() and text == text.strip() and not set(text) & set(',;"') and text != "empty"
    return _shown(text) if plain else f'"{_shown(text)}"'


def _shown(text: str) -> str:
    return visible(text if len(text) <= _MAX_VALUE else text[: _MAX_VALUE - 1] + "…")
