"""The number of licences of each kind that each source needs: one per user, for all targets together."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.licences import GOVERNANCE, P1, count_licences
from xtsviz.sources import OVERVIEW

_WHO = {
    P1: "one for each of its users who are synchronized.",
    GOVERNANCE: "one for each of its users who are synchronized across clouds or by an arrow with group sync. "
    "Governance is an add-on: these users need Entra ID P1 too.",
}


def _find(given: ReviewInput) -> Iterator[Match]:
    for tenant, need in count_licences(given.flow).items():
        for licence, number in need.items():
            noun = "licence" if number == 1 else "licences"
            words = {"licence": licence, "number": f"{number:,}", "noun": noun}
            yield given.about_tenant(tenant, **words, who=_WHO[licence])


RULE = Rule(
    code="licence-count",
    severity="info",
    question="How many licences does each source need?",
    message="{tenant} needs {number} {licence} {noun}: {who}",
    remedy="",
    source=OVERVIEW,
    topic="licence",
    several=True,
    find=_find,
)
