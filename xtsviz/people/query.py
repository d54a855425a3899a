"""Queries about the people of a design: filters and order. The table engine of the directory answers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import narwhals as nw

from xtsviz.errors import PictureError, did_you_mean, quoted
from xtsviz.flow import Flow
from xtsviz.flow.existing_externals import existing_externals, has_existing_externals
from xtsviz.flow.person_search import matching_ids
from xtsviz.model.credentials import INTERNAL
from xtsviz.model.directory import Directory
from xtsviz.model.display_names import DisplayNames
from xtsviz.model.engine_errors import translates_engine_errors
from xtsviz.model.frames import LAST_TEXT, Frame, collect, is_missing, null_if_last_text, table_like
from xtsviz.people.groups import people_of_group

Kind = Literal["member", "guest", "external"]
"""The kinds of a person: internal member, internal guest, or an external object whose home user is not known."""
PresenceFilter = Literal["home", "member", "guest", "external", "there", "missing"]
"""A person in one tenant: at home, external member, external guest, either of these two, any of these, not there."""
Sort = Literal["name", "user", "home", "external_count", "presence"]

_PRESENCE_RANKS: dict[PresenceFilter, tuple[int, ...]] = {
    "home": (0,),
    "member": (1,),
    "guest": (2,),
    "external": (1, 2),
    "there": (0, 1, 2),
    "missing": (3,),
}
_AFTER_ALL_NAMES = "\U0010ffff"  # sorts behind every name
AttributeValue = str | bool | int | float | None


@dataclass(frozen=True)
class PeopleQuery:
    """Which people to show, and in which order. A field that is None or empty filters nothing.

    Attributes:
        search: words that are in the name, mail, user principal name or id; case and accents do not matter.
        home: only people of this home tenant (id).
        kind: only people of this kind.
        attribute: only people with this value of an attribute (Graph name); None means that the value is missing.
        presence: only people with this presence in `tenant` (id).
        group: only direct members of this group (id); with `group_in`, only members of its copy there.
        group_in: the target (id) whose copy of the group is meant.
        sort: by ``name``, ``user`` (id), ``home`` tenant, number of tenants where they are external
            (``external_count``), or their ``presence`` in `sort_tenant` (id);
            equal people are in order of name, then id.
        descending: the order is reversed.
    """

    search: str = ""
    home: str | None = None
    kind: Kind | None = None
    attribute: tuple[str, AttributeValue] | None = None
    presence: PresenceFilter | None = None
    tenant: str | None = None
    group: str | None = None
    group_in: str | None = None
    sort: Sort = "name"
    sort_tenant: str | None = None
    descending: bool = False


ALL_PEOPLE = PeopleQuery()


def people_frame(directory: Directory) -> Frame:
    """One row per person, in the engine of the directory: computed once.

    Columns: ``user``, ``name`` (the id where there is none), ``home`` (tenant id, or null), ``kind``,
    ``_name`` (in lower case, to sort by), ``_object`` (the id of the object that the row was read from), and the
    attributes as ``= name``.
    """
    return directory.remember("people", lambda: _build_people_frame(directory))


def _build_people_frame(directory: Directory) -> Frame:
    users = directory.frame
    user_rows = users.select(
        user=nw.col("id"),
        name=nw.col("display_name"),
        home=nw.col("tenant"),
        kind=nw.when(nw.col("user_type") == "Guest").then(nw.lit("guest")).otherwise(nw.lit("member")),
        _object=nw.col("id"),
        internal=INTERNAL,
        **{f"= {name}": nw.col(name) for name in directory.attributes},
    )
    rows = user_rows.filter(nw.col("internal")).drop("internal")
    if has_existing_externals(directory):
        internal_ids = rows.select("user")
        unresolved = existing_externals(directory).join(internal_ids, on="user", how="anti")  # type: ignore[arg-type]
        # One person may have objects in several tenants: the object with their own id counts, otherwise the first one.
        is_own = nw.col("object") == nw.col("user")
        own_object = nw.when(is_own).then(nw.col("object")).otherwise(nw.lit(LAST_TEXT))
        chosen = (
            unresolved.with_columns(_own_object=own_object)
            .group_by("user")
            .agg(_own_object=nw.col("_own_object").min(), _first=nw.col("object").min())
            .select(object=nw.coalesce(null_if_last_text("_own_object"), nw.col("_first")))
        )
        unresolved_rows = (
            unresolved.join(chosen, on="object", how="semi")  # type: ignore[arg-type]
            .select("user", "home", object=nw.col("object"))
            .join(
                user_rows.drop("home", "kind", "internal").rename({"user": "object"}),  # type: ignore[arg-type]
                on="object",
                how="left",
            )
            .with_columns(kind=nw.lit("external"))
            .select(*rows.collect_schema().names())
        )
        rows = nw.concat([rows, unresolved_rows])  # type: ignore[type-var]
    text = nw.col("name").cast(nw.String)
    rows = rows.with_columns(name=nw.when(text != "").then(text).otherwise(nw.col("user")))
    return rows.with_columns(name=nw.coalesce(nw.col("name"), nw.col("user"))).with_columns(
        _name=nw.col("name").str.to_lowercase()
    )


def people_count(directory: Directory) -> int:
    """The number of people."""
    return directory.remember(
        "number of people", lambda: int(collect(people_frame(directory).select(n=nw.len()))["n"][0])
    )


def attribute_values(
    directory: Directory, attribute: str, max_values: int
) -> tuple[list[AttributeValue], int]:
    """The values that people have for an attribute, in order, at most `max_values`; and the number of all values."""

    def compute() -> list[AttributeValue]:
        column = f"= {_checked_name(attribute, directory.attributes, 'attribute')}"
        cells = collect(people_frame(directory).select(value=nw.col(column)).unique())["value"].to_list()
        values: list[AttributeValue] = [
            None if is_missing(cell) else cell.item() if hasattr(cell, "item") else cell for cell in cells
        ]
        return sorted(values, key=lambda value: (value is None, str(value).lower(), str(value)))

    values = directory.remember(("values", attribute), compute)
    return values[:max_values], len(values)


class PeopleSearch:
    """Answers queries about the people of one flow, and caches what it needs of each tenant.

    Args:
        flow: the flow of the design.
    """

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._tenants = tuple(flow.design.topology.tenant_by_id)
        self._names = DisplayNames(flow.design)
        self._ranks_by_tenant: dict[str, Frame] = {}
        self._external_counts: Frame | None = None
        self._answers: dict[PeopleQuery, nw.DataFrame[Any]] = {}

    def is_cached(self, query: PeopleQuery) -> bool:
        """Whether the answer is cached."""
        return query in self._answers

    @translates_engine_errors
    def answer(self, query: PeopleQuery) -> nw.DataFrame[Any]:
        """The people of a query in its order: columns ``user``, ``name``, ``home``, ``kind``.

        Raises:
            PictureError: a tenant, attribute, group, kind or order is unknown.
        """
        if query not in self._answers:
            answer = collect(self._sorted(self._filtered(query), query))
            # The last few stay cached, because people who remove a filter see the list before it again.
            self._answers = dict(list(self._answers.items())[-3:]) | {query: answer}
        return self._answers[query]

    def _filtered(self, query: PeopleQuery) -> Frame:
        directory = self._flow.design.users
        frame = people_frame(directory)
        if query.search.strip():
            found = {"_object": matching_ids(directory, query.search)}
            frame = frame.join(table_like(frame, found, {"_object": nw.String}), on="_object", how="semi")  # type: ignore[arg-type]
        if query.home is not None:
            frame = frame.filter(nw.col("home") == _checked_name(query.home, self._tenants, "tenant"))
        if query.kind is not None:
            frame = frame.filter(nw.col("kind") == _checked_name(query.kind, get_args(Kind), "kind"))
        if query.attribute is not None:
            name, value = query.attribute
            column = nw.col(f"= {_checked_name(name, directory.attributes, 'attribute')}")
            frame = frame.filter(column.is_null() if value is None else column == value)
        if query.group is not None:
            people = people_of_group(self._flow, query.group, query.group_in)
            frame = frame.join(people, on="user", how="semi")  # type: ignore[arg-type]
        if query.presence is not None:
            ranks = _PRESENCE_RANKS[_checked_name(query.presence, get_args(PresenceFilter), "relation")]  # type: ignore[index]
            frame = self._with_rank_in(frame, query.tenant, "_presence").filter(
                nw.col("_presence").is_in(ranks)
            )
        return frame

    def _sorted(self, frame: Frame, query: PeopleQuery) -> Frame:
        columns = {
            "name": [],
            "user": ["user"],
            "home": ["_home"],
            "external_count": ["_external_count"],
            "presence": ["_rank"],
        }
        first = columns[_checked_name(query.sort, tuple(columns), "order")]
        if query.sort == "home":
            homes = {
                "home": list(self._tenants),
                "_home": [self._names.label(tenant).lower() for tenant in self._tenants],
            }
            home_names = table_like(frame, homes, {"home": nw.String, "_home": nw.String})
            frame = frame.join(home_names, on="home", how="left")  # type: ignore[arg-type]
            frame = frame.with_columns(_home=nw.coalesce(nw.col("_home"), nw.lit(_AFTER_ALL_NAMES)))
        elif query.sort == "presence":
            frame = self._with_rank_in(frame, query.sort_tenant, "_rank")
        elif query.sort == "external_count":
            frame = frame.join(self._count_externals(), on="user", how="left")  # type: ignore[arg-type]
            frame = frame.with_columns(nw.col("_external_count").fill_null(0).cast(nw.Int64))
        by = [*first, *(column for column in ("_name", "user") if column not in first)]
        descending = [query.descending, *[False] * (len(by) - 1)]
        return frame.sort(*by, descending=descending).select("user", "name", "home", "kind")

    def _with_rank_in(self, frame: Frame, tenant: str | None, column: str) -> Frame:
        """Add the presence in a tenant: 0 at home, 1 external member, 2 external guest, 3 not there."""
        if tenant is None:
            raise PictureError("which tenant? Name the tenant where people are present or missing")
        if _checked_name(tenant, self._tenants, "tenant") not in self._ranks_by_tenant:
            guest = nw.when(nw.col("user_type") == "Guest").then(nw.lit(2)).otherwise(nw.lit(1))
            rank = nw.when(nw.col("relation") == "internal").then(nw.lit(0)).otherwise(guest)
            self._ranks_by_tenant[tenant] = self._flow.presence_in([tenant]).select("user", _rank=rank)
        joined = frame.join(self._ranks_by_tenant[tenant], on="user", how="left")  # type: ignore[arg-type]
        return joined.with_columns(nw.col("_rank").fill_null(3).cast(nw.Int64)).rename({"_rank": column})

    def _count_externals(self) -> Frame:
        """The number of tenants where each user is external; users who are nowhere external have no row."""
        if self._external_counts is None:
            rows: Frame = nw.from_native(self._flow.presence)
            external = rows.filter(nw.col("relation") == "external")
            self._external_counts = external.group_by("user").agg(_external_count=nw.len())
        return self._external_counts


def _checked_name(name: str, known_names: tuple[str, ...], kind: str) -> str:
    if name not in known_names:
        raise PictureError(f"no {kind} {quoted(str(name))}{did_you_mean(str(name), known_names)}")
    return name
