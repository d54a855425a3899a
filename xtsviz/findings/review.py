"""All rules over one design."""

from __future__ import annotations

from xtsviz.findings.finding import SEVERITIES, Findings
from xtsviz.findings.rules import RULES
from xtsviz.flow import user_flow
from xtsviz.model.design import Design
from xtsviz.model.engines import asks_engine


@asks_engine
def review(design: Design) -> Findings:
    """What is wrong, risky or worth knowing about a design, gravest first.

    The findings of the flow, and those of the rules of this room; each has ``code``, ``severity`` (``error``,
    ``warning``, ``info``), ``subject`` (an arrow's or a tenant's id), ``message``, ``remedy`` and ``source``.
    """
    flow = user_flow(design)
    found = [*flow.findings, *(finding for rule in RULES for finding in rule(flow))]
    return Findings(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))
