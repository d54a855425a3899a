"""An external of a known home tenant fits nobody there."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.roles import USER_WORK
from xtsviz.flow.same_person import Unresolved, unresolved_externals
from xtsviz.model.display_text import listed_names
from xtsviz.sources import CONFIGURE

_MAX_NAMED = 3


def _find(given: ReviewInput) -> Iterator[Match]:
    found = unresolved_externals(given.design)
    for arrow in given.design.arrows if found else ():
        if externals := found.get((arrow.source, arrow.target)):
            yield given.about_arrow(
                arrow,
                number="1 external" if len(externals) == 1 else f"{len(externals):,} externals",
                fit="fits" if len(externals) == 1 else "fit",
                who=listed_names([str(one.external) for one in externals], _MAX_NAMED),
                perhaps=_perhaps(externals[:_MAX_NAMED], given.wording.tenant(arrow.source)),
            )


def _perhaps(externals: list[Unresolved], source: str) -> str:
    """A sentence about users with the same display name; empty if there are none."""
    people = [str(person) for one in externals for person in one.perhaps]
    if not people:
        return ""
    named = listed_names(list(dict.fromkeys(people)), _MAX_NAMED)
    return f" Users of {source} with the same display name, who might be meant: {named}."


RULE = Rule(
    code="external-unresolved",
    severity="warning",
    question="Does an external of a source fit nobody there?",
    message="{target} has {number} of {source} who {fit} nobody there, by mail or user principal name: {who}. "
    "Whether {source} → {target} matches them cannot be foretold.{perhaps}",
    remedy="Look up who this is in {source}. If the user is gone, delete the external in {target}. Otherwise give the "
    "external the mail of the user, or name the user as home_user in the document.",
    source=CONFIGURE,
    side="target",
    role=USER_WORK,
    find=_find,
)
