"""The command that compares designs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from xtsviz.cli.commands import TextFormat
from xtsviz.cli.documents import Output, document_name, open_design
from xtsviz.cli.terminal import TableOutput, show_progress, write_json
from xtsviz.compare import Diff, Diffs
from xtsviz.compare import diff as compare_designs
from xtsviz.compare.design_table import DesignTable
from xtsviz.compare.tables import difference_words, measure_words, number_words
from xtsviz.io.csv_output import json_records
from xtsviz.model.design import Design
from xtsviz.model.display_text import listed_names

_TABLES = ("tenants", "arrows", "other", "appear", "disappear", "changed_people", "groups", "totals")
_MAX_NAMED_TENANTS = 6


def _doc(metavar: str) -> Any:
    return typer.Argument(
        metavar=metavar, help="A document (a JSON file). - reads standard input.", show_default=False
    )


def diff(
    before: Annotated[str, _doc("A")],
    after: Annotated[str, _doc("B")],
    third: Annotated[
        str | None,
        typer.Argument(metavar="C", help="A third document, also compared with A.", show_default=False),
    ] = None,
    format: Annotated[TextFormat, typer.Option("--format", help="Output format.")] = TextFormat.table,
    output: Output = None,
) -> None:
    """Compare two or three designs: one table of their numbers, then what differs in each from the first."""
    documents = [document for document in (before, after, third) if document is not None]
    if documents.count("-") > 1:
        raise typer.BadParameter(
            "only one of the two or three documents can come from standard input", param_hint="B"
        )
    designs = [open_design(document, None) for document in documents]
    names = _names(documents, designs)
    with show_progress("Computing the flows"):
        found: Diff | Diffs = compare_designs(*designs, names=names)
        several = found.diffs if isinstance(found, Diffs) else (found,)
        if format is TextFormat.json:
            return write_json(_json(found), output)
        result = TableOutput(output)
        differs = any(several)
        sentences = found.table.sentences if differs else ["Nothing differs."]
        result.add("", ("Summary",), [[sentence] for sentence in sentences])
        if differs:
            _add_table(found.table, result)
        for one in several:
            _add_details(one, result, one.names[1] if len(several) > 1 else "")
    return result.close()


def _names(documents: list[str], designs: list[Design]) -> list[str]:
    """The names of the designs; those of the files if these do not tell the designs apart."""
    names = [design.name for design in designs]
    if all(names) and len(set(names)) == len(names):
        return names
    shown = [document_name(document) for document in documents]
    files = [Path(name).name for name in shown]
    return files if len(set(files)) == len(files) else shown


def _json(found: Diff | Diffs) -> dict[str, Any]:
    if isinstance(found, Diffs):
        return {"totals": json_records(found.totals), "diffs": [_json(one) for one in found.diffs]}
    tables = {name: json_records(getattr(found, name)) for name in _TABLES}
    return {"summary": found.summary, **tables}


def _add_table(table: DesignTable, output: TableOutput) -> None:
    """The numbers of the whole designs, and those of the tenants that differ."""
    first, *others = table.names
    heads = [first, *(head for name in others for head in (name, "Difference"))]
    rows = [[measure_words(row.measure), *_cells(row.values, row.differences)] for row in table.overall]
    output.add("All tenants together", ("Number", *heads), rows)
    rows = [
        [
            _who(group.names) if place == 0 else "",
            measure_words(row.measure),
            *_cells(row.values, row.differences),
        ]
        for group in table.by_tenant
        for place, row in enumerate(group.rows)
    ]
    output.add("Tenants whose numbers differ", ("Tenant", "Number", *heads), rows)


def _who(names: tuple[str, ...]) -> str:
    return f"{'each of ' if len(names) > 1 else ''}{listed_names(names, _MAX_NAMED_TENANTS)}"


def _cells(values: tuple[int, ...], differences: tuple[int, ...]) -> list[str]:
    cells = [number_words(values[0])]
    for value, difference in zip(values[1:], differences[1:], strict=True):
        cells += [number_words(value), difference_words(difference)]
    return cells


def _add_details(difference: Diff, output: TableOutput, name: str) -> None:
    for section in difference.details:
        heading = f"{section.title}: {name}" if name else section.title
        output.add(heading, ("Difference",), [[f"{'  ' * line.level}{line.text}"] for line in section.lines])
