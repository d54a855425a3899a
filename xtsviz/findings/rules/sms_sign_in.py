"""Users who sign in by SMS are skipped."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.roles import USER_WORK
from xtsviz.flow.wording import user_count
from xtsviz.sources import CONFIGURE, KNOWN_ISSUES


def _find(given: ReviewInput) -> Iterator[Match]:
    for arrow, _guests, sms in given.flow.special_by_arrow():
        if sms:
            yield given.about_arrow(arrow, **user_count(sms))


RULE = Rule(
    code="sms-sign-in-skipped",
    severity="info",
    question="Does an arrow skip users who sign in by SMS?",
    message="{source} → {target} skips {people} who sign in by SMS.",
    remedy="Turn SMS sign-in off for them in {source} if they should be synchronized.",
    source=f"{CONFIGURE}; {KNOWN_ISSUES}",
    side="source",
    role=USER_WORK,
    find=_find,
)
