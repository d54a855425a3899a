"""The people table as plain data; and CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import narwhals as nw
import numpy as np
import pandas as pd

from xtsviz.errors import PictureError, did_you_mean, quoted
from xtsviz.flow import Flow
from xtsviz.io.tables import csv_text as safe_csv
from xtsviz.model.tables import collect
from xtsviz.view.picture import Relation
from xtsviz.view.words import NOT_THERE, RELATIONS, Names

__all__ = ["WORDS", "People", "PeoplePage", "safe_csv"]

Sort = Literal["name", "user", "home"]

_CODES: tuple[Relation | None, ...] = (None, "home", "member", "guest")
WORDS: tuple[str, ...] = tuple(NOT_THERE if code is None else RELATIONS[code] for code in _CODES)
"""What stands in a tenant's column: ``not there``, ``home``, ``external member``, ``external guest``."""
_WHERE = np.array(WORDS, dtype=object)


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Some rows of the people table.

    Attributes:
        rows: the columns ``user``, ``name``, ``home`` (names for people, the id where several share one),
            then one column for each tenant id with one of `WORDS`.
        number: of the page, 1-based; the nearest there is to the one asked for.
        pages: how many there are, at least 1.
        total: rows of all pages.
    """

    rows: pd.DataFrame
    number: int
    pages: int
    total: int


class People:
    """One row for each user, one column for each tenant: who is where, and who is missing where.

    Users who share an object with another (`Flow.merged`) and are at home somewhere have their row too.
    Words are written only for the rows of a page, so that 100,000 users can be leafed through.

    Args:
        flow: the flow of the design.
    """

    def __init__(self, flow: Flow) -> None:
        design = flow.design
        self._names = Names(design)
        self.tenants: tuple[str, ...] = tuple(design.topology.tenant_by_id)
        frame = collect(
            nw.from_native(flow.presence).select(
                "user",
                "display_name",
                "home_tenant",
                "tenant",
                "relation",
                "user_type",
                "user_principal_name",
            )
        ).to_pandas()
        users, first = pd.factorize(frame["user"])
        self.users = np.asarray(first, dtype=object)
        places = pd.Categorical(frame["tenant"], categories=list(self.tenants)).codes
        guest = (frame["user_type"] == "Guest").to_numpy(bool)
        code = np.where((frame["relation"] == "internal").to_numpy(bool), 1, np.where(guest, 3, 2))
        self._where = np.zeros((len(self.users), len(self.tenants)), dtype=np.int8)
        self._where[users, places] = code
        # The home row, where there is one, names the person best.
        order = np.argsort(code, kind="stable")[::-1]
        row_of = np.zeros(len(self.users), dtype=np.int64)
        row_of[users[order]] = order
        self._name = frame["display_name"].to_numpy(object)[row_of]
        self._home = frame["home_tenant"].to_numpy(object)[row_of]
        self._upn = frame["user_principal_name"].to_numpy(object)[row_of]

    def __len__(self) -> int:
        return len(self.users)

    @cached_property
    def _haystack(self) -> pd.Series[Any]:
        """Id, name and sign-in name of each user as one text, folded for searching."""
        parts = [pd.Series(column).fillna("").astype(str) for column in (self.users, self._name, self._upn)]
        return (parts[0] + "\n" + parts[1] + "\n" + parts[2]).str.casefold()

    @cached_property
    def _sorted(self) -> dict[Sort, np.ndarray[Any, Any]]:
        return {}

    def _order(self, by: Sort) -> np.ndarray[Any, Any]:
        if by not in self._sorted:
            columns = {"name": self._name, "user": self.users, "home": self._home}
            if by not in columns:
                hint = did_you_mean(str(by), list(columns))
                raise PictureError(f"people cannot be sorted by {quoted(str(by))}{hint}")
            keys = pd.DataFrame({"key": pd.Series(columns[by]).fillna("").astype(str), "id": self.users})
            keys["key"] = keys["key"].str.casefold()
            self._sorted[by] = keys.sort_values(["key", "id"], kind="stable").index.to_numpy()
        return self._sorted[by]

    def page(
        self,
        number: int = 1,
        size: int = 25,
        *,
        search: str = "",
        sort: Sort = "name",
        descending: bool = False,
        home: str | None = None,
        missing_in: str | None = None,
        there: str | None = None,
    ) -> PeoplePage:
        """One page of the table.

        Args:
            number: which page, 1-based.
            size: rows of a page.
            search: a part of the id, the name or the user principal name, in whatever case.
            sort: by ``name``, ``user`` (id) or ``home``.
            descending: from the end.
            home: only people of this home tenant (id).
            missing_in: only people who are not in this tenant (id).
            there: only people who are in this tenant (id).
        """
        keep = np.ones(len(self.users), dtype=bool)
        if search.strip():
            keep &= self._haystack.str.contains(search.strip().casefold(), regex=False).to_numpy(bool)
        if home is not None:
            keep &= np.asarray(self._home == home, dtype=bool)
        if missing_in is not None:
            keep &= self._where[:, self._place(missing_in)] == 0
        if there is not None:
            keep &= self._where[:, self._place(there)] != 0
        order = self._order(sort)
        order = (order[::-1] if descending else order)[keep[order[::-1] if descending else order]]
        pages = max(1, -(-len(order) // max(size, 1)))
        number = min(max(number, 1), pages)
        return PeoplePage(self._rows(order[(number - 1) * size : number * size]), number, pages, len(order))

    def whole(self) -> pd.DataFrame:
        """All rows in order of name, for export."""
        return self._rows(self._order("name"))

    def headings(self) -> dict[str, str]:
        """What people read above each column."""
        fixed = {"user": "User", "name": "Name", "home": "Home tenant"}
        return fixed | {tenant: self._names.tenant(tenant) for tenant in self.tenants}

    def missing(self) -> dict[str, int]:
        """For each tenant, how many users are not there: what a directory of everybody would lack."""
        absent = (self._where == 0).sum(axis=0)
        return {tenant: int(count) for tenant, count in zip(self.tenants, absent, strict=True)}

    def _place(self, tenant: str) -> int:
        if tenant not in self.tenants:
            raise PictureError(f"no tenant {quoted(tenant)}{did_you_mean(tenant, self.tenants)}")
        return self.tenants.index(tenant)

    def _rows(self, chosen: np.ndarray[Any, Any]) -> pd.DataFrame:
        homes = [self._names.tenant(home if isinstance(home, str) else None) for home in self._home[chosen]]
        rows = pd.DataFrame(
            {"user": self.users[chosen], "name": self._name[chosen], "home": homes}, dtype=object
        )
        where = pd.DataFrame(_WHERE[self._where[chosen]], columns=list(self.tenants), dtype=object)
        return pd.concat([rows, where], axis=1)
