"""Commands that answer with text: template, flow, trace, schema."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from xtsviz.cli.documents import Doc, Output, Users, listed, opened
from xtsviz.cli.terminal import Report, emit, emit_json, working
from xtsviz.findings import Findings
from xtsviz.findings.run_rules import review_flow
from xtsviz.flow import Flow, user_flow
from xtsviz.flow.engine import MAX_IN_COUNTS
from xtsviz.io.csv_output import csv_text, json_records
from xtsviz.model.document import schema as document_schema
from xtsviz.templates import find


class FlowFormat(StrEnum):
    """How the flow is printed."""

    table = "table"
    json = "json"
    csv = "csv"


class TextFormat(StrEnum):
    """How a result is printed that is a table or JSON."""

    table = "table"
    json = "json"


class JsonFormat(StrEnum):
    """How a result is printed that is JSON anyway."""

    json = "json"


def template(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="user-hub, application-hub, full-mesh, …", show_default=False),
    ],
    tenants: Annotated[
        str | None,
        typer.Option(
            "--tenants", metavar="A,B,C", help="Their names; in a hub, the hub first.", show_default=False
        ),
    ] = None,
    members: Annotated[
        int, typer.Option("--members", metavar="N", help="Sample members of each tenant.")
    ] = 5,
    pairs: Annotated[
        list[str] | None,
        typer.Option(
            "--pair",
            metavar="SOURCE,TARGET",
            help="In a mesh, one arrow; may be repeated.",
            show_default=False,
        ),
    ] = None,
    output: Output = None,
    format: Annotated[JsonFormat, typer.Option("--format", help="What is printed.")] = JsonFormat.json,  # noqa: ARG001
) -> None:
    """Make a document of a named topology, with sample people."""
    chosen = find(name)
    arrows = [_two(pair) for pair in pairs] if pairs else None
    names = None if tenants is None else listed(tenants, "--tenants")
    with working(f"Making {chosen.title}"):
        design = chosen.build(names, members, pairs=arrows)
    emit_json(design.to_document(), output)


def _two(given: str) -> tuple[str, str]:
    names = listed(given, "--pair")
    if len(names) != 2:
        raise typer.BadParameter(f"{given!r} is not SOURCE,TARGET", param_hint="--pair")
    return names[0], names[1]


def flow(
    document: Doc,
    users: Users = None,
    format: Annotated[
        FlowFormat, typer.Option("--format", help="table sums up; csv lists who is where; json holds all.")
    ] = FlowFormat.table,
    output: Output = None,
) -> None:
    """Who appears where in a design, what each arrow does, and why not."""
    design = opened(document, users)
    with working("Following every arrow"):
        found = user_flow(design)
        if format is FlowFormat.csv:
            return emit(csv_text(found.presence), output)
        if format is FlowFormat.json:
            return emit_json(_whole(found), output)
        report = _summary(found, Report(output))
    return report.close()


def _whole(found: Flow) -> dict[str, Any]:
    keys = ("code", "severity", "subject", "message")
    return {
        "presence": json_records(found.presence),
        "arrows": json_records(found.arrows),
        "merged": json_records(found.merged),
        "findings": [{key: getattr(finding, key) for key in keys} for finding in review_flow(found)],
    }


def _summary(found: Flow, report: Report) -> Report:
    tenants = {tenant.id: tenant.name for tenant in found.design.tenants}
    arrows = json_records(found.arrows)
    columns = ("arrow", "state", "eligible", "carried", "codes")
    report.add("Arrows", columns, [[arrow[column] for column in columns] for arrow in arrows])
    title = "Externals by home (rows) and tenant (columns)"
    if len(tenants) <= MAX_IN_COUNTS:
        counts = found.counts()
        rows = [[f"from {home}", *map(int, counts.loc[home])] for home in counts.index]
        report.add(title, ["", *counts.columns], rows)
    else:
        why = (
            f"Left out: {len(tenants):,} tenants would make {len(tenants) ** 2:,} cells; up to {MAX_IN_COUNTS} "
            "tenants have this table. --format csv lists who is where, one row each."
        )
        report.add(title, [""], [[why]])
    population = found.population()
    report.add(
        "People",
        ["tenant", "name", *population.columns],
        [[tenant, tenants[tenant], *map(int, population.loc[tenant])] for tenant in population.index],
    )
    merged = json_records(found.merged)
    report.add("Merged for a shared mail", ("user", "into", "tenant"), [list(row.values()) for row in merged])
    add_findings(report, "Findings", review_flow(found))
    return report


def add_findings(report: Report, heading: str, findings: Findings) -> None:
    """Add a table of findings to a report; without findings it is left out."""
    columns = ("severity", "code", "subject", "message", "remedy")
    rows = [[getattr(finding, column) for column in columns] for finding in findings]
    report.add(heading, columns, rows)


def trace(
    document: Doc,
    user: Annotated[
        str,
        typer.Argument(
            metavar="USER", help="Id, user principal name, mail or display name.", show_default=False
        ),
    ],
    users: Users = None,
    format: Annotated[TextFormat, typer.Option("--format", help="How to print it.")] = TextFormat.table,
    output: Output = None,
) -> None:
    """Every arrow and one user: carried, or why not."""
    rows = json_records(user_flow(opened(document, users)).trace(user))
    if format is TextFormat.json:
        return emit_json(rows, output)
    columns = ("arrow", "carried", "reason", "explanation")
    report = Report(output)
    report.add("", columns, [[row[column] for column in columns] for row in rows])
    return report.close()


def schema(
    output: Output = None,
    format: Annotated[JsonFormat, typer.Option("--format", help="What is printed.")] = JsonFormat.json,  # noqa: ARG001
) -> None:
    """The JSON Schema of documents."""
    emit_json(document_schema(), output)
