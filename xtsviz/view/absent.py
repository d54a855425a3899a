"""Who is missing where: the internal members of other tenants who are not represented, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import narwhals as nw

from xtsviz.model.tables import collect, missing
from xtsviz.view.facts import Facts
from xtsviz.view.persons import Question, persons
from xtsviz.view.tables import PersonRow
from xtsviz.view.words import NOT_THERE, RELATIONS, STOPS


class Why(NamedTuple):
    """Why somebody is not in a tenant, in two or three words and as a sentence."""

    short: str
    sentence: str


class Missing(NamedTuple):
    """One tenant.

    Attributes:
        others: internal members of all other tenants.
        by_home: how many of them are not represented here, by home tenant (id); homes without any left out.
    """

    tenant: str
    others: int
    by_home: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many are missing."""
        return sum(self.by_home.values())

    @property
    def question(self) -> Question:
        """What shows them in the people table."""
        return Question(kind="member", whether="missing", tenant=self.tenant)


def absentees(facts: Facts) -> list[Missing]:
    """Each tenant, in the order of the design: who would be missing from a directory of everybody there.

    From the numbers of the flow, so that it takes no longer for many people.
    """
    members = {tenant: facts.members(tenant) for tenant in facts.place}
    others = _not_members(facts)
    found = []
    for tenant in facts.place:
        here = facts.counts[tenant]
        away = {
            home: count - here.get(home, 0) + others.get((home, tenant), 0)
            for home, count in members.items()
            if home != tenant
        }
        together = sum(count for home, count in members.items() if home != tenant)
        found.append(Missing(tenant, together, {home: n for home, n in away.items() if n}))
    return found


def _not_members(facts: Facts) -> dict[tuple[str, str], int]:
    """The externals, by home and where, who are counted there and stand for no internal member."""
    people = persons(facts.design.users)
    users = collect(people.filter(nw.col("kind") != "member").select("user"))["user"].to_list()
    if not users:
        return {}
    rows = facts.flow.rows_of(users).filter(nw.col("relation") == "external")
    grouped = collect(rows.group_by("home_tenant", "tenant").agg(n=nw.len()))
    return {
        (str(home), str(where)): int(n)
        for home, where, n in grouped.select("home_tenant", "tenant", "n").iter_rows()
        if not missing(home) and home != where
    }


def reasons(facts: Facts, people: Sequence[PersonRow], tenant: str) -> dict[str, Why]:
    """Why some people are not in a tenant, by user id; who is there is left out."""
    absent = [person for person in people if person.where[tenant] == NOT_THERE]
    if not absent:
        return {}
    arrows = [(n, arrow) for n, arrow in enumerate(facts.design.arrows) if arrow.target == tenant]
    internal = [person.user for person in absent if person.kind != "external"]
    found = facts.flow.reasons(internal, [tenant])
    into = facts.names.tenant(tenant)
    made = {}
    for person in absent:
        own = [(n, a) for n, a in arrows if a.source == person.home and person.kind != "external"]
        # The flow is not transitive: an arrow from where they are external themselves brings them no further.
        abroad = [a for _, a in arrows if person.where[a.source] in (RELATIONS["member"], RELATIONS["guest"])]
        if own:
            order, arrow = own[0]
            reason = found.of(person.user, order, arrow)
        elif abroad:
            arrow, reason = abroad[0], "external-in-source"
        else:
            home = f"No arrow leads from {person.home_name} to {into}."
            unknown = f"Whose object {person.name} is, is not known: no arrow carries it."
            made[person.user] = (
                Why("home user not known", unknown)
                if person.kind == "external"
                else Why(f"no arrow from {person.home_name}", home)
            )
            continue
        made[person.user] = Why(STOPS[reason], found.sentence(arrow, reason, person.name))
    return made
