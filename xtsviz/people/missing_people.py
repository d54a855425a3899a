"""Who is missing where: the internal members of other tenants who are not represented, and why."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest
from itertools import islice
from typing import NamedTuple

import narwhals as nw

from xtsviz.flow.wording import REASON_LABELS
from xtsviz.model.frames import collect, is_missing
from xtsviz.people.context import FlowContext
from xtsviz.people.pages import PersonRow
from xtsviz.people.query import PeopleQuery, persons
from xtsviz.people.relations import NOT_THERE, RELATIONS


class MissingReason(NamedTuple):
    """Why somebody is not in a tenant, in two or three words and as a sentence."""

    short: str
    sentence: str


MAX_HOMES = 3
"""So many homes of missing people are named; the others are counted."""


class MissingPeople(NamedTuple):
    """One tenant.

    Attributes:
        others: internal members of all other tenants.
        total: how many of them are not represented here.
        homes: of how many home tenants these are.
        first: the homes (ids) of which most are missing, at most `MAX_HOMES`, with the numbers.
    """

    tenant: str
    others: int
    total: int
    homes: int
    first: tuple[tuple[str, int], ...]

    @property
    def query(self) -> PeopleQuery:
        """What shows them in the people table."""
        return PeopleQuery(kind="member", presence="missing", tenant=self.tenant)


def missing_people(context: FlowContext) -> list[MissingPeople]:
    """Each tenant, in the order of the design: who would be missing from a directory of everybody there.

    From the numbers of the flow, so that it takes no longer for many people; and by tenants that share people, so that
    many tenants take no longer than each of them.
    """
    members = {tenant: count for tenant in context.tenant_index if (count := context.members(tenant))}
    largest = sorted(members, key=lambda home: (-members[home], context.tenant_index[home]))
    everybody = sum(members.values())
    strangers: dict[str, dict[str, int]] = {}
    for (home, where), count in _not_members(context).items():
        if home in context.tenant_index:
            strangers.setdefault(where, {})[home] = count
    found = []
    for tenant in context.tenant_index:
        here, strange = context.counts[tenant], strangers.get(tenant, {})
        # Of all other homes nobody is here: they miss as many as they have.
        shared = {
            home: members.get(home, 0) - here.get(home, 0) + strange.get(home, 0) for home in here | strange
        }
        shared[tenant] = 0
        apart = list(islice((home for home in largest if home not in shared), MAX_HOMES))
        first = {home: members[home] for home in apart} | {home: n for home, n in shared.items() if n}
        others = everybody - members.get(tenant, 0)
        found.append(
            MissingPeople(
                tenant,
                others,
                others - sum(here.values()) + sum(strange.values()),
                len(members) - sum(home in members for home in shared) + sum(map(bool, shared.values())),
                tuple(
                    nsmallest(
                        MAX_HOMES, first.items(), key=lambda item: (-item[1], context.tenant_index[item[0]])
                    )
                ),
            )
        )
    return found


def _not_members(context: FlowContext) -> dict[tuple[str, str], int]:
    """The externals, by home and where, who are counted there and stand for no internal member."""
    people = persons(context.design.users)
    users = collect(people.filter(nw.col("kind") != "member").select("user"))["user"].to_list()
    if not users:
        return {}
    rows = context.flow.presence_of(users).filter(nw.col("relation") == "external")
    grouped = collect(rows.group_by("home_tenant", "tenant").agg(n=nw.len()))
    return {
        (str(home), str(where)): int(n)
        for home, where, n in grouped.select("home_tenant", "tenant", "n").iter_rows()
        if not is_missing(home) and home != where
    }


def missing_reasons(
    context: FlowContext, people: Sequence[PersonRow], tenant: str
) -> dict[str, MissingReason]:
    """Why some people are not in a tenant, by user id; who is there is left out."""
    absent = [person for person in people if person.where[tenant] == NOT_THERE]
    if not absent:
        return {}
    arrows = [(n, arrow) for n, arrow in enumerate(context.design.arrows) if arrow.target == tenant]
    internal = [person.user for person in absent if person.kind != "external"]
    found = context.flow.reasons(internal, [tenant])
    into = context.names.tenant(tenant)
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
                MissingReason("home user not known", unknown)
                if person.kind == "external"
                else MissingReason(f"no arrow from {person.home_name}", home)
            )
            continue
        made[person.user] = MissingReason(REASON_LABELS[reason], found.sentence(arrow, reason, person.name))
    return made
