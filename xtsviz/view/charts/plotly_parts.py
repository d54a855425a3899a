"""What the plotly figures share: plotly itself, names as plain text, colours with less ink."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import Any

from xtsviz.errors import MissingLibraryError, PictureError
from xtsviz.flow import Flow
from xtsviz.model.argument_checks import require_type
from xtsviz.model.design import Design
from xtsviz.model.display_text import clean
from xtsviz.view.colors import parsed
from xtsviz.view.picture.types import Selection
from xtsviz.view.text import clipped
from xtsviz.view.theme import SANS, TEXT

LABEL_ROOM, LABEL_SIZE = 130.0, 13.0
MAX_WIDTH = 100_000


def check_arguments(design: object, flow: object, selection: object) -> None:
    """Check what a figure is made of.

    Raises:
        PictureError: one of them is of another kind.
    """
    require_type(design, Design, "a figure is made of a design")
    require_type(flow, Flow, "a figure is made of a design's flow", "xtsviz.user_flow(design) makes one")
    require_type(selection, (Selection, type(None)), "a selection is an xtsviz.view.picture.types.Selection")


def graph_objects(what: str) -> Any:
    """``plotly.graph_objects``, loaded when the first figure is asked for.

    Args:
        what: what needs it, for the message.

    Raises:
        MissingLibraryError: plotly is not installed.
    """
    try:
        import plotly.graph_objects as go
    except ImportError:
        raise MissingLibraryError(what, "plotly", "notebook") from None
    return go


def checked_width(width: int | None) -> int | None:
    """The width of a figure in pixels, if it is one that plotly draws; None for what there is room for.

    Raises:
        PictureError: it is not.
    """
    require_type(width, (int, type(None)), "width: a whole number of pixels is needed")
    if width is not None and not 10 <= width <= MAX_WIDTH:
        raise PictureError(f"width: 10 to {MAX_WIDTH:,} pixels are possible")
    return width


def font(dark: bool) -> dict[str, Any]:
    """The type of every figure."""
    return {"family": SANS, "size": LABEL_SIZE, "color": TEXT.on(dark)}


def plain(text: str) -> str:
    """Text that plotly shows as it is: it reads some HTML in every text, and $…$ as a formula."""
    return escape(clean(text), quote=False).replace("$", "&#36;")


def tenant_labels(design: Design) -> dict[str, str]:
    """Short names of the tenants by id, as plain text; of two that would read alike, the ids."""
    short = {tenant.id: clipped(tenant.name, LABEL_ROOM, LABEL_SIZE) for tenant in design.tenants}
    read = Counter(short.values())
    return {
        tenant: plain(label if read[label] == 1 else clipped(tenant, LABEL_ROOM, LABEL_SIZE))
        for tenant, label in short.items()
    }


def see_through(color: str, share: float) -> str:
    """A colour that covers a share (0 to 1) of what is below it.

    >>> see_through("#0072b2", 0.5)
    'rgba(0,114,178,0.5)'

    Raises:
        ValueError: it is no colour.
    """
    found = parsed(color)
    if found is None:
        raise ValueError(f"no colour: {color!r}")
    return f"rgba({','.join(map(str, found))},{share:g})"
