"""Groups are synchronized within one cloud only."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.group_copies import crosses_clouds
from xtsviz.flow.roles import CONFIGURATION_ROLE
from xtsviz.sources import OVERVIEW


def _find(given: ReviewInput) -> Iterator[Match]:
    for arrow in given.design.arrows:
        if arrow.sync_groups and crosses_clouds(arrow, given.design.topology):
            yield given.about_arrow(arrow)


RULE = Rule(
    code="groups-across-clouds",
    severity="error",
    question="Is group synchronization on between tenants of different clouds?",
    message="{source} → {target} has group synchronization on, but {source} is in the {source_cloud} cloud and "
    "{target} is in the {target_cloud} cloud. Groups are synchronized within one cloud only.",
    remedy="Turn group synchronization off for this arrow, and make the group in {target}.",
    source=OVERVIEW,
    side="source",
    role=CONFIGURATION_ROLE,
    find=_find,
)
