"""An assigned group is of a kind that is not synchronized."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.errors import quoted
from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.group_copies import assigned_groups, is_synchronizable
from xtsviz.flow.roles import ASSIGNMENT_ROLE
from xtsviz.model.topology import Group
from xtsviz.sources import OVERVIEW

_MAX_NAMED = 5


def _find(given: ReviewInput) -> Iterator[Match]:
    for arrow in given.design.arrows:
        if arrow.sync_groups:
            refused = [g for g in assigned_groups(arrow, given.design.topology) if not is_synchronizable(g)]
            if refused:
                yield given.about_arrow(arrow, **_in_words(refused))


def _in_words(groups: list[Group]) -> dict[str, str]:
    named = [f"{quoted(group.name)} ({_kind(group)})" for group in groups[:_MAX_NAMED]]
    if more := len(groups) - len(named):
        named.append(f"{more:,} more")
    one = len(groups) == 1
    return {
        "groups": ("the group " if one else "the groups ") + ", ".join(named),
        "appear": "It does not appear" if one else "They do not appear",
    }


def _kind(group: Group) -> str:
    return "role-assignable" if group.role_assignable else group.kind.replace("-", " ")


RULE = Rule(
    code="group-kind-unsupported",
    severity="warning",
    question="Is a group assigned whose kind is not synchronized?",
    message="{source} → {target} has group synchronization on and {groups} assigned. {appear} in {target}: only "
    "security groups and Microsoft 365 groups that are not role-assignable are synchronized. The direct members are in "
    "scope all the same.",
    remedy="Assign a security group or a Microsoft 365 group with the same members.",
    source=OVERVIEW,
    side="source",
    role=ASSIGNMENT_ROLE,
    find=_find,
)
