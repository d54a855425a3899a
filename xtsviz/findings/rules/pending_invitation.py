"""An external whose invitation is not redeemed cannot be matched."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.roles import USER_WORK
from xtsviz.flow.wording import user_count
from xtsviz.sources import CONFIGURE


def _find(given: ReviewInput) -> Iterator[Match]:
    for arrow, number in given.flow.pending_by_arrow():
        yield given.about_arrow(arrow, **user_count(number))


RULE = Rule(
    code="pending-invitation",
    severity="warning",
    question="Do users of an arrow have an invitation in the target that is not redeemed?",
    message="{source} → {target} does not sync {people} whose earlier invitation to {target} is not redeemed: they "
    "cannot be matched.",
    remedy="Ask them to redeem the invitation, or delete the guest in {target}. Then provision them on demand.",
    source=CONFIGURE,
    side="target",
    role=USER_WORK,
    find=_find,
)
