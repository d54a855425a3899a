"""Which people of a design a query is about, and in which order: answered by the engine of the directory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import narwhals as nw

from xtsviz.errors import PictureError, did_you_mean, quoted
from xtsviz.flow import Flow
from xtsviz.flow.existing_externals import existing_externals, has_existing_externals
from xtsviz.model.credentials import INTERNAL
from xtsviz.model.directory import Directory
from xtsviz.model.display_names import DisplayNames
from xtsviz.model.engine_errors import translates_engine_errors
from xtsviz.model.frames import LAST_TEXT, Frame, collect, is_missing, null_if_last_text, table_like

Kind = Literal["member", "guest", "external"]
"""Of a person: internal member, internal guest, or an external object whose home user is not known."""
PresenceFilter = Literal["home", "member", "guest", "abroad", "there", "missing"]
"""Of a person in one tenant: at home, external member, external guest, either of these, any of these, not there."""
Sort = Literal["name", "user", "home", "abroad", "in"]

_RANKS: dict[PresenceFilter, tuple[int, ...]] = {
    "home": (0,),
    "member": (1,),
    "guest": (2,),
    "abroad": (1, 2),
    "there": (0, 1, 2),
    "missing": (3,),
}
_LAST = "\U0010ffff"  # sorts behind every name
Value = str | bool | int | float | None


@dataclass(frozen=True)
class PeopleQuery:
    """Whom to show, and in which order. What is None or empty asks for nothing.

    Attributes:
        search: a part of the name, the user principal name or the id, in whatever case.
        home: only people of this home tenant (id).
        kind: only people of this kind.
        attribute: only people with this value of an attribute (Graph name); None stands for no value.
        presence: only people of whom this holds in `tenant` (id).
        sort: by ``name``, ``user`` (id), ``home`` tenant, in how many tenants they are external (``abroad``), or by
            what they are ``in`` the tenant `by` (id); those who agree in it by name, then id.
        descending: the greatest first.
    """

    search: str = ""
    home: str | None = None
    kind: Kind | None = None
    attribute: tuple[str, Value] | None = None
    presence: PresenceFilter | None = None
    tenant: str | None = None
    sort: Sort = "name"
    by: str | None = None
    descending: bool = False


EVERYBODY = PeopleQuery()


def persons(directory: Directory) -> Frame:
    """One row per person, in the engine of the directory: computed once.

    Columns: ``user``, ``name`` (the id where there is none), ``home`` (tenant id, or null), ``kind``, ``upn``,
    ``_name`` and ``_find`` (in lower case, to sort and search by), and the attributes as ``= name``.
    """
    return directory.remember("persons", lambda: _persons(directory))


def _persons(directory: Directory) -> Frame:
    users = directory.frame
    own = users.select(
        user=nw.col("id"),
        name=nw.col("display_name"),
        home=nw.col("tenant"),
        kind=nw.when(nw.col("user_type") == "Guest").then(nw.lit("guest")).otherwise(nw.lit("member")),
        upn=nw.col("user_principal_name"),
        internal=INTERNAL,
        **{f"= {name}": nw.col(name) for name in directory.attributes},
    )
    rows = own.filter(nw.col("internal")).drop("internal")
    if has_existing_externals(directory):
        known = rows.select("user")
        strange = existing_externals(directory).join(known, on="user", how="anti")  # type: ignore[arg-type]
        # Somebody may have objects in several tenants: their own names them best, then the first.
        is_own = nw.col("object") == nw.col("user")
        itself = nw.when(is_own).then(nw.col("object")).otherwise(nw.lit(LAST_TEXT))
        chosen = (
            strange.with_columns(_itself=itself)
            .group_by("user")
            .agg(_itself=nw.col("_itself").min(), _first=nw.col("object").min())
            .select(object=nw.coalesce(null_if_last_text("_itself"), nw.col("_first")))
        )
        strangers = (
            strange.join(chosen, on="object", how="semi")  # type: ignore[arg-type]
            .select("user", "home", object=nw.col("object"))
            .join(
                own.drop("home", "kind", "internal").rename({"user": "object"}),  # type: ignore[arg-type]
                on="object",
                how="left",
            )
            .with_columns(kind=nw.lit("external"))
            .select(*rows.collect_schema().names())
        )
        rows = nw.concat([rows, strangers])  # type: ignore[type-var]
    text = nw.col("name").cast(nw.String)
    rows = rows.with_columns(name=nw.when(text != "").then(text).otherwise(nw.col("user")))
    return rows.with_columns(name=nw.coalesce(nw.col("name"), nw.col("user"))).with_columns(
        _name=nw.col("name").str.to_lowercase(),
        _find=nw.concat_str(
            [nw.col("user"), nw.col("name"), nw.coalesce(nw.col("upn"), nw.lit(""))], separator="\n"
        ).str.to_lowercase(),
    )


def number_of(directory: Directory) -> int:
    """How many people there are."""
    return directory.remember(
        "number of persons", lambda: int(collect(persons(directory).select(n=nw.len()))["n"][0])
    )


def values_of(directory: Directory, attribute: str, most: int) -> tuple[list[Value], int]:
    """The values of an attribute that people have, in order, at most so many of them; and how many there are."""

    def compute() -> list[Value]:
        column = f"= {_known(attribute, directory.attributes, 'attribute')}"
        found = collect(persons(directory).select(value=nw.col(column)).unique())["value"].to_list()
        plain: list[Value] = [None if is_missing(v) else v.item() if hasattr(v, "item") else v for v in found]
        return sorted(plain, key=lambda v: (v is None, str(v).lower(), str(v)))

    every = directory.remember(("values", attribute), compute)
    return every[:most], len(every)


class PeopleSearch:
    """Answers questions about the people of one flow; remembers what it needs of each tenant.

    Args:
        flow: the flow of the design.
    """

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._tenants = tuple(flow.design.topology.tenant_by_id)
        self._names = DisplayNames(flow.design)
        self._ranked: dict[str, Frame] = {}
        self._abroad: Frame | None = None
        self._answers: dict[PeopleQuery, nw.DataFrame[Any]] = {}

    def remembers(self, query: PeopleQuery) -> bool:
        """True if the answer is at hand."""
        return query in self._answers

    @translates_engine_errors
    def answer(self, query: PeopleQuery) -> nw.DataFrame[Any]:
        """The people asked for, in order: ``user``, ``name``, ``home``, ``kind``.

        Raises:
            PictureError: no such tenant, attribute, kind or order.
        """
        if query not in self._answers:
            found = collect(self._ordered(self._chosen(query), query))
            # The last few: leaving a filter leads back to the list before.
            self._answers = dict(list(self._answers.items())[-3:]) | {query: found}
        return self._answers[query]

    def _chosen(self, query: PeopleQuery) -> Frame:
        directory = self._flow.design.users
        frame = persons(directory)
        if text := query.search.strip().lower():
            frame = frame.filter(nw.col("_find").str.contains(text, literal=True))
        if query.home is not None:
            frame = frame.filter(nw.col("home") == _known(query.home, self._tenants, "tenant"))
        if query.kind is not None:
            frame = frame.filter(nw.col("kind") == _known(query.kind, get_args(Kind), "kind"))
        if query.attribute is not None:
            name, value = query.attribute
            column = nw.col(f"= {_known(name, directory.attributes, 'attribute')}")
            frame = frame.filter(column.is_null() if value is None else column == value)
        if query.presence is not None:
            wanted = _RANKS[_known(query.presence, get_args(PresenceFilter), "relation")]  # type: ignore[index]
            frame = self._ranked_in(frame, query.tenant, "_presence").filter(
                nw.col("_presence").is_in(wanted)
            )
        return frame

    def _ordered(self, frame: Frame, query: PeopleQuery) -> Frame:
        keys = {"name": [], "user": ["user"], "home": ["_home"], "abroad": ["_abroad"], "in": ["_rank"]}
        first = keys[_known(query.sort, tuple(keys), "order")]
        if first == ["_home"]:
            homes = {
                "home": list(self._tenants),
                "_home": [self._names.label(tenant).lower() for tenant in self._tenants],
            }
            placed = table_like(frame, homes, {"home": nw.String, "_home": nw.String})
            frame = frame.join(placed, on="home", how="left")  # type: ignore[arg-type]
            frame = frame.with_columns(_home=nw.coalesce(nw.col("_home"), nw.lit(_LAST)))
        elif first == ["_rank"]:
            frame = self._ranked_in(frame, query.by, "_rank")
        elif first == ["_abroad"]:
            frame = frame.join(self._times_abroad(), on="user", how="left")  # type: ignore[arg-type]
            frame = frame.with_columns(_abroad=nw.col("_abroad").fill_null(0).cast(nw.Int64))
        by = [*first, *(key for key in ("_name", "user") if key not in first)]
        down = [query.descending, *[False] * (len(by) - 1)]
        return frame.sort(*by, descending=down).select("user", "name", "home", "kind")

    def _ranked_in(self, frame: Frame, tenant: str | None, column: str) -> Frame:
        """With what everybody is in a tenant: 0 at home, 1 external member, 2 external guest, 3 not there."""
        if tenant is None:
            raise PictureError("which tenant? Name one for people to be there, or to be missing")
        if _known(tenant, self._tenants, "tenant") not in self._ranked:
            guest = nw.when(nw.col("user_type") == "Guest").then(nw.lit(2)).otherwise(nw.lit(1))
            rank = nw.when(nw.col("relation") == "internal").then(nw.lit(0)).otherwise(guest)
            self._ranked[tenant] = self._flow.presence_in([tenant]).select("user", _rank=rank)
        joined = frame.join(self._ranked[tenant], on="user", how="left")  # type: ignore[arg-type]
        return joined.with_columns(nw.col("_rank").fill_null(3).cast(nw.Int64)).rename({"_rank": column})

    def _times_abroad(self) -> Frame:
        """In how many tenants everybody is external who is anywhere."""
        if self._abroad is None:
            rows: Frame = nw.from_native(self._flow.presence)
            external = rows.filter(nw.col("relation") == "external")
            self._abroad = external.group_by("user").agg(_abroad=nw.len())
        return self._abroad


def _known(name: str, names: tuple[str, ...], what: str) -> str:
    if name not in names:
        raise PictureError(f"no {what} {quoted(str(name))}{did_you_mean(str(name), names)}")
    return name
