"""Commands that print text: template, flow, trace, why, schema."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from xtsviz.cli.documents import Doc, ListColumns, Output, Users, open_design, split_names
from xtsviz.cli.terminal import TableOutput, printable, show_progress, write_json, write_result
from xtsviz.findings import Findings
from xtsviz.findings.run_rules import review_flow
from xtsviz.flow import Flow, user_flow
from xtsviz.flow.engine import MAX_IN_COUNTS
from xtsviz.flow.find_names import find_person, find_tenant
from xtsviz.flow.group_wording import group_sentences
from xtsviz.io.csv_output import csv_text, json_records
from xtsviz.model.document import schema as document_schema
from xtsviz.templates import find


class FlowFormat(StrEnum):
    """The formats of a flow."""

    table = "table"
    json = "json"
    csv = "csv"


class TextFormat(StrEnum):
    """The formats of a result that is a table or JSON."""

    table = "table"
    json = "json"


class JsonFormat(StrEnum):
    """The format of a result that is always JSON."""

    json = "json"


def template(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="user-hub, application-hub, full-mesh, …", show_default=False),
    ],
    tenants: Annotated[
        str | None,
        typer.Option(
            "--tenants",
            metavar="A,B,C",
            help="Names of the tenants. In a hub, the first one is the hub.",
            show_default=False,
        ),
    ] = None,
    members: Annotated[
        int, typer.Option("--members", metavar="N", help="Number of sample members in each tenant.")
    ] = 5,
    pairs: Annotated[
        list[str] | None,
        typer.Option(
            "--pair",
            metavar="SOURCE,TARGET",
            help="One arrow of a mesh. Repeat it for more arrows.",
            show_default=False,
        ),
    ] = None,
    groups: Annotated[
        bool,
        typer.Option(
            "--groups",
            help="Give each source a group of its members, assigned and synchronized to its targets.",
        ),
    ] = False,
    output: Output = None,
    format: Annotated[JsonFormat, typer.Option("--format", help="Output format.")] = JsonFormat.json,  # noqa: ARG001
) -> None:
    """Create a document with a named topology and sample people."""
    entry = find(name)
    arrows = [_two_names(pair) for pair in pairs] if pairs else None
    names = None if tenants is None else split_names(tenants, "--tenants")
    with show_progress(f"Creating {entry.title}"):
        design = entry.build(names, members, pairs=arrows, groups=groups)
    write_json(design.to_document(), output)


def _two_names(text: str) -> tuple[str, str]:
    names = split_names(text, "--pair")
    if len(names) != 2:
        raise typer.BadParameter(f"{text!r} is not SOURCE,TARGET", param_hint="--pair")
    return names[0], names[1]


def flow(
    document: Doc,
    users: Users = None,
    list_columns: ListColumns = None,
    format: Annotated[
        FlowFormat,
        typer.Option(
            "--format", help="table prints a summary, csv prints who is where, json prints everything."
        ),
    ] = FlowFormat.table,
    output: Output = None,
) -> None:
    """Show who appears where in a design, and what each arrow does."""
    design = open_design(document, users, list_columns)
    with show_progress("Computing the flow"):
        result = user_flow(design)
        if format is FlowFormat.csv:
            return write_result(csv_text(result.presence), output)
        if format is FlowFormat.json:
            return write_json(_flow_as_json(result), output)
        tables = _add_flow_tables(result, TableOutput(output))
    return tables.close()


def _flow_as_json(flow: Flow) -> dict[str, Any]:
    keys = ("code", "severity", "subject", "message")
    return {
        "presence": json_records(flow.presence),
        "arrows": json_records(flow.arrows),
        "merged": json_records(flow.merged),
        "groups": _groups_as_json(flow),
        "findings": [{key: getattr(finding, key) for key in keys} for finding in review_flow(flow)],
    }


def _groups_as_json(flow: Flow) -> list[dict[str, Any]]:
    """The rows of `Flow.groups`, each with the ids of its members."""
    return [
        {**row, "member_ids": list(copy.member_ids)}
        for row, copy in zip(json_records(flow.groups), flow.group_copies, strict=True)
    ]


def _add_flow_tables(flow: Flow, tables: TableOutput) -> TableOutput:
    tenants = {tenant.id: tenant.name for tenant in flow.design.tenants}
    arrows = json_records(flow.arrows)
    columns = ("arrow", "state", "eligible", "carried", "codes")
    tables.add("Arrows", columns, [[arrow[column] for column in columns] for arrow in arrows])
    title = "Externals by home (rows) and tenant (columns)"
    if len(tenants) <= MAX_IN_COUNTS:
        counts = flow.counts()
        rows = [[f"from {home}", *map(int, counts.loc[home])] for home in counts.index]
        tables.add(title, ["", *counts.columns], rows)
    else:
        note = (
            f"Not shown: {len(tenants):,} tenants would need {len(tenants) ** 2:,} cells; this table is for up to "
            f"{MAX_IN_COUNTS} tenants. --format csv lists who is where, one row each."
        )
        tables.add(title, [""], [[note]])
    population = flow.population()
    tables.add(
        "People",
        ["tenant", "name", *population.columns],
        [[tenant, tenants[tenant], *map(int, population.loc[tenant])] for tenant in population.index],
    )
    merged = json_records(flow.merged)
    tables.add(
        "Merged because of the same mail", ("user", "into", "tenant"), [list(row.values()) for row in merged]
    )
    groups = flow.groups
    tables.add(
        "Synchronized groups", list(groups.columns), [list(row.values()) for row in json_records(groups)]
    )
    add_findings(tables, "Findings", review_flow(flow))
    return tables


def add_findings(tables: TableOutput, heading: str, findings: Findings) -> None:
    """Add a table of findings; without findings there is no table."""
    columns = ("severity", "code", "subject", "message", "remedy")
    rows = [[getattr(finding, column) for column in columns] for finding in findings]
    tables.add(heading, columns, rows)


Person = Annotated[
    str,
    typer.Argument(
        metavar="USER",
        help="Id, user principal name, mail or display name of the user, or a part of one that only one user has.",
        show_default=False,
    ),
]


def trace(
    document: Doc,
    user: Person,
    users: Users = None,
    list_columns: ListColumns = None,
    format: Annotated[TextFormat, typer.Option("--format", help="Output format.")] = TextFormat.table,
    output: Output = None,
) -> None:
    """Show which arrows sync a user, and why others do not."""
    result = user_flow(open_design(document, users, list_columns))
    rows = json_records(result.trace(user))
    if format is TextFormat.json:
        return write_json(rows, output)
    columns = ("arrow", "carried", "reason", "explanation")
    tables = TableOutput(output)
    tables.add("", columns, [[row[column] for column in columns] for row in rows])
    tables.add("Synchronized groups", ("group",), [[line] for line in group_sentences(result, user)])
    return tables.close()


def why(
    document: Doc,
    user: Person,
    tenant: Annotated[
        str,
        typer.Argument(metavar="TENANT", help="Id, name or domain of the tenant.", show_default=False),
    ],
    users: Users = None,
    list_columns: ListColumns = None,
    format: Annotated[TextFormat, typer.Option("--format", help="Output format.")] = TextFormat.table,
    output: Output = None,
) -> None:
    """Say in one sentence why a user is, or is not, in a tenant."""
    result = user_flow(open_design(document, users, list_columns))
    sentence = result.why(user, tenant)
    if format is TextFormat.json:
        ids = {"user": find_person(result.design, user).id, "tenant": find_tenant(result.design, tenant).id}
        return write_json({**ids, "why": sentence}, output)
    return write_result(f"{printable(sentence)}\n", output)


def schema(
    output: Output = None,
    format: Annotated[JsonFormat, typer.Option("--format", help="Output format.")] = JsonFormat.json,  # noqa: ARG001
) -> None:
    """Print the JSON Schema of documents."""
    write_json(document_schema(), output)
