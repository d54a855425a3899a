"""Tests of one value by one clause of a scoping filter.

Source: `xtsviz.sources.SCOPING_FILTERS`: comparisons are case-sensitive, and a clause on an empty attribute is false.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xtsviz.model.patterns import whole_match_test
from xtsviz.model.scope import Clause, whole_number


def is_empty(value: Any) -> bool:
    """True for null and for an empty text."""
    return value is None or value == ""


def comparison_text(value: Any) -> str:
    """A value as the text that is compared: whole numbers in decimal, booleans as ``true`` and ``false``."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # in pandas, whole numbers in a column with empty cells are fractions
    return str(value).lower() if isinstance(value, bool) else str(value)


def clause_test(clause: Clause) -> Callable[[Any], bool]:
    """A function that tests whether a value of the attribute meets the clause.

    Every value may meet a clause that cannot be evaluated, so the test is true.

    >>> test_of(Clause(attribute="department", operator="EQUALS", value="IT"))("it")
    False
    """
    if clause.not_evaluated:
        return lambda _value: True
    if clause.operator == "IS NULL":
        return is_empty
    if clause.operator == "IS NOT NULL":
        return lambda value: not is_empty(value)
    compare = _comparison(clause.operator, clause.value or "")
    return lambda value: not is_empty(value) and compare(comparison_text(value))


def _comparison(operator: str, wanted: str) -> Callable[[str], bool]:
    match operator:
        case "EQUALS":
            return lambda text: text == wanted
        case "NOT EQUALS":
            return lambda text: text != wanted
        case "REGEX MATCH":
            return whole_match_test(wanted)
        case "NOT REGEX MATCH":
            matches = whole_match_test(wanted)
            return lambda text: not matches(text)
        case "IS TRUE":
            return lambda text: text.lower() == "true"
        case "IS FALSE":
            return lambda text: text.lower() == "false"
        case "ENDS_WITH":
            return lambda text: text.endswith(wanted)
        case "Includes":
            return lambda text: wanted in text
        case "Greater_Than":
            return lambda text: _compare(text, wanted) > 0
        case "Greater_Than_OR_EQUALS":
            return lambda text: _compare(text, wanted) >= 0
    raise AssertionError(operator)


def _compare(text: str, wanted: str) -> int:
    """1, 0 or -1 if the text is a greater, equal or smaller whole number; -1 if it is not a whole number."""
    number, bound = whole_number(text), whole_number(wanted)
    if number is None or bound is None:
        return -1
    return (number > bound) - (number < bound)
