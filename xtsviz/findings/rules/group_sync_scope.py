"""Groups are synchronized only if they are assigned."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.roles import CONFIGURATION_ROLE
from xtsviz.sources import OVERVIEW


def _find(given: ReviewInput) -> Iterator[Match]:
    for arrow in given.design.arrows:
        if arrow.sync_groups and arrow.scope.users == "all":
            yield given.about_arrow(arrow)


RULE = Rule(
    code="group-sync-needs-assigned-scope",
    severity="info",
    question="Is group synchronization on while the scope is all users?",
    message="{source} → {target} has group synchronization on, but its scope is all users. Groups need an assigned "
    "scope.",
    remedy="Assign the groups to the configuration and set its scope to assigned users and groups.",
    source=OVERVIEW,
    side="source",
    role=CONFIGURATION_ROLE,
    find=_find,
)
