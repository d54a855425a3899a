"""The command that reviews a design or lists the rules."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from xtsviz.cli.commands import TextFormat, add_findings
from xtsviz.cli.documents import ListColumns, Output, Users, open_design
from xtsviz.cli.terminal import TableOutput, show_progress, write_json, write_result
from xtsviz.findings import rules
from xtsviz.findings.check_list import check_list
from xtsviz.findings.check_list_text import markdown
from xtsviz.findings.finding import SEVERITIES
from xtsviz.findings.run_rules import review_flow
from xtsviz.flow import user_flow
from xtsviz.io.csv_output import csv_text

_RULE_COLUMNS = ("code", "severity", "question")


class ReviewFormat(StrEnum):
    """The formats of findings."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"


_RULE_FORMATS = {ReviewFormat.table: TextFormat.table, ReviewFormat.json: TextFormat.json}


class FailOn(StrEnum):
    """The lowest severity that counts as a failure."""

    error = "error"
    warning = "warning"


def review(
    document: Annotated[
        str | None,
        typer.Argument(
            metavar="DOC", help="The document (a JSON file). - reads standard input.", show_default=False
        ),
    ] = None,
    users: Users = None,
    list_columns: ListColumns = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            "--fail-on",
            help="Exit with status 1 if there is a finding of this severity or a higher severity.",
            show_default=False,
        ),
    ] = None,
    list_rules: Annotated[bool, typer.Option("--list", help="List all rules. It needs no DOC.")] = False,
    format: Annotated[
        ReviewFormat,
        typer.Option(
            "--format", help="csv and markdown are check lists: who has to do what, with lines to paste."
        ),
    ] = ReviewFormat.table,
    output: Output = None,
) -> None:
    """List the findings about a design, and what to do about them."""
    if list_rules:
        if document is not None or users or list_columns or fail_on is not None:
            raise typer.BadParameter("--list takes no DOC, no --users and no --fail-on", param_hint="--list")
        if format not in _RULE_FORMATS:
            raise typer.BadParameter("--list has the formats table and json", param_hint="--format")
        return _print_rules(_RULE_FORMATS[format], output)
    if document is None:
        raise typer.BadParameter("give a document or --list", param_hint="DOC")
    design = open_design(document, users, list_columns)
    with show_progress("Reviewing"):
        flow = user_flow(design)
        findings = review_flow(flow)
    if format is ReviewFormat.json:
        write_json([asdict(finding) for finding in findings], output)
    elif format is ReviewFormat.csv:
        write_result(csv_text(check_list(flow, findings).to_frame()), output)
    elif format is ReviewFormat.markdown:
        write_result(markdown(check_list(flow, findings), design.name), output)
    else:
        tables = TableOutput(output)
        add_findings(tables, "", findings)
        tables.close()
    if fail_on is not None and findings.at_least(fail_on.value):
        raise typer.Exit(1)
    return None


def _print_rules(format: TextFormat, output: str | None) -> None:
    rules_by_severity = sorted(rules.RULES, key=lambda rule: SEVERITIES.index(rule.severity))
    rows = [[getattr(rule, column) for column in _RULE_COLUMNS] for rule in rules_by_severity]
    if format is TextFormat.json:
        return write_json([dict(zip(_RULE_COLUMNS, row, strict=True)) for row in rows], output)
    tables = TableOutput(output)
    tables.add("", _RULE_COLUMNS, rows)
    return tables.close()
