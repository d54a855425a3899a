"""Whom the filters of a scope let through, as one condition for a whole table of users.

Source: `xtsviz.sources.SCOPING_FILTERS`: a filter is an OR of groups, each an AND of clauses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import narwhals as nw

from xtsviz.flow.clauses import as_text, is_empty, test_of
from xtsviz.model.directory import Directory
from xtsviz.model.frames import Frame, collect, is_missing
from xtsviz.model.scope import Clause, Scope

NOBODY = nw.col("id").is_null()
"""A condition that no user meets: every user has an id."""

_EMPTY = -1
"""The place of an empty cell among the values of a column."""

Places = frozenset[int]
"""Some of the values that occur in a column, by their places; with `_EMPTY`, empty cells too."""
Group = Mapping[str, Places]
"""For each column that a group of clauses looks at, the values that it lets through."""


def meeting(users: Frame, directory: Directory, scope: Scope) -> Frame:
    """Those users who meet the filters of a scope."""
    condition = filters_met(users, directory, scope)
    return users if condition is None else users.filter(condition)


def filters_met(
    users: Frame, directory: Directory, scope: Scope, columns: Columns | None = None
) -> nw.Expr | None:
    """The condition of meeting the filters; None if there are none, or one asks for nothing.

    A clause is tested once for each value that occurs, which is exact on every engine. The condition holds each
    column that a group of clauses looks at once, however many clauses do.

    Args:
        users: all users whom the condition is for.
        columns: of these users, for who asks several times.
    """
    columns = columns_of(users) if columns is None else columns
    groups = groups_of(scope, columns, directory)
    return None if groups is None else met_by(groups, columns)


def met_by(groups: Iterable[Group], columns: Columns) -> nw.Expr:
    """The condition of meeting one of some groups."""
    return any_of([_condition(group, columns) for group in groups])


def groups_of(scope: Scope, columns: Columns, directory: Directory) -> list[Group] | None:
    """The groups of a scope's filters, as few as say the same; None if there is none, or one asks for nothing.

    No groups are left if they let nobody through.
    """
    if not scope.filters or not all(scope.filters):
        return None  # a group without clauses asks for nothing
    single: dict[str, Places] = {}
    several: dict[frozenset[tuple[str, Places]], Group] = {}
    for clauses in scope.filters:
        group = _group(clauses, columns, directory, single)
        if group is None:
            continue
        if not group:
            return None
        if len(group) == 1:
            ((column, places),) = group.items()
            single[column] = single.get(column, frozenset()) | places
        else:
            several[frozenset(group.items())] = group
    return [*({column: places} for column, places in single.items()), *several.values()]


def meets(group: Group, columns: Columns, cell: Callable[[str], Any]) -> bool:
    """Whether one user meets a group.

    Args:
        cell: gives what the user has, by the name of a column in the table.
    """
    return all(
        (column := columns[name]).place_of(cell(column.name)) in places for name, places in group.items()
    )


def any_of(conditions: Sequence[nw.Expr]) -> nw.Expr:
    """True where one of some conditions is; none of them gives null. As deep as their number has digits."""
    return _balanced(conditions, lambda one, other: one | other, NOBODY)


def _balanced(
    conditions: Sequence[nw.Expr], both: Callable[[nw.Expr, nw.Expr], nw.Expr], nothing: nw.Expr
) -> nw.Expr:
    # Engines limit how deep an expression nests.
    while len(conditions) > 1:
        pairs = zip(conditions[::2], conditions[1::2], strict=False)
        rest = conditions[-1:] if len(conditions) % 2 else []
        conditions = [*(both(one, other) for one, other in pairs), *rest]
    return conditions[0] if conditions else nothing


class _Column:
    """The values that occur in a column, whose name is that in the table."""

    def __init__(self, name: str, occurring: Iterable[Any]) -> None:
        self.name = name
        self.values: list[Any] = [value for value in occurring if not is_missing(value)]
        self.all: Places = frozenset(range(len(self.values)))
        self.everything: Places = self.all | {_EMPTY}

    @cached_property
    def _places(self) -> dict[Any, int]:
        return {value: place for place, value in enumerate(self.values)}

    def place_of(self, value: Any) -> int:
        """The place of one of the values."""
        return _EMPTY if is_missing(value) else self._places[value]

    @cached_property
    def _by_text(self) -> dict[str, set[int]]:
        """The places of the values that count as values, by what comparisons see."""
        found: dict[str, set[int]] = {}
        for place, value in enumerate(self.values):
            if not is_empty(value):
                found.setdefault(as_text(value), set()).add(place)
        return found

    @cached_property
    def _not_empty(self) -> Places:
        return frozenset(place for place in self.all if not is_empty(self.values[place]))

    def passing(self, clauses: Iterable[Clause]) -> Places:
        """The values that meet all of some clauses."""
        left: set[int] | None = None
        # Equality is looked up, so that what the others test is as little as may be.
        for clause in sorted(clauses, key=lambda clause: _QUICK.get(clause.operator, 2)):
            if left is not None and not left:
                break
            if clause.operator == "EQUALS":
                same = self._by_text.get(clause.value or "", set())
                left = set(same) if left is None else left & same
            elif clause.operator == "NOT EQUALS":
                left = set(self._not_empty) if left is None else left
                left -= self._by_text.get(clause.value or "", set())
            else:
                left = self._tested(clause, self.everything if left is None else left)
        return frozenset(left or ())

    def _tested(self, clause: Clause, places: Iterable[int]) -> set[int]:
        test = test_of(clause)
        return {place for place in places if test(None if place == _EMPTY else self.values[place])}

    def holds(self, places: Places) -> nw.Expr:
        """The condition that the column has one of these values."""
        there, wanted = ~nw.col(self.name).is_null(), places - {_EMPTY}
        if not wanted:
            condition = NOBODY
        elif len(wanted) == len(self.values):
            condition = there
        elif 2 * len(wanted) > len(self.values):
            condition = there & ~nw.col(self.name).is_in(self._of(self.all - wanted))
        else:
            condition = there & nw.col(self.name).is_in(self._of(wanted))
        return condition | ~there if _EMPTY in places else condition

    def _of(self, places: Places) -> list[Any]:
        return [self.values[place] for place in sorted(places)]


_QUICK = {"EQUALS": 0, "NOT EQUALS": 1}


class Columns(dict[str, _Column]):
    """Columns of users by name, each read when first asked for.

    Args:
        read: gives the different values in a column of the table.
        prefix: what their names begin with in the table.
    """

    def __init__(self, read: Callable[[str], Iterable[Any]], prefix: str = "") -> None:
        self._read = read
        self._prefix = prefix

    def __missing__(self, name: str) -> _Column:
        in_table = self._prefix + name
        self[name] = _Column(in_table, self._read(in_table))
        return self[name]


def columns_of(users: Frame, prefix: str = "") -> Columns:
    """The columns of a table of users."""
    return Columns(lambda name: collect(users.select(name).unique())[name].to_list(), prefix)


def _group(
    clauses: Sequence[Clause], columns: Columns, directory: Directory, single: Mapping[str, Places]
) -> Group | None:
    """What a group of clauses lets through; None if nobody, or nobody more than the groups of one column do."""
    of_column: dict[str, list[Clause]] = {}
    for clause in clauses:
        column = directory.column(clause.attribute)
        if column is not None:
            of_column.setdefault(column, []).append(clause)
        elif not test_of(clause)(None):
            return None
    group = {}
    for name, own in of_column.items():
        if len(of_column) == 1 and single.get(name) == columns[name].everything:
            return None
        places = columns[name].passing(own)
        if not places:
            return None
        group[name] = places
    return group


def _condition(group: Group, columns: Columns) -> nw.Expr:
    held = [columns[name].holds(places) for name, places in group.items()]
    return _balanced(held, lambda one, other: one & other, ~NOBODY)
