"""The target blocks B2B collaboration: its externals exist and cannot sign in."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.sources import CROSS_TENANT_ACCESS


def _find(given: ReviewInput) -> Iterator[Match]:
    for arrow in given.design.arrows:
        if arrow.gates.inbound_b2b_allowed is False:
            yield given.about_arrow(arrow)


RULE = Rule(
    code="cannot-sign-in",
    severity="warning",
    question="Does a target block the sign-in of the users who are synchronized into it?",
    message="{target} blocks inbound B2B collaboration from {source}: users of {source} can be synchronized into "
    "{target}, but they cannot sign in there (AADSTS500213).",
    remedy="In {target}, a Security Administrator opens External Identities > Cross-tenant access settings > {source} "
    "> Inbound access > B2B collaboration and allows the users and applications.",
    source=CROSS_TENANT_ACCESS,
    find=_find,
)
