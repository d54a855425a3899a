"""The picture that a saved notebook shows without a kernel and without widgets."""

from __future__ import annotations

import base64
import logging
from dataclasses import replace

from xtsviz.errors import XtsvizError
from xtsviz.view.export import png, svg
from xtsviz.view.picture.types import Picture

MAX_IN_SVG = 600
"""Of more tenants, arrows and people, a picture shows nothing and would weigh megabytes in every saved notebook."""
MAX_IN_PNG = 140
"""Of more, drawing the pixels takes longer than a person wants to wait for the widget (0.4 s for 380 arrows)."""

_log = logging.getLogger(__name__)


def static_preview(picture: Picture, heading: str, *, quick: bool = False) -> dict[str, str]:
    """A picture as display data, by MIME type.

    ``text/plain`` is the heading and the picture in words. ``image/svg+xml`` follows the reader's light or dark
    setting. ``image/png`` (base64, light) is for where SVG is hidden, as in notebooks that are not trusted; it needs
    resvg-py. No ``text/html``: notebook viewers take it before the images, and some then leave images in it out.

    A `quick` one has no PNG, which takes a hundred times as long as the rest.

    Each picture is left out where it would be too large, and where it cannot be made: display data must not fail.
    """
    data = {"text/plain": f"{heading}\n{picture.text}"}
    size = len(picture.nodes) + len(picture.links) + len(picture.people)
    if size > MAX_IN_SVG:
        return data
    data["image/svg+xml"] = svg.render(replace(picture, dark=False))
    if size <= MAX_IN_PNG and not quick:
        try:
            pixels = png.from_svg(svg.render(picture, dark=False), scale=1.0)
        except XtsvizError as problem:
            _log.debug("no PNG in the display data: %s", problem)
        else:
            data["image/png"] = base64.b64encode(pixels).decode("ascii")
    return data
