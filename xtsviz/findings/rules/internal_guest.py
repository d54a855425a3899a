"""An arrow has internal guests in its scope. The documents disagree about them."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.roles import USER_WORK
from xtsviz.flow.wording import user_count
from xtsviz.sources import OVERVIEW, TOPOLOGIES


def _find(given: ReviewInput) -> Iterator[Match]:
    included = given.design.topology.options.internal_guests == "include"
    verb = "synchronizes them" if included else "leaves them out"
    for arrow, guests, _sms in given.flow.special_by_arrow():
        if guests:
            yield given.about_arrow(arrow, **user_count(guests), verb=verb)


RULE = Rule(
    code="internal-guest-ambiguous",
    severity="warning",
    question="Does an arrow have internal guests in its scope?",
    message="{source} → {target} has {people} of user type Guest with credentials of {source} in its scope. The "
    "documents disagree about such internal guests; this design {verb}.",
    remedy="Make them members in {source} if they should be synchronized, or change the option of the design "
    "(options.internal_guests).",
    source=f"{OVERVIEW}; {TOPOLOGIES}",
    side="source",
    role=USER_WORK,
    find=_find,
)
