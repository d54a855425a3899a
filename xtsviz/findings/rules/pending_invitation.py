"""Externals whose invitation has not been redeemed cannot be matched."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.wording import count
from xtsviz.sources import CONFIGURE


def _find(given: ReviewInput) -> Iterator[Match]:
    for arrow, number in given.flow.pending_by_arrow():
        yield given.about_arrow(arrow, **count(number))


RULE = Rule(
    code="pending-invitation",
    severity="warning",
    question="Are users of an arrow in the target already, with an invitation that is not redeemed?",
    message="{source} → {target} does not synchronize {people} whose earlier invitation to {target} is not redeemed: "
    "there is nothing to match them by.",
    remedy="Have the invitation redeemed or the guest deleted in {target}, then provision them on demand.",
    source=CONFIGURE,
    find=_find,
)
