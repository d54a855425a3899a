"""Users of one source with the same mail address share one object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.roles import USER_WORK
from xtsviz.flow.wording import user_count
from xtsviz.sources import KNOWN_ISSUES


def _find(given: ReviewInput) -> Iterator[Match]:
    numbers = Counter(tenant for _, _, tenant in given.flow.merged_rows)
    for tenant in given.design.tenants:
        if number := numbers[tenant.id]:
            yield given.about_tenant(tenant.id, **user_count(number))


RULE = Rule(
    code="shared-mail",
    severity="warning",
    question="Do users of one source share a mail address?",
    message="In {tenant}, {people} got no object of their own: each shares the object of a user with the same mail "
    "address.",
    remedy="Give each user a different mail address in the source.",
    source=KNOWN_ISSUES,
    side="tenant",
    role=USER_WORK,
    find=_find,
)
