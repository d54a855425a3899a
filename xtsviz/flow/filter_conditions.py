"""The filters of a scope as one condition for a whole table of users.

Source: `xtsviz.sources.SCOPING_FILTERS`: a filter is an OR of groups, each an AND of clauses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import narwhals as nw

from xtsviz.flow.clause_tests import clause_test, comparison_text, is_empty
from xtsviz.model.directory import Directory
from xtsviz.model.frames import Frame, collect, is_missing
from xtsviz.model.scope import Clause, Scope

NOBODY = nw.col("id").is_null()
"""A condition that no user meets, because every user has an id."""

_EMPTY = -1
"""The index of an empty cell among the values of a column."""

ValueIndexes = frozenset[int]
"""Indexes of values that occur in a column. `_EMPTY` is the index of empty cells."""
ClauseGroup = Mapping[str, ValueIndexes]
"""For each column that a group of clauses reads, the values that meet its clauses."""


def users_meeting_filter(users: Frame, directory: Directory, scope: Scope) -> Frame:
    """The users who meet the filters of a scope."""
    condition = filter_condition(users, directory, scope)
    return users if condition is None else users.filter(condition)


def filter_condition(
    users: Frame, directory: Directory, scope: Scope, columns: ColumnsByName | None = None
) -> nw.Expr | None:
    """The condition that a user meets the filters; None if every user meets them.

    Each clause is tested in Python, once for each value that occurs, so all engines give the same result. The
    condition names each column of a group of clauses only once.

    Args:
        users: all users to which the condition will be applied.
        columns: the columns of these users, if the caller has them already.
    """
    columns = columns_of_table(users) if columns is None else columns
    groups = simplified_groups(scope, columns, directory)
    return None if groups is None else condition_of_groups(groups, columns)


def condition_of_groups(groups: Iterable[ClauseGroup], columns: ColumnsByName) -> nw.Expr:
    """The condition that a user meets at least one group."""
    return any_condition([_condition_of_group(group, columns) for group in groups])


def simplified_groups(scope: Scope, columns: ColumnsByName, directory: Directory) -> list[ClauseGroup] | None:
    """The groups of a scope's filters, simplified; None if every user meets the filters.

    The list is empty if no user meets them.
    """
    if not scope.filters or not all(scope.filters):
        return None  # every user meets a group without clauses
    single: dict[str, ValueIndexes] = {}
    several: dict[frozenset[tuple[str, ValueIndexes]], ClauseGroup] = {}
    for clauses in scope.filters:
        group = _clause_group(clauses, columns, directory, single)
        if group is None:
            continue
        if not group:
            return None
        if len(group) == 1:
            ((column, indexes),) = group.items()
            single[column] = single.get(column, frozenset()) | indexes
        else:
            several[frozenset(group.items())] = group
    return [*({column: indexes} for column, indexes in single.items()), *several.values()]


def user_meets_group(group: ClauseGroup, columns: ColumnsByName, cell: Callable[[str], Any]) -> bool:
    """True if one user meets a group.

    Args:
        cell: returns the user's value for the name of a column in the table.
    """
    return all(
        (column := columns[name]).index_of(cell(column.name)) in indexes for name, indexes in group.items()
    )


def any_condition(conditions: Sequence[nw.Expr]) -> nw.Expr:
    """The condition that at least one of several is true. They must not give null. Its depth grows very slowly."""
    return _combined(conditions, lambda one, other: one | other, NOBODY)


def _combined(
    conditions: Sequence[nw.Expr], both: Callable[[nw.Expr, nw.Expr], nw.Expr], nothing: nw.Expr
) -> nw.Expr:
    # Engines limit how deep an expression nests.
    while len(conditions) > 1:
        pairs = zip(conditions[::2], conditions[1::2], strict=False)
        rest = conditions[-1:] if len(conditions) % 2 else []
        conditions = [*(both(one, other) for one, other in pairs), *rest]
    return conditions[0] if conditions else nothing


class _Column:
    """The values that occur in a column of the table."""

    def __init__(self, name: str, occurring: Iterable[Any]) -> None:
        self.name = name
        self.values: list[Any] = [value for value in occurring if not is_missing(value)]
        self.all: ValueIndexes = frozenset(range(len(self.values)))
        self.everything: ValueIndexes = self.all | {_EMPTY}

    @cached_property
    def _index_by_value(self) -> dict[Any, int]:
        return {value: index for index, value in enumerate(self.values)}

    def index_of(self, value: Any) -> int:
        """The index of one of the values."""
        return _EMPTY if is_missing(value) else self._index_by_value[value]

    @cached_property
    def _by_text(self) -> dict[str, set[int]]:
        """The indexes of the values that are not empty, by the text that is compared."""
        found: dict[str, set[int]] = {}
        for index, value in enumerate(self.values):
            if not is_empty(value):
                found.setdefault(comparison_text(value), set()).add(index)
        return found

    @cached_property
    def _not_empty(self) -> ValueIndexes:
        return frozenset(index for index in self.all if not is_empty(self.values[index]))

    def values_meeting(self, clauses: Iterable[Clause]) -> ValueIndexes:
        """The values that meet all clauses."""
        left: set[int] | None = None
        # Equality comes first, because it is a look-up: then the other clauses have fewer values to test.
        for clause in sorted(clauses, key=lambda clause: _TEST_ORDER.get(clause.operator, 2)):
            if left is not None and not left:
                break
            if clause.operator == "EQUALS":
                same = self._by_text.get(clause.value or "", set())
                left = set(same) if left is None else left & same
            elif clause.operator == "NOT EQUALS":
                left = set(self._not_empty) if left is None else left
                left -= self._by_text.get(clause.value or "", set())
            else:
                left = self._values_passing(clause, self.everything if left is None else left)
        return frozenset(left or ())

    def _values_passing(self, clause: Clause, indexes: Iterable[int]) -> set[int]:
        test = clause_test(clause)
        return {index for index in indexes if test(None if index == _EMPTY else self.values[index])}

    def condition_for(self, indexes: ValueIndexes) -> nw.Expr:
        """The condition that the column has one of these values."""
        has_value, wanted = ~nw.col(self.name).is_null(), indexes - {_EMPTY}
        if not wanted:
            condition = NOBODY
        elif len(wanted) == len(self.values):
            condition = has_value
        elif 2 * len(wanted) > len(self.values):
            condition = has_value & ~nw.col(self.name).is_in(self._values_at(self.all - wanted))
        else:
            condition = has_value & nw.col(self.name).is_in(self._values_at(wanted))
        return condition | ~has_value if _EMPTY in indexes else condition

    def _values_at(self, indexes: ValueIndexes) -> list[Any]:
        return [self.values[index] for index in sorted(indexes)]


_TEST_ORDER = {"EQUALS": 0, "NOT EQUALS": 1}


class ColumnsByName(dict[str, _Column]):
    """Columns of users by name. Each is read when it is first needed.

    Args:
        read: returns the distinct values of a column of the table.
        prefix: the prefix of the columns' names in the table.
    """

    def __init__(self, read: Callable[[str], Iterable[Any]], prefix: str = "") -> None:
        self._read = read
        self._prefix = prefix

    def __missing__(self, name: str) -> _Column:
        in_table = self._prefix + name
        self[name] = _Column(in_table, self._read(in_table))
        return self[name]


def columns_of_table(users: Frame, prefix: str = "") -> ColumnsByName:
    """The columns of a table of users."""
    return ColumnsByName(lambda name: collect(users.select(name).unique())[name].to_list(), prefix)


def _clause_group(
    clauses: Sequence[Clause],
    columns: ColumnsByName,
    directory: Directory,
    single: Mapping[str, ValueIndexes],
) -> ClauseGroup | None:
    """The values that meet a group of clauses; None if the group adds no user to those who meet the other groups."""
    of_column: dict[str, list[Clause]] = {}
    for clause in clauses:
        column = directory.column(clause.attribute)
        if column is not None:
            of_column.setdefault(column, []).append(clause)
        elif not clause_test(clause)(None):
            return None
    group = {}
    for name, own in of_column.items():
        if len(of_column) == 1 and single.get(name) == columns[name].everything:
            return None
        indexes = columns[name].values_meeting(own)
        if not indexes:
            return None
        group[name] = indexes
    return group


def _condition_of_group(group: ClauseGroup, columns: ColumnsByName) -> nw.Expr:
    conditions = [columns[name].condition_for(indexes) for name, indexes in group.items()]
    return _combined(conditions, lambda one, other: one & other, ~NOBODY)
