"""The target does not let the source synchronize groups into it, or it is not known whether it does."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.group_copies import crosses_clouds
from xtsviz.flow.required_settings import SETTING_BY_FIELD
from xtsviz.sources import CONFIGURE

_REFUSED = "{target} does not allow {source} to synchronize groups into it: no group appears there."
_UNKNOWN = (
    "it is not known whether {target} allows {source} to synchronize groups into it. The groups are shown as if it "
    "did not."
)


def _find(given: ReviewInput) -> Iterator[Match]:
    for arrow in given.design.arrows:
        allowed = arrow.gates.inbound_group_sync_allowed
        if arrow.sync_groups and allowed is not True and not crosses_clouds(arrow, given.design.topology):
            names = given.wording.arrow_names(arrow)
            why = (_UNKNOWN if allowed is None else _REFUSED).format(**names)
            yield given.about_arrow(arrow, why=why)


RULE = Rule(
    code="group-sync-not-allowed",
    severity="warning",
    question="Does a target not allow the group synchronization of an arrow, or is that not known?",
    message="{source} → {target} has group synchronization on, but {why}",
    remedy=SETTING_BY_FIELD["inbound_group_sync_allowed"].remedy,
    source=CONFIGURE,
    side="target",
    role=SETTING_BY_FIELD["inbound_group_sync_allowed"].role,
    find=_find,
)
