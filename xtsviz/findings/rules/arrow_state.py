"""An arrow is blocked, unknown or paused: one rule for each code of `xtsviz.flow.arrow_codes`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from xtsviz.findings.finding import Severity
from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.arrow_codes import ARROW_CODES
from xtsviz.flow.arrow_states import State

_SEVERITY: Mapping[State, Severity] = {"blocked": "error", "unknown": "warning", "paused": "warning"}


def _find(code: str, given: ReviewInput) -> Iterator[Match]:
    for done in given.flow.by_arrow.values():
        if code in done.codes:
            yield given.about_arrow(done.arrow)


RULES = tuple(
    Rule(
        code=code,
        severity=_SEVERITY[words.state],
        question=words.question,
        message=words.message,
        remedy=words.remedy,
        source=words.source,
        side=words.side,
        role=words.role,
        find=partial(_find, code),
    )
    for code, words in ARROW_CODES.items()
)
