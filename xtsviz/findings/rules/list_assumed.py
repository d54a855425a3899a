"""What was assumed or not understood when lists and exports were read: one finding for each note of the design."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.sources import USER_LIST


def _find(given: ReviewInput) -> Iterator[Match]:
    topology = given.design.topology
    known = {**topology.arrow_by_id, **topology.tenant_by_id}
    first = next(iter(topology.tenant_by_id), None)
    for note in topology.notes:
        subject = note.about if note.about in known else first
        if subject is not None:  # a finding is about a tenant or an arrow
            yield Match(subject, {"sentence": note.sentence})


RULE = Rule(
    code="list-assumed",
    severity="info",
    question="Was something assumed or not understood when lists were read?",
    message="{sentence}",
    remedy="",
    source=USER_LIST,
    topic="list",
    several=True,
    find=_find,
)
