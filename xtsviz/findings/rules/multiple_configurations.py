"""Several arrows from one source to one target."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.roles import CONFIGURATION_ROLE
from xtsviz.sources import MULTITENANT_KNOWN_ISSUES, OVERVIEW


def _find(given: ReviewInput) -> Iterator[Match]:
    for arrows in given.design.topology.arrows_by_pair.values():
        if len(arrows) > 1:
            yield given.about_arrow(arrows[0], number=len(arrows))


RULE = Rule(
    code="multiple-configurations-per-pair",
    severity="warning",
    question="Does a source have more than one arrow to a target?",
    message="There are {number} arrows {source} → {target}. The documents disagree about whether a pair "
    "may have more than one; here all of them run, in order.",
    remedy="Make one arrow of them, unless one is for members and another for guests.",
    source=f"{OVERVIEW}; {MULTITENANT_KNOWN_ISSUES}",
    side="source",
    role=CONFIGURATION_ROLE,
    find=_find,
)
