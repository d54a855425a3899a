"""The bridge to the browser: the page's theme, keys, clipboard and files, and a status line for screen readers."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any, Literal

import anywidget
import traitlets

from xtsviz.view.picture.journeys import Motion
from xtsviz.widgets import messages
from xtsviz.widgets.error_reports import reporting_errors
from xtsviz.widgets.kernel_messages import Ends, Fit, FitWhen, KernelMessage
from xtsviz.widgets.limits import limits
from xtsviz.widgets.looks import shared_layout
from xtsviz.widgets.messages import read_message
from xtsviz.widgets.scripts import joined_script, joined_style
from xtsviz.widgets.transfer import Inbox, Outbox

ROOT_CLASS = "xtsviz-root"
"""The CSS class of the explorer's widget. The bridge touches only its nearest ancestor with this class."""

CANVAS_CLASS = "xtsviz-canvas"
"""The CSS class of the canvas inside the root. The bridge fits its picture and reports dragged nodes."""

_bridge_numbers = count()

Level = Literal["info", "warning", "error"]


class Bridge(anywidget.AnyWidget):
    """The link between the kernel and the page. It shows the status line, and loads nothing from the network.

    Put one bridge anywhere below a widget with the class `ROOT_CLASS`. `messages` says what it hears,
    `kernel_messages` what it sends, and ``static/`` has the page's part.

    Attributes:
        dark: True if the page is dark; the browser sets it.
        message: the text of the status line. Screen readers announce a change.
        level: ``info``, ``warning`` or ``error``; the last two are written before the message.
        number: the number of this bridge in the kernel. After a reload, the same notebook has the same numbers.
        unsaved: True if the page cannot save the session, so that a reload would lose it.
        by_hand: True if a person may change the design on the canvas.
        has_picture: True if the output behind that of the widget is its picture, which the page hides.
        limits: the limits for the page; see `limits.Limits`.
        changes: the number of changes of the session. When it grows, the page asks for the session.
    """

    # As text, because anywidget watches paths, and the watcher would keep every bridge and explorer in memory.
    _esm = joined_script()
    _css = joined_style()

    dark = traitlets.Bool(False).tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    level = traitlets.Enum(("info", "warning", "error"), "info").tag(sync=True)

    number = traitlets.Int(0).tag(sync=True)
    unsaved = traitlets.Bool(False).tag(sync=True)
    by_hand = traitlets.Bool(False).tag(sync=True)
    has_picture = traitlets.Bool(False).tag(sync=True)
    limits = traitlets.Dict().tag(sync=True)

    def __init__(self, message: str = "", level: Level = "info", *, by_hand: bool = False) -> None:
        super().__init__(
            by_hand=by_hand,
            number=next(_bridge_numbers),
            limits=limits(),
            message=message,
            level=level,
            layout=shared_layout(),
        )
        self.changes = 0
        self._shortcut_callback: Callable[[Literal["undo", "redo"]], None] | None = None
        self._action_callback: Callable[[Any], None] | None = None
        self._copied_callback: Callable[[bool], None] | None = None
        self._dragged_callback: Callable[[str, Mapping[str, tuple[float, float]]], None] | None = None
        self._pressed_callback: Callable[[str], None] | None = None
        self._targets_callback: Callable[[str], Mapping[str, tuple[str, str]]] | None = None
        self._new_tenant_callback: Callable[[tuple[float, float]], object] | None = None
        self._canvas_size_callback: Callable[[float, float], None] | None = None
        self._refused_callback: Callable[[str], None] | None = None
        self._resume_callback: Callable[[bytes], None] | None = None
        self._session_callback: Callable[[], bytes] | None = None
        self._shared_callback: Callable[[str], object] | None = None
        self._notebook_callback: Callable[[], None] | None = None
        self._board_callback: Callable[[], None] | None = None
        # A lambda, because `send` can be replaced later.
        self._outbox = Outbox(lambda message, buffers: self.send(message, buffers), "download")
        self._session_outbox = Outbox(lambda message, buffers: self.send(message, buffers), "session")
        self._inbox = Inbox()
        self._handle_safely = reporting_errors(self._handle)
        self.on_msg(self._receive)

    def set_status(self, message: str, level: Level = "info") -> None:
        """Show a message in the status line, as plain text."""
        with self.hold_sync():
            self.message = message
            self.level = level

    def copy(self, text: str, done: Callable[[bool], None], parameter: str = "") -> None:
        """Ask the browser to put a text on the clipboard.

        Args:
            text: the text.
            done: called with True if it is there, else with False.
            parameter: if given, the address of the page with the text as this parameter is copied instead.
        """
        self._copied_callback = done
        self._send_message({"copy": text, "parameter": parameter})

    def download(self, name: str, media_type: str, content: bytes) -> None:
        """Send a file to the browser as a download. `on_downloaded` reports the result.

        Args:
            name: the name of the file, without a folder.
            media_type: its media type.
            content: its bytes.
        """
        self._outbox.put(name, media_type, content)

    def fit(self, box: tuple[float, float, float, float] | None = None, when: FitWhen = "always") -> None:
        """Zoom and pan the canvas so that everything visible, or a box, fits into it.

        Args:
            box: left, top, right and bottom in units of the picture, for a drawing that is not on the screen yet.
            when: what to do if a person has zoomed or panned; see `kernel_messages.Fit`.
        """
        message: Fit = {"fit": list(box) if box else True, "when": when}
        self._send_message(message)

    def play(self, motion: Motion, time: int = 0) -> None:
        """Let marks travel on the canvas once. The next press of the person ends it.

        Args:
            motion: the journeys.
            time: the milliseconds that all of it may take at most; 0 for no limit.
        """
        self._send_message({"play": {**motion.message(), "time": time}})

    def put_picture(self, of: str, data: Mapping[str, str]) -> None:
        """Put a picture into the notebook of the page, by MIME type.

        Args:
            of: the id of the model of the widget that it is the picture of.
            data: the picture.
        """
        self._send_message({"picture": {"of": of, "data": data}})

    def on_shortcut(self, callback: Callable[[Literal["undo", "redo"]], None]) -> None:
        """Call with ``undo`` (Ctrl+Z) or ``redo`` (Ctrl+Y, Ctrl+Shift+Z) when pressed inside the root.

        In a text field these keys stay the field's own.
        """
        self._shortcut_callback = callback

    def on_action(self, callback: Callable[[Any], None]) -> None:
        """Call with the words of the ``data-xts`` attribute of each button pressed in the root, unchecked."""
        self._action_callback = callback

    def on_dragged(self, callback: Callable[[str, Mapping[str, tuple[float, float]]], None]) -> None:
        """Call after a drag with the cytoscape id of the grabbed node, and the new positions of all moved nodes."""
        self._dragged_callback = callback

    def on_pressed(self, callback: Callable[[str], None]) -> None:
        """Call with the cytoscape id of each element that is pressed with the keyboard or a finger."""
        self._pressed_callback = callback

    def on_targets_wanted(self, callback: Callable[[str], Mapping[str, tuple[str, str]]]) -> None:
        """Call with the element of a tenant; it returns a label and a sentence for the element of each target."""
        self._targets_callback = callback

    def on_new_tenant(self, callback: Callable[[tuple[float, float]], object]) -> None:
        """Call with the place, in units of the picture, where a person wants another tenant."""
        self._new_tenant_callback = callback

    def on_canvas_size(self, callback: Callable[[float, float], None]) -> None:
        """Call with the width and height of the canvas in pixels, when it first has a size and when that changes."""
        self._canvas_size_callback = callback

    def on_refused(self, callback: Callable[[str], None]) -> None:
        """Call with a sentence when the page refuses something. Nothing has changed on the page."""
        self._refused_callback = callback

    def on_downloaded(self, callback: Callable[[str, str], None]) -> None:
        """Call with the name of each finished download, and with why it failed (an empty text if it did not)."""
        self._outbox.on_done(callback)

    def on_upload(self, field: str, callback: Callable[[str, bytes], None]) -> None:
        """Call with the name and content of each file chosen in the field with this ``data-xts-file``."""
        self._inbox.on_file(field, callback)

    def on_uploads(self, field: str, callback: Callable[[Sequence[tuple[str, bytes]]], None]) -> None:
        """Call with the names and contents of all files that are chosen or dropped together in such a field."""
        self._inbox.on_files(field, callback)

    def on_page(self, resume: Callable[[bytes], None], session: Callable[[], bytes]) -> None:
        """Let the page save the session, if it can.

        Args:
            resume: called when such a page has opened, with the session that it saved (empty if there is none).
            session: returns the current session.
        """
        self._resume_callback, self._session_callback = resume, session

    def on_shared(self, callback: Callable[[str], object]) -> None:
        """Call with the text of a shared design that stands in the address of the page, unchecked."""
        self._shared_callback = callback

    def on_notebook(self, callback: Callable[[], None]) -> None:
        """Call whenever a page has opened that can `put_picture`."""
        self._notebook_callback = callback

    def on_board(self, callback: Callable[[], None]) -> None:
        """Call when the address of a page asks for the board."""
        self._board_callback = callback

    def _send_message(self, message: KernelMessage) -> None:
        self.send(message)

    def _receive(self, _widget: object, content: object, buffers: Sequence[Any]) -> None:
        self._handle_safely(content, buffers)

    def _handle(self, content: object, buffers: Sequence[Any]) -> None:
        match read_message(content):
            case messages.Ping(ping=number):
                self._send_message({"pong": number, "changes": self.changes})
            case messages.Shortcut(shortcut=name) if self._shortcut_callback:
                self._shortcut_callback(name)
            case messages.Action(action=words) if self._action_callback:
                self._action_callback(words)
            case messages.Copied(copied=done) if self._copied_callback:
                self._copied_callback(done)
            case messages.Dragged(dragged=grabbed, moved=moved) if self._dragged_callback:
                self._dragged_callback(grabbed, {id: (x, y) for id, (x, y) in moved.items()})
            case messages.Pressed(pressed=id) if self._pressed_callback:
                self._pressed_callback(id)
            case messages.TargetsWanted(targets_wanted=source) if self._targets_callback:
                ends = {target: list(words) for target, words in self._targets_callback(source).items()}
                answer: Ends = {"source": source, "ends": ends}
                self._send_message({"targets": answer})
            case messages.NewTenant(new_tenant=(x, y)) if self._new_tenant_callback:
                self._new_tenant_callback((x, y))
            case messages.CanvasSize(canvas_size=[width, height]) if self._canvas_size_callback:
                self._canvas_size_callback(width, height)
            case messages.Refused(refused=why) if self._refused_callback:
                self._refused_callback(why)
            case messages.More(more=number):
                self._outbox.more(number)
            case messages.Downloaded(downloaded=number, failed=why):
                self._outbox.done(number, why)
            case messages.Upload(upload=field, name=name, at=at, last=last, batch=batch, left=left):
                self._inbox.take(field, name, at, last, buffers, batch, left)
            case messages.SessionFound() if self._resume_callback:
                self._resume_callback(b"".join(map(bytes, buffers)))
                self._send_message({"resumed": True})
            case messages.SharedFound(shared_found=text) if self._shared_callback:
                self._shared_callback(text)
            case messages.SessionWanted() if self._session_callback:
                changes = self.changes
                self._session_outbox.put(str(changes), "application/json", self._session_callback())
            case messages.SessionMore(session_more=number):
                self._session_outbox.more(number)
            case messages.SessionSaved(session_saved=number):
                self._session_outbox.done(number)
            case messages.NotebookFound() if self._notebook_callback:
                self._notebook_callback()
            case messages.BoardWanted() if self._board_callback:
                self._board_callback()
