"""All messages from the kernel to the page. `messages` has those of the page, and says what a message is.

==================  ===========================  ======================================================  =========
First field         Further fields               Meaning                                                 Buffers
==================  ===========================  ======================================================  =========
``pong``            ``changes``                  The number of the ping; the number of session changes.  -
``copy``            ``parameter``                Put this text, or an address with it, on the clipboard.  -
``fit``             ``when``                     Fit everything (true) or a box into the canvas.         -
``targets``         ``source, ends``             For an arrow that is drawn: a label and a sentence for each  -
                    (inside)                     target, by element.
``play``            -                            Let marks travel along the arrows (`Motion.message`).    -
``download``        ``number, name, type,        A piece of a file, packed with gzip.                    1 piece
                    at, last`` (inside)
``session``         the same                     A piece of the session to save, packed with gzip.       1 piece
``resumed``         -                            The kernel shows the session that the page had saved.   -
``picture``         ``of, data`` (inside)        The picture for the saved notebook, by MIME type.       -
==================  ===========================  ======================================================  =========
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, TypedDict

FitWhen: TypeAlias = Literal["always", "outside", "untouched"]


class Pong(TypedDict):
    """The answer to `Ping`. `changes` grows whenever there is something new to save."""

    pong: int
    changes: int


class Copy(TypedDict):
    """Text for the clipboard; with a `parameter`, the page's address with it. The answer is `Copied`."""

    copy: str
    parameter: str


class Fit(TypedDict):
    """Fit a box (left, top, right, bottom, in units of the picture) or, for True, everything visible.

    `when` says what to do if a person has zoomed or panned: fit all the same (``always``), only if a part of the box is
    not seen (``outside``), or not (``untouched``).
    """

    fit: list[float] | Literal[True]
    when: FitWhen


class Ends(TypedDict):
    """The element of a source, and for the element of each possible target a label and a sentence."""

    source: str
    ends: dict[str, list[str]]


class Targets(TypedDict):
    """What comes of arrows from a tenant. The answer to `TargetsWanted`."""

    targets: Ends


class Play(TypedDict):
    """Marks that travel along the arrows of the canvas: `xtsviz.view.picture.journeys.Motion.message`."""

    play: Mapping[str, Any]


class Piece(TypedDict):
    """A piece of a file packed with gzip. It begins at byte `at` of the packed file.

    For a session, `name` is the number of its changes.
    """

    number: int
    name: str
    type: str
    at: int
    last: bool


class Download(TypedDict):
    """A piece of a file. The answer is `More` or `Downloaded`."""

    download: Piece


class Session(TypedDict):
    """A piece of a session. The answer is `SessionMore` or `SessionSaved`."""

    session: Piece


class Resumed(TypedDict):
    """The kernel shows the session of `SessionFound`."""

    resumed: Literal[True]


class NotebookData(TypedDict):
    """The id of a widget's model, and its picture as display data by MIME type."""

    of: str
    data: Mapping[str, str]


class Picture(TypedDict):
    """The picture that the notebook is saved with, where it has no kernel."""

    picture: NotebookData


KernelMessage: TypeAlias = Pong | Copy | Fit | Targets | Play | Download | Session | Resumed | Picture
