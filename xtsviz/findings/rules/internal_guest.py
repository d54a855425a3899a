"""Internal guests, on whom the documents disagree."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.wording import count
from xtsviz.sources import OVERVIEW, TOPOLOGIES


def _find(given: ReviewInput) -> Iterator[Match]:
    included = given.design.topology.options.internal_guests == "include"
    verb = "synchronizes them" if included else "leaves them out"
    for arrow, guests, _sms in given.flow.special_by_arrow():
        if guests:
            yield given.about_arrow(arrow, **count(guests), verb=verb)


RULE = Rule(
    code="internal-guest-ambiguous",
    severity="warning",
    question="Does an arrow meet internal guests?",
    message="{source} → {target} meets {people} of user type Guest with credentials of {source}. The documents "
    "disagree on such internal guests; this design {verb}.",
    remedy="Make them members in {source} if they should be synchronized, or switch how the design reads the rule "
    "(options.internal_guests).",
    source=f"{OVERVIEW}; {TOPOLOGIES}",
    find=_find,
)
