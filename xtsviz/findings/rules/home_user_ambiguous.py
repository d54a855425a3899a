"""The mail of an external names one person, and its user principal name another."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.roles import USER_WORK
from xtsviz.flow.same_person import ambiguous_externals, named_users
from xtsviz.sources import USER_PROPERTIES

_MAX_NAMED = 3


def _find(given: ReviewInput) -> Iterator[Match]:
    found = list(ambiguous_externals(given.design))
    ids = {
        id for _, matches in found for m in matches[:_MAX_NAMED] for id in (m.external, m.by_mail, m.by_upn)
    }
    people = named_users(given.design, {id for id in ids if id is not None})
    for arrow, matches in found:
        said = [
            f"{people[m.external]} has the mail of {people[m.by_mail].display_name} and the name of "
            f"{people[m.by_upn].display_name}"
            for m in matches[:_MAX_NAMED]
            if m.by_mail is not None and m.by_upn is not None
        ]
        if len(matches) > _MAX_NAMED:
            said.append(f"and {len(matches) - _MAX_NAMED:,} more")
        number = "1 external" if len(matches) == 1 else f"{len(matches):,} externals"
        yield given.about_arrow(arrow, number=number, who="; ".join(said))


RULE = Rule(
    code="home-user-ambiguous",
    severity="warning",
    question="Do mail and user principal name of an external name two people?",
    message="{target} has {number} whose mail and user principal name are those of two people: {who}. The mail "
    "counts here, as if the external had been handed over.",
    remedy="Find out who signs in. If it is the person of the user principal name, correct the mail in {target}. "
    "Otherwise delete the external, so that the right person gets an object of their own.",
    source=USER_PROPERTIES,
    side="target",
    role=USER_WORK,
    find=_find,
)
