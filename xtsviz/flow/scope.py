"""Whom an arrow has in scope: rules 1 to 3, for whole tables of users.

Sources: Microsoft Learn, "What is cross-tenant synchronization?" (2026-04-27) for internal users only; "Configure
cross-tenant synchronization" (2026-08-06) for assignment, direct group members and SMS sign-in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import narwhals as nw

from xtsviz.flow.clauses import test_of
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory
from xtsviz.model.scope import Clause, Scope
from xtsviz.model.tables import Frame, collect, missing, truth

INTERNAL = nw.col("credentials") == "internal"
"""Rule 1: only users whose credentials are the tenant's own; externals are never passed on."""
INTERNAL_GUEST = INTERNAL & (nw.col("user_type") == "Guest")
SMS = nw.col("sms_sign_in")

NOBODY = nw.col("id").is_null()
"""A condition that no user meets: every user has an id."""

# Users of one source with the same mail become one object in the target; who has no mail stands alone.
HAS_MAIL = ~nw.col("mail").is_null() & (nw.col("mail") != "")
OBJECT_KEY = (
    nw.when(HAS_MAIL)
    .then(nw.concat_str([nw.lit("mail "), nw.col("mail")]))
    .otherwise(nw.concat_str([nw.lit("user "), nw.col("id")]))
)


def is_carriable(include_internal_guests: bool) -> nw.Expr:
    """Rules 1 and 2: internal, no SMS sign-in, and no internal guest unless the design includes them."""
    allowed = INTERNAL & ~SMS
    return allowed if include_internal_guests else allowed & ~INTERNAL_GUEST


@dataclass(frozen=True)
class ScopeKey:
    """All that decides who is in scope: arrows that agree in it share the answer."""

    source: str
    scope: Scope
    group_members: frozenset[str]
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
            group_members=frozenset(m for g in groups for m in by_id[g].members),
            groups=frozenset(scope.assigned),
            include_internal_guests=design.topology.options.internal_guests == "include",
        )


class ScopeSet:
    """The users of a source who are within one scope (assignment and filters), and what the rules make of them."""

    def __init__(self, directory: Directory, key: ScopeKey) -> None:
        self._directory = directory
        self._key = key

    @cached_property
    def _within(self) -> Frame:
        # Late, for the size of a scope of everybody needs none of it.
        directory, key = self._directory, self._key
        of_source = directory.frame.filter((nw.col("tenant") == key.source) & INTERNAL)
        return meeting(assigned_only(of_source, directory, key), directory, key.scope)

    @cached_property
    def users(self) -> Frame:
        """Whom an arrow with this scope carries if nothing else is in the way.

        Columns: ``id``, ``key`` (same key: same mail, so one object).
        """
        carriable = self._within.filter(is_carriable(self._key.include_internal_guests))
        return carriable.select("id", key=OBJECT_KEY)

    @cached_property
    def size(self) -> int:
        """How many objects they make in a target that knows none of them."""
        if self._key.scope.everybody:
            return tenant_sizes(self._directory, self._key.include_internal_guests).get(self._key.source, 0)
        # DuckDB counts no rows as null.
        return int(collect(self.users.select(n=nw.col("key").n_unique()))["n"][0] or 0)

    def first(self, most: int) -> list[tuple[str, str | None]]:
        """The first of `users` by id, with their display names."""
        carriable = self._within.filter(is_carriable(self._key.include_internal_guests))
        return named(carriable.select("id", "display_name").sort("id").head(most))

    @cached_property
    def internal_guests(self) -> int:
        """How many internal guests are within the scope."""
        return self._count("guests")

    @cached_property
    def sms_users(self) -> int:
        """How many are left out for their SMS sign-in alone."""
        return self._count("sms")

    @cached_property
    def _special(self) -> dict[str, int]:
        sms = SMS if self._key.include_internal_guests else SMS & ~INTERNAL_GUEST
        row = collect(
            self._within.select(guests=INTERNAL_GUEST.cast(nw.Int64).sum(), sms=sms.cast(nw.Int64).sum())
        ).row(0)
        return {"guests": int(row[0] or 0), "sms": int(row[1] or 0)}

    def _count(self, what: str) -> int:
        # Most directories have nobody special at all, which one look at the whole table tells for every scope.
        if not special_people(self._directory):
            return 0
        return self._special[what]


def named(people: Frame) -> list[tuple[str, str | None]]:
    """Ids and display names, from a table with these two columns in this order."""
    return [(str(user), None if missing(name) else str(name)) for user, name in collect(people).iter_rows()]


def assigned_only(users: Frame, directory: Directory, key: ScopeKey) -> Frame:
    """Those users who are assigned directly or as direct members of an assigned group; all if all are in scope."""
    met, assigned = assignment(users, directory, key)
    return users if assigned is None else met.filter(assigned).drop("_member", strict=False)


def assignment(users: Frame, directory: Directory, key: ScopeKey) -> tuple[Frame, nw.Expr | None]:
    """The condition of being assigned, and the users with the column ``_member`` if it needs one; None: all are."""
    if key.scope.users != "assigned":
        return users, None
    named = sorted({*key.scope.assigned, *key.group_members})
    assigned = nw.col("id").is_in(named) if named else NOBODY
    if directory.memberships is None or not key.groups:
        return users, assigned
    members = (
        directory.memberships.filter(nw.col("group").is_in(sorted(key.groups)))
        .select(id=nw.col("member"))
        .unique()
        .with_columns(_member=nw.lit(True))
    )
    joined = users.join(members, on="id", how="left")  # type: ignore[arg-type]
    return joined, assigned | truth("_member")


def meeting(users: Frame, directory: Directory, scope: Scope) -> Frame:
    """Those users who meet the filters: an OR of groups, each an AND of clauses."""
    condition = filters_met(users, directory, scope)
    return users if condition is None else users.filter(condition)


def filters_met(users: Frame, directory: Directory, scope: Scope) -> nw.Expr | None:
    """The condition of meeting the filters; None if there are none, or one asks for nothing."""
    if not all(scope.filters):
        return None  # a group without clauses asks for nothing
    groups = [
        nw.all_horizontal(*(_clause(users, directory, clause) for clause in group), ignore_nulls=True)
        for group in scope.filters
    ]
    return nw.any_horizontal(*groups, ignore_nulls=True) if groups else None


def _clause(users: Frame, directory: Directory, clause: Clause) -> nw.Expr:
    """The clause for a whole table: tested once for each value that occurs, which is exact on every engine."""
    test = test_of(clause)
    column = directory.column(clause.attribute)
    if column is None:
        return ~NOBODY if test(None) else NOBODY
    occurring = collect(users.select(column).unique())[column].to_list()
    values = [value for value in occurring if not missing(value)]
    passing = [value for value in values if test(value)]
    passes = ~nw.col(column).is_null()
    if not passing:
        passes = NOBODY
    elif len(passing) < len(values):
        passes = passes & nw.col(column).is_in(passing)
    return passes | nw.col(column).is_null() if test(None) else passes


def scope_set(design: Design, source: str, scope: Scope) -> ScopeSet:
    """The people of a scope, remembered for the directory: an edit of one arrow costs nothing for the others."""
    key = ScopeKey.of(design, source, scope)
    return design.users.remember(key, lambda: ScopeSet(design.users, key))


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
