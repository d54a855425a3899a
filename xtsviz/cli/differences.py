"""The command that compares two designs."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from xtsviz.cli.commands import TextFormat
from xtsviz.cli.documents import Output, open_design
from xtsviz.cli.terminal import TableOutput, show_progress, write_json
from xtsviz.compare import Diff
from xtsviz.compare import diff as compare_designs
from xtsviz.io.csv_output import json_records

_TABLES = ("tenants", "arrows", "other", "appear", "disappear", "changed_people", "groups", "totals")
_PERSON_COLUMNS = ("user", "display_name", "tenant", "relation", "user_type", "arrow")


def _doc(metavar: str) -> Any:
    return typer.Argument(
        metavar=metavar, help="A document (a JSON file). - reads standard input.", show_default=False
    )


def diff(
    before: Annotated[str, _doc("A")],
    after: Annotated[str, _doc("B")],
    format: Annotated[TextFormat, typer.Option("--format", help="Output format.")] = TextFormat.table,
    output: Output = None,
) -> None:
    """Show what changes from one design to another, and for whom."""
    if before == after == "-":
        raise typer.BadParameter("only one of the two documents can come from standard input", param_hint="B")
    old, new = open_design(before, None), open_design(after, None)
    with show_progress("Computing both flows"):
        difference = compare_designs(old, new)
        if format is TextFormat.json:
            tables = {name: json_records(getattr(difference, name)) for name in _TABLES}
            return write_json({"summary": difference.summary, **tables}, output)
        result = _add_diff_tables(difference, TableOutput(output))
    return result.close()


def _add_diff_tables(difference: Diff, output: TableOutput) -> TableOutput:
    output.add("", ("Summary",), [[difference.summary]])
    for heading, name in (("Tenants", "tenants"), ("Arrows", "arrows"), ("Other", "other")):
        rows = json_records(getattr(difference, name))
        output.add(
            heading, list(rows[0]) if rows else [], [list(map(_cell_value, row.values())) for row in rows]
        )
    for heading, name in (("Appear", "appear"), ("Disappear", "disappear")):
        rows = json_records(getattr(difference, name))
        output.add(heading, _PERSON_COLUMNS, [[row[column] for column in _PERSON_COLUMNS] for row in rows])
    changed = json_records(difference.changed_people)
    output.add(
        "Changed people", list(difference.changed_people.columns), [list(row.values()) for row in changed]
    )
    output.add("Synchronized groups", ("Change",), [[change.sentence] for change in difference.group_changes])
    changed_totals = [list(row.values()) for row in json_records(difference.totals) if row["change"]]
    output.add("Totals", list(difference.totals.columns), changed_totals)
    return output


def _cell_value(value: Any) -> Any:
    """A value of the document for a cell: nested lists and dicts as Python text, other values as they are."""
    is_nested = isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(item, (list, dict)) for item in value)
    )
    return repr(value) if is_nested else value
