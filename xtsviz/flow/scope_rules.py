"""Which users an arrow has in scope: rules 1 to 3, for whole tables of users.

Sources, in `xtsviz.sources`: ``OVERVIEW`` for internal users only; ``CONFIGURE`` for assignment, direct group members
and SMS sign-in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import narwhals as nw

from xtsviz.flow.filter_conditions import NOBODY, users_meeting_filter
from xtsviz.model.credentials import INTERNAL, INTERNAL_GUEST
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory
from xtsviz.model.frames import Frame, collect, is_missing, is_true
from xtsviz.model.scope import Scope

SIGNS_IN_BY_SMS = nw.col("sms_sign_in")

# Users of one source with the same mail address become one object in the target. A user without one shares no object.
HAS_MAIL = ~nw.col("mail").is_null() & (nw.col("mail") != "")
OBJECT_KEY = (
    nw.when(HAS_MAIL)
    .then(nw.concat_str([nw.lit("mail "), nw.col("mail")]))
    .otherwise(nw.concat_str([nw.lit("user "), nw.col("id")]))
)


def can_be_synchronized(include_internal_guests: bool) -> nw.Expr:
    """Rules 1 and 2: internal, no SMS sign-in, and no internal guest unless the design includes them.

    External users are never synchronized further.
    """
    allowed = INTERNAL & ~SIGNS_IN_BY_SMS
    return allowed if include_internal_guests else allowed & ~INTERNAL_GUEST


@dataclass(frozen=True)
class ScopeKey:
    """Everything that decides who is in scope. Arrows with the same key have the same users in scope."""

    source: str
    scope: Scope
    group_members: frozenset[frozenset[str]]
    groups: frozenset[str]
    include_internal_guests: bool

    @classmethod
    def of(cls, design: Design, source: str, scope: Scope) -> ScopeKey:
        """The key of a scope in a design. Only the direct members of assigned groups count."""
        by_id = design.topology.group_by_id
        groups = frozenset(scope.assigned) & by_id.keys() if scope.users == "assigned" else frozenset[str]()
        return cls(
            source=source,
            scope=scope,
            group_members=frozenset(_member_set(_SameTuple(by_id[group].members)) for group in groups),
            groups=frozenset(scope.assigned),
            include_internal_guests=design.topology.options.internal_guests == "include",
        )

    @property
    def assigned_ids(self) -> frozenset[str]:
        """The ids that the topology assigns: directly, or as members of its groups."""
        return frozenset(self.scope.assigned).union(*self.group_members)


class _SameTuple:
    """A tuple that is equal only to itself, so that a look-up does not compare its members."""

    def __init__(self, members: tuple[str, ...]) -> None:
        self.members = members

    def __hash__(self) -> int:
        return id(self.members)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SameTuple) and self.members is other.members


# Many arrows can have the same large group assigned. A frozenset computes its hash only once.
@lru_cache(maxsize=1024)
def _member_set(group: _SameTuple) -> frozenset[str]:
    return frozenset(group.members)


def ids_and_names(people: Frame) -> list[tuple[str, str | None]]:
    """Ids and display names, from a table with these two columns in this order."""
    return [
        (str(user), None if is_missing(name) else str(name)) for user, name in collect(people).iter_rows()
    ]


def assigned_users(users: Frame, directory: Directory, key: ScopeKey) -> Frame:
    """The users who are assigned directly or as direct members of an assigned group. All, if the scope is all users."""
    met, assigned = assigned_condition(users, directory, key)
    return users if assigned is None else met.filter(assigned).select(*users.collect_schema().names())


def assigned_condition(users: Frame, directory: Directory, key: ScopeKey) -> tuple[Frame, nw.Expr | None]:
    """The users, and the condition that a user is assigned; None if the scope is all users.

    The users get one more column if the condition needs it.
    """
    if key.scope.users != "assigned":
        return users, None
    named = sorted(key.assigned_ids)
    assigned = nw.col("id").is_in(named) if named else NOBODY
    if directory.memberships is None or not key.groups:
        return users, assigned
    # An attribute can have any name, so this name is longer than all of them.
    member = "_" * (1 + max(map(len, users.collect_schema().names())))
    members = (
        directory.memberships.filter(nw.col("group").is_in(sorted(key.groups)))
        .select(id=nw.col("member"))
        .unique()
        .with_columns(nw.lit(True).alias(member))
    )
    joined = users.join(members, on="id", how="left")  # type: ignore[arg-type]
    return joined, assigned | is_true(member)


def first_in_scope(design: Design, source: str, scope: Scope, limit: int) -> list[tuple[str, str | None]]:
    """The first users in a scope, by id, with their display names."""
    directory, key = design.users, ScopeKey.of(design, source, scope)
    of_source = directory.frame.filter(
        (nw.col("tenant") == source) & can_be_synchronized(key.include_internal_guests)
    )
    people = users_meeting_filter(assigned_users(of_source, directory, key), directory, scope)
    return ids_and_names(people.select("id", "display_name").sort("id").head(limit))


def object_counts_by_tenant(directory: Directory, include_internal_guests: bool) -> dict[str, int]:
    """For each tenant, the number of objects that all its users become in a target without existing externals."""

    def compute() -> dict[str, int]:
        sizes = (
            directory.frame.filter(can_be_synchronized(include_internal_guests))
            .select("tenant", key=OBJECT_KEY)
            .group_by("tenant")
            .agg(n=nw.col("key").n_unique())
        )
        return {tenant: int(n) for tenant, n in collect(sizes).select("tenant", "n").rows()}

    return directory.remember(("tenant sizes", include_internal_guests), compute)


def has_special_users(directory: Directory) -> bool:
    """True if any user is an internal guest or signs in by SMS."""

    def compute() -> bool:
        special = directory.frame.filter(INTERNAL_GUEST | (INTERNAL & SIGNS_IN_BY_SMS)).select(n=nw.len())
        return bool(collect(special)["n"][0])

    return directory.remember("special people", compute)


def has_shared_mail(directory: Directory) -> bool:
    """True if two internal users of one tenant have the same mail address."""

    def compute() -> bool:
        people = directory.frame.filter(INTERNAL & HAS_MAIL)
        totals = (
            people.select("tenant", key=OBJECT_KEY)
            .group_by("tenant")
            .agg(n=nw.len(), different=nw.col("key").n_unique())
        )
        return bool(collect(totals.filter(nw.col("n") > nw.col("different")).select(n=nw.len()))["n"][0])

    return directory.remember("shared mail", compute)
