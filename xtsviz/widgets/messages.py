"""All messages from the page to the kernel, and how they are checked. `kernel_messages` has those to the page.

A message is a JSON object. Its first field says which message it is. Bytes are in separate buffers.

`read_message` checks them; a message that is not in the table is ignored and logged:

==================  =======================  ==========================================================  =========
First field         Further fields           Meaning                                                     Buffers
==================  =======================  ==========================================================  =========
``ping``            -                        Does the kernel answer? Sent after each action of a person. -
``shortcut``        -                        ``undo`` or ``redo`` was pressed on the keyboard.           -
``action``          -                        A button in a panel was pressed: its ``data-xts``.          -
``copied``          -                        Whether the text of ``copy`` is on the clipboard.           -
``dragged``         ``moved``                A node was dragged; the new positions of all that moved.    -
``canvas_size``     -                        The width and height of the canvas in pixels.               -
``refused``         -                        Why the page refused something, as a sentence.              -
``pressed``         -                        The cytoscape id of what was pressed by key or finger.      -
``targets_wanted``  -                        The element of a tenant: what comes of arrows from it?      -
``new_tenant``      -                        Add a tenant at this place, in units of the picture.        -
``more``            -                        The number of a download: send the next piece.              -
``downloaded``      ``failed``               The number of a finished download, and why it failed.       -
``upload``          ``name, at, last,        A piece of a file, for the field with this name.            1 piece
                    batch, left``
``session_found``   -                        A page has opened that can save its session.                the saved
                                                                                                         session
``shared_found``    -                        The text of a shared design in the page's address.          -
``session_wanted``  -                        The page asks for the current session.                      -
``session_more``    -                        The number of a session: send the next piece.               -
``session_saved``   -                        The number of a session that has arrived completely.        -
``notebook_found``  -                        A page has opened that has the notebook of the explorer.    -
``board_wanted``    -                        The address of the page asks for the board of the class.    -
==================  =======================  ==========================================================  =========
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from xtsviz.widgets.limits import MAX_FILE, MAX_FILES, MAX_MOVED, MAX_NAME, MAX_REASON, MAX_SHARED

MAX_BATCH = 2**53
"""The largest number that the page counts to."""

Number: TypeAlias = Annotated[int, Field(ge=0)]
Name: TypeAlias = Annotated[str, Field(max_length=MAX_NAME)]
Reason: TypeAlias = Annotated[str, Field(max_length=MAX_REASON)]
Coordinate: TypeAlias = Annotated[float, Field(allow_inf_nan=False)]
Side: TypeAlias = Annotated[float, Field(gt=0, lt=100_000, allow_inf_nan=False)]
Coordinates: TypeAlias = Annotated[list[Coordinate], Field(min_length=2, max_length=2)]


class _Message(BaseModel):
    # The page's scripts send no other fields and no other types.
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Ping(_Message):
    """The page asks if the kernel is running. The answer is `Pong`."""

    ping: int


class Shortcut(_Message):
    """Ctrl+Z, or Ctrl+Y and Ctrl+Shift+Z, inside the explorer and outside its text fields."""

    shortcut: Literal["undo", "redo"]


class Action(_Message):
    """A button in a panel's HTML was pressed. Its action can be any JSON value; `Actions` checks it."""

    action: Any


class Copied(_Message):
    """True if the text of `Copy` is on the clipboard."""

    copied: bool


class Dragged(_Message):
    """A node was dragged. Ids are those of cytoscape; positions are in units of the picture."""

    dragged: Name
    moved: Annotated[dict[Name, Coordinates], Field(max_length=MAX_MOVED)]


class Pressed(_Message):
    """An element was pressed with the keyboard or a finger. The id is that of cytoscape."""

    pressed: Name


class TargetsWanted(_Message):
    """A person may draw an arrow from a tenant, named by its element. The answer is `Targets`."""

    targets_wanted: Name


class NewTenant(_Message):
    """A person wants another tenant at this place of the picture."""

    new_tenant: Coordinates


class CanvasSize(_Message):
    """The canvas has another size: width and height in pixels of the page."""

    canvas_size: Annotated[list[Side], Field(min_length=2, max_length=2)]


class Refused(_Message):
    """The page refused something. The sentence says what and why."""

    refused: Reason


class More(_Message):
    """The page is ready for the next piece of a download."""

    more: Number


class Downloaded(_Message):
    """A download has ended. `failed` is empty if the browser has the file."""

    downloaded: Number
    failed: Reason


class Upload(_Message):
    """A piece of a file that begins at byte `at`. The piece is in the buffers.

    Files that a person chose or dropped together have the same `batch`; `left` of them follow.
    """

    upload: Name
    name: Name
    at: Annotated[int, Field(ge=0, le=MAX_FILE)]
    last: bool
    batch: Annotated[int, Field(ge=0, le=MAX_BATCH)] = 0
    left: Annotated[int, Field(ge=0, lt=MAX_FILES)] = 0


class SessionFound(_Message):
    """A page that can save its session has opened. The buffers have the saved session; they are empty without one."""

    session_found: Literal[True]


class SharedFound(_Message):
    """The address of the page has the text of a shared design."""

    shared_found: Annotated[str, Field(max_length=MAX_SHARED)]


class SessionWanted(_Message):
    """The page wants to save the session. The answer is `Session`."""

    session_wanted: Literal[True]


class SessionMore(_Message):
    """The page is ready for the next piece of a session."""

    session_more: Number


class SessionSaved(_Message):
    """A session has arrived completely."""

    session_saved: Number


class NotebookFound(_Message):
    """A page has opened that has the notebook. It puts each `Picture` there."""

    notebook_found: Literal[True]


class BoardWanted(_Message):
    """The address of the page has ``?board``: the trainer opened it to see what the class expects."""

    board_wanted: Literal[True]


PageMessage: TypeAlias = (
    Ping
    | Shortcut
    | Action
    | Copied
    | Dragged
    | Pressed
    | TargetsWanted
    | NewTenant
    | CanvasSize
    | Refused
    | More
    | Downloaded
    | Upload
    | SessionFound
    | SharedFound
    | SessionWanted
    | SessionMore
    | SessionSaved
    | NotebookFound
    | BoardWanted
)
PAGE_MESSAGES: Mapping[str, type[PageMessage]] = {
    "ping": Ping,
    "shortcut": Shortcut,
    "action": Action,
    "copied": Copied,
    "dragged": Dragged,
    "pressed": Pressed,
    "targets_wanted": TargetsWanted,
    "new_tenant": NewTenant,
    "canvas_size": CanvasSize,
    "refused": Refused,
    "more": More,
    "downloaded": Downloaded,
    "upload": Upload,
    "session_found": SessionFound,
    "shared_found": SharedFound,
    "session_wanted": SessionWanted,
    "session_more": SessionMore,
    "session_saved": SessionSaved,
    "notebook_found": NotebookFound,
    "board_wanted": BoardWanted,
}
"""The messages of the page by their first field."""

_log = logging.getLogger(__name__)


def read_message(content: object) -> PageMessage | None:
    """A checked message of the page. A message that is not in the table is logged, and the result is None."""
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
