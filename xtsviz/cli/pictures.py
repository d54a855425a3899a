"""Commands that show a design: explore in the browser, render into a picture or a report."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xtsviz.cli.documents import Doc, Users, named_lists, opened
from xtsviz.cli.terminal import emit, for_people, is_standard_output, working
from xtsviz.errors import quoted
from xtsviz.flow import Flow, user_flow
from xtsviz.view.picture.overlays import DEFAULT_OVERLAY, OVERLAYS, overlay_named

if TYPE_CHECKING:  # what draws loads when something is drawn
    from xtsviz.compare.comparison import Baseline
    from xtsviz.view.picture.overlays.overlay import Overlay
    from xtsviz.view.picture.types import Picture


class PictureFormat(StrEnum):
    """What is drawn: a picture, or a report of several."""

    svg = "svg"
    png = "png"
    html = "html"


Look = tuple[str, str | None, str | None, "Baseline | None"]
"""An overlay, and the user or the tenant that it is about, or what it compares with."""


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
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder",
            metavar="DIR",
            help="Where JupyterLab works, made if it is not there; else the current folder. What is made in it stays.",
            show_default=False,
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", min=1, max=65535, help="Serve at this port; else at a free one.", show_default=False
        ),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
) -> None:
    """Serve the explorer on this machine and open it in the browser, until Ctrl+C."""
    from xtsviz.serve.server import serve
    from xtsviz.serve.start_page import Source

    if document is None and users:
        raise typer.BadParameter("users need a document to belong to", param_hint="--users")
    if folder is not None and not lab:
        raise typer.BadParameter("it is for --lab; a page keeps no files", param_hint="--folder")
    design = None if document is None else opened(document, users)
    source = None if document in (None, "-") else Source(str(document), named_lists(users))

    def note(line: str) -> None:
        with contextlib.suppress(OSError):  # the terminal may have been closed
            typer.echo(line, err=True)

    serve(
        design,
        source=source if source and source.is_lasting else None,
        lab=lab,
        folder=folder,
        port=port,
        browser=browser,
        say=typer.echo,
        note=note,
    )
    note("The explorer has ended.")


def render(
    document: Doc,
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="An .svg or .png picture, or an .html report; - is standard output.",
            show_default=False,
        ),
    ],
    users: Users = None,
    overlay: Annotated[
        str | None,
        typer.Option(
            "--overlay",
            help=f"{', '.join(OVERLAYS)}; {DEFAULT_OVERLAY} if none is given. A report begins with it.",
            show_default=False,
        ),
    ] = None,
    user: Annotated[
        str | None,
        typer.Option(
            "--user", metavar="USER", help="The user that the picture is about.", show_default=False
        ),
    ] = None,
    tenant: Annotated[
        str | None,
        typer.Option(
            "--tenant", metavar="TENANT", help="The tenant that the picture is about.", show_default=False
        ),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="OTHER",
            help="The document to compare with; - reads standard input.",
            show_default=False,
        ),
    ] = None,
    dark: Annotated[bool, typer.Option("--dark", help="A picture for a dark ground.")] = False,
    scale: Annotated[float, typer.Option("--scale", min=0.1, max=10, help="Of a PNG.")] = 2.0,
    format: Annotated[
        PictureFormat | None,
        typer.Option(
            "--format",
            help="What a FILE is whose name does not say so; standard output gets an SVG.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Draw a design, with its legend, into an SVG or PNG file; or write a report of it, one HTML file."""
    kind = _format(output, format)
    if dark and kind == "html":
        raise typer.BadParameter("a report follows its reader's light or dark setting", param_hint="--dark")
    if user is not None and tenant is not None:
        raise typer.BadParameter("give --user or --tenant, not both", param_hint="--user")
    which = _overlay(overlay, {"user": user, "tenant": tenant, "baseline": baseline})
    if baseline is not None and which.about != "baseline":
        raise typer.BadParameter(f"overlay {which.name} compares nothing", param_hint="--against")
    if document == baseline == "-":
        raise typer.BadParameter("only one document can come from standard input", param_hint="--against")
    design = opened(document, users)
    other = None if baseline is None else _against(baseline)
    with working("Drawing"):
        from xtsviz.view.export.files import export

        flow = user_flow(design)
        wanted = kind != "html" or overlay or which.name != DEFAULT_OVERLAY
        picture = _picture(flow, (which.name, user, tenant, other), dark) if wanted else None
        file = export("report" if kind == "html" else kind, flow, picture=picture, scale=scale)
    emit(file.content, output)


def _format(output: str, given: PictureFormat | None) -> PictureFormat:
    ending = Path(output).suffix.lower().removeprefix(".")
    known = PictureFormat(ending) if ending in list(PictureFormat) else None
    if given is not None and known is not None and given is not known:
        raise typer.BadParameter(
            f"{quoted(output)} is to be {given} by one and {known} by the other", param_hint="--format, -o"
        )
    chosen = given or known
    if chosen is None and not is_standard_output(output):
        raise typer.BadParameter(
            f"{quoted(output)}: give an .svg, .png or .html file, or --format", param_hint="-o"
        )
    if chosen is PictureFormat.png and is_standard_output(output) and for_people():
        raise typer.BadParameter("a terminal shows no PNG; give the name of a file", param_hint="-o")
    return chosen or PictureFormat.svg


_OPTIONS = {"user": "--user", "tenant": "--tenant", "baseline": "--against"}


def _overlay(named: str | None, given: Mapping[str, str | None]) -> Overlay:
    """The overlay that is asked for; if none is, the first that is about what is given."""
    fitting = (overlay.name for overlay in OVERLAYS.values() if given.get(overlay.about) is not None)
    overlay = overlay_named(named or next(fitting, DEFAULT_OVERLAY))
    if given.get(overlay.about, "") is None:
        needed = _OPTIONS[overlay.about]
        raise typer.BadParameter(f"overlay {overlay.name} needs {needed}", param_hint="--overlay")
    return overlay


def _against(document: str) -> Baseline:
    from xtsviz.compare.comparison import Baseline

    design = opened(document, None)
    return Baseline(design, design.name or ("standard input" if document == "-" else Path(document).name))


def _picture(flow: Flow, look: Look, dark: bool) -> Picture:
    from xtsviz.flow.trace import find_user
    from xtsviz.view.picture.resolve import resolve
    from xtsviz.view.picture.types import NOTHING, Selection

    overlay, user, tenant, baseline = look
    chosen = NOTHING
    if user is not None:
        chosen = Selection("user", find_user(flow.design, user).id)
    elif tenant is not None:
        chosen = Selection("tenant", flow.design.tenant(tenant).id)
    return resolve(flow.design, flow, chosen, overlay, dark, baseline=baseline)
