"""The findings as a table; pressing a subject selects it."""

from __future__ import annotations

from xtsviz.findings.finding import SEVERITIES, SEVERITY_NOUNS, Findings, severity_label
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import button, empty, esc, table
from xtsviz.view.words import number

MAX_ROWS = 200


def findings_table(context: ViewContext, findings: Findings) -> str:
    """What is wrong or worth knowing, gravest first; pressing a subject sends ``select KIND ID``."""
    if not findings:
        return empty("Nothing to report: every arrow works, and nobody is left out by surprise.")
    rows = []
    for found in findings[:MAX_ROWS]:
        kind = "arrow" if found.subject in context.design.topology.arrow_by_id else "tenant"
        name = (
            context.names.arrow(context.design.arrow(found.subject))
            if kind == "arrow"
            else context.names.tenant(found.subject)
        )
        rows.append(
            [
                f'<span class="xts-severity xts-{found.severity}">{severity_label(found.severity)}</span>',
                button(name, ["select", kind, found.subject], kind="xts-link"),
                esc(found.message),
                esc(found.remedy),
                f"<code>{esc(found.code)}</code>",
                f'<span class="xts-muted">{esc(found.source)}</span>',
            ]
        )
    numbers = ", ".join(
        number(sum(found.severity == severity for found in findings), *SEVERITY_NOUNS[severity])
        for severity in SEVERITIES
    )
    head = ["Severity", "About", "Problem", "What to do", "Code", "Source"]
    note = (
        f'<p class="xts-muted">The first {MAX_ROWS} of {len(findings):,}.</p>'
        if len(findings) > MAX_ROWS
        else ""
    )
    return table(head, rows, caption=f"Findings: {numbers}", kind="xts-findings") + note
