"""Reviews as a whole; each rule has its tests in `rules`."""

from __future__ import annotations

import xtsviz as xts
from tests.unit.findings.designs import a_design, arrow, people


def test_the_gravest_come_first_and_the_flow_before_the_counts():
    design = a_design(
        [
            arrow("contoso", "fabrikam", sync_groups=True),
            arrow("fabrikam", "litware", status="paused"),
            arrow("litware", "contoso", gates={"inbound_sync_allowed": False}),
        ],
        people("contoso", 2),
    )
    found = [(finding.severity, finding.code) for finding in xts.review(design)]
    severities = [severity for severity, _ in found]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    expected = [
        ("error", "inbound-sync-not-allowed"),
        ("warning", "arrow-paused"),
        ("info", "group-sync-needs-assigned-scope"),
        ("info", "licence-count"),
        ("info", "licence-count"),
        ("info", "object-count"),
        ("info", "object-count"),
        ("info", "object-count"),
    ]
    assert [finding for finding in found if finding in expected] == expected


def test_every_finding_is_a_sentence_with_a_source():
    for finding in xts.review(xts.examples.acquisition()):
        assert finding.severity in {"error", "warning", "info"}
        assert finding.message.endswith(".")
        assert finding.source
        assert finding.remedy or finding.severity == "info"


def test_a_design_without_anything():
    design = xts.Design.from_document({"format": "xtsviz-topology", "version": 1, "tenants": []})
    assert xts.review(design) == ()


def test_a_review_changes_nothing():
    design = xts.examples.acquisition()
    before = design.to_document()
    assert xts.review(design) == xts.review(design)
    assert design.to_document() == before
