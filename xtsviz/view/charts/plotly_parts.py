"""Helpers of the plotly figures: loading plotly, checking arguments, texts, transparent colours."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import Any

from xtsviz.errors import MissingLibraryError, PictureError
from xtsviz.flow import Flow
from xtsviz.model.argument_checks import require_type
from xtsviz.model.design import Design
from xtsviz.model.display_text import clean
from xtsviz.view.colors import parse_rgb
from xtsviz.view.picture.types import Selection
from xtsviz.view.text_width import clip_text
from xtsviz.view.theme import SANS, TEXT

LABEL_ROOM, LABEL_SIZE = 130.0, 13.0
MAX_WIDTH = 100_000


def check_arguments(design: object, flow: object, selection: object) -> None:
    """Check the arguments of a figure.

    Raises:
        PictureError: one of them has another type.
    """
    require_type(design, Design, "a figure is made of a design")
    require_type(flow, Flow, "a figure is made of a design's flow", "xtsviz.user_flow(design) makes one")
    require_type(selection, (Selection, type(None)), "a selection is an xtsviz.view.picture.types.Selection")


def load_plotly(what: str) -> Any:
    """``plotly.graph_objects``, loaded for the first figure.

    Args:
        what: the name of the figure, for the error.

    Raises:
        MissingLibraryError: plotly is not installed.
    """
    try:
        import plotly.graph_objects as go
    except ImportError:
        raise MissingLibraryError(what, "plotly", "notebook") from None
    return go


def checked_width(width: int | None) -> int | None:
    """The width of a figure in pixels; None for the width of the page.

    Raises:
        PictureError: plotly cannot draw a figure of this width.
    """
    require_type(width, (int, type(None)), "width: a whole number of pixels is needed")
    if width is not None and not 10 <= width <= MAX_WIDTH:
        raise PictureError(f"width: 10 to {MAX_WIDTH:,} pixels are possible")
    return width


def figure_font(dark: bool) -> dict[str, Any]:
    """The font of all figures."""
    return {"family": SANS, "size": LABEL_SIZE, "color": TEXT.on(dark)}


def plotly_text(text: str) -> str:
    """Text that plotly shows unchanged. Without this, it interprets some HTML, and $…$ as a formula."""
    return escape(clean(text), quote=False).replace("$", "&#36;")


def tenant_labels(design: Design) -> dict[str, str]:
    """Short names of the tenants by id, as plain text. If two short names are equal, the ids replace them."""
    short = {tenant.id: clip_text(tenant.name, LABEL_ROOM, LABEL_SIZE) for tenant in design.tenants}
    read = Counter(short.values())
    return {
        tenant: plotly_text(label if read[label] == 1 else clip_text(tenant, LABEL_ROOM, LABEL_SIZE))
        for tenant, label in short.items()
    }


def with_opacity(color: str, share: float) -> str:
    """A colour with an opacity from 0 to 1.

    >>> see_through("#0072b2", 0.5)
    'rgba(0,114,178,0.5)'

    Raises:
        ValueError: the text is not a colour.
    """
    found = parse_rgb(color)
    if found is None:
        raise ValueError(f"no colour: {color!r}")
    return f"rgba({','.join(map(str, found))},{share:g})"
