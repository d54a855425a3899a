"""Why an arrow does not work: one rule for each code."""

import pytest

from tests.unit.findings.designs import a_design, arrow
from xtsviz import review
from xtsviz.flow.arrow_codes import ARROW_CODES

OPEN = {"source": {}, "target": {}, "arrow": {}}
CASES = {
    "inbound-sync-not-allowed": ("error", {"arrow": {"gates": {"inbound_sync_allowed": False}}}),
    "auto-redeem-inbound-missing": ("error", {"arrow": {"gates": {"inbound_auto_redeem": False}}}),
    "auto-redeem-outbound-missing": ("error", {"arrow": {"gates": {"outbound_auto_redeem": False}}}),
    "guest-invites-disabled": ("error", {"target": {"allow_invites_from": "none"}}),
    "cloud-pair-unsupported": ("error", {"source": {"cloud": "china"}}),
    "gate-unknown": ("warning", {"arrow": {"gates": {"inbound_sync_allowed": None}}}),
    "guest-invites-unknown": ("warning", {"target": {"allow_invites_from": None}}),
    "scope-unknown": ("warning", {"arrow": {"scope": {"users": "unknown"}}}),
    "arrow-paused": ("warning", {"arrow": {"status": "paused"}}),
    "arrow-quarantined": ("warning", {"arrow": {"status": "quarantined"}}),
}


def about_arrows(source, target, **parts):
    tenants = [
        {"id": "contoso", "name": "Contoso", **source},
        {"id": "fabrikam", "name": "Fabrikam", **target},
    ]
    design = a_design([arrow("contoso", "fabrikam", **parts["arrow"])], tenants=tenants)
    return [(f.code, f.severity, f.subject) for f in review(design) if f.code in ARROW_CODES]


@pytest.mark.parametrize("code", ARROW_CODES)
def test_each_code_is_a_finding_about_the_arrow(code):
    severity, changed = CASES[code]
    assert about_arrows(**{**OPEN, **changed}) == [(code, severity, "contoso->fabrikam")]


def test_an_open_arrow_has_none():
    assert about_arrows(**OPEN) == []
