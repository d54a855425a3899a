"""A user has several externals in one tenant. Only one of them is matched."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.roles import USER_WORK
from xtsviz.sources import CONFIGURE


def _find(given: ReviewInput) -> Iterator[Match]:
    for arrow, number in given.flow.duplicates_by_arrow():
        objects = "1 more external" if number == 1 else f"{number:,} more externals"
        yield given.about_arrow(arrow, objects=objects)


RULE = Rule(
    code="duplicate-external",
    severity="warning",
    question="Does a user of an arrow have two or more externals in the target?",
    message="{target} has {objects} of users whom {source} → {target} would sync. One external stands for each user; "
    "no arrow manages the others.",
    remedy="In {target}, find out which external each user needs, and delete the others.",
    source=CONFIGURE,
    side="target",
    role=USER_WORK,
    find=_find,
)
