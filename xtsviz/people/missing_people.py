"""Who is missing where: for each tenant the internal members of other tenants who have no object there, and why."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest
from itertools import islice
from typing import NamedTuple

import narwhals as nw

from xtsviz.flow.wording import REASON_LABELS
from xtsviz.model.frames import collect, is_missing
from xtsviz.people.flow_context import FlowContext
from xtsviz.people.pages import PersonRow
from xtsviz.people.query import PeopleQuery, people_frame
from xtsviz.people.relations import NOT_THERE, RELATIONS


class MissingReason(NamedTuple):
    """Why a person is not in a tenant, in two or three words and as a sentence."""

    short: str
    sentence: str


MAX_HOMES = 3
"""So many homes of missing people are named; the others are counted."""


class MissingPeople(NamedTuple):
    """The people who are missing in one tenant, in numbers.

    Attributes:
        tenant: its id.
        other_members: number of internal members of all other tenants.
        missing: number of those who have no object in this tenant.
        home_count: number of home tenants of the missing people.
        top_homes: the homes (ids) with the most missing people, at most `MAX_HOMES`, each with its number.
    """

    tenant: str
    other_members: int
    missing: int
    home_count: int
    top_homes: tuple[tuple[str, int], ...]

    @property
    def query(self) -> PeopleQuery:
        """The query that shows the missing people in the people table."""
        return PeopleQuery(kind="member", presence="missing", tenant=self.tenant)


def missing_people(context: FlowContext) -> list[MissingPeople]:
    """The missing people of each tenant, in the order of the design.

    The numbers come from the flow's counts, so that many people take no longer. For each tenant only the homes that
    share people with it are visited, so that the time does not grow with the square of the number of tenants.
    """
    members = {tenant: count for tenant in context.tenant_index if (count := context.member_count(tenant))}
    largest = sorted(members, key=lambda home: (-members[home], context.tenant_index[home]))
    all_members = sum(members.values())
    non_members: dict[str, dict[str, int]] = {}
    for (home, tenant), count in _externals_of_non_members(context).items():
        if home in context.tenant_index:
            non_members.setdefault(tenant, {})[home] = count
    result = []
    for tenant in context.tenant_index:
        externals_here, non_members_here = context.external_counts[tenant], non_members.get(tenant, {})
        # All other homes have nobody here, so all their members are missing.
        shared = {
            home: members.get(home, 0) - externals_here.get(home, 0) + non_members_here.get(home, 0)
            for home in externals_here | non_members_here
        }
        shared[tenant] = 0
        not_shared = list(islice((home for home in largest if home not in shared), MAX_HOMES))
        top_homes = {home: members[home] for home in not_shared} | {
            home: n for home, n in shared.items() if n
        }
        other_members = all_members - members.get(tenant, 0)
        result.append(
            MissingPeople(
                tenant,
                other_members,
                other_members - sum(externals_here.values()) + sum(non_members_here.values()),
                len(members) - sum(home in members for home in shared) + sum(map(bool, shared.values())),
                tuple(
                    nsmallest(
                        MAX_HOMES,
                        top_homes.items(),
                        key=lambda item: (-item[1], context.tenant_index[item[0]]),
                    )
                ),
            )
        )
    return result


def _externals_of_non_members(context: FlowContext) -> dict[tuple[str, str], int]:
    """Numbers of externals, by home and tenant, whose person is no internal member of the home tenant."""
    people = people_frame(context.design.users)
    users = collect(people.filter(nw.col("kind") != "member").select("user"))["user"].to_list()
    if not users:
        return {}
    rows = context.flow.presence_of(users).filter(nw.col("relation") == "external")
    grouped = collect(rows.group_by("home_tenant", "tenant").agg(n=nw.len()))
    return {
        (str(home), str(tenant)): int(n)
        for home, tenant, n in grouped.select("home_tenant", "tenant", "n").iter_rows()
        if not is_missing(home) and home != tenant
    }


def missing_reasons(
    context: FlowContext, people: Sequence[PersonRow], tenant: str
) -> dict[str, MissingReason]:
    """The reasons by user id why people are not in a tenant; people who are there are left out."""
    missing = [person for person in people if person.presence[tenant] == NOT_THERE]
    if not missing:
        return {}
    arrows = [(n, arrow) for n, arrow in enumerate(context.design.arrows) if arrow.target == tenant]
    internal = [person.user for person in missing if person.kind != "external"]
    trace_reasons = context.flow.reasons(internal, [tenant])
    tenant_name = context.names.tenant(tenant)
    reasons = {}
    for person in missing:
        home_arrows = [(n, a) for n, a in arrows if a.source == person.home and person.kind != "external"]
        # The flow is not transitive: an arrow from a tenant where they are external does not sync them.
        other_arrows = [
            a for _, a in arrows if person.presence[a.source] in (RELATIONS["member"], RELATIONS["guest"])
        ]
        if home_arrows:
            order, arrow = home_arrows[0]
            reason = trace_reasons.of(person.user, order, arrow)
        elif other_arrows:
            arrow, reason = other_arrows[0], "external-in-source"
        else:
            no_arrow = f"No arrow leads from {person.home_name} to {tenant_name}."
            unknown = f"The home user of {person.name} is not known, so no arrow syncs them."
            reasons[person.user] = (
                MissingReason("home user not known", unknown)
                if person.kind == "external"
                else MissingReason(f"no arrow from {person.home_name}", no_arrow)
            )
            continue
        reasons[person.user] = MissingReason(
            REASON_LABELS[reason], trace_reasons.sentence(person.user, arrow, reason, person.name)
        )
    return reasons
