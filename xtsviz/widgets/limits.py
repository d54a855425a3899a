"""The limits of what page and kernel send each other. The page gets those that it must know from `limits`."""

from __future__ import annotations

from typing import TypedDict

from xtsviz.io.share_text import MAX_TEXT as MAX_SHARE_TEXT
from xtsviz.view.picture.room import CALM_ROOM, MARGIN

MAX_UPLOAD_PIECE = 1_000_000
"""The limit of bytes in one message to the kernel. A message of more than ten megabytes breaks the connection."""
MAX_DOWNLOAD_PIECE = 400_000
"""The limit of bytes in one message to the page. A server drops messages above one megabyte per second."""
PIECE_PAUSE = 600
"""The milliseconds that the page waits before it asks for the next piece, for the same reason."""
MAX_FILE = 200_000_000
"""The limit of bytes in an uploaded file."""
MAX_FILES = 100
"""The limit of files that are chosen or dropped together; `MAX_FILE` bounds all of them together."""
MAX_SESSION = 2_000_000
"""The limit of bytes in a saved session. Browsers store about five million in each tab."""
MAX_LINE = 2_000
"""The limit of characters in a field of one line."""
MAX_TEXT = 30_000
"""The limit of characters in a field of several lines."""
MAX_SHARED = 2 * MAX_SHARE_TEXT
"""The limit of characters that are read as a shared design: a text with spaces in it, or an address."""
MAX_MOVED = 100_000
"""The limit of nodes that one drag moves."""
MAX_NAME = 4_096
"""The limit of characters in a file's name, and in a node's id."""
MAX_REASON = 10_000
"""The limit of characters in a sentence from the page."""


class Limits(TypedDict):
    """The limits for the page: the synchronized attribute ``limits`` of the bridge."""

    upload_piece: int
    piece_pause: int
    max_file: int
    max_files: int
    max_line: int
    max_text: int
    max_shared: int
    fit_margin: float
    calm_room: list[float]


def limits() -> Limits:
    """The limits that the page must know before its first message."""
    return {
        "upload_piece": MAX_UPLOAD_PIECE,
        "piece_pause": PIECE_PAUSE,
        "max_file": MAX_FILE,
        "max_files": MAX_FILES,
        "max_line": MAX_LINE,
        "max_text": MAX_TEXT,
        "max_shared": MAX_SHARED,
        "fit_margin": MARGIN,
        "calm_room": [*CALM_ROOM],
    }
