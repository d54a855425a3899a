"""A learner's design and the starting design, with the questions that goals ask about them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import NamedTuple

import narwhals as nw

from xtsviz.errors import quoted
from xtsviz.flow import Flow, user_flow
from xtsviz.model.credentials import INTERNAL
from xtsviz.model.design import Design
from xtsviz.model.display_names import DisplayNames
from xtsviz.model.frames import collect
from xtsviz.model.topology import Arrow
from xtsviz.view.words import list_in_words, number


class External(NamedTuple):
    """One external object: its user, its home tenant, and how it was created."""

    user: str
    name: str
    home: str | None
    user_type: str
    arrow: str | None
    origin: str


class Attempt:
    """A design that is judged.

    Attributes:
        design: the learner's design.
        start: the design that the learner began with.
        flow: who appears where in `design`.
        names: display names of its tenants and arrows.
    """

    def __init__(self, design: Design, start: Design) -> None:
        self.design = design
        self.start = start
        self.flow: Flow = user_flow(design)
        self.names = DisplayNames(design)

    def removed_parts_sentence(self) -> str:
        """A sentence about tenants or users of the exercise that the learner removed; empty if none."""
        known = self.design.topology.tenant_by_id
        removed = [quoted(tenant.name) for tenant in self.start.tenants if tenant.id not in known]
        if removed:
            return f"The exercise needs {list_in_words(removed)}, which you removed. Undo, or press Reset."
        ids = self._user_ids
        if missing := [
            user for user in collect(self.start.users.frame.select("id"))["id"] if user not in ids
        ]:
            return (
                f"The exercise needs {number(len(missing), 'user')} that you removed. Undo, or press Reset."
            )
        return ""

    def internal_users(self, tenant: str) -> dict[str, str]:
        """The internal users of a tenant: names by id, in the order of the directory."""
        return self._names_by_tenant.get(tenant, {})

    def externals(self, tenant: str, home: str | None = None) -> dict[str, External]:
        """The externals in a tenant by user id, from all home tenants or from one."""
        externals = self._externals_by_tenant.get(tenant, {})
        if home is None:
            return externals
        return {id: external for id, external in externals.items() if external.home == home}

    def between(self, source: str, target: str) -> tuple[Arrow, ...]:
        """The arrows from one tenant to another."""
        return self.design.topology.between(source, target)

    def added_arrow(self, source: str, target: str) -> bool:
        """Whether the design has an arrow for a pair, and the starting design has none."""
        return bool(self.between(source, target)) and not self.start.topology.between(source, target)

    def path(self, source: str, target: str) -> list[str]:
        """The tenants of a shortest path along arrows, both ends included; empty if there is no path."""
        # networkx could do this, but it takes longer to load than an exercise takes to judge.
        previous: dict[str, str] = {source: source}
        frontier = [source]
        while frontier and target not in previous:
            reached = []
            for arrow in self.design.arrows:
                if arrow.source in frontier and arrow.target not in previous:
                    previous[arrow.target] = arrow.source
                    reached.append(arrow.target)
            frontier = reached
        if target not in previous or source == target:
            return []
        path = [target]
        while path[-1] != source:
            path.append(previous[path[-1]])
        return path[::-1]

    def reason(self, user: str, arrow: Arrow) -> str:
        """The explanation in the trace for a user and an arrow."""
        trace = self.flow.trace(user)
        return str(trace.loc[trace["arrow"] == arrow.id, "explanation"].iloc[0])

    def tenant_name(self, tenant: str) -> str:
        """The name of a tenant."""
        return self.names.tenant(tenant)

    def pair_name(self, source: str, target: str) -> str:
        """A pair of tenants in words (``Contoso → Fabrikam``), with or without an arrow."""
        return f"{self.tenant_name(source)} → {self.tenant_name(target)}"

    def names_of(self, users: Collection[str], max_names: int = 4) -> str:
        """The names of users, as a list for a sentence."""
        name_by_id = {id: name for names in self._names_by_tenant.values() for id, name in names.items()}
        return list_in_words([name_by_id.get(user, user) for user in users], max_names)

    @cached_property
    def _user_ids(self) -> frozenset[str]:
        return frozenset(collect(self.design.users.frame.select("id"))["id"].to_list())

    @cached_property
    def _names_by_tenant(self) -> dict[str, dict[str, str]]:
        inside = self.design.users.frame.filter(INTERNAL)
        found: dict[str, dict[str, str]] = {}
        for tenant, id, name in collect(inside.select("tenant", "id", "display_name")).iter_rows():
            found.setdefault(tenant, {})[id] = name if isinstance(name, str) else id
        return found

    @cached_property
    def _externals_by_tenant(self) -> dict[str, dict[str, External]]:
        presence = collect(nw.from_native(self.flow.presence).filter(nw.col("relation") == "external"))
        columns = ("tenant", "user", "display_name", "home_tenant", "user_type", "arrow", "origin")
        found: dict[str, dict[str, External]] = {}
        for tenant, user, *values in presence.select(*columns).iter_rows():
            name, home, user_type, arrow, origin = (v if isinstance(v, str) else None for v in values)
            external = External(user, name or user, home, str(user_type), arrow, str(origin))
            found.setdefault(tenant, {})[user] = external
        return found
