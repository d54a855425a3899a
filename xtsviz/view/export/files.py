"""Exports of a design: document, tables, pictures and report, each as the bytes of one named file."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xtsviz.compare.comparison import Comparison
from xtsviz.errors import PictureError, did_you_mean, quoted
from xtsviz.findings.check_list import check_list
from xtsviz.findings.check_list_text import markdown
from xtsviz.flow import Flow
from xtsviz.flow.group_copies import group_member_table
from xtsviz.io.csv_output import csv_text
from xtsviz.model import jsontext, storage
from xtsviz.model.argument_checks import require_type
from xtsviz.view.export import png, svg
from xtsviz.view.palette import Palette
from xtsviz.view.picture.box_positions import Position
from xtsviz.view.picture.grouping import groups_by_itself
from xtsviz.view.picture.overlays import DEFAULT_OVERLAY
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import Picture

_MAX_NAME_LENGTH = 80
# On Windows these are names of devices, with any file name ending.
_WINDOWS_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file that is not written yet.

    Attributes:
        name: the name without a folder. Every system accepts it.
        media_type: the media type, such as ``text/csv``.
        content: the bytes.
    """

    name: str
    media_type: str
    content: bytes

    def save(self, path: str | os.PathLike[str] = ".") -> Path:
        """Write it into a folder with its own name, or to the path of a file: completely or not at all.

        Raises:
            FileError: it cannot be written. An old file is unchanged.
        """
        given = storage.path_text(path)
        target = os.path.join(given, self.name) if os.path.isdir(given) else given  # noqa: PTH112, PTH118 - never raises
        storage.write_atomically(target, self.content)
        return Path(target)


