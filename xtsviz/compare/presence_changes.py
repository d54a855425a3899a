"""The differences between the presence tables of two designs: new, removed and changed user objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

import narwhals as nw
import pandas as pd

from xtsviz.flow import Flow
from xtsviz.flow.presence import COLUMNS
from xtsviz.model.frames import Frame, collect, is_missing, text_dtype

Row: TypeAlias = Mapping[str, Any]

_KEYS = ["user", "tenant"]
_FIELDS = [column for column in COLUMNS if column not in _KEYS]


def changed_tenants(before: Flow, after: Flow) -> frozenset[str] | None:
    """The tenants (ids, of both designs) where the presence may differ; None if it may differ everywhere.

    The presence in a tenant depends on its users, on the arrows to it with their states, and on its initial domain. The
    users in scope of an arrow depend on users, groups and options.
    """
    old, new = before.design.topology, after.design.topology
    if before.design.users is not after.design.users:
        return None
    if (old.groups, old.options) != (new.groups, new.options):
        return None
    tenants = set(old.tenant_by_id.keys() ^ new.tenant_by_id.keys())
    for name, tenant in old.tenant_by_id.items():
        if name in new.tenant_by_id and new.tenant_by_id[name].initial_domain != tenant.initial_domain:
            tenants.add(name)
    old_arrows, new_arrows = (
        {pair: [(arrow, flow.by_arrow[arrow.id].state) for arrow in arrows] for pair, arrows in pairs.items()}
        for flow, pairs in ((before, old.arrows_by_pair), (after, new.arrows_by_pair))
    )
    tenants |= {
        pair[1]
        for pair in old_arrows.keys() | new_arrows.keys()
        if old_arrows.get(pair) != new_arrows.get(pair)
    }
    return frozenset(tenants)


class PersonInTenant(NamedTuple):
    """One user object of a difference: the ids of tenant and user, and the name of the user or else the id."""

    tenant: str
    user: str
    name: str


ChangeKind: TypeAlias = Literal["appear", "disappear", "changed"]


class PresenceChanges:
    """The differences between two presence tables. If engines allow it, only differences are loaded into Python.

    Each part is loaded when it is first needed; `people` loads three columns alone, and is fast for many people.
    """

    def __init__(self, before: Flow, after: Flow) -> None:
        self._before, self._after = before, after

    @cached_property
    def _tables(self) -> dict[ChangeKind, Frame]:
        """The rows of each kind; empty if nothing can differ."""
        before, after = self._before, self._after
        tenants = changed_tenants(before, after)
        if tenants is not None and not tenants:
            return {}
        old, new = _in_one_engine(_rows(before, tenants), _rows(after, tenants), before, after)
        return {
            "appear": _rows_only_in(new, old),
            "disappear": _rows_only_in(old, new),
            "changed": _changed_rows(old, new),
        }

    @cached_property
    def appear(self) -> list[Row]:
        """Rows of the presence after, if the presence before does not have their (user, tenant)."""
        return _sorted_rows(self._tables["appear"], self._after) if self._tables else []

    @cached_property
    def disappear(self) -> list[Row]:
        """Rows of the presence before, if the presence after does not have their (user, tenant)."""
        return _sorted_rows(self._tables["disappear"], self._before) if self._tables else []

    @cached_property
    def changed(self) -> list[tuple[Row, Row]]:
        """The rows before and after for each (user, tenant) in both with another difference."""
        both = _sorted_rows(self._tables["changed"], self._after) if self._tables else []
        return [
            (
                {**row, **{name: row[f"_old_{name}"] for name in _FIELDS}},
                {name: row[name] for name in COLUMNS},
            )
            for row in both
        ]

    @cached_property
    def people(self) -> Mapping[ChangeKind, list[PersonInTenant]]:
        """Who appears, disappears or changes where, sorted by tenant (as in the document), then by user."""
        return {kind: self._people(kind) for kind in get_args(ChangeKind)}

    def _people(self, kind: ChangeKind) -> list[PersonInTenant]:
        if not self._tables:
            return []
        flow = self._before if kind == "disappear" else self._after
        place = {tenant.id: n for n, tenant in enumerate(flow.design.tenants)}
        found = collect(self._tables[kind].select("tenant", "user", "display_name"))
        rows = [
            PersonInTenant(tenant, user, user if is_missing(name) else str(name))
            for tenant, user, name in found.iter_rows()
        ]
        return sorted(rows, key=lambda row: (place[row.tenant], row.user))

    def __bool__(self) -> bool:
        return any(self.people.values())


def presence_table(rows: Iterable[Row], columns: Iterable[str] = COLUMNS) -> pd.DataFrame:
    """Rows as a small pandas frame, typed like a presence."""
    row_list = list(rows)
    columns_by_name = {
        name: pd.array(
            [row[name] for row in row_list], dtype="bool" if name == "account_enabled" else text_dtype()
        )
        for name in columns
    }
    return pd.DataFrame(columns_by_name)


def _rows(flow: Flow, tenants: frozenset[str] | None) -> Frame:
    return flow.presence_in(flow.design.topology.tenant_by_id.keys() if tenants is None else tenants)


def _in_one_engine(old: Frame, new: Frame, before: Flow, after: Flow) -> tuple[Frame, Frame]:
    """Both tables in one engine: unchanged if their engine can join them, otherwise in pandas."""
    same_engine = type(old) is type(new) and old.implementation is new.implementation
    # Most lazy engines join only tables of one connection.
    same_connection = before.design.users is after.design.users or not isinstance(old, nw.LazyFrame)
    if same_engine and (same_connection or old.implementation is nw.Implementation.POLARS):
        return old, new
    return _in_pandas(old), _in_pandas(new)


def _in_pandas(frame: Frame) -> Frame:
    eager = collect(frame)
    records = [{name: _python_value(row[name]) for name in COLUMNS} for row in eager.iter_rows(named=True)]
    result: Frame = nw.from_native(presence_table(records))
    return result


def _rows_only_in(rows: Frame, others: Frame) -> Frame:
    return rows.join(others.select(*_KEYS), on=_KEYS, how="anti")  # type: ignore[arg-type]


def _changed_rows(old: Frame, new: Frame) -> Frame:
    """The changed rows with a (user, tenant) of both tables: values after, and values before as ``_old_…``."""
    old_columns = old.select(*_KEYS, *(nw.col(name).alias(f"_old_{name}") for name in _FIELDS))
    joined = new.join(old_columns, on=_KEYS, how="inner")  # type: ignore[arg-type]
    # Engines return different results for a comparison with a missing value.
    equal = [
        (nw.col(name) == nw.col(f"_old_{name}")).fill_null(False)
        | (nw.col(name).is_null() & nw.col(f"_old_{name}").is_null())
        for name in _FIELDS
    ]
    return joined.filter(~nw.all_horizontal(*equal, ignore_nulls=False))


def _sorted_rows(frame: Frame, flow: Flow) -> list[Row]:
    """The rows in Python, in the order of tenant (as in the document), then user id."""
    place = {tenant.id: n for n, tenant in enumerate(flow.design.tenants)}
    rows = [
        {name: _python_value(value) for name, value in row.items()}
        for row in collect(frame).iter_rows(named=True)
    ]
    return sorted(rows, key=lambda row: (place[row["tenant"]], row["user"]))


def _python_value(value: Any) -> Any:
    if is_missing(value):
        return None
    return value.item() if hasattr(value, "item") else value
