"""Commands that show a design: explore in the browser, render into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xtsviz.cli.documents import Doc, Users, opened
from xtsviz.cli.terminal import working
from xtsviz.errors import quoted
from xtsviz.flow import user_flow
from xtsviz.model.design import Design
from xtsviz.model.jsontext import write_whole

_KINDS = (".svg", ".png")


def explore(
    document: Annotated[
        str | None,
        typer.Argument(
            metavar="[DOC]",
            help="The document (JSON); - reads standard input. Without it, an example opens.",
            show_default=False,
        ),
    ] = None,
    users: Users = None,
    lab: Annotated[bool, typer.Option("--lab", help="Open a notebook in JupyterLab instead.")] = False,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", min=1, max=65535, help="Serve at this port; else at a free one.", show_default=False
        ),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
) -> None:
    """Serve the explorer on this machine and open it in the browser, until Ctrl+C."""
    from xtsviz.widgets.serve import serve

    if document is None and users:
        raise typer.BadParameter("users need a document to belong to", param_hint="--users")
    design = None if document is None else opened(document, users)
    serve(design, lab=lab, port=port, browser=browser, say=typer.echo)


def render(
    document: Doc,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="An .svg or .png file.", show_default=False)
    ],
    users: Users = None,
    overlay: Annotated[
        str | None,
        typer.Option(
            "--overlay", help="everyone (default), people, user, tenant or health.", show_default=False
        ),
    ] = None,
    user: Annotated[
        str | None,
        typer.Option("--user", metavar="USER", help="Whom overlay user is about.", show_default=False),
    ] = None,
    tenant: Annotated[
        str | None,
        typer.Option(
            "--tenant", metavar="TENANT", help="Which one overlay tenant is about.", show_default=False
        ),
    ] = None,
    dark: Annotated[bool, typer.Option("--dark", help="For a dark ground.")] = False,
    scale: Annotated[float, typer.Option("--scale", min=0.1, max=10, help="Of a PNG.")] = 2.0,
) -> None:
    """Draw a design, with its legend, into an SVG or PNG file."""
    kind = output.suffix.lower()
    if kind not in _KINDS:
        raise typer.BadParameter(
            f"{quoted(output.name)}: pictures are {' or '.join(_KINDS)} files", param_hint="-o"
        )
    if user is not None and tenant is not None:
        raise typer.BadParameter("give --user or --tenant, not both", param_hint="--user")
    which = overlay or ("user" if user is not None else "tenant" if tenant is not None else "everyone")
    if {"user": user, "tenant": tenant}.get(which, "") is None:
        raise typer.BadParameter(f"overlay {which} needs --{which}", param_hint="--overlay")
    design = opened(document, users)
    with working("Drawing"):
        write_whole(output, _drawn(design, which, user, tenant, dark, scale if kind == ".png" else None))


def _drawn(
    design: Design, overlay: str, user: str | None, tenant: str | None, dark: bool, scale: float | None
) -> bytes:
    """The bytes of a picture: PNG if there is a scale, else SVG."""
    from xtsviz.flow.trace import find_user
    from xtsviz.view import png, svg
    from xtsviz.view.picture import NOTHING, Selection
    from xtsviz.view.resolve import resolve

    chosen = NOTHING
    if user is not None:
        chosen = Selection("user", find_user(design, user).id)
    elif tenant is not None:
        chosen = Selection("tenant", design.tenant(tenant).id)
    drawn = svg.render(resolve(design, user_flow(design), chosen, overlay, dark))
    return drawn.encode("utf-8") if scale is None else png.from_svg(drawn, scale)
