"""Every message between the page and the kernel, and the limits that both keep.

A message is a JSON object; its first field says which one it is. Bytes go beside it, in buffers.

From the page to the kernel (checked by `read_message`; a message that does not fit the table is ignored and logged):

==================  =======================  ==========================================================  =========
First field         Further fields           Meaning                                                     Buffers
==================  =======================  ==========================================================  =========
``ping``            -                        Are you there? Sent behind everything that a user does.     -
``shortcut``        -                        ``undo`` or ``redo`` was pressed on the keyboard.           -
``action``          -                        A button in a panel was pressed: its ``data-xts``.          -
``copied``          -                        Whether the text of ``copy`` is on the clipboard.           -
``dragged``         ``moved``                A node was dragged; the new positions of all that moved.    -
``refused``         -                        Why the page did not take something, as a sentence.         -
``more``            -                        Number of the download whose next piece may come.           -
``downloaded``      ``failed``               Number of the download that has ended, and why it failed.   -
``upload``          ``name, at, last``       A piece of a file, for the field with this name.            1 piece
``session_found``   -                        A page has come that can save its session.                  what it
                                                                                                         saved
``session_wanted``  -                        The page asks for the session as it is now.                 -
``session_more``    -                        Number of the session whose next piece may come.            -
``session_saved``   -                        Number of the session that has arrived whole.               -
==================  =======================  ==========================================================  =========

From the kernel to the page:

==================  ===========================  ======================================================  =========
First field         Further fields               Meaning                                                 Buffers
==================  ===========================  ======================================================  =========
``pong``            ``changes``                  The number of the ping; how often the session changed.  -
``copy``            -                            Put this text on the clipboard.                         -
``fit``             ``if_outside``               Fit everything (true) or a box into the canvas.         -
``download``        ``number, name, type,        A piece of a file for the user, packed with gzip.       1 piece
                    at, last`` (inside)
``session``         the same                     A piece of the session to save, packed with gzip.       1 piece
``resumed``         -                            The kernel shows what the page had saved.               -
==================  ===========================  ======================================================  =========
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias, TypedDict

from pydantic import BaseModel, ConfigDict, Field, ValidationError

UPLOAD_PIECE = 1_000_000
"""Bytes of one message to the kernel. A page that sends more than ten megabytes at once loses its connection."""
DOWNLOAD_PIECE = 400_000
"""Bytes of one message to the page. A server drops what a kernel sends faster than a megabyte a second."""
PIECE_PAUSE = 600
"""Milliseconds that the page waits before it asks for the next piece, for the same reason."""
MAX_FILE = 200_000_000
"""Bytes of a file that a user hands in."""
MAX_SESSION = 2_000_000
"""Bytes that a page saves of one explorer. Browsers have room for about five million in each tab."""
MAX_LINE = 2_000
"""Characters that a user may write in a field of one line."""
MAX_TEXT = 30_000
"""Characters that a user may write in a field of several lines."""
MAX_MOVED = 100_000
"""Nodes that one drag moves."""
MAX_NAME = 4_096
"""Characters of a file's name, and of a node's id."""
MAX_REASON = 10_000
"""Characters of a sentence from the page."""


class Limits(TypedDict):
    """The limits that the page keeps, as the synchronized attribute ``limits`` of the bridge."""

    upload_piece: int
    piece_pause: int
    max_file: int
    max_line: int
    max_text: int


def limits() -> Limits:
    """What the page must know before its first message."""
    return {
        "upload_piece": UPLOAD_PIECE,
        "piece_pause": PIECE_PAUSE,
        "max_file": MAX_FILE,
        "max_line": MAX_LINE,
        "max_text": MAX_TEXT,
    }


# ------------------------------------------------------------------------------------------------- from the page

Number: TypeAlias = Annotated[int, Field(ge=0)]
Name: TypeAlias = Annotated[str, Field(max_length=MAX_NAME)]
Reason: TypeAlias = Annotated[str, Field(max_length=MAX_REASON)]
Coordinate: TypeAlias = Annotated[float, Field(allow_inf_nan=False)]
Coordinates: TypeAlias = Annotated[list[Coordinate], Field(min_length=2, max_length=2)]


class _Message(BaseModel):
    # A page's script sends no other fields and no other types.
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Ping(_Message):
    """The page asks whether the kernel is there; `Pong` answers."""

    ping: int


class Shortcut(_Message):
    """Ctrl+Z, or Ctrl+Y and Ctrl+Shift+Z, inside the explorer and outside its text fields."""

    shortcut: Literal["undo", "redo"]


class Action(_Message):
    """A button in a panel's HTML. What it asks for is any JSON here; `Actions` checks it."""

    action: Any


