"""The target blocks B2B collaboration: its externals exist and cannot sign in."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.required_settings import SETTING_BY_FIELD
from xtsviz.sources import CROSS_TENANT_ACCESS

_SETTING = SETTING_BY_FIELD["inbound_b2b_allowed"]


def _find(given: ReviewInput) -> Iterator[Match]:
    for arrow in given.design.arrows:
        if arrow.gates.inbound_b2b_allowed is False:
            yield given.about_arrow(arrow)


RULE = Rule(
    code=_SETTING.code,
    severity="warning",
    question="Does a target block the sign-in of the users who are synchronized into it?",
    message=f"{_SETTING.violation}: users of {{source}} can be synchronized into {{target}}, but they cannot sign in "
    "there (AADSTS500213).",
    remedy=_SETTING.remedy,
    source=CROSS_TENANT_ACCESS,
    side="target",
    role=_SETTING.role,
    find=_find,
)
