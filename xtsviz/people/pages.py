"""The people table as plain data: who is where, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import pandas as pd

from xtsviz.flow import Flow
from xtsviz.model.argument_checks import require_type
from xtsviz.model.display_names import DisplayNames
from xtsviz.model.frames import Frame, collect, is_missing
from xtsviz.people.query import EVERYBODY, Kind, PeopleQuery, PeopleSearch, number_of
from xtsviz.people.relations import NOT_THERE, RELATIONS, relation_of

__all__ = ["WORDS", "People", "PeoplePage", "PersonRow"]

WORDS: tuple[str, ...] = (NOT_THERE, RELATIONS["home"], RELATIONS["member"], RELATIONS["guest"])
"""What stands in a tenant's column: ``not there``, ``home``, ``external member``, ``external guest``."""

_AHEAD = 200
"""People whose locations are looked up at once: the next pages are at hand."""
_FEW = 2000
"""More people than this are found quicker in the whole presence."""


class Where(Mapping[str, str]):
    """What somebody is in each tenant, by its id: one of `WORDS`. Holds no more than the tenants that they are in."""

    __slots__ = ("_found", "_tenants")

    def __init__(self, tenants: Mapping[str, None], found: Mapping[str, str]) -> None:
        self._tenants = tenants
        self._found = found

    def __getitem__(self, tenant: str) -> str:
        if tenant not in self._tenants:
            raise KeyError(tenant)
        return self._found.get(tenant, NOT_THERE)

    def __iter__(self) -> Iterator[str]:
        return iter(self._tenants)

    def __len__(self) -> int:
        return len(self._tenants)

    @property
    def there(self) -> Mapping[str, str]:
        """The same, of those tenants alone that they are in."""
        return self._found


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person.

    Attributes:
        user: id.
        name: the display name; the id where there is none.
        home: id of the home tenant; None if it is not known.
        home_name: what people call it.
        kind: see `xtsviz.people.query.Kind`.
        where: by tenant id, one of `WORDS`, in the order of the design.
    """

    user: str
    name: str
    home: str | None
    home_name: str
    kind: Kind
    where: Where

    @property
    def abroad(self) -> int:
        """In how many tenants they are external."""
        return sum(word in WORDS[2:] for word in self.where.there.values())


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Some rows of the people table.

    Attributes:
        people: in the order asked for.
        number: of the page, 1-based; the nearest there is to the one asked for.
        pages: how many there are, at least 1.
        total: people on all pages.
    """

    people: tuple[PersonRow, ...]
    number: int
    pages: int
    total: int


class People:
    """One row for each user, one column for each tenant: who is where, and who is missing where.

    Users who share an object with another (`Flow.merged`) and are at home somewhere have their row too, and so have
    external objects whose home user is not known. The engine of the directory filters and sorts; locations are looked
    up for the rows of a page and the next few, so that 100,000 users can be leafed through.

    Args:
        flow: the flow of the design.
    """

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._names = DisplayNames(flow.design)
        self._search = PeopleSearch(flow)
        self._where: dict[str, Where] = {}
        self.tenants: tuple[str, ...] = tuple(flow.design.topology.tenant_by_id)
        self._each = dict.fromkeys(self.tenants)

    def __len__(self) -> int:
        return number_of(self._flow.design.users)

    def is_cached(self, query: PeopleQuery) -> bool:
        """True if the answer to a query is there already."""
        return self._search.remembers(query)

    def page(self, number: int = 1, size: int = 25, query: PeopleQuery = EVERYBODY) -> PeoplePage:
        """One page of the answer to a query.

        Args:
            number: which page, 1-based.
            size: rows of a page, at least 1.

        Raises:
            PictureError: the query names a tenant or an attribute that is not there.
        """
        require_type(number, int, "page: a whole number is needed")
        require_type(size, int, "size: a whole number is needed")
        require_type(query, PeopleQuery, "query: an xtsviz.people.query.PeopleQuery is needed")
        found = self._search.answer(query)
        total, size = len(found), max(size, 1)
        pages = max(1, -(-total // size))
        number = min(max(number, 1), pages)
        start = (number - 1) * size
        return PeoplePage(self._rows(found, start, size), number, pages, total)

    def place(self, user: str, query: PeopleQuery = EVERYBODY) -> int | None:
        """Where a user (id) stands in the answer to a query, 0-based; None if they are not in it."""
        users = self._search.answer(query).select("user").with_row_index("place")
        found = users.filter(nw.col("user") == user)["place"].to_list()
        return int(found[0]) if found else None

    def whole(self) -> pd.DataFrame:
        """All rows in order of name, for export: ``user``, ``name``, ``home`` (its name), then each tenant's id."""
        found = self._search.answer(EVERYBODY)
        rows = [
            [row.user, row.name, row.home_name, *row.where.values()]
            for row in self._rows(found, 0, len(found))
        ]
        return pd.DataFrame(rows, columns=["user", "name", "home", *self.tenants], dtype=object)

    def headings(self) -> dict[str, str]:
        """What people read above each column."""
        fixed = {"user": "User", "name": "Name", "home": "Home tenant"}
        return fixed | {tenant: self._names.tenant(tenant) for tenant in self.tenants}

    def locations(self, users: Sequence[str]) -> dict[str, Where]:
        """For each user (id), by tenant id, one of `WORDS`."""
        unknown = [user for user in users if user not in self._where]
        if len(unknown) > _FEW:
            return self._look_up(users, self._flow.presence_in(self.tenants))
        if unknown:
            kept = self._where if len(self._where) <= _FEW else {}
            self._where = kept | self._look_up(users, self._flow.presence_of(users))
        return {user: self._where[user] for user in users}

    def _look_up(self, users: Sequence[str], rows: Frame) -> dict[str, Where]:
        found: dict[str, dict[str, str]] = {user: {} for user in users}
        columns = ("user", "tenant", "relation", "user_type")
        for user, tenant, relation, user_type in collect(rows.select(*columns)).iter_rows():
            if user in found:
                found[user][tenant] = RELATIONS[relation_of(relation, user_type)]
        return {user: Where(self._each, there) for user, there in found.items()}

    def _rows(self, found: nw.DataFrame[Any], start: int, size: int) -> tuple[PersonRow, ...]:
        chosen = found[start : start + size].rows()
        if any(row[0] not in self._where for row in chosen):
            ahead = found[start : start + max(size, _AHEAD)]["user"].to_list()
            where = self.locations(ahead)
        else:
            where = self._where
        made = []
        for user, name, home, kind in chosen:
            at = None if is_missing(home) else str(home)
            made.append(PersonRow(user, name, at, self._names.tenant(at), kind, where[user]))
        return tuple(made)
