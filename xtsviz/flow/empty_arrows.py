"""Open arrows that sync nobody although their source has internal users, and what is known about why.

The rules are those of `xtsviz.flow.scope_rules` and `xtsviz.flow.provisioning`. Many arrows are asked in one query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw

from xtsviz.flow.engine import Flow
from xtsviz.flow.scope_members import assigned_in_scopes, users_in_scopes
from xtsviz.flow.scope_rules import ScopeKey
from xtsviz.model.credentials import INTERNAL
from xtsviz.model.design import Design
from xtsviz.model.frames import Frame, collect
from xtsviz.model.topology import Arrow


@dataclass(frozen=True)
class EmptyArrow:
    """An open arrow that syncs nobody.

    Attributes:
        assigned: the number of internal users whom the scope selects before its filters; None for all users.
        in_scope: the number of users in scope by rules 1 to 3.
        guests: the number of internal guests who are assigned and meet the filters, and whom the design leaves out.
        sms: the number of other users who are assigned and meet the filters, and who sign in by SMS.
        pending: the number of users in scope whose invitation in the target is not redeemed.
        unverified: the number of other users in scope whose mail is on a domain that is not verified.
    """

    arrow: Arrow
    assigned: int | None
    in_scope: int
    guests: int
    sms: int
    pending: int
    unverified: int


def empty_arrows(flow: Flow) -> Iterator[EmptyArrow]:
    """The open arrows that sync nobody, in the order of the document. Sources without internal users are left out."""
    design = flow.design
    found = [
        done.arrow
        for done in flow.by_arrow.values()
        if done.state == "open" and done.eligible == 0 and flow.populations[done.arrow.source].internal
    ]
    if not found:
        return
    keys = [ScopeKey.of(design, arrow.source, arrow.scope) for arrow in found]
    in_scope = _rows_by_scope(users_in_scopes(design.users, keys))
    columns = ("id", "tenant")
    internal = design.users.frame.filter(INTERNAL).select(*columns)
    some = [(place, key) for place, key in enumerate(keys) if key.scope.users == "assigned"]
    assigned = _rows_by_scope(assigned_in_scopes(internal, design.users, some)) if some else {}
    special = {arrow.id: numbers for arrow, *numbers in flow.special_by_arrow()}
    pending = {arrow.id: number for arrow, number in flow.pending_by_arrow()}
    unverified = {arrow.id: number for arrow, number in flow.unverified_by_arrow()}
    included = design.topology.options.internal_guests == "include"
    for place, arrow in enumerate(found):
        guests, sms = special.get(arrow.id, (0, 0))
        yield EmptyArrow(
            arrow=arrow,
            assigned=assigned.get(place, 0) if arrow.scope.users == "assigned" else None,
            in_scope=in_scope.get(place, 0),
            guests=0 if included else guests,
            sms=sms,
            pending=pending.get(arrow.id, 0),
            unverified=unverified.get(arrow.id, 0),
        )


def _rows_by_scope(rows: Frame) -> dict[int, int]:
    counted = rows.group_by("_scope").agg(n=nw.len()).select("_scope", "n")
    return {int(scope): int(number) for scope, number in collect(counted).iter_rows()}


def nested_groups(design: Design, groups: Iterable[str]) -> Mapping[str, str]:
    """For each of these groups (ids) that has a group as a member, the id of the first such member."""
    known = design.topology.group_by_id
    asked = [group for group in dict.fromkeys(groups) if group in known]
    found: dict[str, str] = {}
    for group in asked:
        inner = next((member for member in known[group].members if member in known), None)
        if inner is not None:
            found[group] = inner
    memberships = design.users.memberships
    if memberships is not None and asked:
        rows = memberships.filter(nw.col("group").is_in(asked) & nw.col("member").is_in(list(known)))
        for group, inner in sorted(collect(rows.select("group", "member")).iter_rows()):
            found.setdefault(group, inner)
    return found


def groups_with_members(design: Design, groups: Sequence[str]) -> frozenset[str]:
    """Those of these groups (ids) that have a direct member who is no group."""
    known = design.topology.group_by_id
    found = {
        group
        for group in groups
        if group in known and any(member not in known for member in known[group].members)
    }
    memberships = design.users.memberships
    if memberships is not None and groups:
        asked = nw.col("group").is_in(list(groups)) & ~nw.col("member").is_in(list(known))
        found.update(collect(memberships.filter(asked).select("group").unique())["group"].to_list())
    return frozenset(found)
