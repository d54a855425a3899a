"""Opens the designs that a command line names: files or standard input, with lists of users."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from xtsviz.cli.terminal import printable, show_progress
from xtsviz.errors import FileError, quoted
from xtsviz.io.files import open_bytes
from xtsviz.io.share_text import is_share_text
from xtsviz.model import storage
from xtsviz.model.design import Design

Doc = Annotated[
    str,
    typer.Argument(
        metavar="DOC",
        help="The document (a JSON file), or the text of a shared design. - reads standard input.",
        show_default=False,
    ),
]
Users = Annotated[
    list[str] | None,
    typer.Option(
        "--users",
        metavar="TENANT=FILE",
        help="Users of a tenant (id or name), as CSV, Excel workbook, JSON or Parquet. Repeat it for more tenants.",
        show_default=False,
    ),
]
ListColumns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help='The column of the lists that means a field, such as mail="E-mail". Repeat it for more fields.',
        show_default=False,
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write the result to this file. - is standard output.",
        show_default=False,
    ),
]


def open_design(document: str, users: Sequence[str] | None, columns: Sequence[str] | None = None) -> Design:
    """The design of a document, with users from lists. What reading them assumed goes to standard error, a line each.

    Args:
        document: a path, a text of `Design.share_text`, or ``-`` for standard input.
        users: each ``TENANT=FILE``.
        columns: each ``FIELD=NAME``.
    """
    lists, named = list_paths(users), column_names(columns, users)
    name = (
        "standard input" if document == "-" else "the shared design" if is_share_text(document) else document
    )
    with show_progress(f"Reading {name}"):
        opened = open_bytes(_read_content(document), lists, named, name=name)
    for sentence in opened.said:
        typer.echo(printable(sentence), err=True)
    return opened.design


def document_name(document: str) -> str:
    """What a document of the command line is called in messages: its path, or words where it has none."""
    if document == "-":
        return "standard input"
    return "the shared design" if is_share_text(document) else document


def column_names(columns: Sequence[str] | None, users: Sequence[str] | None) -> dict[str, str]:
    """The name of the column for each field, from texts ``FIELD=NAME``."""
    if columns and not users:
        raise typer.BadParameter("it names columns of lists; give them with --users", param_hint="--column")
    named: dict[str, str] = {}
    for text in columns or ():
        field, equals, name = text.partition("=")
        if not (field.strip() and equals and name):
            raise typer.BadParameter(f"{quoted(text)} is not FIELD=NAME", param_hint="--column")
        if field.strip() in named:
            raise typer.BadParameter(f"{quoted(field)} has two columns; give one", param_hint="--column")
        named[field.strip()] = name
    return named


def list_paths(users: Sequence[str] | None) -> dict[str, str]:
    """The path of the list of each tenant, from texts ``TENANT=FILE``."""
    lists = dict(_tenant_and_path(text) for text in users or ())
    if len(lists) < len(users or ()):
        raise typer.BadParameter(
            "a tenant has two lists; give one list for each tenant", param_hint="--users"
        )
    return lists


def _read_content(document: str) -> bytes:
    if is_share_text(document):
        return document.encode("utf-8", "replace")
    if document != "-":
        return storage.read_bytes(document)
    if sys.stdin is None:
        raise FileError("there is no standard input to read a document from")
    return storage.read_standard_input(sys.stdin.buffer)


def _tenant_and_path(text: str) -> tuple[str, str]:
    tenant, equals, path = text.partition("=")
    if not (tenant and equals and path):
        raise typer.BadParameter(f"{quoted(text)} is not TENANT=FILE", param_hint="--users")
    return tenant, path


def split_names(text: str, option: str) -> list[str]:
    """The names of a comma-separated list; a name with a comma needs double quotes."""
    try:
        rows = list(csv.reader([text], skipinitialspace=True, strict=True))
    except csv.Error as problem:
        raise typer.BadParameter(
            f"{quoted(text)} is not a list of names: {problem}", param_hint=option
        ) from None
    return [name.strip() for name in rows[0]] if rows else []
