"""Scoping filters with invented names that are true for the same users.

A condition on a part of a value (a pattern, an end, a greater number) would say something of the original values. It
becomes a condition on an attribute of its own, which is true for the users who met it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from xtsviz.flow.clause_tests import clause_test, is_empty
from xtsviz.model.filter_attributes import unsupported_attribute
from xtsviz.model.scope import OPERATORS_WITHOUT_VALUE, REGEX_OPERATORS, Clause
from xtsviz.model.topology import Topology
from xtsviz.model.vocabulary import CLAUSE_COLUMNS
from xtsviz.pseudonyms.names import Names
from xtsviz.pseudonyms.original_texts import Columns

Made = tuple[Clause, ...]


class Clauses:
    """The clauses of some designs, and what each becomes.

    Args:
        topologies: of the designs.
        tables: their users.
        names: the maps of names.

    Attributes:
        attributes: the attributes that were invented, each with the clause that it stands for.
        back: the originals of invented clauses that are no mere translation.
    """

    def __init__(self, topologies: Iterable[Topology], tables: Sequence[Columns], names: Names) -> None:
        self._names = names
        self._columns = {name for columns in tables for name in columns}
        self.attributes: dict[str, Clause] = {}
        self.back: dict[Made, Clause] = {}
        self._made: dict[Clause, Made] = {}
        for topology in topologies:
            for arrow in topology.arrows:
                for group in arrow.scope.filters:
                    for clause in group:
                        self._add(clause)

    def made(self, clauses: Iterable[Clause]) -> list[Clause]:
        """The clauses of a group."""
        return [one for clause in clauses for one in self._made[clause]]

    def originals(self, clauses: Sequence[Clause]) -> Iterator[tuple[Clause | None, Clause]]:
        """For each invented clause its original, or None for one that is only translated.

        A clause that stands beside an invented one because of it is left out.
        """
        place = 0
        while place < len(clauses):
            size = next((n for n in (2, 1) if tuple(clauses[place : place + n]) in self.back), 0)
            yield self.back.get(tuple(clauses[place : place + size])), clauses[place]
            place += size or 1

    def columns(self, users: Columns) -> Columns:
        """The invented attributes of users: whether each meets the clause, None for one without a value."""
        made: Columns = {}
        for name, clause in self.attributes.items():
            column = users.get(CLAUSE_COLUMNS.get(clause.attribute, clause.attribute))
            if column is not None:
                test = clause_test(clause)
                known: dict[Any, bool | None] = {}
                made[name] = [_met(value, test, known) for value in column]
        return made

    def _add(self, clause: Clause) -> None:
        if clause in self._made:
            return
        names = self._names
        attribute = names.text("attribute", clause.attribute)
        if clause.not_evaluated:
            self._made[clause] = (self._not_evaluated(clause, attribute),)
        elif clause.operator in OPERATORS_WITHOUT_VALUE or clause.operator in ("EQUALS", "NOT EQUALS"):
            value = names.value(clause.value, clause.attribute)
            self._made[clause] = (Clause(attribute=attribute, operator=clause.operator, value=value),)
            return
        else:
            self._made[clause] = self._pattern(clause, attribute)
        self.back[self._made[clause]] = clause

    def _pattern(self, clause: Clause, attribute: str) -> Made:
        if CLAUSE_COLUMNS.get(clause.attribute, clause.attribute) not in self._columns:
            # Nobody has a value, which the review says of an attribute of any name.
            value = self._names.inventor.next("value")
            return (Clause(attribute=attribute, operator="EQUALS", value=value),)
        own = self._names.inventor.next("filter")
        self.attributes[own] = clause
        met = Clause(attribute=own, operator="IS TRUE")
        if unsupported_attribute(clause.attribute):  # which the service refuses, and the review says so
            return (Clause(attribute=attribute, operator="IS NOT NULL"), met)
        return (met,)

    def _not_evaluated(self, clause: Clause, attribute: str) -> Clause:
        value = clause.value and self._names.inventor.next("value")
        if clause.operator in REGEX_OPERATORS:
            return Clause(attribute=attribute, operator=clause.operator, value=f"(?={value})")
        operator = self._names.text("operator", clause.operator)
        return Clause(attribute=attribute, operator=operator, value=value)


def _met(value: Any, test: Any, known: dict[Any, bool | None]) -> bool | None:
    key = (type(value), value)
    if key not in known:
        known[key] = None if is_empty(value) else test(value)
    return known[key]
