"""Whom an arrow has in scope: rules 1 to 3, for whole tables of users.

Sources, in `xtsviz.sources`: ``OVERVIEW`` for internal users only; ``CONFIGURE`` for assignment, direct group members
and SMS sign-in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import narwhals as nw

from xtsviz.flow.filters import NOBODY, meeting
from xtsviz.model.credentials import INTERNAL, INTERNAL_GUEST
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory
from xtsviz.model.frames import Frame, collect, is_missing, is_true
from xtsviz.model.scope import Scope

SMS = nw.col("sms_sign_in")

# Users of one source with the same mail become one object in the target; who has no mail stands alone.
HAS_MAIL = ~nw.col("mail").is_null() & (nw.col("mail") != "")
OBJECT_KEY = (
    nw.when(HAS_MAIL)
    .then(nw.concat_str([nw.lit("mail "), nw.col("mail")]))
    .otherwise(nw.concat_str([nw.lit("user "), nw.col("id")]))
)


def is_carriable(include_internal_guests: bool) -> nw.Expr:
    """Rules 1 and 2: internal, no SMS sign-in, and no internal guest unless the design includes them.

    Externals are never passed on.
    """
    allowed = INTERNAL & ~SMS
    return allowed if include_internal_guests else allowed & ~INTERNAL_GUEST


@dataclass(frozen=True)
class ScopeKey:
    """All that decides who is in scope: arrows that agree in it share the answer."""

    source: str
    scope: Scope
    group_members: frozenset[frozenset[str]]
    groups: frozenset[str]
    include_internal_guests: bool

    @classmethod
    def of(cls, design: Design, source: str, scope: Scope) -> ScopeKey:
        """The key of a scope in a design; of the assigned groups, the direct members count."""
        by_id = design.topology.group_by_id
        groups = frozenset(scope.assigned) & by_id.keys() if scope.users == "assigned" else frozenset[str]()
        return cls(
            source=source,
            scope=scope,
            group_members=frozenset(_set_of(_Identity(by_id[group].members)) for group in groups),
            groups=frozenset(scope.assigned),
            include_internal_guests=design.topology.options.internal_guests == "include",
        )

    @property
    def named(self) -> frozenset[str]:
        """Whom the design itself names as assigned: directly, or as members of its groups."""
        return frozenset(self.scope.assigned).union(*self.group_members)


class _Identity:
    """A tuple of members that equals only itself, so that a look-up does not read the members."""

    def __init__(self, members: tuple[str, ...]) -> None:
        self.members = members

    def __hash__(self) -> int:
        return id(self.members)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and self.members is other.members


# Many arrows may have the same large group assigned; a frozenset computes its hash once.
@lru_cache(maxsize=1024)
def _set_of(group: _Identity) -> frozenset[str]:
    return frozenset(group.members)


def named(people: Frame) -> list[tuple[str, str | None]]:
    """Ids and display names, from a table with these two columns in this order."""
    return [
        (str(user), None if is_missing(name) else str(name)) for user, name in collect(people).iter_rows()
    ]


def assigned_only(users: Frame, directory: Directory, key: ScopeKey) -> Frame:
    """Those users who are assigned directly or as direct members of an assigned group; all if all are in scope."""
    met, assigned = assignment(users, directory, key)
    return users if assigned is None else met.filter(assigned).select(*users.collect_schema().names())


def assignment(users: Frame, directory: Directory, key: ScopeKey) -> tuple[Frame, nw.Expr | None]:
    """The condition of being assigned, and the users with one more column if it needs one; None: all are."""
    if key.scope.users != "assigned":
        return users, None
    named = sorted(key.named)
    assigned = nw.col("id").is_in(named) if named else NOBODY
    if directory.memberships is None or not key.groups:
        return users, assigned
    # Users may have an attribute of any name.
    member = "_" * (1 + max(map(len, users.collect_schema().names())))
    members = (
        directory.memberships.filter(nw.col("group").is_in(sorted(key.groups)))
        .select(id=nw.col("member"))
        .unique()
        .with_columns(nw.lit(True).alias(member))
    )
    joined = users.join(members, on="id", how="left")  # type: ignore[arg-type]
    return joined, assigned | is_true(member)


def first_in_scope(design: Design, source: str, scope: Scope, most: int) -> list[tuple[str, str | None]]:
    """The first users by id whom an arrow with this scope carries if nothing is in the way, with display names."""
    directory, key = design.users, ScopeKey.of(design, source, scope)
    of_source = directory.frame.filter(
        (nw.col("tenant") == source) & is_carriable(key.include_internal_guests)
    )
    people = meeting(assigned_only(of_source, directory, key), directory, scope)
    return named(people.select("id", "display_name").sort("id").head(most))


def tenant_sizes(directory: Directory, include_internal_guests: bool) -> dict[str, int]:
    """For each tenant, how many objects all its carriable users make elsewhere."""

    def compute() -> dict[str, int]:
        sizes = (
            directory.frame.filter(is_carriable(include_internal_guests))
            .select("tenant", key=OBJECT_KEY)
            .group_by("tenant")
            .agg(n=nw.col("key").n_unique())
        )
        return {tenant: int(n) for tenant, n in collect(sizes).select("tenant", "n").rows()}

    return directory.remember(("tenant sizes", include_internal_guests), compute)


def special_people(directory: Directory) -> bool:
    """True if anybody is an internal guest or signs in by SMS."""

    def compute() -> bool:
        special = directory.frame.filter(INTERNAL_GUEST | (INTERNAL & SMS)).select(n=nw.len())
        return bool(collect(special)["n"][0])

    return directory.remember("special people", compute)


def shared_mail(directory: Directory) -> bool:
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
