"""Groups are synchronized only where they are assigned."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.sources import OVERVIEW


def _find(given: ReviewInput) -> Iterator[Match]:
    for arrow in given.design.arrows:
        if arrow.sync_groups and arrow.scope.users == "all":
            yield given.about_arrow(arrow)


RULE = Rule(
    code="group-sync-needs-assigned-scope",
    severity="info",
    question="Is group synchronization on where the scope is all users?",
    message="{source} → {target} is to synchronize groups, but its scope is all users; groups need an assigned scope.",
    remedy="Assign the groups to the configuration and set its scope to assigned users and groups.",
    source=OVERVIEW,
    find=_find,
)
