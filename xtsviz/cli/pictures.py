"""The command that draws a design: render, to a picture or a report."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xtsviz.cli.documents import Doc, ListColumns, Users, document_name, open_design
from xtsviz.cli.terminal import is_standard_output, is_terminal, show_progress, write_result
from xtsviz.errors import quoted
from xtsviz.flow import Flow, user_flow
from xtsviz.view.picture.overlays import DEFAULT_OVERLAY, OVERLAYS, overlay_named

if TYPE_CHECKING:  # drawing code loads only when something is drawn
    from xtsviz.compare.comparison import Baseline
    from xtsviz.view.picture.overlays.overlay import Overlay
    from xtsviz.view.picture.types import Picture


class PictureFormat(StrEnum):
    """The formats of ``render``: a picture, or a report with several pictures."""

    svg = "svg"
    png = "png"
    html = "html"


OverlayChoice = tuple[str, str | None, str | None, "Baseline | None"]
"""An overlay's name, and the user, tenant or baseline that it is about."""


def render(
    document: Doc,
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="The file to write: an .svg or .png picture, or an .html report. - is standard output.",
            show_default=False,
        ),
    ],
    users: Users = None,
    list_columns: ListColumns = None,
    overlay: Annotated[
        str | None,
        typer.Option(
            "--overlay",
            help=f"One of: {', '.join(OVERLAYS)}. Default: {DEFAULT_OVERLAY}. A report begins with this picture.",
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
            help="The document to compare with. - reads standard input.",
            show_default=False,
        ),
    ] = None,
    interactive: Annotated[
        bool,
        typer.Option(
            "--interactive",
            help="Write one .html file in which others choose overlays, people and tenants, zoom, search and play.",
        ),
    ] = False,
    dark: Annotated[bool, typer.Option("--dark", help="Draw the picture for a dark background.")] = False,
    scale: Annotated[float, typer.Option("--scale", min=0.1, max=10, help="The scale of a PNG.")] = 2.0,
    group: Annotated[
        bool | None,
        typer.Option(
            "--group/--no-group",
            help="Draw alike tenants as one box, or each alone. Default: boxes if tenants or arrows are too many.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        PictureFormat | None,
        typer.Option(
            "--format",
            help="The format, if the name of FILE does not tell it. Default for standard output: svg.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Draw a design as an SVG or PNG picture, or write an HTML report or an interactive HTML file."""
    kind = (
        PictureFormat.html if interactive and is_standard_output(output) else _picture_format(output, format)
    )
    if interactive:
        _check_interactive(kind, overlay, user, tenant, baseline)
    if dark and kind == "html":
        raise typer.BadParameter(
            "an HTML file uses the light or dark setting of its reader", param_hint="--dark"
        )
    if user is not None and tenant is not None:
        raise typer.BadParameter("give --user or --tenant, not both", param_hint="--user")
    chosen_overlay = _overlay(overlay, {"user": user, "tenant": tenant, "baseline": baseline})
    if baseline is not None and chosen_overlay.about != "baseline":
        raise typer.BadParameter(
            f"overlay {chosen_overlay.name} does not compare designs", param_hint="--against"
        )
    if document == baseline == "-":
        raise typer.BadParameter("only one document can come from standard input", param_hint="--against")
    design = open_design(document, users, list_columns)
    baseline_design = None if baseline is None else _open_baseline(baseline)
    with show_progress("Drawing"):
        from xtsviz.view.export.files import export

        flow = user_flow(design)
        needs_picture = (
            (not interactive and kind != "html")
            or overlay
            or group is not None
            or chosen_overlay.name != DEFAULT_OVERLAY
        )
        picture = (
            _resolved_picture(flow, (chosen_overlay.name, user, tenant, baseline_design), dark, group)
            if needs_picture
            else None
        )
        name = "interactive" if interactive else "report" if kind == "html" else kind
        comparisons = [baseline_design.compare(flow)] if baseline_design and kind == "html" else []
        file = export(name, flow, picture=picture, scale=scale, comparisons=comparisons)
    write_result(file.content, output)


def _check_interactive(kind: PictureFormat, *chosen: str | None) -> None:
    """An interactive file is HTML, and has all overlays, users and tenants."""
    if kind is not PictureFormat.html:
        raise typer.BadParameter("an interactive file is an .html file", param_hint="--interactive, -o")
    options = ("--overlay", "--user", "--tenant", "--against")
    if given := [option for option, value in zip(options, chosen, strict=True) if value is not None]:
        raise typer.BadParameter(
            f"an interactive file has all overlays, users and tenants; leave out {' and '.join(given)}",
            param_hint="--interactive",
        )


def _picture_format(output: str, format: PictureFormat | None) -> PictureFormat:
    ending = Path(output).suffix.lower().removeprefix(".")
    from_ending = PictureFormat(ending) if ending in list(PictureFormat) else None
    if format is not None and from_ending is not None and format is not from_ending:
        raise typer.BadParameter(
            f"the name {quoted(output)} means {from_ending}, but --format is {format}",
            param_hint="--format, -o",
        )
    result = format or from_ending
    if result is None and not is_standard_output(output):
        raise typer.BadParameter(
            f"{quoted(output)}: give an .svg, .png or .html file, or --format", param_hint="-o"
        )
    if result is PictureFormat.png and is_standard_output(output) and is_terminal():
        raise typer.BadParameter("a terminal cannot show a PNG; give the name of a file", param_hint="-o")
    return result or PictureFormat.svg


_OPTION_BY_SUBJECT = {"user": "--user", "tenant": "--tenant", "baseline": "--against"}


def _overlay(name: str | None, arguments: Mapping[str, str | None]) -> Overlay:
    """The named overlay; without a name, the first one that is about the given user, tenant or baseline."""
    matching = (overlay.name for overlay in OVERLAYS.values() if arguments.get(overlay.about) is not None)
    overlay = overlay_named(name or next(matching, DEFAULT_OVERLAY))
    if arguments.get(overlay.about, "") is None:
        option = _OPTION_BY_SUBJECT[overlay.about]
        raise typer.BadParameter(f"overlay {overlay.name} needs {option}", param_hint="--overlay")
    return overlay


def _open_baseline(document: str) -> Baseline:
    from xtsviz.compare.comparison import Baseline

    design = open_design(document, None)
    return Baseline(design, design.name or Path(document_name(document)).name)


def _resolved_picture(flow: Flow, choice: OverlayChoice, dark: bool, group: bool | None) -> Picture:
    from xtsviz.flow.find_names import find_person
    from xtsviz.view.picture.group_types import GroupsShown
    from xtsviz.view.picture.grouping import groups_by_itself
    from xtsviz.view.picture.resolve import resolve
    from xtsviz.view.picture.types import NOTHING, Selection

    overlay, user, tenant, baseline = choice
    selection = NOTHING
    if user is not None:
        selection = Selection("user", find_person(flow.design, user).id)
    elif tenant is not None:
        selection = Selection("tenant", flow.design.tenant(tenant).id)
    groups = groups_by_itself(flow.design) if group is None else GroupsShown() if group else None
    return resolve(flow.design, flow, selection, overlay, dark, baseline=baseline, groups=groups)
