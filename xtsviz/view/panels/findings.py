"""The findings as a check list. A press on an arrow or a tenant selects it, a press on a box ticks a finding."""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup, escape

from xtsviz.findings.check_list import Check, CheckGroup, CheckSection
from xtsviz.findings.finding import SEVERITIES, SEVERITY_NOUNS, severity_label
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import (
    action_attribute,
    button,
    empty_message,
    esc,
    fragment,
    join_markup,
    note,
    rest_of_rows,
)
from xtsviz.view.words import number

MAX_ROWS = 200
"""So many findings and folded groups are shown."""


def findings_list(context: ViewContext, done: Collection[str] = (), opened: Collection[str] = ()) -> Markup:
    """The findings by who has to do them, the most severe first.

    A press on a box sends ``check-finding KEY``; a press on a group, or on the lines of a finding,
    ``unfold-findings KEY``; a press on an arrow or a tenant ``select KIND ID``.

    Args:
        done: the keys of findings that are done.
        opened: the keys of groups and of lines to paste that are unfolded.
    """
    checks = context.checks
    if not checks:
        return empty_message("There are no findings: every arrow works.")
    findings = context.findings
    numbers = ", ".join(
        number(sum(found.severity == severity for found in findings), *SEVERITY_NOUNS[severity])
        for severity in SEVERITIES
    )
    open_now, work = checks.open_work(done), checks.open_work()
    left = f"{open_now:,} of {work:,} to do" if work else "nothing to do"
    lead = f"{numbers}; {left}. Ticks are kept. Export writes this list as CSV or Markdown."
    page = _Page(context, done, opened)
    parts = [page.section(section) for section in checks]
    return fragment(
        '<div class="xts-todo">{}{}{}</div>',
        note(lead),
        join_markup(parts),
        rest_of_rows(MAX_ROWS, page.rows),
    )


class _Page:
    """Writes sections until there are rows enough.

    Attributes:
        rows: the number of rows of all sections that were asked for.
    """

    def __init__(self, context: ViewContext, done: Collection[str], opened: Collection[str]) -> None:
        self._context = context
        self._done = done
        self._opened = opened
        self.rows = 0

    def section(self, section: CheckSection) -> Markup:
        rows = join_markup(self._group(section, group) for group in section.groups)
        if not rows:
            return rows
        left = sum(check.key not in self._done for check in section.checks)
        told = ""
        if section.is_work:
            told = f"{left:,} to do" if left else "all done ✓"
        return fragment(
            '<section class="xts-section"><h3>{} <span class="xts-muted">{}</span></h3>'
            '<ul class="xts-todo-list">{}</ul></section>',
            section.title,
            told,
            rows,
        )

    def _group(self, section: CheckSection, group: CheckGroup) -> Markup:
        if not group.is_folded:
            return join_markup(self._row(section, check) for check in group.checks)
        if not self._has_room():
            return Markup()
        is_open = group.key in self._opened
        left = sum(check.key not in self._done for check in group.checks)
        told = f", {left:,} to do" if section.is_work else ""
        head = fragment(
            '{} <span class="xts-severity xts-{}">{}</span>{}',
            _unfolding(group.title, group.key, is_open),
            group.checks[0].finding.severity,
            severity_label(group.checks[0].finding.severity),
            told,
        )
        inner = join_markup(self._row(section, check) for check in group.checks) if is_open else Markup()
        return fragment(
            "<li>{}{}</li>", head, fragment('<ul class="xts-todo-list">{}</ul>', inner) if inner else inner
        )

    def _row(self, section: CheckSection, check: Check) -> Markup:
        if not self._has_room():
            return Markup()
        found = check.finding
        is_done = check.key in self._done
        kind = "arrow" if found.subject in self._context.design.topology.arrow_by_id else "tenant"
        parts = [
            fragment(
                '<p><span class="xts-severity xts-{}">{}</span> {}: {}</p>',
                found.severity,
                severity_label(found.severity),
                button(check.about, ["select", kind, found.subject], kind="xts-link"),
                found.message,
            )
        ]
        if found.remedy:
            parts.append(fragment("<p>{}</p>", found.remedy))
        source = fragment('<span class="xts-muted"><code>{}</code> {}</span>', found.code, found.source)
        if check.lines:
            is_open = check.key in self._opened
            parts.append(
                fragment(
                    "<p>{} {}</p>", _unfolding("Lines to paste", check.key, is_open, found.message), source
                )
            )
            if is_open:
                parts.append(note(check.lines.lead))
                parts += [
                    _code("Microsoft Graph", check.lines.graph),
                    _code("PowerShell", check.lines.powershell),
                ]
        else:
            parts.append(fragment("<p>{}</p>", source))
        box = _box(check, is_done) if section.is_work else Markup()
        row_kind = "xts-todo-row xts-todo-done" if is_done and section.is_work else "xts-todo-row"
        return fragment('<li class="{}">{}<div>{}</div></li>', row_kind, box, join_markup(parts))

    def _has_room(self) -> bool:
        self.rows += 1
        return self.rows <= MAX_ROWS


def _box(check: Check, is_done: bool) -> Markup:
    return fragment(
        '<button type="button" role="checkbox" class="xts-do xts-todo-box" aria-checked="{}" '
        'aria-label="Done: {}" title="{}" {}>{}</button>',
        "true" if is_done else "false",
        check.finding.message,
        "Done. Press to take it back" if is_done else "Press when this is done",
        action_attribute(["check-finding", check.key]),
        "✓" if is_done else Markup("&nbsp;"),
    )


def _unfolding(title: str, key: str, is_open: bool, about: str = "") -> Markup:
    label = fragment(' aria-label="{}: {}"', title, about) if about else Markup()
    return fragment(
        '<button type="button" class="xts-do xts-small" aria-expanded="{}"{} {}>'
        '<span aria-hidden="true">{}</span> {}</button>',
        "true" if is_open else "false",
        label,
        action_attribute(["unfold-findings", key]),
        "▾" if is_open else "▸",
        esc(title),
    )


def _code(title: str, text: str) -> Markup:
    # The ends of lines stay; everything else that is invisible was made visible where the lines were written.
    return fragment(
        '<p class="xts-muted">{}</p>'
        '<pre class="xts-code xts-todo-code" tabindex="0" aria-label="{}"><code>{}</code></pre>',
        title,
        f"Lines for {title}",
        escape(text),
    )
