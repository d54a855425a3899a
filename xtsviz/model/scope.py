"""The scope of an arrow: assigned users and groups, and filters as an OR of groups of clauses."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import WithJsonSchema, model_validator

from xtsviz.errors import did_you_mean, quoted
from xtsviz.model.fields import Id, Record, ScopeUsers, Text
from xtsviz.model.patterns import is_known_elsewhere, pattern_error

Operator = Literal[
    "EQUALS",
    "NOT EQUALS",
    "REGEX MATCH",
    "NOT REGEX MATCH",
    "IS NULL",
    "IS NOT NULL",
    "IS TRUE",
    "IS FALSE",
    "ENDS_WITH",
    "Includes",
    "Greater_Than",
    "Greater_Than_OR_EQUALS",
]
"""The operators of a scoping filter, as the admin centre names them."""

OPERATORS: tuple[Operator, ...] = get_args(Operator)
OPERATORS_WITHOUT_VALUE: frozenset[Operator] = frozenset({"IS NULL", "IS NOT NULL", "IS TRUE", "IS FALSE"})
"""Operators that need no value to compare with."""
NUMBER_OPERATORS: frozenset[Operator] = frozenset({"Greater_Than", "Greater_Than_OR_EQUALS"})
REGEX_OPERATORS: frozenset[Operator] = frozenset({"REGEX MATCH", "NOT REGEX MATCH"})


_MAX_DIGITS = 400
_VALUE_SCHEMA = {"type": ["string", "integer", "boolean", "null"]}


class Clause(Record):
    """One comparison: an attribute by its Graph name, an operator, and (for most) a value.

    An operator that is not one of `OPERATORS` is kept, and the scope of the arrow counts as unknown. So does a regular
    expression that RE2 lacks and other engines know.
    """

    attribute: Id
    operator: Annotated[
        Id, WithJsonSchema({"anyOf": [{"enum": [*OPERATORS]}, {"type": "string", "minLength": 1}]})
    ]
    value: Annotated[Text | None, WithJsonSchema(_VALUE_SCHEMA)] = None

    @model_validator(mode="before")
    @classmethod
    def _value_as_text(cls, data: Any) -> Any:
        # Greater_* compare whole numbers, and a document may contain them as JSON numbers.
        if isinstance(data, dict) and isinstance(data.get("value"), int):
            number = data["value"]
            if abs(number) >= 10**_MAX_DIGITS:
                raise ValueError(f"a number of more than {_MAX_DIGITS} digits")
            return {**data, "value": str(number).lower() if isinstance(number, bool) else str(number)}
        return data

    @model_validator(mode="after")
    def _value_fits(self) -> Self:
        if self.operator in OPERATORS_WITHOUT_VALUE or self.operator not in OPERATORS:
            return self
        if self.value is None:
            raise ValueError(f"{self.operator} needs a value to compare with")
        if self.operator in NUMBER_OPERATORS and whole_number(self.value) is None:
            raise ValueError(f"{self.operator} compares whole numbers; {self.value[:40]!r} is none")
        if (
            self.operator in REGEX_OPERATORS
            and (reason := pattern_error(self.value))
            and not is_known_elsewhere(self.value)
        ):
            raise ValueError(f"the regular expression {self.value[:60]!r} is refused: {reason}")
        return self

    @cached_property
    def not_evaluated(self) -> str:
        """Why this clause cannot be evaluated here; empty if it can."""
        if self.operator not in OPERATORS:
            hint = did_you_mean(self.operator, OPERATORS)
            return (
                f"its filter has the operator {quoted(self.operator)}, which cannot be evaluated here{hint}"
            )
        if self.operator in REGEX_OPERATORS and self.value is not None and pattern_error(self.value):
            return f"its filter has the regular expression {quoted(self.value)}, which RE2 cannot evaluate"
        return ""

    def __str__(self) -> str:
        if self.operator in OPERATORS_WITHOUT_VALUE or self.value is None:
            return f"{self.attribute} {self.operator}"
        return f'{self.attribute} {self.operator} "{self.value}"'


def whole_number(text: str) -> int | None:
    """The whole number that the text contains in decimal digits; None if it contains anything else."""
    digits = text.strip()
    unsigned = digits[1:] if digits[:1] in "+-" else digits
    return int(digits) if unsigned.isascii() and unsigned.isdigit() and len(unsigned) <= _MAX_DIGITS else None


class Scope(Record):
    """The users whom an arrow selects, before the rules about internal users.

    Attributes:
        users: ``all``, ``assigned`` (only those named below) or ``unknown`` (an import could not read it).
        assigned: ids of users and groups. Only the direct members of a group count; nested groups are not followed.
        filters: an OR of groups of clauses. Each group is an AND of its clauses. Empty means no filter.
    """

    users: ScopeUsers = "all"
    assigned: tuple[Id, ...] = ()
    filters: tuple[tuple[Clause, ...], ...] = ()

    @cached_property
    def is_known(self) -> bool:
        """True if it can be evaluated: it could be read, and so can each clause of its filters."""
        return self.users != "unknown" and not self.not_evaluated

    @cached_property
    def not_evaluated(self) -> str:
        """Why a clause of the filters cannot be evaluated; empty if all can."""
        return next((c.not_evaluated for group in self.filters for c in group if c.not_evaluated), "")

    @property
    def everybody(self) -> bool:
        """True if it selects all users: no assignment and no filter."""
        return self.users == "all" and not self.filters

    def __str__(self) -> str:
        who = {"all": "all users", "assigned": f"{len(self.assigned)} assigned", "unknown": "scope unknown"}[
            self.users
        ]
        if not self.filters:
            return who
        return f"{who}, where " + " or ".join(
            " and ".join(map(str, group)) or "anything" for group in self.filters
        )
