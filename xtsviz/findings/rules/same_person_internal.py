"""A user in scope has an account of the target's own, too."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.roles import USER_WORK
from xtsviz.flow.same_person import named_users, own_accounts
from xtsviz.flow.wording import user_count
from xtsviz.model.display_text import listed_names
from xtsviz.sources import OVERVIEW

_MAX_NAMED = 3


def _find(given: ReviewInput) -> Iterator[Match]:
    found = list(own_accounts(given.design))
    named = named_users(given.design, {user for _, users in found for user in users[:_MAX_NAMED]})
    for arrow, users in found:
        names = [named[user].display_name for user in users[:_MAX_NAMED]]
        names += [""] * (len(users) - len(names))
        yield given.about_arrow(arrow, **user_count(len(users)), who=listed_names(names, _MAX_NAMED))


RULE = Rule(
    code="same-person-internal",
    severity="info",
    question="Do users in the scope of an arrow have accounts of the target's own?",
    message="{source} → {target} has {people} in scope whose mail address an internal user of {target} has too: {who}. "
    "Internal users are never matched, so such a person has two objects in {target}.",
    remedy="Convert the internal user of {target} to an external, or leave the person out of the scope.",
    source=OVERVIEW,
    side="target",
    role=USER_WORK,
    find=_find,
)
