"""PNG out of SVG, without a browser."""

from __future__ import annotations

import math
import re
import struct
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from xtsviz.errors import FileError, MissingLibraryError, PictureError
from xtsviz.model.arguments import need
from xtsviz.model.storage import read_bytes

_FAMILIES = (
    "Segoe UI",
    "Helvetica Neue",
    "Noto Sans",
    "DejaVu Sans",
    "Arial",
    "Liberation Sans",
    "Open Sans",
    "Roboto",
    "Ubuntu",
    "Cantarell",
    "FreeSans",
    "Verdana",
)
"""Families to set text in, the first that the machine has: good on a screen, many scripts and symbols."""

MAX_PIXELS = 100_000_000
"""Of a PNG: four bytes each while it is drawn."""
MAX_SCALE = 1000
_SIZE = re.compile(r'<svg [^>]*?\bwidth="([0-9.]+)" height="([0-9.]+)"')

_PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">'
    '<text x="2" y="20" font-family="sans-serif" font-size="20">{}</text></svg>'
)


def from_svg(svg: str, scale: float = 2.0) -> bytes:
    """An SVG picture as PNG.

    Args:
        svg: an SVG document, as `xtsviz.view.export.svg.render` writes it with a given ground.
        scale: pixels per unit of the picture; fewer where the picture would have more than `MAX_PIXELS`.

    Raises:
        MissingLibraryError: resvg-py is not installed.
        PictureError: the scale is no number above 0, the machine has no font at all, or the SVG cannot be drawn.
    """
    need(svg, str, "a PNG is made from the text of an SVG")
    zoom = _zoom(svg, scale)
    family = _family()
    if family is None and "<text" in svg:
        raise PictureError(
            "there is no font on this machine to write the PNG's text with; install one "
            "(on Debian and Ubuntu: apt-get install fonts-dejavu-core), or write SVG instead"
        )
    try:
        return bytes(_resvg().svg_to_bytes(svg_string=svg, zoom=zoom, sans_serif_family=family))
    except (ValueError, OverflowError) as error:
        raise PictureError(f"the picture cannot be drawn as PNG: {error}") from None


def _zoom(svg: str, scale: Any) -> float:
    """The scale, less where the picture would have too many pixels, more where it would have none."""
    if isinstance(scale, bool) or not isinstance(scale, int | float) or not 0 < scale <= MAX_SCALE:
        raise PictureError(f"scale: a number above 0 and up to {MAX_SCALE:,} is needed, such as 2")
    found = _SIZE.search(svg[:2000])
    if found is None:
        return float(scale)
    width, height = (max(float(number), 1.0) for number in found.groups())
    return max(min(float(scale), math.sqrt(MAX_PIXELS / (width * height))), 1.0 / min(width, height))


def missing() -> str:
    """What to install for PNG; empty if it is there."""
    return "" if find_spec("resvg_py") else str(_lacking())


def _lacking() -> MissingLibraryError:
    return MissingLibraryError("PNG", "resvg-py", "export")


def _resvg() -> Any:
    try:
        import resvg_py
    except ImportError:
        raise _lacking() from None
    return resvg_py


@lru_cache(maxsize=1)
def _family() -> str | None:
    """The family that stands for sans-serif; the renderer draws nothing at all for one that is not there."""
    for family in _FAMILIES:
        if _draws(family):
            return family
    for found in _installed():
        if _draws(found):
            return found
    return None


def _draws(family: str) -> bool:
    render = _resvg().svg_to_bytes
    blank = render(svg_string=_PROBE.format(""), sans_serif_family=family)
    return bytes(render(svg_string=_PROBE.format("A"), sans_serif_family=family)) != bytes(blank)


def _installed() -> Iterator[str]:
    """Families of the font files where this kind of machine keeps them, in order of path."""
    for folder in _folders():
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() in {".ttf", ".otf"} and (name := family_of(path)):
                yield name


def _folders() -> tuple[Path, ...]:
    if sys.platform == "win32":
        return (Path("C:/Windows/Fonts"),)
    if sys.platform == "darwin":
        return Path("/Library/Fonts"), Path("/System/Library/Fonts"), Path.home() / "Library/Fonts"
    home = Path.home()
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".fonts",
        home / ".local/share/fonts",
    )


def family_of(path: Path) -> str | None:
    """The family in the name table of a TrueType or OpenType font; None for anything else.

    The format is that of the OpenType specification, chapters "Organization of an OpenType Font" and "name".
    """
    try:
        data = read_bytes(path)
        count = struct.unpack_from(">H", data, 4)[0]
        tables = (struct.unpack_from(">4sLLL", data, 12 + 16 * n) for n in range(count))
        start = next((offset for tag, _, offset, _ in tables if tag == b"name"), None)
        if start is None:
            return None
        records, strings = struct.unpack_from(">HH", data, start + 2)
        for n in range(records):
            platform, _, _, name, length, offset = struct.unpack_from(">6H", data, start + 6 + 12 * n)
            # Name 1 is the family; platform 3 (Windows) writes UTF-16.
            if platform == 3 and name == 1:
                begin = start + strings + offset
                return data[begin : begin + length].decode("utf-16-be")
    except (FileError, struct.error, UnicodeDecodeError):
        return None
    return None
