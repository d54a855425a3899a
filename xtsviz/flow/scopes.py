"""The people of many scopes at once, in one pass over the directory: rules 1 to 3, as `xtsviz.flow.scope` has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import narwhals as nw

from xtsviz.flow.filters import Columns, any_of, columns_of, filters_met, groups_of, meets, met_by
from xtsviz.flow.scope import OBJECT_KEY, SMS, ScopeKey, is_carriable
from xtsviz.model.credentials import INTERNAL, INTERNAL_GUEST
from xtsviz.model.directory import Directory
from xtsviz.model.frames import Frame, collect, concat_frames, is_lazy, table_like
from xtsviz.model.scope import Scope

_SCOPE = {"_scope": nw.Int64, "tenant": nw.String}
_KEPT = 4
_FILTERED = "= "
"""What the names of columns begin with that filters look at: users may have an attribute of any name."""
_BASE = ("id", "tenant", "mail", "credentials", "user_type", "sms_sign_in")


def people(directory: Directory, keys: Sequence[ScopeKey]) -> Frame:
    """Whom arrows with these scopes carry if nothing else is in the way, one row for each scope and user.

    Columns: ``_scope`` (the place of the scope among the keys), ``id``, ``key`` (same key: same mail, so one object).
    """
    kept: dict[tuple[ScopeKey, ...], Frame] = directory.remember("people of scopes", dict)
    asked = tuple(keys)
    if asked not in kept:
        # Most edits leave the scopes alone. A few answers, for they may be large.
        while len(kept) >= _KEPT:
            del kept[next(iter(kept))]
        kept[asked] = _within(directory, keys, carriable=True).select("_scope", "id", key=OBJECT_KEY)
    return kept[asked]


def sizes(directory: Directory, keys: Iterable[ScopeKey]) -> Mapping[ScopeKey, int]:
    """How many objects the people of each scope make in a target that knows none of them."""

    def count(listed: Sequence[ScopeKey]) -> dict[int, int]:
        counted = people(directory, listed).group_by("_scope").agg(n=nw.col("key").n_unique())
        return {int(place): int(n) for place, n in collect(counted.select("_scope", "n")).iter_rows()}

    return _remembered(directory, "sizes of scopes", keys, count, 0)


def special(directory: Directory, keys: Iterable[ScopeKey]) -> Mapping[ScopeKey, tuple[int, int]]:
    """Within each scope, how many are internal guests, and how many are left out for their SMS sign-in alone."""

    def count(listed: Sequence[ScopeKey]) -> dict[int, tuple[int, int]]:
        included = listed[0].include_internal_guests
        sms = SMS if included else SMS & ~INTERNAL_GUEST
        flags = {"guests": INTERNAL_GUEST.cast(nw.Int64), "sms": sms.cast(nw.Int64)}
        counted = (
            _within(directory, listed, carriable=False)
            .filter(INTERNAL_GUEST | SMS)
            .with_columns(**flags)
            .group_by("_scope")
            .agg(nw.col("guests").sum(), nw.col("sms").sum())
        )
        rows = collect(counted.select("_scope", "guests", "sms")).iter_rows()
        return {int(place): (int(guests), int(some)) for place, guests, some in rows}

    return _remembered(directory, "special people of scopes", keys, count, (0, 0))


def _remembered(
    directory: Directory, what: str, keys: Iterable[ScopeKey], count: Any, nothing: Any
) -> Mapping[ScopeKey, Any]:
    """Numbers of scopes, counted together; after an edit only those that are new."""
    wanted = dict.fromkeys(keys)
    known: dict[ScopeKey, Any] = directory.remember(what, dict)
    if new := [key for key in wanted if key not in known]:
        found = count(new)
        if len(known) > 512:
            for old in [key for key in known if key not in wanted]:
                del known[old]
        known.update((key, found.get(place, nothing)) for place, key in enumerate(new))
    return known


def _within(directory: Directory, keys: Sequence[ScopeKey], carriable: bool) -> Frame:
    """The internal users within each scope (assignment and filters), with the columns that the rules look at."""
    plain = [(place, key) for place, key in enumerate(keys) if not key.scope.filters]
    filtered = [(place, key) for place, key in enumerate(keys) if key.scope.filters]
    included = any(key.include_internal_guests for key in keys)
    allowed = is_carriable(included) if carriable else INTERNAL
    parts = []
    if plain or not filtered:
        parts.append(assigned(directory.frame.select(*_BASE).filter(allowed), directory, plain))
    if filtered:
        sources = sorted({key.source for _, key in filtered})
        users = looked_at(directory.frame, directory, filtered)
        users = users.filter(nw.col("tenant").is_in(sources) & allowed)
        if len({key.scope.filters for _, key in filtered}) == 1:
            users = meeting_all(users, directory, filtered)
            parts.append(assigned(users, directory, filtered))
        else:
            parts.append(meeting_all(assigned(users, directory, filtered), directory, filtered))
    return concat_frames([part.select("_scope", *_BASE) for part in parts])


def looked_at(users: Frame, directory: Directory, keys: Sequence[tuple[int, ScopeKey]]) -> Frame:
    """The columns that rules and filters look at; those of filters once more, under names that no other column has."""
    columns = {
        column: None
        for _, key in keys
        for group in key.scope.filters
        for clause in group
        if (column := directory.column(clause.attribute)) is not None
    }
    return users.select(*_BASE, *(nw.col(column).alias(_FILTERED + column) for column in columns))


def assigned(users: Frame, directory: Directory, keys: Sequence[tuple[int, ScopeKey]]) -> Frame:
    """The users of the sources whom the scopes are for, filters aside."""
    everybody = [(place, key) for place, key in keys if key.scope.users != "assigned"]
    some = [(place, key) for place, key in keys if key.scope.users == "assigned"]
    parts = []
    if everybody or not some:
        rows = {"_scope": [place for place, _ in everybody], "tenant": [key.source for _, key in everybody]}
        parts.append(users.join(table_like(users, rows, _SCOPE), on="tenant", how="inner"))  # type: ignore[arg-type]
    if some:
        named = _named(users, directory, some)
        parts.append(users.join(named, on=["tenant", "id"], how="inner"))  # type: ignore[arg-type]
    columns = users.collect_schema().names()
    return concat_frames([part.select("_scope", *columns) for part in parts])


def _named(users: Frame, directory: Directory, keys: Sequence[tuple[int, ScopeKey]]) -> Frame:
    """Who is assigned to each scope, directly or as direct member of a group: ``_scope``, ``tenant``, ``id``."""
    direct = [(place, key.source, one) for place, key in keys for one in key.scope.assigned]
    parts = [_table(users, direct, {**_SCOPE, "id": nw.String})]
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
            _table(users, of_scope, {**_SCOPE, "_group": nw.Int64}).join(
                _table(users, of_group, {"_group": nw.Int64, "id": nw.String}),  # type: ignore[arg-type]
                on="_group",
                how="inner",
            )
        )
    if directory.memberships is not None:
        listed = directory.memberships.select("group", id=nw.col("member"))
        of_listed = _table(users, direct, {**_SCOPE, "group": nw.String})
        parts.append(of_listed.join(listed, on="group", how="inner"))  # type: ignore[arg-type]
    return concat_frames([part.select("_scope", "tenant", "id") for part in parts]).unique()


def _table(users: Frame, rows: Sequence[tuple[Any, ...]], schema: Mapping[str, Any]) -> Frame:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return table_like(
        users, {name: list(column) for name, column in zip(schema, columns, strict=True)}, schema
    )


def meeting_all(rows: Frame, directory: Directory, keys: Sequence[tuple[int, ScopeKey]]) -> Frame:
    """Those rows whose user meets the filters of the scope; each filter looks at the rows of its scopes alone.

    Args:
        rows: with the columns of `looked_at`.
    """
    numbers = {filters: n for n, filters in enumerate(dict.fromkeys(key.scope.filters for _, key in keys))}
    scopes = {key.scope.filters: key.scope for _, key in keys}
    if len(numbers) == 1:
        condition = filters_met(rows, directory, keys[0][1].scope, columns_of(rows, _FILTERED))
        return rows if condition is None else rows.filter(condition)
    of_scope = {
        "_scope": [place for place, _ in keys],
        "_filter": [numbers[key.scope.filters] for _, key in keys],
    }
    table = table_like(rows, of_scope, {"_scope": nw.Int64, "_filter": nw.Int64})
    rows = rows.join(table, on="_scope", how="inner")  # type: ignore[arg-type]
    by_number = [scopes[filters] for filters in numbers]
    if is_lazy(rows):
        met, columns = [], columns_of(rows, _FILTERED)
        for number, scope in enumerate(by_number):
            own = nw.col("_filter") == number
            condition = filters_met(rows, directory, scope, columns)
            met.append(own if condition is None else own & condition)
        return rows.filter(any_of(met))
    assert isinstance(rows, nw.DataFrame)
    return _meeting_eager(rows, directory, by_number)


_FEW = 10_000
"""So many users times groups are gone through one by one: quicker than an expression for each of many filters."""


def _meeting_eager(rows: nw.DataFrame[Any], directory: Directory, scopes: Sequence[Scope]) -> Frame:
    cells = {name: rows[name].to_list() for name in rows.columns if name.startswith(_FILTERED)}
    of_filter: dict[int, list[int]] = {}
    for place, number in enumerate(rows["_filter"].to_list()):
        of_filter.setdefault(int(number), []).append(place)
    kept: list[int] = []
    for number, places in of_filter.items():
        columns = Columns(partial(_occurring, cells, places), _FILTERED)
        groups = groups_of(scopes[number], columns, directory)
        if groups is None:
            kept += places
        elif len(places) * len(groups) <= _FEW:
            kept += [
                place
                for place in places
                if any(meets(group, columns, partial(_cell, cells, place)) for group in groups)
            ]
        else:
            condition = met_by(groups, columns)
            met = rows[places].select(met=condition)["met"].to_list()
            kept += [place for place, passes in zip(places, met, strict=True) if passes]
    return rows[sorted(kept)] if kept else rows.head(0)


def _cell(cells: Mapping[str, Sequence[Any]], place: int, name: str) -> Any:
    return cells[name][place]


def _occurring(cells: Mapping[str, Sequence[Any]], places: Sequence[int], name: str) -> Iterable[Any]:
    return dict.fromkeys(cells[name][place] for place in places)
