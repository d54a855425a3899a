"""An address as a QR code, for a terminal and for a page."""

from __future__ import annotations

import io

from xtsviz.errors import MissingLibraryError

_WHITE_ON_BLACK = "\x1b[97;40m"  # the squares are the light ones; a code in other colours is hard to scan
_PLAIN = "\x1b[0m"
_QUIET = 2  # squares of the margin


def qr_terminal(address: str) -> str:
    """Lines for a terminal that knows colours, two rows of squares in each.

    Raises:
        MissingLibraryError: segno is not installed.
    """
    drawn = io.StringIO()
    _code(address).terminal(drawn, compact=True, border=_QUIET)
    return "\n".join(f"{_WHITE_ON_BLACK}{line}{_PLAIN}" for line in drawn.getvalue().splitlines())


def qr_svg(address: str) -> str:
    """An ``<svg>`` element without a size, black on white.

    Raises:
        MissingLibraryError: segno is not installed.
    """
    return str(
        _code(address).svg_inline(
            border=_QUIET, light="#fff", omitsize=True, title="QR code of the address", svgclass="qr"
        )
    )


def _code(address: str):  # type: ignore[no-untyped-def]
    try:
        import segno
    except ModuleNotFoundError:
        raise MissingLibraryError("a QR code", "segno", "voila") from None
    return segno.make(address, micro=False)
