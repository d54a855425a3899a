"""The number of licences that each source needs: one per synchronized user, for all targets together."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.licences import count_licences
from xtsviz.sources import OVERVIEW


def _find(given: ReviewInput) -> Iterator[Match]:
    for tenant, need in count_licences(given.flow).items():
        for licence, number in need.items():
            noun = "licence" if number == 1 else "licences"
            yield given.about_tenant(tenant, licence=licence, number=f"{number:,}", noun=noun)


RULE = Rule(
    code="licence-count",
    severity="info",
    question="How many licences does each source need?",
    message="{tenant} needs {number} {licence} {noun}: one for each of its users who are synchronized.",
    remedy="",
    source=OVERVIEW,
    find=_find,
)
