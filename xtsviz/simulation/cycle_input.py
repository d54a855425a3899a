"""What the jobs of a design see when their cycle comes: who is in scope, who should be where, how somebody got out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import narwhals as nw

from xtsviz.flow.filter_conditions import users_meeting_filter
from xtsviz.flow.presence import presence_table
from xtsviz.flow.provisioning import Provisioning
from xtsviz.flow.scope_rules import ScopeKey, assigned_users
from xtsviz.model.credentials import INTERNAL
from xtsviz.model.design import Design
from xtsviz.model.frames import collect, is_missing
from xtsviz.model.table_checks import BOOLEAN_FIELDS
from xtsviz.model.topology import Arrow
from xtsviz.simulation.lifecycle_rules import ScopeExit, State

Key = tuple[str, str]
"""A home user and a target: one external."""
UserSnapshot = Mapping[str, Any]
"""What a user is at home, by column: empty cells left out."""


@dataclass(frozen=True, slots=True)
class ExternalState:
    """One external as it is in its target, and what its job remembers of it.

    Attributes:
        name: display name, as the last cycle carried it over.
        enabled: whether the account was enabled at home when a cycle last carried it over.
        arrow: the arrow that manages it; None if none does.
        item: the id of the external of the directory that was matched; None if sync made the object.
        groups: the assigned groups through which the user was in scope last; none if in some other way.
        out: the job saw the user out of scope, and has dealt with that.
        seen: the user at home, as last carried over.
        gone_at: minute at which it was deleted; None if it was not.
    """

    user: str
    tenant: str
    home: str
    name: str
    user_type: str
    user_principal_name: str | None
    enabled: bool
    state: State
    arrow: str | None
    origin: str
    item: str | None
    groups: frozenset[str]
    out: bool
    seen: UserSnapshot
    gone_at: float | None = None

    @property
    def key(self) -> Key:
        """The user and the target."""
        return (self.user, self.tenant)


class ExpectedExternal(NamedTuple):
    """An external as the flow of the design has it."""

    user: str
    tenant: str
    home: str
    name: str
    user_type: str
    user_principal_name: str | None
    enabled: bool
    arrow: str
    origin: str


class CycleInput:
    """A design, seen by those of its arrows that run.

    Args:
        design: externals that are deleted in their target are not in it.
        running: ids of the arrows whose jobs run a cycle now.
    """

    def __init__(self, design: Design, running: Collection[str]) -> None:
        self.design = design
        run = frozenset(running)
        self.arrows = {a.id: a for a in design.arrows if a.id in run}
        listed = [(n, a) for n, a in enumerate(design.arrows) if a.id in run]
        self._orders = {n: a.id for n, a in listed}
        self._provisioning = Provisioning(design, listed, run)

    @cached_property
    def wanted(self) -> dict[Key, ExpectedExternal]:
        """Whom the arrows make or manage an object for, by the rules of the flow."""
        if not self.arrows:
            return {}
        table = presence_table(self.design, self._provisioning).filter(~nw.col("arrow").is_null())
        columns = ("user", "tenant", "home_tenant", "display_name", "user_type", "user_principal_name")
        found = {}
        for row in collect(table.select(*columns, "account_enabled", "arrow", "origin")).iter_rows():
            user, tenant, home, name, kind, upn, enabled, arrow, origin = row
            name, upn = user if is_missing(name) else name, None if is_missing(upn) else upn
            found[user, tenant] = ExpectedExternal(
                user, tenant, home, name, kind, upn, bool(enabled), arrow, origin
            )
        return found

    @cached_property
    def in_scope(self) -> dict[Key, list[Arrow]]:
        """The arrows that have each user in scope, in order, by user and target."""
        found: dict[Key, list[Arrow]] = defaultdict(list)
        if self.arrows:
            rows = collect(self._provisioning.in_scope.select("order", "id").sort("order"))
            for order, user in rows.iter_rows():
                arrow = self.arrows[self._orders[int(order)]]
                found[user, arrow.target].append(arrow)
        return dict(found)

    @cached_property
    def merged(self) -> dict[Key, str]:
        """Users without an object of their own, and the one whose object they share."""
        if not self.arrows:
            return {}
        rows = collect(self._provisioning.merged.select("user", "tenant", "into"))
        return {(user, tenant): into for user, tenant, into in rows.iter_rows()}

    @cached_property
    def pending(self) -> set[Key]:
        """Users whose earlier invitation to a target waits."""
        rows = collect(self._provisioning.pending.select("id", "target")) if self.arrows else None
        return set(rows.iter_rows()) if rows is not None else set()

    @cached_property
    def forced(self) -> set[Key]:
        """Externals whose user type an arrow sets each time (``user_type_flow`` is ``Always``)."""
        if not any(a.user_type_flow == "Always" for a in self.arrows.values()):
            return set()
        forced = self._provisioning.objects.filter(~nw.col("last_always").is_null())
        return set(collect(forced.select("id", "target")).iter_rows())

    @cached_property
    def items(self) -> dict[Key, str]:
        """The external of the directory behind each matched object."""
        if not any(one.origin == "matched" for one in self.wanted.values()):
            return {}
        known = self._provisioning.objects.filter(~nw.col("object").is_null())
        return {
            (user, tenant): item
            for user, tenant, item in collect(known.select("id", "target", "object")).iter_rows()
        }

    @cached_property
    def prints(self) -> dict[str, UserSnapshot]:
        """All internal users as they are at home."""
        table = collect(self.design.users.frame.filter(INTERNAL))
        names = table.columns
        return {
            row[names.index("id")]: {
                n: v if n in BOOLEAN_FIELDS else _written(v)
                for n, v in zip(names, row, strict=True)
                if not is_missing(v)
            }
            for row in table.iter_rows()
        }

    def home(self, user: str) -> str | None:
        """The tenant of an internal user; None if there is no such user."""
        found = self.prints.get(user)
        return None if found is None else str(found["tenant"])

    def groups_of(self, user: str, arrows: Collection[Arrow]) -> frozenset[str]:
        """The assigned groups that bring a user into the scopes of arrows; none if another way does."""
        found: set[str] = set()
        for arrow in arrows:
            if arrow.scope.users != "assigned" or user in arrow.scope.assigned:
                return frozenset()
            found |= {g for g in arrow.scope.assigned if user in self._members(g)}
        return frozenset(found)

    def scope_exit(self, held: ExternalState) -> ScopeExit | None:
        """How a user got out of the scope of the arrow that manages their external.

        None if no rule of deprovisioning covers it: who signs in by SMS (or is an internal guest now) is filtered
        before the job looks, and is ignored, not deprovisioned. [Graph, synchronization filter, inputFilterGroups]
        """
        if held.user not in self.prints:
            return "deleteSource"
        arrow = self.arrows[str(held.arrow)]
        if arrow.scope.users == "assigned" and held.user not in self._assigned(arrow):
            of_group = held.groups & set(arrow.scope.assigned)
            return "removeFromGroup" if of_group else "unassign"
        if held.user not in self._meeting(arrow):
            return "attributeOutOfFilter"
        return None

    def _members(self, group: str) -> frozenset[str]:
        def compute() -> frozenset[str]:
            found = self.design.topology.group_by_id.get(group)
            listed = set(found.members) if found else set()
            if self.design.users.memberships is not None:
                rows = self.design.users.memberships.filter(nw.col("group") == group)
                listed |= set(collect(rows.select("member"))["member"].to_list())
            return frozenset(listed)

        return self._kept(("members", group), compute)

    def _assigned(self, arrow: Arrow) -> frozenset[str]:
        users = self.design.users
        key = ScopeKey.of(self.design, arrow.source, arrow.scope)
        return self._kept(
            ("assigned", arrow.id), lambda: _ids(assigned_users(users.frame.filter(INTERNAL), users, key))
        )

    def _meeting(self, arrow: Arrow) -> frozenset[str]:
        users = self.design.users
        return self._kept(
            ("meeting", arrow.id),
            lambda: _ids(users_meeting_filter(users.frame.filter(INTERNAL), users, arrow.scope)),
        )

    @cached_property
    def _memory(self) -> dict[tuple[str, str], frozenset[str]]:
        return {}

    def _kept(self, what: tuple[str, str], compute: Any) -> frozenset[str]:
        if what not in self._memory:
            self._memory[what] = compute()
        return self._memory[what]


def _written(value: Any) -> str:
    # One text among numbers makes a column of texts: what is written the same has not changed.
    return str(value).lower() if str(value) in ("True", "False") else str(value)


def _ids(frame: Any) -> frozenset[str]:
    return frozenset(collect(frame.select("id"))["id"].to_list())