@dataclass(frozen=True, slots=True)
class _Request:
    """The arguments of `export`."""

    flow: Flow
    picture: Picture | None
    positions: Mapping[str, Position] | None
    scale: float
    palette: Palette | None
    comparisons: Sequence[Comparison]
    done: Collection[str]

    @property
    def picture_to_draw(self) -> Picture:
        if self.picture:
            return self.picture
        design = self.flow.design
        return resolve(
            design,
            self.flow,
            positions=self.positions,
            palette=self.palette,
            groups=groups_by_itself(design),
        )


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One kind of export.

    Attributes:
        title: its title: ``Picture (PNG)``.
        what: its name in a sentence: ``the picture``.
        hint: what it contains and what it is for.
        ending: the ending of the file's name; ``{overlay}`` is the name of the picture's overlay.
        media_type: the media type of the file.
        make: makes the content of the file.
    """

    title: str
    what: str
    hint: str
    ending: str
    media_type: str
    make: Callable[[_Request], bytes]


def export(
    kind: str,
    flow: Flow,
    *,
    picture: Picture | None = None,
    positions: Mapping[str, Position] | None = None,
    scale: float = 2.0,
    palette: Palette | None = None,
    comparisons: Sequence[Comparison] = (),
    done: Collection[str] = (),
) -> ExportFile:
    """A design, or a picture or table of it, as one file.

    Args:
        kind: one of `KINDS`: ``document``, ``people``, ``arrows``, ``counts``, ``groups``, ``checks``,
            ``checks-text``, ``svg``, ``png``, ``report`` or ``interactive``.
        flow: the flow of the design.
        picture: the picture that is drawn, or that a report begins with; by default the overlay *Everyone*. A PNG
            has the ground of the picture.
        positions: positions of tenants that a person chose, for other pictures.
        scale: pixels of a PNG per unit of the picture.
        palette: the colours that tenants have, for other pictures; by default those of their order.
        comparisons: for a report: of one design with one or two others.
        done: for a check list: the keys of findings that are done.

    Raises:
        PictureError: there is no such kind, or the picture cannot be drawn.
        MissingLibraryError: the kind is PNG, and resvg-py is not installed.
    """
    require_type(kind, str, f"kind: one of {', '.join(KINDS)} is needed")
    if kind not in KINDS:
        raise PictureError(
            f"nothing is exported as {quoted(kind)}; there are {', '.join(KINDS)}{did_you_mean(kind, list(KINDS))}"
        )
    require_type(flow, Flow, "export takes a flow", "xtsviz.user_flow(design) makes one")
    require_type(picture, (Picture, type(None)), "picture: a picture is needed")
    chosen = KINDS[kind]
    content = chosen.make(_Request(flow, picture, positions, scale, palette, comparisons, done))
    ending = chosen.ending.format(overlay=picture.overlay if picture else DEFAULT_OVERLAY)
    return ExportFile(f"{file_stem(flow.design.name)}{ending}", chosen.media_type, content)


def file_stem(name: str) -> str:
    """The beginning of a file name, made from the name of a design: letters, digits and hyphens of any script.

    >>> file_stem("Contoso buys Fabrikam"), file_stem("../../etc/passwd"), file_stem("con"), file_stem("…")
    ('Contoso-buys-Fabrikam', 'etc-passwd', 'con-design', 'design')
    """
    plain = unicodedata.normalize("NFC", name)
    kept = "".join(c if unicodedata.category(c)[0] in "LNM" else "-" for c in plain)
    stem = re.sub(r"-+", "-", kept)[:_MAX_NAME_LENGTH].strip("-")
    # Systems limit the bytes of a name, and a letter can have four.
    stem = stem.encode("utf-8")[: 2 * _MAX_NAME_LENGTH].decode("utf-8", "ignore")
    return f"{stem}-design" if _WINDOWS_DEVICES.match(stem) else stem or "design"


def _document(request: _Request) -> bytes:
    return jsontext.encode(request.flow.design.to_document()).encode("utf-8")


def _people(request: _Request) -> bytes:
    return _csv(request.flow.presence)


def _arrows(request: _Request) -> bytes:
    table = request.flow.arrows
    return _csv(table.assign(codes=[" ".join(codes) for codes in table["codes"]]))


def _counts(request: _Request) -> bytes:
    counts = request.flow.counts()
    first_column = "home"
    while first_column in counts.columns:  # a tenant can have this id
        first_column += "_"
    return _csv(counts.rename_axis(index=first_column).reset_index())


def _groups(request: _Request) -> bytes:
    return _csv(group_member_table(request.flow.group_copies))


def _checks(request: _Request) -> bytes:
    return _csv(check_list(request.flow).to_frame(request.done))


def _checks_text(request: _Request) -> bytes:
    return markdown(check_list(request.flow), request.flow.design.name, request.done).encode("utf-8")


def _csv(table: Any) -> bytes:
    # Without the byte order mark, spreadsheets assume an older encoding, and names are wrong.
    return csv_text(table).encode("utf-8-sig")


def _svg(request: _Request) -> bytes:
    return svg.render(request.picture_to_draw).encode("utf-8")


def _png(request: _Request) -> bytes:
    picture = request.picture_to_draw
    return png.from_svg(svg.render(picture, dark=picture.dark), request.scale)


def _report(request: _Request) -> bytes:
    from xtsviz.view.export.report import report

    first = [replace(request.picture, dark=False)] if request.picture else []
    page = report(
        request.flow.design,
        request.flow,
        pictures=first,
        positions=request.positions,
        palette=request.palette,
        comparisons=request.comparisons,
    )
    return page.encode("utf-8")


def _interactive(request: _Request) -> bytes:
    from xtsviz.view.export.interactive import interactive_page

    return interactive_page(request.flow.design, request.positions).encode("utf-8")


KINDS: Mapping[str, ExportKind] = {
    "document": ExportKind(
        "Document (JSON)",
        "the document",
        "The whole design, for xts.load, the command line, or Open a document",
        ".json",
        "application/json",
        _document,
    ),
    "people": ExportKind(
        "Who is where (CSV)",
        "the table of people",
        "One row for each user in each tenant, for spreadsheets. Names cannot act as formulas",
        "-people.csv",
        "text/csv;charset=utf-8",
        _people,
    ),
    "arrows": ExportKind(
        "Arrows (CSV)",
        "the table of arrows",
        "One row for each arrow: state, why, eligible, synchronized",
        "-arrows.csv",
        "text/csv;charset=utf-8",
        _arrows,
    ),
    "counts": ExportKind(
        "Counts (CSV)",
        "the table of counts",
        "Externals by home tenant (rows) and tenant (columns)",
        "-counts.csv",
        "text/csv;charset=utf-8",
        _counts,
    ),
    "groups": ExportKind(
        "Groups (CSV)",
        "the table of groups",
        "One row for each member of each synchronized group, in each target",
        "-groups.csv",
        "text/csv;charset=utf-8",
        _groups,
    ),
    "checks": ExportKind(
        "Check list (CSV)",
        "the check list",
        "One row for each finding: done, tenant, who, problem, what to do, lines to paste",
        "-check-list.csv",
        "text/csv;charset=utf-8",
        _checks,
    ),
    "checks-text": ExportKind(
        "Check list (Markdown)",
        "the check list",
        "The findings by who has to do them, with boxes and lines to paste, for a ticket or a wiki",
        "-check-list.md",
        "text/markdown;charset=utf-8",
        _checks_text,
    ),
    "svg": ExportKind(
        "Picture (SVG)",
        "the picture",
        "The overlay in front with its legend, sharp at every size",
        "-{overlay}.svg",
        "image/svg+xml",
        _svg,
    ),
    "png": ExportKind(
        "Picture (PNG)",
        "the picture",
        "The overlay in front with its legend, for slides and documents",
        "-{overlay}.png",
        "image/png",
        _png,
    ),
    "report": ExportKind(
        "Report (HTML)",
        "the report",
        "One file with pictures, tables and findings, which opens offline and prints",
        "-report.html",
        "text/html;charset=utf-8",
        _report,
    ),
    "interactive": ExportKind(
        "Interactive file (HTML)",
        "the interactive file",
        "One file for any browser, offline: others choose overlays, people and tenants, zoom, search and play",
        "-interactive.html",
        "text/html;charset=utf-8",
        _interactive,
    ),
}
"""All kinds of export, in the order of the menu."""
