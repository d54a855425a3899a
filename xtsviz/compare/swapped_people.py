"""Tenants where an edit brings some externals and takes others: their numbers alone would hide it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import narwhals as nw

from xtsviz.flow import Flow
from xtsviz.flow.flow_counts import ArrowFlow
from xtsviz.flow.scope_members import users_in_scopes
from xtsviz.flow.scope_rules import ScopeKey
from xtsviz.model.frames import collect, is_missing

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
    changes = _changed_scopes(before, after)
    may_come = {change.target for change in changes if change.new}
    may_go = {change.target for change in changes if change.old}
    both = [change for change in changes if change.target in may_come & may_go]
    if sum(change.rows for change in both) > _MAX_ROWS:
        return frozenset()
    came: dict[str, set[str]] = {}
    went: dict[str, set[str]] = {}
    for change in both:
        there, now = _ids(before, change.old), _ids(after, change.new)
        if now - there:
            came.setdefault(change.target, set()).update(now - there)
        if there - now:
            went.setdefault(change.target, set()).update(there - now)
    changed = {user for tenant in came.keys() & went.keys() for user in came[tenant] | went[tenant]}
    return frozenset(changed) if len(changed) <= _MAX_USERS else frozenset()


class _Change(NamedTuple):
    """The scope of an arrow before and after an edit, where it is open; and how many users both have together."""

    target: str
    old: ScopeKey | None
    new: ScopeKey | None
    rows: int


def _changed_scopes(before: Flow, after: Flow) -> list[_Change]:
    """The arrows whose scope another one may replace. Most edits change one arrow of many, so that this is quick."""
    old_design, new_design = before.design, after.design
    same_users = old_design.users is new_design.users
    same_rules = (
        old_design.topology.groups == new_design.topology.groups
        and old_design.topology.options == new_design.topology.options
    )
    was, is_now = before.by_arrow, after.by_arrow
    found = []
    for id in was.keys() | is_now.keys():
        there, now = was.get(id), is_now.get(id)
        same_arrow = there and now and there.arrow is now.arrow and there.state == now.state
        if same_users and same_rules and same_arrow:
            continue
        old, new = _scope(before, there), _scope(after, now)
        if (old != new or not same_users) and (one := now or there) is not None:
            rows = sum(done.eligible or 0 for done, key in ((there, old), (now, new)) if done and key)
            found.append(_Change(one.arrow.target, old, new, rows))
    return found


def _scope(flow: Flow, done: ArrowFlow | None) -> ScopeKey | None:
    """What decides whom an arrow syncs; None if it is not there, or not open."""
    if done is None or done.state != "open":
        return None
    arrow = done.arrow
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
