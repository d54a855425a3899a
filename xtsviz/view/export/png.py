"""PNG pictures made from SVG, without a browser."""

from __future__ import annotations

import math
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from xtsviz.errors import MissingLibraryError, PictureError
from xtsviz.model.argument_checks import require_type

_FONTS = Path(__file__).parent / "fonts"
_FONT_FILES = tuple(str(_FONTS / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"))
_FONT_FAMILY = "DejaVu Sans"
_OTHER_SCRIPTS = re.compile("[\u0700-\u1cff\u2c00-\ud7ff\uf900-\U0010ffff]")
"""Characters that the shipped font does not have: Chinese, Japanese, Korean, Devanagari and others."""

MAX_PIXELS = 100_000_000
"""The limit of pixels in a PNG. Each needs four bytes while the picture is drawn."""
MAX_SCALE = 1000
_SIZE = re.compile(r'<svg [^>]*?\bwidth="([0-9.]+)" height="([0-9.]+)"')


def from_svg(svg: str, scale: float = 2.0) -> bytes:
    """An SVG picture as PNG.

    The package ships the font for text, so the picture is the same on every machine. Only characters that this font
    does not have come from the fonts of the machine.

    Args:
        svg: an SVG document of `xtsviz.view.export.svg.render` for a given ground.
        scale: pixels per unit of the picture. It is reduced if the picture would have more than `MAX_PIXELS`.

    Raises:
        MissingLibraryError: resvg-py is not installed.
        PictureError: the scale is not a number above 0, or the SVG cannot be drawn.
    """
    require_type(svg, str, "a PNG is made from the text of an SVG")
    zoom = _zoom(svg, scale)
    try:
        pixels = _resvg().svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
            font_files=_FONT_FILES,
            style_sheet=f"* {{ font-family: '{_FONT_FAMILY}' }}",
            skip_system_fonts=not _OTHER_SCRIPTS.search(svg),
        )
    except (ValueError, OverflowError) as error:
        raise PictureError(f"the picture cannot be drawn as PNG: {error}") from None
    return bytes(pixels)


def _zoom(svg: str, scale: Any) -> float:
    """The scale, reduced if the picture would have too many pixels, increased if it would have none."""
    if isinstance(scale, bool) or not isinstance(scale, int | float) or not 0 < scale <= MAX_SCALE:
        raise PictureError(f"scale: a number above 0 and up to {MAX_SCALE:,} is needed, such as 2")
    found = _SIZE.search(svg[:2000])
    if found is None:
        return float(scale)
    width, height = (max(float(number), 1.0) for number in found.groups())
    return max(min(float(scale), math.sqrt(MAX_PIXELS / (width * height))), 1.0 / min(width, height))


def missing_library_message() -> str:
    """What to install for PNG; empty if it is installed."""
    return "" if find_spec("resvg_py") else str(_missing_library())


def _missing_library() -> MissingLibraryError:
    return MissingLibraryError("PNG", "resvg-py", "export")


def _resvg() -> Any:
    try:
        import resvg_py
    except ImportError:
        raise _missing_library() from None
    return resvg_py
