"""One finding, and several in an order to read them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from typing import Literal

import pandas as pd

from xtsviz.errors import DesignError, quoted

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest down."""

SEVERITY_SYMBOLS: Mapping[Severity, str] = {"error": "✕", "warning": "!", "info": "i"}
SEVERITY_NOUNS: Mapping[Severity, tuple[str, str]] = {
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "info": ("note", "notes"),
}
"""What a person reads, for one and for several."""


def severity_label(severity: Severity) -> str:
    """A severity as it stands in tables: its symbol and its noun."""
    return f"{SEVERITY_SYMBOLS[severity]} {SEVERITY_NOUNS[severity][0]}"


@dataclass(frozen=True)
class Finding:
    """One thing to know about a design.

    Attributes:
        code: what kind of thing, as a stable word.
        subject: the id of the arrow or tenant it is about.
        message: the problem, in a sentence with names.
        remedy: what to do about it; empty where there is nothing to do.
        source: the document that says so.
    """

    code: str
    severity: Severity
    subject: str
    message: str
    remedy: str
    source: str


class Findings(tuple[Finding, ...]):
    """Findings in an order to read them in; shown as a table in a notebook."""

    __slots__ = ()

    def to_frame(self) -> pd.DataFrame:
        """A pandas frame: one row per finding, its fields as columns."""
        return pd.DataFrame([astuple(finding) for finding in self], columns=[f.name for f in fields(Finding)])

    @property
    def codes(self) -> frozenset[str]:
        """The codes that occur."""
        return frozenset(finding.code for finding in self)

    def at_least(self, severity: Severity) -> Findings:
        """Those of this severity or graver.

        Raises:
            DesignError: there is no such severity.
        """
        if severity not in SEVERITIES:
            given: object = severity
            shown = given if isinstance(given, str) else type(given).__name__
            raise DesignError(f"no severity {quoted(shown)}; it is {', '.join(SEVERITIES)}")
        grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return Findings(finding for finding in self if finding.severity in grave)

    def _repr_html_(self) -> str:
        if not self:
            return "<p>Nothing found.</p>"
        return str(self.to_frame().to_html(escape=True, index=False))
