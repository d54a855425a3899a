"""A learner's design next to the one it began as, and what goals ask about the two."""

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
from xtsviz.view.words import list_in_words


class Guest(NamedTuple):
    """One external object: whose it is, where they come from, and how it came about."""

    user: str
    name: str
    home: str | None
    user_type: str
    arrow: str | None
    origin: str


class Attempt:
    """A design that is to be judged.

    Attributes:
        design: as the learner left it.
        start: as it was given to them.
        flow: who appears where in `design`.
        names: what its tenants and arrows are called in sentences.
    """

    def __init__(self, design: Design, start: Design) -> None:
        self.design = design
        self.start = start
        self.flow: Flow = user_flow(design)
        self.names = DisplayNames(design)

    def lost(self) -> str:
        """What of the exercise is not there any more, as a sentence; empty if all is."""
        known = self.design.topology.tenant_by_id
        gone = [quoted(tenant.name) for tenant in self.start.tenants if tenant.id not in known]
        if gone:
            return f"The exercise is about {list_in_words(gone)}, not in the design any more. Undo, or press Reset."
        ids = self._ids
        if missing := [
            user for user in collect(self.start.users.frame.select("id"))["id"] if user not in ids
        ]:
            return f"{len(missing)} of the exercise's people are not in the design any more. Undo, or press Reset."
        return ""

    def people(self, tenant: str) -> dict[str, str]:
        """The internal users of a tenant: names by id, in the order of the directory."""
        return self._internal.get(tenant, {})

    def externals(self, where: str, of: str | None = None) -> dict[str, Guest]:
        """The externals in a tenant by the id of the user, of all homes or of one."""
        found = self._externals.get(where, {})
        return found if of is None else {id: one for id, one in found.items() if one.home == of}

    def between(self, source: str, target: str) -> tuple[Arrow, ...]:
        """The arrows from one tenant to another."""
        return self.design.topology.between(source, target)

    def drew(self, source: str, target: str) -> bool:
        """True if there is an arrow of a pair, and was none in the beginning."""
        return bool(self.between(source, target)) and not self.start.topology.between(source, target)

    def way(self, source: str, target: str) -> list[str]:
        """The tenants of a shortest way along arrows, both ends included; empty if no way leads there."""
        came: dict[str, str] = {source: source}
        ring = [source]
        while ring and target not in came:
            following = []
            for arrow in self.design.arrows:
                if arrow.source in ring and arrow.target not in came:
                    came[arrow.target] = arrow.source
                    following.append(arrow.target)
            ring = following
        if target not in came or source == target:
            return []
        steps = [target]
        while steps[-1] != source:
            steps.append(came[steps[-1]])
        return steps[::-1]

    def reason(self, user: str, arrow: Arrow) -> str:
        """What the trace says about a user and an arrow."""
        trace = self.flow.trace(user)
        return str(trace.loc[trace["arrow"] == arrow.id, "explanation"].iloc[0])

    def tenant(self, tenant: str) -> str:
        """The name of a tenant."""
        return self.names.tenant(tenant)

    def arrow(self, source: str, target: str) -> str:
        """A pair as people write it, whether there is an arrow or not."""
        return f"{self.tenant(source)} → {self.tenant(target)}"

    def called(self, users: Collection[str], most: int = 4) -> str:
        """Users by their names, as they are listed in a sentence."""
        everybody = {id: name for people in self._internal.values() for id, name in people.items()}
        return list_in_words([everybody.get(user, user) for user in users], most)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(collect(self.design.users.frame.select("id"))["id"].to_list())

    @cached_property
    def _internal(self) -> dict[str, dict[str, str]]:
        inside = self.design.users.frame.filter(INTERNAL)
        found: dict[str, dict[str, str]] = {}
        for tenant, id, name in collect(inside.select("tenant", "id", "display_name")).iter_rows():
            found.setdefault(tenant, {})[id] = name if isinstance(name, str) else id
        return found

    @cached_property
    def _externals(self) -> dict[str, dict[str, Guest]]:
        presence = collect(nw.from_native(self.flow.presence).filter(nw.col("relation") == "external"))
        columns = ("tenant", "user", "display_name", "home_tenant", "user_type", "arrow", "origin")
        found: dict[str, dict[str, Guest]] = {}
        for where, user, *values in presence.select(*columns).iter_rows():
            name, home, user_type, arrow, origin = (v if isinstance(v, str) else None for v in values)
            guest = Guest(user, name or user, home, str(user_type), arrow, str(origin))
            found.setdefault(where, {})[user] = guest
        return found
