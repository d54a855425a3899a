"""Users whose mail is on a domain that their tenant has not verified are not created."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.roles import USER_WORK
from xtsviz.flow.wording import user_count
from xtsviz.sources import KNOWN_ISSUES


def _find(given: ReviewInput) -> Iterator[Match]:
    for arrow, number in given.flow.unverified_by_arrow():
        yield given.about_arrow(arrow, **user_count(number))


RULE = Rule(
    code="mail-domain-unverified",
    severity="warning",
    question="Do users of an arrow have a mail address on a domain that is not verified?",
    message="{source} → {target} does not create {people}: the mail address is on no verified domain of {source}.",
    remedy="Give them a mail address on a verified domain of {source}, or verify the domain there.",
    source=KNOWN_ISSUES,
    side="source",
    role=USER_WORK,
    find=_find,
)
