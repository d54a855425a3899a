"""The overlay *Health*: the states of the arrows, and the findings."""

from __future__ import annotations

from collections.abc import Mapping

from xtsviz.findings.finding import SEVERITIES, SEVERITY_NOUNS, Severity
from xtsviz.model.topology import Arrow
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.links import ArrowOverlay
from xtsviz.view.picture.overlays.overlay import ArrowLegend, Overlay
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.types import Badge, Selection
from xtsviz.view.theme import STATES, ArrowStyleName
from xtsviz.view.words import number


def _resolve(context: ViewContext, selection: Selection) -> OverlayResult:  # noqa: ARG001
    arrows: Mapping[str, Arrow] = context.design.topology.arrow_by_id
    found: dict[str, dict[Severity, int]] = {}
    noted: dict[str, Severity] = {}
    for finding in context.findings:
        about = str(finding.subject)
        if about in arrows:
            noted[about] = min(noted.get(about, finding.severity), finding.severity, key=SEVERITIES.index)
        at = arrows[about].source if about in arrows else about
        if at in context.tenant_index:
            tally = found.setdefault(at, {})
            tally[finding.severity] = tally.get(finding.severity, 0) + 1
    badges = {
        tenant: tuple(
            Badge(s, tally[s], number(tally[s], *SEVERITY_NOUNS[s])) for s in SEVERITIES if s in tally
        )
        for tenant, tally in found.items()
    }
    details = {
        tenant: " · ".join(badge.text for badge in badges[tenant]) if tenant in badges else "no findings"
        for tenant in context.tenant_index
    }
    sentences = tuple(
        f"{context.names.tenant(t)}: {details[t]}." for t in context.tenant_index if t in badges
    )
    labels = {
        arrow: f"{flow.carried:,} !"
        for arrow, flow in context.flow.by_arrow.items()
        if flow.state == "open" and noted.get(arrow) == "warning"
    }
    title = "Health: which arrows work, and what was found"
    return OverlayResult(
        title,
        details,
        badges=badges,
        links=ArrowOverlay(labels=labels, show_half_configured=True, colored_by_state=True),
        sentences=sentences,
        main_arrows=frozenset(arrow for arrow, flow in context.by_arrow.items() if flow.state != "open"),
        main_words="that do not work",
    )


def _words(style: ArrowStyleName) -> str | None:
    return STATES[style].words if style in STATES and style != "open" else None


OVERLAY = Overlay(
    "health",
    "Health",
    5,
    _resolve,
    legend=ArrowLegend(words=_words, always=frozenset(style for style in STATES if style != "request")),
    in_report=True,
)
