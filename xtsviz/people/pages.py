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
from xtsviz.people.query import ALL_PEOPLE, Kind, PeopleQuery, PeopleSearch, people_count
from xtsviz.people.relations import NOT_THERE, RELATIONS, relation_of

__all__ = ["PRESENCE_WORDS", "People", "PeoplePage", "PersonRow"]

PRESENCE_WORDS: tuple[str, ...] = (NOT_THERE, RELATIONS["home"], RELATIONS["member"], RELATIONS["guest"])
"""The words in a tenant's column: ``not there``, ``home``, ``external member``, ``external guest``."""

_PREFETCH_ROWS = 200
"""The presence of so many people is looked up at once, so that the next pages come quickly."""
_MAX_SINGLE_LOOKUPS = 2000
"""For more people than this, one pass over the whole presence is quicker than a lookup by user."""


class PresenceByTenant(Mapping[str, str]):
    """One of `PRESENCE_WORDS` for each tenant (id). It stores only the tenants where the user is present."""

    __slots__ = ("_present", "_tenants")

    def __init__(self, tenants: Mapping[str, None], present: Mapping[str, str]) -> None:
        self._tenants = tenants
        self._present = present

    def __getitem__(self, tenant: str) -> str:
        if tenant not in self._tenants:
            raise KeyError(tenant)
        return self._present.get(tenant, NOT_THERE)

    def __iter__(self) -> Iterator[str]:
        return iter(self._tenants)

    def __len__(self) -> int:
        return len(self._tenants)

    @property
    def present(self) -> Mapping[str, str]:
        """The same, only for the tenants where the user is present."""
        return self._present


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person.

    Attributes:
        user: id.
        name: the display name, or the id if there is no display name.
        home: id of the home tenant; None if it is not known.
        home_name: the name of the home tenant.
        kind: see `xtsviz.people.query.Kind`.
        presence: one of `PRESENCE_WORDS` by tenant id, in the order of the design.
    """

    user: str
    name: str
    home: str | None
    home_name: str
    kind: Kind
    presence: PresenceByTenant

    @property
    def external_count(self) -> int:
        """The number of tenants where they are external."""
        return sum(word in PRESENCE_WORDS[2:] for word in self.presence.present.values())


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Some rows of the people table.

    Attributes:
        people: in the order of the query.
        number: the page number, 1-based; if the requested page does not exist, the nearest one.
        pages: the number of pages, at least 1.
        total: the number of people on all pages.
    """

    people: tuple[PersonRow, ...]
    number: int
    pages: int
    total: int


class People:
    """One row for each person, one column for each tenant: who is where, and who is missing where.

    A user who shares an object with another (`Flow.merged`) has a row too. So has an external object whose home user is
    not known. The table engine of the directory filters and sorts. The presence is looked up for the rows of a page and
    the next few, so that pages come quickly for 100,000 users.

    Args:
        flow: the flow of the design.
    """

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._names = DisplayNames(flow.design)
        self._search = PeopleSearch(flow)
        self._presence_cache: dict[str, PresenceByTenant] = {}
        self.tenants: tuple[str, ...] = tuple(flow.design.topology.tenant_by_id)
        self._tenant_keys = dict.fromkeys(self.tenants)

    def __len__(self) -> int:
        return people_count(self._flow.design.users)

    def is_cached(self, query: PeopleQuery) -> bool:
        """Whether the answer to a query is cached."""
        return self._search.is_cached(query)

    def page(self, number: int = 1, size: int = 25, query: PeopleQuery = ALL_PEOPLE) -> PeoplePage:
        """One page of the answer to a query.

        Args:
            number: the page number, 1-based.
            size: rows of a page, at least 1.

        Raises:
            PictureError: the query names an unknown tenant or attribute.
        """
        require_type(number, int, "page: a whole number is needed")
        require_type(size, int, "size: a whole number is needed")
        require_type(query, PeopleQuery, "query: an xtsviz.people.query.PeopleQuery is needed")
        answer = self._search.answer(query)
        total, size = len(answer), max(size, 1)
        pages = max(1, -(-total // size))
        number = min(max(number, 1), pages)
        start = (number - 1) * size
        return PeoplePage(self._rows(answer, start, size), number, pages, total)

    def row_index(self, user: str, query: PeopleQuery = ALL_PEOPLE) -> int | None:
        """The row of a user (id) in the answer to a query, 0-based; None if the answer does not contain them."""
        users = self._search.answer(query).select("user").with_row_index("row")
        rows = users.filter(nw.col("user") == user)["row"].to_list()
        return int(rows[0]) if rows else None

    def to_frame(self) -> pd.DataFrame:
        """All rows in order of name. Columns: ``user``, ``name``, ``home`` (its name), then each tenant's id."""
        answer = self._search.answer(ALL_PEOPLE)
        rows = [
            [row.user, row.name, row.home_name, *row.presence.values()]
            for row in self._rows(answer, 0, len(answer))
        ]
        return pd.DataFrame(rows, columns=["user", "name", "home", *self.tenants], dtype=object)

    def presence_of(self, users: Sequence[str]) -> dict[str, PresenceByTenant]:
        """The presence of each user (id)."""
        uncached = [user for user in users if user not in self._presence_cache]
        if len(uncached) > _MAX_SINGLE_LOOKUPS:
            return self._look_up(users, self._flow.presence_in(self.tenants))
        if uncached:
            cached = self._presence_cache if len(self._presence_cache) <= _MAX_SINGLE_LOOKUPS else {}
            self._presence_cache = cached | self._look_up(users, self._flow.presence_of(users))
        return {user: self._presence_cache[user] for user in users}

    def _look_up(self, users: Sequence[str], rows: Frame) -> dict[str, PresenceByTenant]:
        presence: dict[str, dict[str, str]] = {user: {} for user in users}
        columns = ("user", "tenant", "relation", "user_type")
        for user, tenant, relation, user_type in collect(rows.select(*columns)).iter_rows():
            if user in presence:
                presence[user][tenant] = RELATIONS[relation_of(relation, user_type)]
        return {user: PresenceByTenant(self._tenant_keys, present) for user, present in presence.items()}

    def _rows(self, answer: nw.DataFrame[Any], start: int, size: int) -> tuple[PersonRow, ...]:
        page_rows = answer[start : start + size].rows()
        if any(row[0] not in self._presence_cache for row in page_rows):
            users = answer[start : start + max(size, _PREFETCH_ROWS)]["user"].to_list()
            presence = self.presence_of(users)
        else:
            presence = self._presence_cache
        people = []
        for user, name, home, kind in page_rows:
            home_tenant = None if is_missing(home) else str(home)
            people.append(
                PersonRow(user, name, home_tenant, self._names.tenant(home_tenant), kind, presence[user])
            )
        return tuple(people)
