"""Commands that make a design ready for others: as a text, and with invented names."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Annotated

import typer

from xtsviz.cli.documents import Doc, ListColumns, Output, Users, open_design
from xtsviz.cli.terminal import is_standard_output, show_progress, write_json, write_result
from xtsviz.errors import FileError, quoted
from xtsviz.io.share_text import MAX_IN_ADDRESS, PARAMETER
from xtsviz.model import jsontext
from xtsviz.model.display_text import listed_names
from xtsviz.pseudonyms import Pseudonyms

KEY_FORMAT = "xtsviz-pseudonyms"
_COUNTED = {
    "tenant": "tenant",
    "user": "user",
    "group": "group",
    "domain": "domain",
    "attribute": "attribute",
    "value": "attribute value",
    "filter": "filter",
    "rule": "rule",
    "note": "remark",
    "message": "note",
}


def share(
    document: Doc, users: Users = None, list_columns: ListColumns = None, output: Output = None
) -> None:
    """Print a design as a short text for a message. Every command reads such a text in the place of DOC."""
    text = open_design(document, users, list_columns).share_text()
    write_result(f"{text}\n", output)
    behind = (
        f"behind the address of xtsviz explore write &{PARAMETER}= and the text"
        if len(text) <= MAX_IN_ADDRESS
        else f"too long for an address, which takes {MAX_IN_ADDRESS:,}; paste it into Open"
    )
    typer.echo(
        f"{len(text):,} characters; {behind}. The text holds all names in readable form; xtsviz pseudonymise gives a "
        "document without them.",
        err=True,
    )


def pseudonymise(
    document: Doc,
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="The document to write. - is standard output.",
            show_default=False,
        ),
    ],
    users: Users = None,
    list_columns: ListColumns = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Another number gives other names.")] = 0,
    key: Annotated[
        str | None,
        typer.Option(
            "--key",
            metavar="KEYFILE",
            help="Also write what was replaced by what, into a new file that only you can read.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write the same design with invented names: people, tenants, domains, groups and attributes."""
    if key is not None:
        _check_key(key, output)
    design = open_design(document, users, list_columns)
    with show_progress("Inventing names"):
        names = Pseudonyms([design], seed)
        hidden = names.hidden(design).to_document()
    replaced = names.key()
    if key is not None:
        content = jsontext.encode({"format": KEY_FORMAT, "version": 1, "seed": seed, **replaced})
        jsontext.write_atomically(key, content.encode("utf-8"), private=True)
    write_json(hidden, output)
    kept = "" if key is None else f" {quoted(key, 200)} tells which is which, and only you can read it."
    typer.echo(f"Replaced by invented names: {_counted(replaced)}.{kept}", err=True)


def _check_key(key: str, output: str) -> None:
    """Raise a `FileError` if the key would be seen by others, or replace a file."""
    if is_standard_output(key):
        raise FileError("the key is written into a file of its own, not to standard output: --key key.json")
    if os.path.abspath(key) == os.path.abspath(output):  # noqa: PTH100 - and no error for an odd name
        raise FileError("the key and the document need different files: whoever has both knows all names")
    if os.path.lexists(key):
        raise FileError(
            f"{quoted(key, 200)} exists already; give the key a new file, which only you can read"
        )


def _counted(replaced: Mapping[str, Mapping[str, str]]) -> str:
    numbers = [
        f"{len(replaced[kind]):,} {word}{'' if len(replaced[kind]) == 1 else 's'}"
        for kind, word in _COUNTED.items()
        if kind in replaced
    ]
    return listed_names(numbers, len(_COUNTED)) if numbers else "nothing, for the design is empty"
