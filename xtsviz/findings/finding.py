"""A finding, a sorted list of findings, and the severities with their symbols and names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from typing import Literal

import pandas as pd

from xtsviz.errors import DesignError, quoted

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""The most severe comes first."""

SEVERITY_SYMBOLS: Mapping[Severity, str] = {"error": "✕", "warning": "!", "info": "i"}
SEVERITY_NOUNS: Mapping[Severity, tuple[str, str]] = {
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "info": ("note", "notes"),
}
"""The name of each severity for people: for one finding, and for several."""


def severity_label(severity: Severity) -> str:
    """A severity in a table: its symbol and its name."""
    return f"{SEVERITY_SYMBOLS[severity]} {SEVERITY_NOUNS[severity][0]}"


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found in a design.

    Attributes:
        code: the kind of finding; this word never changes.
        severity: how severe it is.
        subject: the id of the arrow or tenant.
        message: the problem, as a sentence with names.
        remedy: what to do; empty if there is nothing to do.
        source: the document that states this rule.
    """

    code: str
    severity: Severity
    subject: str
    message: str
    remedy: str
    source: str


class Findings(tuple[Finding, ...]):
    """A sorted list of findings. A notebook shows it as a table."""

    __slots__ = ()

    def to_frame(self) -> pd.DataFrame:
        """A pandas frame: one row per finding, with the fields of `Finding` as columns."""
        return pd.DataFrame([astuple(finding) for finding in self], columns=[f.name for f in fields(Finding)])

    @property
    def codes(self) -> frozenset[str]:
        """The codes that occur."""
        return frozenset(finding.code for finding in self)

    def at_least(self, severity: Severity) -> Findings:
        """The findings of this severity, and of more severe ones.

        Raises:
            DesignError: there is no such severity.
        """
        if severity not in SEVERITIES:
            given: object = severity
            shown = given if isinstance(given, str) else type(given).__name__
            raise DesignError(f"no severity {quoted(shown)}; it is {', '.join(SEVERITIES)}")
        included = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return Findings(finding for finding in self if finding.severity in included)

    def _repr_html_(self) -> str:
        if not self:
            return "<p>Nothing found.</p>"
        return str(self.to_frame().to_html(escape=True, index=False))
