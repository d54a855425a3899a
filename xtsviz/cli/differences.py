"""The command that compares two designs."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from xtsviz.cli.commands import TextFormat
from xtsviz.cli.documents import Output, opened
from xtsviz.cli.terminal import Report, emit_json, working
from xtsviz.compare import Diff
from xtsviz.compare import diff as compared
from xtsviz.io.csv_output import json_records

_TABLES = ("tenants", "arrows", "other", "appear", "disappear", "changed_people", "totals")
_PERSON = ("user", "display_name", "tenant", "relation", "user_type", "arrow")


def _doc(which: str) -> Any:
    return typer.Argument(
        metavar=which, help="A document (JSON); - reads standard input.", show_default=False
    )


def diff(
    before: Annotated[str, _doc("A")],
    after: Annotated[str, _doc("B")],
    format: Annotated[TextFormat, typer.Option("--format", help="How to print it.")] = TextFormat.table,
    output: Output = None,
) -> None:
    """What changes from one design to another, and who appears or disappears where."""
    if before == after == "-":
        raise typer.BadParameter("only one of the two documents can come from standard input", param_hint="B")
    old, new = opened(before, None), opened(after, None)
    with working("Following every arrow of both"):
        found = compared(old, new)
        if format is TextFormat.json:
            tables = {name: json_records(getattr(found, name)) for name in _TABLES}
            return emit_json({"summary": found.summary, **tables}, output)
        report = _told(found, Report(output))
    return report.close()


def _told(found: Diff, report: Report) -> Report:
    report.add("", ("Summary",), [[found.summary]])
    for heading, name in (("Tenants", "tenants"), ("Arrows", "arrows"), ("Other", "other")):
        rows = json_records(getattr(found, name))
        report.add(heading, list(rows[0]) if rows else [], [list(map(_value, row.values())) for row in rows])
    for heading, name in (("Appear", "appear"), ("Disappear", "disappear")):
        rows = json_records(getattr(found, name))
        report.add(heading, _PERSON, [[row[column] for column in _PERSON] for row in rows])
    changed = json_records(found.changed_people)
    report.add("Changed people", list(found.changed_people.columns), [list(row.values()) for row in changed])
    numbers = [list(row.values()) for row in json_records(found.totals) if row["change"]]
    report.add("Totals", list(found.totals.columns), numbers)
    return report


def _value(value: Any) -> Any:
    """A value of the document as it is shown: lists of plain values as they are, what is nested as Python writes it."""
    nested = isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(item, (list, dict)) for item in value)
    )
    return repr(value) if nested else value
