"""What is wrong, risky or worth knowing about a design."""

from xtsviz.findings.finding import Finding, Findings
from xtsviz.findings.review import review

__all__ = ["Finding", "Findings", "review"]