class Copied(_Message):
    """Whether the text of `Copy` is on the clipboard."""

    copied: bool


class Dragged(_Message):
    """Ids are those of cytoscape, positions in units of the picture."""

    dragged: Name
    moved: Annotated[dict[Name, Coordinates], Field(max_length=MAX_MOVED)]


class Refused(_Message):
    """What the page did not take, and why."""

    refused: Reason


class More(_Message):
    """The next piece of a download may come."""

    more: Number


class Downloaded(_Message):
    """A download has ended; `failed` is empty if the browser has the file."""

    downloaded: Number
    failed: Reason


class Upload(_Message):
    """A piece of a file that begins at byte `at`. The piece is in the buffers."""

    upload: Name
    name: Name
    at: Annotated[int, Field(ge=0, le=MAX_FILE)]
    last: bool


class SessionFound(_Message):
    """A page that saves its session has come. What it saved last is in the buffers, empty if nothing."""

    session_found: Literal[True]


class SessionWanted(_Message):
    """The page wants to save the session; `Session` answers."""

    session_wanted: Literal[True]


class SessionMore(_Message):
    """The next piece of a session may come."""

    session_more: Number


class SessionSaved(_Message):
    """A session has arrived whole."""

    session_saved: Number


PageMessage: TypeAlias = (
    Ping
    | Shortcut
    | Action
    | Copied
    | Dragged
    | Refused
    | More
    | Downloaded
    | Upload
    | SessionFound
    | SessionWanted
    | SessionMore
    | SessionSaved
)
PAGE_MESSAGES: Mapping[str, type[PageMessage]] = {
    "ping": Ping,
    "shortcut": Shortcut,
    "action": Action,
    "copied": Copied,
    "dragged": Dragged,
    "refused": Refused,
    "more": More,
    "downloaded": Downloaded,
    "upload": Upload,
    "session_found": SessionFound,
    "session_wanted": SessionWanted,
    "session_more": SessionMore,
    "session_saved": SessionSaved,
}
"""The messages of the page by their first field."""

_log = logging.getLogger(__name__)


def read_message(content: object) -> PageMessage | None:
    """A message of the page, checked; None, and a line in the log, if it is not one of the table."""
    if isinstance(content, Mapping):
        for kind, message in PAGE_MESSAGES.items():
            if kind in content:
                try:
                    return message.model_validate(content)
                except ValidationError as problem:
                    _log.warning("the page sent a wrong %r: %s", kind, problem)
                    return None
    _log.warning("the page sent an unknown message")
    return None


# --------------------------------------------------------------------------------------------------- to the page


class Pong(TypedDict):
    """The answer to `Ping`, and a number that grows whenever there is something new to save."""

    pong: int
    changes: int


class Copy(TypedDict):
    """Text for the clipboard; `Copied` answers."""

    copy: str


class Fit(TypedDict):
    """A box is left, top, right, bottom, in units of the picture; True means all that is visible."""

    fit: list[float] | Literal[True]
    if_outside: bool


class Piece(TypedDict):
    """A piece of a file packed with gzip, which begins at byte `at` of what is packed.

    Of a session, `name` is the number of changes in it.
    """

    number: int
    name: str
    type: str
    at: int
    last: bool


class Download(TypedDict):
    """A piece of a file for the user; `More` or `Downloaded` answers."""

    download: Piece


class Session(TypedDict):
    """A piece of a session; `SessionMore` or `SessionSaved` answers."""

    session: Piece


class Resumed(TypedDict):
    """The kernel shows what `SessionFound` brought."""

    resumed: Literal[True]


KernelMessage: TypeAlias = Pong | Copy | Fit | Download | Session | Resumed
