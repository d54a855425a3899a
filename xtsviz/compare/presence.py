"""Who is somewhere in one design and not in the other, or is there as somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import narwhals as nw
import pandas as pd

from xtsviz.flow import Flow
from xtsviz.flow.presence import COLUMNS
from xtsviz.model.frames import Frame, collect, is_missing, text_dtype

Row: TypeAlias = Mapping[str, Any]

_KEYS = ["user", "tenant"]
_FIELDS = [column for column in COLUMNS if column not in _KEYS]


def changed_tenants(before: Flow, after: Flow) -> frozenset[str] | None:
    """The tenants (ids, of either design) in which anybody may differ; None if that may be anywhere.

    Who is in a tenant depends on its users, on the arrows into it with their states, and on the domain that the names
    of its externals end with; who an arrow has in scope, on users, groups and options.
    """
    old, new = before.design.topology, after.design.topology
    if before.design.users is not after.design.users:
        return None
    if (old.groups, old.options) != (new.groups, new.options):
        return None
    found = set(old.tenant_by_id.keys() ^ new.tenant_by_id.keys())
    for name, tenant in old.tenant_by_id.items():
        if name in new.tenant_by_id and new.tenant_by_id[name].initial_domain != tenant.initial_domain:
            found.add(name)
    was, now = (
        {pair: [(arrow, flow.by_arrow[arrow.id].state) for arrow in arrows] for pair, arrows in pairs.items()}
        for flow, pairs in ((before, old.arrows_by_pair), (after, new.arrows_by_pair))
    )
    found |= {pair[1] for pair in was.keys() | now.keys() if was.get(pair) != now.get(pair)}
    return frozenset(found)


class PresenceChanges:
    """What differs between two presences; only that is brought into Python where the engines allow it.

    Attributes:
        appear: rows of the presence after whose (user, tenant) is not in the one before.
        disappear: rows of the presence before whose (user, tenant) is not in the one after.
        changed: for each (user, tenant) of both with any other difference, the rows before and after.
    """

    def __init__(self, before: Flow, after: Flow) -> None:
        tenants = changed_tenants(before, after)
        self.appear: list[Row] = []
        self.disappear: list[Row] = []
        self.changed: list[tuple[Row, Row]] = []
        if tenants is not None and not tenants:
            return
        old, new = _joinable(_rows(before, tenants), _rows(after, tenants), before, after)
        self.appear = _in_order(_without(new, old), after)
        self.disappear = _in_order(_without(old, new), before)
        both = _in_order(_differing(old, new), after)
        self.changed = [
            (
                {**row, **{name: row[f"_old_{name}"] for name in _FIELDS}},
                {name: row[name] for name in COLUMNS},
            )
            for row in both
        ]


def table(rows: Iterable[Row], columns: Iterable[str] = COLUMNS) -> pd.DataFrame:
    """Rows as a small pandas frame, typed like a presence."""
    listed = list(rows)
    made = {
        name: pd.array(
            [row[name] for row in listed], dtype="bool" if name == "account_enabled" else text_dtype()
        )
        for name in columns
    }
    return pd.DataFrame(made)


def _rows(flow: Flow, tenants: frozenset[str] | None) -> Frame:
    return flow.presence_in(flow.design.topology.tenant_by_id.keys() if tenants is None else tenants)


def _joinable(old: Frame, new: Frame, before: Flow, after: Flow) -> tuple[Frame, Frame]:
    """Both in one engine: as they are where that can join them, else as pandas."""
    same = type(old) is type(new) and old.implementation is new.implementation
    # Of lazy engines, most join only what lives in one connection.
    one_place = before.design.users is after.design.users or not isinstance(old, nw.LazyFrame)
    if same and (one_place or old.implementation is nw.Implementation.POLARS):
        return old, new
    return _in_pandas(old), _in_pandas(new)


def _in_pandas(frame: Frame) -> Frame:
    eager = collect(frame)
    plain = [{name: _python(row[name]) for name in COLUMNS} for row in eager.iter_rows(named=True)]
    made: Frame = nw.from_native(table(plain))
    return made


def _without(rows: Frame, others: Frame) -> Frame:
    return rows.join(others.select(*_KEYS), on=_KEYS, how="anti")  # type: ignore[arg-type]


def _differing(old: Frame, new: Frame) -> Frame:
    """The (user, tenant) of both that differ in anything: the row after, and that before as ``_old_…``."""
    renamed = old.select(*_KEYS, *(nw.col(name).alias(f"_old_{name}") for name in _FIELDS))
    both = new.join(renamed, on=_KEYS, how="inner")  # type: ignore[arg-type]
    # Engines disagree on what comparing with nothing gives.
    same = [
        (nw.col(name) == nw.col(f"_old_{name}")).fill_null(False)
        | (nw.col(name).is_null() & nw.col(f"_old_{name}").is_null())
        for name in _FIELDS
    ]
    return both.filter(~nw.all_horizontal(*same, ignore_nulls=False))


def _in_order(frame: Frame, flow: Flow) -> list[Row]:
    """The rows in Python, in the order of tenant (as in the document), then user id."""
    place = {tenant.id: n for n, tenant in enumerate(flow.design.tenants)}
    rows = [
        {name: _python(value) for name, value in row.items()} for row in collect(frame).iter_rows(named=True)
    ]
    return sorted(rows, key=lambda row: (place[row["tenant"]], row["user"]))


def _python(value: Any) -> Any:
    if is_missing(value):
        return None
    return value.item() if hasattr(value, "item") else value
