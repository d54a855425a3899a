"""The findings as a table. A press on an arrow or a tenant selects it."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.findings.finding import SEVERITIES, SEVERITY_NOUNS, Findings, severity_label
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import button, empty_message, esc, fragment, rest_of_rows, table, text_cells
from xtsviz.view.words import number

MAX_ROWS = 200


def findings_table(context: ViewContext, findings: Findings) -> Markup:
    """The findings, the most severe first. A press on an arrow or a tenant sends ``select KIND ID``."""
    if not findings:
        return empty_message("There are no findings: every arrow works.")
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
                fragment(
                    '<span class="xts-severity xts-{}">{}</span>',
                    found.severity,
                    severity_label(found.severity),
                ),
                button(name, ["select", kind, found.subject], kind="xts-link"),
                esc(found.message),
                esc(found.remedy),
                fragment("<code>{}</code>", found.code),
                fragment('<span class="xts-muted">{}</span>', found.source),
            ]
        )
    numbers = ", ".join(
        number(sum(found.severity == severity for found in findings), *SEVERITY_NOUNS[severity])
        for severity in SEVERITIES
    )
    head = text_cells("Severity", "About", "Problem", "What to do", "Code", "Source")
    shown = table(head, rows, caption=f"Findings: {numbers}", kind="xts-findings")
    return shown + rest_of_rows(MAX_ROWS, len(findings))
