"""Several arrows from one source to one target."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.sources import MULTITENANT_KNOWN_ISSUES, OVERVIEW


def _find(given: ReviewInput) -> Iterator[Match]:
    for arrows in given.design.topology.arrows_by_pair.values():
        if len(arrows) > 1:
            yield given.about_arrow(arrows[0], number=len(arrows))


RULE = Rule(
    code="multiple-configurations-per-pair",
    severity="warning",
    question="Has a source more than one arrow to a target?",
    message="There are {number} arrows {source} → {target}. The documents disagree on whether a pair may have more "
    "than one; all of them run here, in order.",
    remedy="Make it one arrow, unless one is there for members and another for guests.",
    source=f"{OVERVIEW}; {MULTITENANT_KNOWN_ISSUES}",
    find=_find,
)
