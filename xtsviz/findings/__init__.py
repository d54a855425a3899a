"""What is wrong, risky or worth knowing about a design. One file per rule, in `rules`."""

from xtsviz.findings.finding import Finding, Findings
from xtsviz.findings.run_rules import review

__all__ = ["Finding", "Findings", "review"]
