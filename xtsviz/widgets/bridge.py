"""What only a browser knows: the page's theme, keys, clipboard, files, a status line that screen readers announce."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any, Literal

import anywidget
import traitlets

from xtsviz.widgets import messages
from xtsviz.widgets.error_reports import reporting_errors
from xtsviz.widgets.messages import Fit, KernelMessage, read_message
from xtsviz.widgets.scripts import joined_script, joined_style
from xtsviz.widgets.transfer import Inbox, Outbox

ROOT_CLASS = "xtsviz-root"
"""Class of the widget that the bridge serves: all it does stays inside the nearest ancestor with it."""

CANVAS_CLASS = "xtsviz-canvas"
"""Class of the graph canvas inside the root, which the bridge fits and whose drags it reports."""

_numbers = count()

Level = Literal["info", "warning", "error"]


class Bridge(anywidget.AnyWidget):
    """The link between the kernel and the page, shown as the status line. It loads nothing from the network.

    Put it anywhere below a widget with the class :data:`ROOT_CLASS`; one per root. `messages` documents what goes to
    and fro; ``static/`` has the page's side.

    Attributes:
        dark: Whether the page is dark; set by the browser and followed live.
        message: Text of the status line, which is a live region: it is announced when it changes.
        level: ``info``, ``warning`` or ``error``; the last two stand in words before the message.
        number: Counts the bridges of this kernel: the same notebook has the same ones after a reload.
        unsaved: Whether the page cannot save the session, and a reload would lose it.
        limits: What the page must keep to; see `messages.Limits`.
        changes: Counts what a page would have to save; the page then asks for the session.
    """

    # As text: a path would be watched, and the watch holds every bridge, and so every explorer, for good.
    _esm = joined_script()
    _css = joined_style()

    dark = traitlets.Bool(False).tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    level = traitlets.Enum(("info", "warning", "error"), "info").tag(sync=True)

    number = traitlets.Int(0).tag(sync=True)
    unsaved = traitlets.Bool(False).tag(sync=True)
    limits = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(number=next(_numbers), limits=messages.limits())
        self.changes = 0
        self._shortcut: Callable[[Literal["undo", "redo"]], None] | None = None
        self._action: Callable[[Any], None] | None = None
        self._copied: Callable[[bool], None] | None = None
        self._dragged: Callable[[str, Mapping[str, tuple[float, float]]], None] | None = None
        self._refused: Callable[[str], None] | None = None
        self._resume: Callable[[bytes], None] | None = None
        self._session: Callable[[], bytes] | None = None
        # Looked up late: `send` of a bridge may be another one by then.
        self._outbox = Outbox(lambda message, buffers: self.send(message, buffers), "download")
        self._sessions = Outbox(lambda message, buffers: self.send(message, buffers), "session")
        self._inbox = Inbox()
        self._handle_safely = reporting_errors(self._handle)
        self.on_msg(self._receive)

    def set_status(self, message: str, level: Level = "info") -> None:
        """Put a message into the status line, as text: markup in it shows as it is written."""
        with self.hold_sync():
            self.message = message
            self.level = level

    def copy(self, text: str) -> None:
        """Ask the browser to put ``text`` on the clipboard; :meth:`on_copied` tells whether it did."""
        self._tell({"copy": text})

    def download(self, name: str, media_type: str, content: bytes) -> None:
        """Give a file to the user at the page; :meth:`on_downloaded` tells when it has arrived.

        Args:
            name: without folders.
        """
        self._outbox.put(name, media_type, content)

    def fit(self, box: tuple[float, float, float, float] | None = None, if_outside: bool = False) -> None:
        """Zoom and pan the canvas so that all that is visible fits into it.

        Args:
            box: left, top, right and bottom of what must fit, in units of the picture; for a drawing that is
                on its way and not on the screen yet.
            if_outside: only where a part of the box would not be seen.
        """
        message: Fit = {"fit": list(box) if box else True, "if_outside": if_outside}
        self._tell(message)

    def on_shortcut(self, callback: Callable[[Literal["undo", "redo"]], None]) -> None:
        """Call with ``undo`` (Ctrl+Z) or ``redo`` (Ctrl+Y, Ctrl+Shift+Z) when pressed inside the root.

        In a text field these keys stay the field's own.
        """
        self._shortcut = callback

    def on_action(self, callback: Callable[[Any], None]) -> None:
        """Call with the words of the ``data-xts`` attribute of each button pressed in the root, unchecked."""
        self._action = callback

    def on_copied(self, callback: Callable[[bool], None]) -> None:
        """Call with whether the last :meth:`copy` reached the clipboard."""
        self._copied = callback

    def on_dragged(self, callback: Callable[[str, Mapping[str, tuple[float, float]]], None]) -> None:
        """Call after a drag with the cytoscape id of what was grabbed and the positions of all that moved."""
        self._dragged = callback

    def on_refused(self, callback: Callable[[str], None]) -> None:
        """Call with why the page did not take something; everything there is as it was."""
        self._refused = callback

    def on_downloaded(self, callback: Callable[[str, str], None]) -> None:
        """Call with the name of each file that arrived, and an empty text or why the browser did not take it."""
        self._outbox.on_done(callback)

    def on_upload(self, field: str, callback: Callable[[str, bytes], None]) -> None:
        """Call with name and content of each file that a user chose in the field with this ``data-xts-file``."""
        self._inbox.on_file(field, callback)

    def on_page(self, resume: Callable[[bytes], None], session: Callable[[], bytes]) -> None:
        """Let the page save a session, if it is one that does.

        Args:
            resume: is called when such a page has come, with what it saved last; empty if it saved nothing.
            session: returns what the page must save now.
        """
        self._resume, self._session = resume, session

    def _tell(self, message: KernelMessage) -> None:
        self.send(message)

    def _receive(self, _widget: object, content: object, buffers: Sequence[Any]) -> None:
        self._handle_safely(content, buffers)

    def _handle(self, content: object, buffers: Sequence[Any]) -> None:
        match read_message(content):
            case messages.Ping(ping=number):
                self._tell({"pong": number, "changes": self.changes})
            case messages.Shortcut(shortcut=name) if self._shortcut:
                self._shortcut(name)
            case messages.Action(action=words) if self._action:
                self._action(words)
            case messages.Copied(copied=done) if self._copied:
                self._copied(done)
            case messages.Dragged(dragged=grabbed, moved=moved) if self._dragged:
                self._dragged(grabbed, {id: (x, y) for id, (x, y) in moved.items()})
            case messages.Refused(refused=why) if self._refused:
                self._refused(why)
            case messages.More(more=number):
                self._outbox.more(number)
            case messages.Downloaded(downloaded=number, failed=why):
                self._outbox.done(number, why)
            case messages.Upload(upload=field, name=name, at=at, last=last):
                self._inbox.take(field, name, at, last, buffers)
            case messages.SessionFound() if self._resume:
                self._resume(b"".join(map(bytes, buffers)))
                self._tell({"resumed": True})
            case messages.SessionWanted() if self._session:
                changes = self.changes
                self._sessions.put(str(changes), "application/json", self._session())
            case messages.SessionMore(session_more=number):
                self._sessions.more(number)
            case messages.SessionSaved(session_saved=number):
                self._sessions.done(number)
