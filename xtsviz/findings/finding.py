"""What the flow has to tell about a design: arrows that do not work, people who are left out or merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from typing import Any, Literal

import narwhals as nw
import pandas as pd

from xtsviz.errors import DesignError, quoted
from xtsviz.flow.tally import ArrowFlow, Tally
from xtsviz.flow.wording import CODES, Wording, count
from xtsviz.model.design import Design
from xtsviz.model.frames import collect

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest down."""

_OF_STATE: dict[str, Severity] = {"blocked": "error", "unknown": "warning", "paused": "warning"}


@dataclass(frozen=True)
class Finding:
    """One thing to know about a design.

    Attributes:
        code: what kind of thing, as a stable word.
        subject: the id of the arrow or tenant it is about.
        message: what is so, in a sentence with names.
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


def flow_findings(design: Design, tally: Tally, merged: Iterable[tuple[str, str, str]]) -> Findings:
    """The findings of the flow: by severity, then in the order of the document.

    Args:
        merged: rows of `Flow.merged`: user, into, tenant.
    """
    found = [
        *_about_arrows(design, tally),
        *_about_pairs(design),
        *_about_people(design, tally),
        *_about_merged(design, merged),
    ]
    return Findings(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))


def finding(code: str, severity: Severity, subject: str, **names: Any) -> Finding:
    """A finding with the words that belong to its code."""
    words = CODES[code]
    return Finding(
        code, severity, subject, words.message.format(**names), words.remedy.format(**names), words.source
    )


def _about_arrows(design: Design, tally: Tally) -> Iterator[Finding]:
    words = Wording(design)
    for name, flow in tally.by_arrow.items():
        if flow.state in _OF_STATE:
            for code in flow.codes:
                yield finding(code, _OF_STATE[flow.state], name, **words.of_arrow(flow.arrow))
        if flow.arrow.sync_groups and flow.arrow.scope.users == "all":
            yield finding("group-sync-needs-assigned-scope", "info", name, **words.of_arrow(flow.arrow))


def _about_pairs(design: Design) -> Iterator[Finding]:
    words = Wording(design)
    for arrows in design.topology.arrows_by_pair.values():
        if len(arrows) > 1:
            names = {**words.of_arrow(arrows[0]), "number": len(arrows)}
            yield finding("multiple-configurations-per-pair", "warning", arrows[0].id, **names)


def _about_people(design: Design, tally: Tally) -> Iterator[Finding]:
    words = Wording(design)
    waiting: Counter[int] = Counter()
    if tally.closely.arrows:
        rows = tally.closely.pending.group_by("order").agg(n=nw.len()).select("order", "n")
        waiting.update({int(order): int(n) for order, n in collect(rows).iter_rows()})
    included = design.topology.options.internal_guests == "include"
    for order, flow in enumerate(tally.by_arrow.values()):
        names = words.of_arrow(flow.arrow)
        for code, severity, number in _left_out(tally, flow, waiting[order]):
            verb = "carries them" if included else "leaves them out"
            yield finding(code, severity, flow.arrow.id, **names, **count(number), verb=verb)


def _left_out(tally: Tally, flow: ArrowFlow, waiting: int) -> Iterator[tuple[str, Severity, int]]:
    if flow.arrow.scope.users == "unknown":
        return
    guests, sms = tally.special[flow.arrow.id]
    if guests:
        yield "internal-guest-ambiguous", "warning", guests
    if waiting:
        yield "pending-invitation", "warning", waiting
    if sms:
        yield "sms-sign-in-skipped", "info", sms


def _about_merged(design: Design, merged: Iterable[tuple[str, str, str]]) -> Iterator[Finding]:
    words = Wording(design)
    numbers = Counter(tenant for _, _, tenant in merged)
    for tenant in design.tenants:
        if number := numbers[tenant.id]:
            yield finding(
                "shared-mail", "warning", tenant.id, target=words.tenant(tenant.id), **count(number)
            )
