"""The numbers of the flow, without the presence table: users for each arrow, externals for each tenant."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import narwhals as nw

from xtsviz.flow.arrow_states import ArrowState, State, arrow_state
from xtsviz.flow.existing_externals import existing_externals, has_existing_externals
from xtsviz.flow.mail_domains import unverified_mail
from xtsviz.flow.provisioning import Provisioning
from xtsviz.flow.scope_members import object_counts, special_user_counts
from xtsviz.flow.scope_rules import ScopeKey, has_shared_mail, has_special_users, object_counts_by_tenant
from xtsviz.model.credentials import INTERNAL
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory
from xtsviz.model.fields import UserType
from xtsviz.model.frames import collect, is_missing
from xtsviz.model.topology import Arrow

Pair = tuple[str, str]


@dataclass(frozen=True)
class ArrowFlow:
    """What one arrow does.

    Attributes:
        state: its state.
        codes: the reasons for that state.
        eligible: the number of users that it syncs, or would sync if it were open; None if its scope is unknown.
        carried: the number of users that it syncs: `eligible` if it is open, else 0.
    """

    arrow: Arrow
    state: State
    codes: tuple[str, ...]
    eligible: int | None
    carried: int


@dataclass(frozen=True)
class ExternalCount:
    """The number of externals with the same home tenant, tenant and user type. `home` is None if it is not known."""

    home: str | None
    where: str
    user_type: UserType
    number: int


class Population(NamedTuple):
    """The number of user objects in a tenant."""

    internal: int
    external_members: int
    external_guests: int

    @property
    def external(self) -> int:
        """External members and guests together."""
        return self.external_members + self.external_guests


class FlowCounts:
    """The numbers of a design.

    This implements the rules of `xtsviz.flow.provisioning` and `xtsviz.flow.presence` a second time, for speed. If a
    pair of tenants has one arrow that may create all its users, and no existing externals, the arrow's number is the
    size of its scope, which the directory remembers. All other pairs are counted user by user, with `Provisioning`.
    ``tests/properties/test_flow_equals_brute_force.py`` compares both implementations with one slow evaluation.
    """

    def __init__(self, design: Design) -> None:
        self._design = design

    @cached_property
    def states(self) -> dict[str, ArrowState]:
        """The state of each arrow by its id."""
        return {arrow.id: arrow_state(arrow, self._design.topology) for arrow in self._design.arrows}

    @cached_property
    def open_arrows(self) -> frozenset[str]:
        """The ids of the arrows that are open."""
        return frozenset(name for name, found in self.states.items() if found.state == "open")

    @cached_property
    def counted_by_user(self) -> Provisioning:
        """The provisioning of the arrows that must be counted user by user."""
        pairs = self._pairs_counted_by_user
        chosen = [(n, a) for n, a in enumerate(self._design.arrows) if (a.source, a.target) in pairs]
        return Provisioning(self._design, chosen, self.open_arrows)

    @cached_property
    def _pairs_counted_by_user(self) -> frozenset[Pair]:
        known_before = existing_pairs(self._design.users)
        unverified = unverified_mail(self._design)
        sources = unverified.sources if unverified else frozenset[str]()
        return frozenset(
            pair
            for pair, of_pair in self._design.topology.arrows_by_pair.items()
            if len(of_pair) > 1
            or pair in known_before
            or pair[0] in sources
            or any("Add" not in a.actions for a in of_pair)
        )

    @cached_property
    def _orders_counted_by_user(self) -> frozenset[int]:
        return frozenset(order for order, _ in self.counted_by_user.arrows)

    @cached_property
    def special_users(self) -> dict[str, tuple[int, int]]:
        """For each arrow, the number of internal guests and of users with SMS sign-in in its scope.

        The result is empty if the directory has no such users. Most directories have none.
        """
        if not has_special_users(self._design.users):
            return {}
        keys = {
            arrow.id: ScopeKey.of(self._design, arrow.source, arrow.scope)
            for arrow in self._design.arrows
            if arrow.scope.is_known
        }
        found = special_user_counts(self._design.users, keys.values())
        return {name: found[key] for name, key in keys.items()}

    def equals_scope(self, arrow: Arrow) -> bool:
        """True for an open arrow that makes one new object for each user in its scope."""
        counted_by_user = (arrow.source, arrow.target) in self._pairs_counted_by_user
        return (
            arrow.id in self.open_arrows and not counted_by_user and not has_shared_mail(self._design.users)
        )

    @cached_property
    def by_arrow(self) -> dict[str, ArrowFlow]:
        """What each arrow does, by its id, in the order of the document."""
        counted = dict(collect(self.counted_by_user.counts()).rows()) if self._orders_counted_by_user else {}
        included = self._design.topology.options.internal_guests == "include"
        everybody = object_counts_by_tenant(self._design.users, included)
        narrowed = self._limited_scopes()
        counts = object_counts(self._design.users, narrowed.values())
        found = {}
        for order, arrow in enumerate(self._design.arrows):
            state, codes = self.states[arrow.id]
            eligible: int | None
            if not arrow.scope.is_known:
                eligible = None
            elif order in self._orders_counted_by_user:
                eligible = int(counted.get(order, 0))
            elif arrow.scope.everybody:
                eligible = everybody.get(arrow.source, 0)
            else:
                eligible = counts[narrowed[order]]
            carried = eligible or 0 if state == "open" else 0
            found[arrow.id] = ArrowFlow(arrow, state, codes, eligible, carried)
        return found

    def _limited_scopes(self) -> dict[int, ScopeKey]:
        """The limited scopes of arrows that are not counted user by user, by the index of the arrow."""
        return {
            order: ScopeKey.of(self._design, arrow.source, arrow.scope)
            for order, arrow in enumerate(self._design.arrows)
            if order not in self._orders_counted_by_user
            and arrow.scope.is_known
            and not arrow.scope.everybody
        }

    @cached_property
    def internals(self) -> dict[str, int]:
        """The number of internal users in each tenant, by tenant id."""
        found = internal_users(self._design.users)
        return {tenant.id: found.get(tenant.id, 0) for tenant in self._design.tenants}

    @cached_property
    def externals(self) -> tuple[ExternalCount, ...]:
        """All externals, counted by home tenant, tenant and user type."""
        numbers: Counter[tuple[str | None, str, UserType]] = Counter()
        for order, arrow in enumerate(self._design.arrows):
            if order not in self._orders_counted_by_user and (carried := self.by_arrow[arrow.id].carried):
                numbers[arrow.source, arrow.target, arrow.user_type] += carried
        if self._orders_counted_by_user:
            self._add_counted_by_user(numbers)
        if has_existing_externals(self._design.users):
            self._add_unmanaged(numbers)
        return tuple(ExternalCount(*group, number) for group, number in numbers.items())

    @cached_property
    def population(self) -> dict[str, Population]:
        """The number of user objects in each tenant, by tenant id."""
        numbers: Counter[tuple[str, UserType]] = Counter()
        for group in self.externals:
            numbers[group.where, group.user_type] += group.number
        return {
            tenant: Population(number, numbers[tenant, "Member"], numbers[tenant, "Guest"])
            for tenant, number in self.internals.items()
        }

    def _add_counted_by_user(self, numbers: Counter[tuple[str | None, str, UserType]]) -> None:
        grouped = self.counted_by_user.typed_objects.group_by("source", "target", "user_type").agg(n=nw.len())
        columns = ("source", "target", "user_type", "n")
        for source, target, user_type, n in collect(grouped.select(*columns)).iter_rows():
            numbers[source, target, user_type] += int(n)

    def _add_unmanaged(self, numbers: Counter[tuple[str | None, str, UserType]]) -> None:
        alone = existing_externals(self._design.users)
        if self._orders_counted_by_user:
            managed = self.counted_by_user.carried.filter(nw.col("open"))
            managed = managed.select(tenant=nw.col("target"), user=nw.col("id")).unique()
            alone = alone.join(managed, on=["tenant", "user"], how="anti")  # type: ignore[arg-type]
        grouped = alone.group_by("home", "tenant", "user_type").agg(n=nw.len())
        for home, where, kind, n in collect(grouped.select("home", "tenant", "user_type", "n")).iter_rows():
            numbers[None if is_missing(home) else home, where, kind] += int(n)


def existing_pairs(directory: Directory) -> frozenset[Pair]:
    """The (home tenant, tenant) pairs with existing externals whose home user is known."""

    def compute() -> frozenset[Pair]:
        if not has_existing_externals(directory):
            return frozenset()
        pairs = existing_externals(directory).filter(nw.col("known")).select("home", "tenant").unique()
        return frozenset((home, where) for home, where in collect(pairs).iter_rows())

    return directory.remember("existing pairs", compute)


def internal_users(directory: Directory) -> dict[str, int]:
    """The number of internal users in each tenant. Tenants without any are left out."""

    def compute() -> dict[str, int]:
        grouped = directory.frame.filter(INTERNAL).group_by("tenant").agg(n=nw.len())
        return {tenant: int(n) for tenant, n in collect(grouped.select("tenant", "n")).iter_rows()}

    return directory.remember("internal users", compute)
