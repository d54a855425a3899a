"""What the jobs of a design see when a cycle begins: who is in scope, and which externals should exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
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
from xtsviz.model.table_columns import BOOLEAN_FIELDS
from xtsviz.model.topology import Arrow
from xtsviz.simulation.lifecycle_rules import ScopeExit, State

ExternalKey = tuple[str, str]
"""A home user (id) and a target tenant (id): together they name one external."""
UserSnapshot = Mapping[str, Any]
"""A user in the source tenant, value by column; empty cells are left out."""


@dataclass(frozen=True, slots=True)
class ExternalState:
    """One external as it is in its target, and what its job remembers of it.

    Attributes:
        user: id of the home user.
        tenant: id of the target tenant.
        display_name: as the last cycle synchronized it.
        enabled: whether the account was enabled at home at the last sync.
        arrow: the arrow that manages it; None if none does.
        directory_id: the id of the external of the directory that was matched; None if sync made the object.
        groups: the assigned groups that last had the user in scope; none if the user was in scope for another reason.
        left_scope: the job has seen the user out of scope, and has acted on it.
        snapshot: the user at home, as of the last sync.
        deleted_at: minute at which it was deleted; None if it was not.
    """

    user: str
    tenant: str
    home_tenant: str
    display_name: str
    user_type: str
    user_principal_name: str | None
    enabled: bool
    state: State
    arrow: str | None
    origin: str
    directory_id: str | None
    groups: frozenset[str]
    left_scope: bool
    snapshot: UserSnapshot
    deleted_at: float | None = None

    @property
    def key(self) -> ExternalKey:
        """The user and the target."""
        return (self.user, self.tenant)


class ExpectedExternal(NamedTuple):
    """An external that should be in a target by the rules of the flow."""

    user: str
    tenant: str
    home_tenant: str
    display_name: str
    user_type: str
    user_principal_name: str | None
    enabled: bool
    arrow: str
    origin: str


class CycleInput:
    """A design as the running jobs see it.

    Args:
        design: the design without the externals that are deleted in their target.
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
    def expected(self) -> dict[ExternalKey, ExpectedExternal]:
        """The externals that the arrows create or manage, by the rules of the flow."""
        if not self.arrows:
            return {}
        table = presence_table(self.design, self._provisioning).filter(~nw.col("arrow").is_null())
        columns = ("user", "tenant", "home_tenant", "display_name", "user_type", "user_principal_name")
        found = {}
        for row in collect(table.select(*columns, "account_enabled", "arrow", "origin")).iter_rows():
            user, tenant, home_tenant, display_name, kind, upn, enabled, arrow, origin = row
            display_name, upn = (
                user if is_missing(display_name) else display_name,
                None if is_missing(upn) else upn,
            )
            found[user, tenant] = ExpectedExternal(
                user, tenant, home_tenant, display_name, kind, upn, bool(enabled), arrow, origin
            )
        return found

    @cached_property
    def arrows_in_scope(self) -> dict[ExternalKey, list[Arrow]]:
        """The arrows that have each user in scope, in order, by user and target."""
        found: dict[ExternalKey, list[Arrow]] = defaultdict(list)
        if self.arrows:
            rows = collect(self._provisioning.in_scope.select("order", "id").sort("order"))
            for order, user in rows.iter_rows():
                arrow = self.arrows[self._orders[int(order)]]
                found[user, arrow.target].append(arrow)
        return dict(found)

    @cached_property
    def merged(self) -> dict[ExternalKey, str]:
        """Users without an object of their own, and the one whose object they share."""
        if not self.arrows:
            return {}
        rows = collect(self._provisioning.merged.select("user", "tenant", "into"))
        return {(user, tenant): into for user, tenant, into in rows.iter_rows()}

    @cached_property
    def pending_invitations(self) -> set[ExternalKey]:
        """Users with an earlier invitation to a target that is still pending."""
        rows = collect(self._provisioning.pending.select("id", "target")) if self.arrows else None
        return set(rows.iter_rows()) if rows is not None else set()

    @cached_property
    def forced_user_types(self) -> set[ExternalKey]:
        """Externals whose user type an arrow sets each time (``user_type_flow`` is ``Always``)."""
        if not any(a.user_type_flow == "Always" for a in self.arrows.values()):
            return set()
        forced_user_types = self._provisioning.objects.filter(~nw.col("last_always").is_null())
        return set(collect(forced_user_types.select("id", "target")).iter_rows())

    @cached_property
    def matched_ids(self) -> dict[ExternalKey, str]:
        """The external of the directory behind each matched object."""
        if not any(one.origin == "matched" for one in self.expected.values()):
            return {}
        known = self._provisioning.objects.filter(~nw.col("object").is_null())
        return {
            (user, tenant): directory_id
            for user, tenant, directory_id in collect(known.select("id", "target", "object")).iter_rows()
        }

    @cached_property
    def snapshots(self) -> dict[str, UserSnapshot]:
        """All internal users as they are at home."""
        table = collect(self.design.users.frame.filter(INTERNAL))
        names = table.columns
        return {
            row[names.index("id")]: {
                n: v if n in BOOLEAN_FIELDS else _comparable(v)
                for n, v in zip(names, row, strict=True)
                if not is_missing(v)
            }
            for row in table.iter_rows()
        }

    def home_tenant(self, user: str) -> str | None:
        """The tenant of an internal user; None if the user does not exist."""
        found = self.snapshots.get(user)
        return None if found is None else str(found["tenant"])

    def scope_groups(self, user: str, arrows: Collection[Arrow]) -> frozenset[str]:
        """The assigned groups that have a user in the scopes of arrows; none if the user is in scope without them."""
        found: set[str] = set()
        for arrow in arrows:
            if arrow.scope.users != "assigned" or user in arrow.scope.assigned:
                return frozenset()
            found |= {g for g in arrow.scope.assigned if user in self.group_members(g)}
        return frozenset(found)

    def scope_exit(self, external: ExternalState) -> ScopeExit | None:
        """How a user left the scope of the arrow that manages their external.

        None if no rule of deprovisioning applies. A user who signs in by SMS, or who is an internal guest now, is
        filtered out before the job looks: the job ignores them. [Graph, synchronization filter, inputFilterGroups]
        """
        if external.user not in self.snapshots:
            return "deleteSource"
        arrow = self.arrows[str(external.arrow)]
        if arrow.scope.users == "assigned" and external.user not in self._assigned_users(arrow):
            of_group = external.groups & set(arrow.scope.assigned)
            return "removeFromGroup" if of_group else "unassign"
        if external.user not in self._users_meeting_filters(arrow):
            return "attributeOutOfFilter"
        return None

    def provisioning_of(self, wanted: Callable[[Arrow], bool]) -> Provisioning:  # noqa: ARG002
        """The provisioning of all running arrows. It is more than some of them need, and not computed twice."""
        return self._provisioning

    def group_members(self, group: str) -> frozenset[str]:
        """The ids of the direct members of a group."""

        def compute() -> frozenset[str]:
            found = self.design.topology.group_by_id.get(group)
            listed = set(found.members) if found else set()
            if self.design.users.memberships is not None:
                rows = self.design.users.memberships.filter(nw.col("group") == group)
                listed |= set(collect(rows.select("member"))["member"].to_list())
            return frozenset(listed)

        return self._cached(("members", group), compute)

    def _assigned_users(self, arrow: Arrow) -> frozenset[str]:
        users = self.design.users
        key = ScopeKey.of(self.design, arrow.source, arrow.scope)
        return self._cached(
            ("assigned", arrow.id), lambda: _ids(assigned_users(users.frame.filter(INTERNAL), users, key))
        )

    def _users_meeting_filters(self, arrow: Arrow) -> frozenset[str]:
        users = self.design.users
        return self._cached(
            ("meeting", arrow.id),
            lambda: _ids(users_meeting_filter(users.frame.filter(INTERNAL), users, arrow.scope)),
        )

    @cached_property
    def _user_sets(self) -> dict[tuple[str, str], frozenset[str]]:
        return {}

    def _cached(self, cache_key: tuple[str, str], compute: Any) -> frozenset[str]:
        if cache_key not in self._user_sets:
            self._user_sets[cache_key] = compute()
        return self._user_sets[cache_key]


def _comparable(value: Any) -> str:
    # One text among numbers turns a column into texts, so values are compared as texts.
    return str(value).lower() if str(value) in ("True", "False") else str(value)


def _ids(frame: Any) -> frozenset[str]:
    return frozenset(collect(frame.select("id"))["id"].to_list())
