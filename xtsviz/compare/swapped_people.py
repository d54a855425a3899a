"""Tenants where an edit brings some externals and takes others: their numbers alone would hide it."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from xtsviz.flow import Flow
from xtsviz.flow.scope_members import users_in_scopes
from xtsviz.flow.scope_rules import ScopeKey
from xtsviz.model.frames import collect, is_missing
from xtsviz.model.topology import Arrow

_MAX_ROWS = 60_000
"""Users in the scopes that are compared; more would make an edit slow."""
_MAX_USERS = 400
"""Users whose presence is looked up one by one."""


@dataclass(frozen=True)
class Swap:
    """The names of the externals who came to a tenant (id) and of those who went, each sorted."""

    tenant: str
    came: tuple[str, ...]
    went: tuple[str, ...]


def swapped_people(before: Flow, after: Flow) -> tuple[Swap, ...]:
    """The tenants of the design after, where externals came and others went; empty if too many would be compared."""
    users = _changed_users(before, after)
    if not users:
        return ()
    old, new = _externals(before, users), _externals(after, users)
    found = []
    for tenant in after.design.topology.tenant_by_id:
        came, went = (
            tuple(sorted(name for place, name in one.items() if place[0] == tenant and place not in other))
            for one, other in ((new, old), (old, new))
        )
        if came and went:
            found.append(Swap(tenant, came, went))
    return tuple(found)


def _changed_users(before: Flow, after: Flow) -> frozenset[str]:
    """The ids of users who came into the scopes of open arrows or left them, if some tenant has both.

    Empty if no tenant has both, or if they are too many.
    """
    same_users = before.design.users is after.design.users
    pairs, rows = [], 0
    for id in before.by_arrow.keys() | after.by_arrow.keys():
        old, new = _scope(before, id), _scope(after, id)
        if old == new and same_users:
            continue
        pairs.append((id, old, new))
        rows += sum(flow.by_arrow[id].eligible or 0 for flow, key in ((before, old), (after, new)) if key)
        if rows > _MAX_ROWS:
            return frozenset()
    came: dict[str, set[str]] = {}
    went: dict[str, set[str]] = {}
    for id, old, new in pairs:
        there, now = _ids(before, old), _ids(after, new)
        arrows = after.design.topology.arrow_by_id if new else before.design.topology.arrow_by_id
        if now - there:
            came.setdefault(arrows[id].target, set()).update(now - there)
        if there - now:
            went.setdefault(arrows[id].target, set()).update(there - now)
    changed = {user for tenant in came.keys() & went.keys() for user in came[tenant] | went[tenant]}
    return frozenset(changed) if len(changed) <= _MAX_USERS else frozenset()


def _scope(flow: Flow, id: str) -> ScopeKey | None:
    """What decides whom an arrow syncs; None if it is not there, or not open."""
    arrow: Arrow | None = flow.design.topology.arrow_by_id.get(id)
    if arrow is None or flow.by_arrow[id].state != "open":
        return None
    return ScopeKey.of(flow.design, arrow.source, arrow.scope)


def _ids(flow: Flow, key: ScopeKey | None) -> set[str]:
    if key is None:
        return set()
    return set(collect(users_in_scopes(flow.design.users, [key]).select("id"))["id"].to_list())


def _externals(flow: Flow, users: frozenset[str]) -> dict[tuple[str, str], str]:
    """The names of these users, by tenant and id, where they are external."""
    rows = flow.presence_of(users).filter(nw.col("relation") == "external")
    cells = collect(rows.select("tenant", "user", "display_name")).iter_rows()
    return {(tenant, user): user if is_missing(name) or not name else name for tenant, user, name in cells}
