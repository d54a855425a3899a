"""The users of many scopes, in one pass over the directory. The rules are those of `xtsviz.flow.scope_rules`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import narwhals as nw

from xtsviz.flow.filter_conditions import (
    ColumnsByName,
    any_condition,
    columns_of_table,
    condition_of_groups,
    filter_condition,
    simplified_groups,
    user_meets_group,
)
from xtsviz.flow.scope_rules import OBJECT_KEY, SIGNS_IN_BY_SMS, ScopeKey, can_be_synchronized
from xtsviz.model.credentials import INTERNAL, INTERNAL_GUEST
from xtsviz.model.directory import Directory
from xtsviz.model.frames import Frame, collect, concat_frames, is_lazy, table_like
from xtsviz.model.scope import Scope

_SCOPE_SCHEMA = {"_scope": nw.Int64, "tenant": nw.String}
_MAX_REMEMBERED = 4
_FILTER_PREFIX = "= "
"""The prefix of the columns that filters read. It avoids collisions, because an attribute can have any name."""
_RULE_COLUMNS = ("id", "tenant", "mail", "credentials", "user_type", "sms_sign_in")


def users_in_scopes(directory: Directory, keys: Sequence[ScopeKey]) -> Frame:
    """The users in each scope, by rules 1 to 3: one row for each scope and user.

    Columns: ``_scope`` (the index of the scope among the keys), ``id``, ``key`` (two users with the same key have the
    same mail address and share one object).
    """
    kept: dict[tuple[ScopeKey, ...], Frame] = directory.remember("people of scopes", dict)
    asked = tuple(keys)
    if asked not in kept:
        # Most edits do not change the scopes. Only a few results are kept, because they can be large.
        while len(kept) >= _MAX_REMEMBERED:
            del kept[next(iter(kept))]
        kept[asked] = _users_within(directory, keys, carriable=True).select("_scope", "id", key=OBJECT_KEY)
    return kept[asked]


def object_counts(directory: Directory, keys: Iterable[ScopeKey]) -> Mapping[ScopeKey, int]:
    """For each scope, the number of objects that its users become in a target without existing externals."""

    def count(listed: Sequence[ScopeKey]) -> dict[int, int]:
        counted = users_in_scopes(directory, listed).group_by("_scope").agg(n=nw.col("key").n_unique())
        return {int(place): int(n) for place, n in collect(counted.select("_scope", "n")).iter_rows()}

    return _counts_by_scope(directory, "sizes of scopes", keys, count, 0)


def special_user_counts(directory: Directory, keys: Iterable[ScopeKey]) -> Mapping[ScopeKey, tuple[int, int]]:
    """For each scope, the number of internal guests, and of other users who are excluded by their SMS sign-in."""

    def count(listed: Sequence[ScopeKey]) -> dict[int, tuple[int, int]]:
        included = listed[0].include_internal_guests
        sms = SIGNS_IN_BY_SMS if included else SIGNS_IN_BY_SMS & ~INTERNAL_GUEST
        flags = {"guests": INTERNAL_GUEST.cast(nw.Int64), "sms": sms.cast(nw.Int64)}
        counted = (
            _users_within(directory, listed, carriable=False)
            .filter(INTERNAL_GUEST | SIGNS_IN_BY_SMS)
            .with_columns(**flags)
            .group_by("_scope")
            .agg(nw.col("guests").sum(), nw.col("sms").sum())
        )
        rows = collect(counted.select("_scope", "guests", "sms")).iter_rows()
        return {int(place): (int(guests), int(some)) for place, guests, some in rows}

    return _counts_by_scope(directory, "special people of scopes", keys, count, (0, 0))


def _counts_by_scope(
    directory: Directory, what: str, keys: Iterable[ScopeKey], count: Any, nothing: Any
) -> Mapping[ScopeKey, Any]:
    """The numbers of each scope. They are counted in one query; after an edit only new scopes are counted."""
    wanted = dict.fromkeys(keys)
    known: dict[ScopeKey, Any] = directory.remember(what, dict)
    if new := [key for key in wanted if key not in known]:
        found = count(new)
        if len(known) > 512:
            for old in [key for key in known if key not in wanted]:
                del known[old]
        known.update((key, found.get(place, nothing)) for place, key in enumerate(new))
    return known


def _users_within(directory: Directory, keys: Sequence[ScopeKey], carriable: bool) -> Frame:
    """The internal users in each scope (assignment and filters), with the columns that the rules read."""
    plain = [(place, key) for place, key in enumerate(keys) if not key.scope.filters]
    filtered = [(place, key) for place, key in enumerate(keys) if key.scope.filters]
    included = any(key.include_internal_guests for key in keys)
    allowed = can_be_synchronized(included) if carriable else INTERNAL
    parts = []
    if plain or not filtered:
        parts.append(
            assigned_in_scopes(directory.frame.select(*_RULE_COLUMNS).filter(allowed), directory, plain)
        )
    if filtered:
        sources = sorted({key.source for _, key in filtered})
        users = with_filter_columns(directory.frame, directory, filtered)
        users = users.filter(nw.col("tenant").is_in(sources) & allowed)
        if len({key.scope.filters for _, key in filtered}) == 1:
            users = users_meeting_filters(users, directory, filtered)
            parts.append(assigned_in_scopes(users, directory, filtered))
        else:
            parts.append(
                users_meeting_filters(assigned_in_scopes(users, directory, filtered), directory, filtered)
            )
    return concat_frames([part.select("_scope", *_RULE_COLUMNS) for part in parts])


def with_filter_columns(users: Frame, directory: Directory, keys: Sequence[tuple[int, ScopeKey]]) -> Frame:
    """The columns that the rules read, and the columns that filters read under names that no other column has."""
    columns = {
        column: None
        for _, key in keys
        for group in key.scope.filters
        for clause in group
        if (column := directory.column(clause.attribute)) is not None
    }
    return users.select(
        *_RULE_COLUMNS, *(nw.col(column).alias(_FILTER_PREFIX + column) for column in columns)
    )


def assigned_in_scopes(users: Frame, directory: Directory, keys: Sequence[tuple[int, ScopeKey]]) -> Frame:
    """The users in each scope by assignment, before filters."""
    everybody = [(place, key) for place, key in keys if key.scope.users != "assigned"]
    some = [(place, key) for place, key in keys if key.scope.users == "assigned"]
    parts = []
    if everybody or not some:
        rows = {"_scope": [place for place, _ in everybody], "tenant": [key.source for _, key in everybody]}
        parts.append(users.join(table_like(users, rows, _SCOPE_SCHEMA), on="tenant", how="inner"))  # type: ignore[arg-type]
    if some:
        named = _explicitly_assigned(users, directory, some)
        parts.append(users.join(named, on=["tenant", "id"], how="inner"))  # type: ignore[arg-type]
    columns = users.collect_schema().names()
    return concat_frames([part.select("_scope", *columns) for part in parts])


def _explicitly_assigned(users: Frame, directory: Directory, keys: Sequence[tuple[int, ScopeKey]]) -> Frame:
    """The assigned users of each scope, direct members of groups included: ``_scope``, ``tenant``, ``id``."""
    direct = [(place, key.source, one) for place, key in keys for one in key.scope.assigned]
    parts = [_table_of_rows(users, direct, {**_SCOPE_SCHEMA, "id": nw.String})]
    groups: dict[frozenset[str], int] = {}
    for _, key in keys:
        for members in key.group_members:
            groups.setdefault(members, len(groups))
    if groups:
        of_scope = [
            (place, key.source, groups[members]) for place, key in keys for members in key.group_members
        ]
        of_group = [(number, member) for members, number in groups.items() for member in members]
        parts.append(
            _table_of_rows(users, of_scope, {**_SCOPE_SCHEMA, "_group": nw.Int64}).join(
                _table_of_rows(users, of_group, {"_group": nw.Int64, "id": nw.String}),  # type: ignore[arg-type]
                on="_group",
                how="inner",
            )
        )
    if directory.memberships is not None:
        listed = directory.memberships.select("group", id=nw.col("member"))
        of_listed = _table_of_rows(users, direct, {**_SCOPE_SCHEMA, "group": nw.String})
        parts.append(of_listed.join(listed, on="group", how="inner"))  # type: ignore[arg-type]
    return concat_frames([part.select("_scope", "tenant", "id") for part in parts]).unique()


def _table_of_rows(users: Frame, rows: Sequence[tuple[Any, ...]], schema: Mapping[str, Any]) -> Frame:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return table_like(
        users, {name: list(column) for name, column in zip(schema, columns, strict=True)}, schema
    )


def users_meeting_filters(rows: Frame, directory: Directory, keys: Sequence[tuple[int, ScopeKey]]) -> Frame:
    """The rows whose user meets the filters of the scope. Each filter reads only the rows of its scopes.

    Args:
        rows: with the columns of `with_filter_columns`.
    """
    numbers = {filters: n for n, filters in enumerate(dict.fromkeys(key.scope.filters for _, key in keys))}
    scopes = {key.scope.filters: key.scope for _, key in keys}
    if len(numbers) == 1:
        condition = filter_condition(
            rows, directory, keys[0][1].scope, columns_of_table(rows, _FILTER_PREFIX)
        )
        return rows if condition is None else rows.filter(condition)
    of_scope = {
        "_scope": [place for place, _ in keys],
        "_filter": [numbers[key.scope.filters] for _, key in keys],
    }
    table = table_like(rows, of_scope, {"_scope": nw.Int64, "_filter": nw.Int64})
    rows = rows.join(table, on="_scope", how="inner")  # type: ignore[arg-type]
    by_number = [scopes[filters] for filters in numbers]
    if is_lazy(rows):
        met, columns = [], columns_of_table(rows, _FILTER_PREFIX)
        for number, scope in enumerate(by_number):
            own = nw.col("_filter") == number
            condition = filter_condition(rows, directory, scope, columns)
            met.append(own if condition is None else own & condition)
        return rows.filter(any_condition(met))
    assert isinstance(rows, nw.DataFrame)
    return _users_meeting_filters_eager(rows, directory, by_number)


MAX_ONE_BY_ONE = 10_000
"""Up to this number of users times groups, a loop over users is faster than one expression for each filter."""


def _users_meeting_filters_eager(
    rows: nw.DataFrame[Any], directory: Directory, scopes: Sequence[Scope]
) -> Frame:
    cells = {name: rows[name].to_list() for name in rows.columns if name.startswith(_FILTER_PREFIX)}
    of_filter: dict[int, list[int]] = {}
    for place, number in enumerate(rows["_filter"].to_list()):
        of_filter.setdefault(int(number), []).append(place)
    kept: list[int] = []
    for number, places in of_filter.items():
        columns = ColumnsByName(partial(_distinct_cells, cells, places), _FILTER_PREFIX)
        groups = simplified_groups(scopes[number], columns, directory)
        if groups is None:
            kept += places
        elif len(places) * len(groups) <= MAX_ONE_BY_ONE:
            kept += [
                place
                for place in places
                if any(user_meets_group(group, columns, partial(_cell, cells, place)) for group in groups)
            ]
        else:
            condition = condition_of_groups(groups, columns)
            met = rows[places].select(met=condition)["met"].to_list()
            kept += [place for place, passes in zip(places, met, strict=True) if passes]
    return rows[sorted(kept)] if kept else rows.head(0)


def _cell(cells: Mapping[str, Sequence[Any]], place: int, name: str) -> Any:
    return cells[name][place]


def _distinct_cells(cells: Mapping[str, Sequence[Any]], places: Sequence[int], name: str) -> Iterable[Any]:
    return dict.fromkeys(cells[name][place] for place in places)
