"""Running all rules on a design. Nothing else produces findings."""

from __future__ import annotations

from xtsviz.findings import rules
from xtsviz.findings.finding import SEVERITIES, Finding, Findings
from xtsviz.findings.rule import ReviewInput
from xtsviz.flow import Flow, user_flow
from xtsviz.model.design import Design


def review(design: Design) -> Findings:
    """What is wrong, risky or worth knowing about a design.

    Each finding has ``code``, ``severity`` (``error``, ``warning``, ``info``), ``subject`` (an arrow's or a tenant's
    id), ``message``, ``remedy`` and ``source``. Errors come first, then warnings, then infos. In each of these, arrows
    come first, then tenants, both in the order of the document.

    Raises:
        DesignError: the argument is not a design.
    """
    return review_flow(user_flow(design))


def review_flow(flow: Flow) -> Findings:
    """The findings of a design, for a caller who has its flow already."""
    given = ReviewInput(flow)
    topology = flow.design.topology
    order = {subject: n for n, subject in enumerate([*topology.arrow_by_id, *topology.tenant_by_id])}

    def position(finding: Finding) -> tuple[int, int]:
        return SEVERITIES.index(finding.severity), order[finding.subject]

    return Findings(sorted((found for rule in rules.RULES for found in rule.findings(given)), key=position))
