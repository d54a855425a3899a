"""A check list as Markdown."""

from __future__ import annotations

import re
from collections.abc import Collection

from xtsviz.findings.check_list import Check, CheckList
from xtsviz.findings.finding import SEVERITY_NOUNS
from xtsviz.model.display_text import isolated

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>&|~$!@]|:(?=//)|(?<=www)\.)")


def markdown(checks: CheckList, title: str, done: Collection[str] = ()) -> str:
    """A check list as Markdown: a heading for each person, an item with a box for each finding that needs work.

    Args:
        title: the name of the design.
        done: the keys of findings that are done.
    """
    work = sum(len(section.checks) for section in checks if section.is_work)
    open_now = checks.open_work(done)
    lines = [f"# Check list: {_text(title)}", "", f"{open_now:,} of {work:,} to do.", ""]
    for section in checks:
        lines += [f"## {_text(section.title)}", ""]
        for group in section.groups:
            if group.is_folded:
                lines += [f"### {_text(group.title)}", ""]
            for check in group.checks:
                box = f"[{'x' if check.key in done else ' '}] " if section.is_work else ""
                lines += _item(check, box)
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _item(check: Check, box: str) -> list[str]:
    found = check.finding
    noun = SEVERITY_NOUNS[found.severity][0].capitalize()
    item = [f"- {box}**{noun}**: {_text(found.message)}"]
    if found.remedy:
        item.append(f"  {_text(found.remedy)}")
    if check.lines:
        item += ["", f"  {_text(check.lines.lead)}", ""]
        item += _code(check.lines.graph, "http")
        item.append("")
        item += _code(check.lines.powershell, "powershell")
        item.append("")
    return item


def _code(text: str, language: str) -> list[str]:
    """A block of code in an item; its fence is longer than each run of backticks in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"  {line}".rstrip() for line in (f"{fence}{language}", *text.split("\n"), fence)]


def _text(text: str) -> str:
    """A text in which no character means anything to Markdown or HTML."""
    return _SPECIAL.sub(r"\\\1", isolated(text))
