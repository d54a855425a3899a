"""Commands that open a page in the browser: the explorer, and the exercises."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xtsviz import examples
from xtsviz.cli.documents import ListColumns, Users, column_names, list_paths, open_design
from xtsviz.cli.terminal import StatusLine
from xtsviz.io.share_text import is_share_text

if TYPE_CHECKING:
    from xtsviz.model.design import Design

Port = Annotated[
    int | None,
    typer.Option("--port", min=1, max=65535, help="The port. Default: a free port.", show_default=False),
]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")]
Visitors = Annotated[
    int | None,
    typer.Option(
        "--visitors",
        min=1,
        metavar="N",
        help="Share the server among N people, each with work of their own, and keep everything warm for them.",
        show_default=False,
    ),
]
Listen = Annotated[
    str | None,
    typer.Option(
        "--listen",
        metavar="ADDRESS",
        help="Let others in the network of this address in. Default: only browsers of this machine.",
        show_default=False,
    ),
]


def explore(
    document: Annotated[
        str | None,
        typer.Argument(
            metavar="[DOC]",
            help="The document (a JSON file), or the text of a shared design. - reads standard input. Without DOC, the "
            "page offers how to begin.",
            show_default=False,
        ),
    ] = None,
    users: Users = None,
    list_columns: ListColumns = None,
    example: Annotated[bool, typer.Option("--example", help="Open the example of the package.")] = False,
    lab: Annotated[bool, typer.Option("--lab", help="Open a notebook in JupyterLab instead.")] = False,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder",
            metavar="DIR",
            help="The folder of JupyterLab. It is created if needed, and its files stay. Default: the current folder.",
            show_default=False,
        ),
    ] = None,
    port: Port = None,
    visitors: Visitors = None,
    listen: Listen = None,
    browser: Browser = True,
) -> None:
    """Open the explorer in the browser. Ctrl+C ends it."""
    from xtsviz.serve.start_page import Source

    if document is None and users:
        raise typer.BadParameter("--users needs a document", param_hint="--users")
    if example and document is not None:
        raise typer.BadParameter("give a document or --example, not both", param_hint="--example")
    named = column_names(list_columns, users)
    if folder is not None and not lab:
        raise typer.BadParameter("--folder works only with --lab", param_hint="--folder")
    if lab and (visitors or listen):
        raise typer.BadParameter(
            "JupyterLab is for one person", param_hint="--visitors" if visitors else "--listen"
        )
    if document is not None:
        design: Design | None = open_design(document, users, list_columns)
    else:
        design = examples.acquisition() if example else None
    no_file = document in (None, "-") or is_share_text(document or "")
    source = None if no_file else Source(str(document), list_paths(users), named)

    _serve(
        "The explorer",
        design,
        source=source if source and source.is_lasting else None,
        lab=lab,
        folder=folder,
        port=port,
        visitors=visitors,
        listen=listen,
        browser=browser,
    )


def practice(
    port: Port = None,
    visitors: Visitors = None,
    listen: Listen = None,
    browser: Browser = True,
) -> None:
    """Open the exercises of the workshop in the browser. Ctrl+C ends it."""
    _serve(
        "The workshop", None, kind="practice", port=port, visitors=visitors, listen=listen, browser=browser
    )


def _serve(what: str, design: Design | None, **options: Any) -> None:
    from xtsviz.serve.server import serve

    status = StatusLine()

    def print_note(line: str) -> None:
        status.close()
        with contextlib.suppress(OSError):  # the terminal may have been closed
            typer.echo(line, err=True)

    try:
        serve(design, print_result=typer.echo, print_note=print_note, show_status=status.show, **options)
    finally:
        status.close()
    print_note(f"{what} has ended.")
