"""One user and every arrow: carried, or why not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals as nw
import pandas as pd

from xtsviz.errors import AmbiguousNameError, UnknownNameError, quoted
from xtsviz.flow.carriage import Carriage
from xtsviz.flow.existing import existing
from xtsviz.flow.presence import presence
from xtsviz.flow.scope import OBJECT_KEY, ScopeKey
from xtsviz.flow.standing import IN_SCOPE, STANDINGS, standings
from xtsviz.flow.tally import Tally
from xtsviz.flow.wording import Wording
from xtsviz.model.design import Design
from xtsviz.model.scope import Scope
from xtsviz.model.tables import Frame, collect, missing
from xtsviz.model.topology import Arrow

COLUMNS = ("arrow", "source", "target", "carried", "reason", "explanation")
NAMED_BY = ("id", "user_principal_name", "mail", "display_name")
"""The columns by which a person may be named, in the order in which they are looked through."""


@dataclass(frozen=True)
class TracedUser:
    """The person that a trace is about: a home user, or an external whose home user is not known."""

    id: str
    display_name: str
    tenant: str
    internal: bool


def find_user(design: Design, named: str) -> TracedUser:
    """The person with this id, or else user principal name, mail or display name.

    An external object stands for its home user where that is known.

    Raises:
        UnknownNameError: nobody answers to it.
        AmbiguousNameError: several do; the message names their ids.
    """
    frame = design.users.frame
    columns = ("id", "display_name", "tenant", "credentials", "home_user")
    for column in NAMED_BY:
        rows = collect(frame.filter(nw.col(column) == named).select(*columns).sort("id").head(20)).rows()
        people = {_person(design, row) for row in rows}
        if len(people) > 1:
            ids = ", ".join(quoted(person.id) for person in sorted(people, key=lambda p: p.id))
            raise AmbiguousNameError(f"{len(people)} users answer to {quoted(named)}; say which by id: {ids}")
        if people:
            return people.pop()
    raise UnknownNameError(
        f"no user {quoted(str(named))}; give an id, a user principal name, a mail address or a display name"
    )


def _person(design: Design, row: Any) -> TracedUser:
    user, name, tenant, credentials, home_user = row
    if credentials == "external" and not missing(home_user):
        home = design.users.frame.filter(nw.col("id") == home_user)
        found = collect(home.select("id", "display_name", "tenant", "credentials")).rows()
        if found and found[0][2] != tenant:
            return TracedUser(found[0][0], found[0][1], found[0][2], found[0][3] == "internal")
    return TracedUser(user, name, tenant, credentials == "internal")


class Trace:
    """Why each arrow of a design carries one user, or does not."""

    def __init__(self, design: Design, tally: Tally, user: TracedUser) -> None:
        self._design = design
        self._tally = tally
        self._user = user
        self._words = Wording(design)

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per arrow, in the order of the document: see `Flow.trace`."""
        abroad = self._abroad()
        at_home = self._at_home() if self._user.internal else {}
        rows = []
        for order, arrow in enumerate(self._design.arrows):
            if self._user.internal and arrow.source == self._user.tenant:
                reason = at_home[order]
            else:
                reason = "external-in-source" if arrow.source in abroad else "not-in-source"
            said = self._words.why(arrow, reason, self._user.display_name, self._tally.states[arrow.id].codes)
            rows.append((arrow.id, arrow.source, arrow.target, reason == "carried", reason, said))
        return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"carried": bool})

    @cached_property
    def whereabouts(self) -> Frame:
        """The user's rows of the presence table."""
        return presence(self._design, self._carriage).filter(nw.col("user") == self._user.id)

    def _abroad(self) -> set[str]:
        """The tenants where the user is an external."""
        rows = self.whereabouts.filter(nw.col("relation") == "external").select("tenant")
        return set(collect(rows)["tenant"].to_list())

    @cached_property
    def _carriage(self) -> Carriage:
        """What the arrows of the home tenant do with this user and whoever shares an object with them."""
        arrows = [
            (order, arrow)
            for order, arrow in enumerate(self._design.arrows)
            if arrow.source == self._user.tenant
        ]
        key = collect(self._me.select(key=OBJECT_KEY))["key"][0]
        return Carriage(self._design, arrows, self._tally.open_arrows, nw.col("key") == key)

    def _at_home(self) -> dict[int, str]:
        """The reason of each arrow of the home tenant, by its place."""
        carriage = self._carriage
        user = self._user.id
        mine = nw.col("id") == user
        pending = set(collect(carriage.pending.filter(mine).select("order"))["order"].to_list())
        carried = set(collect(carriage.carried.filter(mine).select("order"))["order"].to_list())
        shared = set(
            collect(carriage.merged.filter(nw.col("user") == user).select("tenant"))["tenant"].to_list()
        )
        alone = carriage.carried.group_by("order", "key").agg(into=nw.col("id").min())
        first = set(collect(alone.filter(nw.col("into") == user).select("order"))["order"].to_list())

        reasons = {}
        for order, arrow in enumerate(self._design.arrows):
            if arrow.source != self._user.tenant:
                continue
            state = self._tally.states[arrow.id].state
            known_scope = arrow.scope.users != "unknown"
            merged = arrow.target in shared if state == "open" else order not in first
            if reason := self._out_of_scope(arrow):
                reasons[order] = reason
            elif order in pending or (not known_scope and self._waits_in(arrow.target)):
                reasons[order] = "pending-invitation"
            elif order not in carried and (known_scope or not self._to_manage(order, arrow, carried)):
                reasons[order] = "create-action-off"
            elif known_scope and merged:
                reasons[order] = "merged"
            else:
                reasons[order] = "carried" if state == "open" else f"arrow-{state}"
        return reasons

    @cached_property
    def _me(self) -> Frame:
        return self._design.users.frame.filter(nw.col("id") == self._user.id)

    @cached_property
    def _kept_out_everywhere(self) -> str | None:
        """Rule 2: what keeps the user out of every arrow."""
        return self._standing(self._user.tenant, Scope())

    def _out_of_scope(self, arrow: Arrow) -> str | None:
        """The first of rules 2 and 3 that keeps the user out; the same rules that tables go through."""
        if self._kept_out_everywhere or arrow.scope.everybody:
            return self._kept_out_everywhere
        return self._standing(arrow.source, arrow.scope)

    def _standing(self, source: str, scope: Scope) -> str | None:
        users = self._design.users
        judged = standings(self._me, users, ScopeKey.of(self._design, source, scope))
        reason = STANDINGS[int(collect(judged)["standing"][0])]
        return None if reason == IN_SCOPE else reason

    def _to_manage(self, order: int, arrow: Arrow, carried: set[int]) -> bool:
        """True if an arrow whose scope is not known may create the user, or finds them in the target."""
        if "Add" in arrow.actions or self._in(arrow.target, nw.col("known")):
            return True
        others = enumerate(self._design.arrows[:order])
        return any(
            place in carried and other.target == arrow.target and "Add" in other.actions
            for place, other in others
            if other.source == arrow.source and other.id in self._tally.open_arrows
        )

    def _waits_in(self, tenant: str) -> bool:
        return self._in(tenant, nw.col("pending"))

    def _in(self, tenant: str, how: nw.Expr) -> bool:
        there = existing(self._design.users)
        mine = (nw.col("user") == self._user.id) & (nw.col("tenant") == tenant)
        return _any(there.filter(mine & how))


def _any(frame: Any) -> bool:
    return bool(collect(frame.select(n=nw.len()))["n"][0])
