"""What only a browser knows: the page's theme, keys, clipboard, a status line that screen readers hear."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Literal

import anywidget
import traitlets

from xtsviz.widgets.error_reports import reporting_errors
from xtsviz.widgets.transfer import Inbox, Outbox

ROOT_CLASS = "xtsviz-root"
"""Class of the widget that the bridge serves: all it does stays inside the nearest ancestor with it."""

CANVAS_CLASS = "xtsviz-canvas"
"""Class of the graph canvas inside the root, which the bridge fits once and whose drags it reports."""

_places = count()

Level = Literal["info", "warning", "error"]
STATIC = Path(__file__).parent / "static"


class Bridge(anywidget.AnyWidget):
    """Our script, shown as the status line. It loads nothing from the network.

    Put it anywhere below a widget with the class :data:`ROOT_CLASS`; one per root.

    Attributes:
        dark: Whether the page is dark; set by the browser and followed live.
        message: Text of the status line, which is a live region: it is announced when it changes.
        level: ``info``, ``warning`` or ``error``; the last two stand in words before the message.
        place: Counts the bridges of this kernel: the same notebook has the same ones after a reload.
        unkept: Whether the page cannot keep what it shows over a reload.
        changes: Counts what a page would have to keep; it asks for it then.
    """

    # As text: a path would be watched, and the watch holds every bridge, and so every explorer, for good.
    _esm = "".join((STATIC / script).read_text("utf-8") for script in ("keep.js", "bridge.js"))
    _css = "".join((STATIC / sheet).read_text("utf-8") for sheet in ("bridge.css", "explorer.css"))

    dark = traitlets.Bool(False).tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    level = traitlets.Enum(("info", "warning", "error"), "info").tag(sync=True)

    place = traitlets.Int(0).tag(sync=True)
    unkept = traitlets.Bool(False).tag(sync=True)

    def __init__(self) -> None:
        super().__init__(place=next(_places))
        self.changes = 0
        self._came: Callable[[bytes], None] | None = None
        self._keep: Callable[[], bytes] | None = None
        self._safe = Outbox(lambda message, pieces: self.send({"keep": message["download"]}, pieces))
        self._shortcut: Callable[[str], None] | None = None
        self._copied: Callable[[bool], None] | None = None
        self._acted: Callable[[Any], None] | None = None
        self._dragged: Callable[[str, Mapping[str, tuple[float, float]]], None] | None = None
        self._refused: Callable[[str], None] | None = None
        self._outbox = Outbox(self.send)
        self._inbox = Inbox()
        self._safely = reporting_errors(self._take)
        self.on_msg(self._receive)

    def say(self, message: str, level: Level = "info") -> None:
        """Put a message into the status line, as text: markup in it shows as it is written."""
        with self.hold_sync():
            self.message = message
            self.level = level

    def copy(self, text: str) -> None:
        """Ask the browser to put ``text`` on the clipboard; :meth:`on_copied` hears whether it did."""
        self.send({"copy": text})

    def download(self, name: str, media_type: str, content: bytes) -> None:
        """Hand a file to the person at the page; :meth:`on_downloaded` hears when it is there.

        Args:
            name: without folders.
        """
        self._outbox.put(name, media_type, content)

    def on_downloaded(self, callback: Callable[[str, str], None]) -> None:
        """Call with the name of each file that arrived, and an empty text or why the browser did not take it."""
        self._outbox.on_done(callback)

    def on_upload(self, wanted: str, callback: Callable[[str, bytes], None]) -> None:
        """Call with name and content of each file that a person chose in the field with this ``data-xts-file``."""
        self._inbox.on_file(wanted, callback)

    def on_refused(self, callback: Callable[[str], None]) -> None:
        """Call with why the page did not take something; all is as it was there."""
        self._refused = callback

    def fit(self, box: tuple[float, float, float, float] | None = None, if_outside: bool = False) -> None:
        """Zoom and pan the canvas so that all that is visible fits into it.

        Args:
            box: left, top, right and bottom of what shall fit, in units of the picture; for a drawing that is
                on its way and not on the screen yet.
            if_outside: only where a part of the box would not be seen.
        """
        self.send({"fit": list(box) if box else True, "if_outside": if_outside})

    def on_shortcut(self, callback: Callable[[str], None]) -> None:
        """Call with ``undo`` (Ctrl+Z) or ``redo`` (Ctrl+Y, Ctrl+Shift+Z) when pressed inside the root.

        In a text field these keys stay the field's own.
        """
        self._shortcut = callback

    def on_action(self, callback: Callable[[Any], None]) -> None:
        """Call with the words of the ``data-xts`` attribute of each button pressed in the root, unchecked."""
        self._acted = callback

    def on_page(self, came: Callable[[bytes], None], keep: Callable[[], bytes]) -> None:
        """Give a page that can keep something what it shall keep.

        Args:
            came: is called when such a page has come, with what it kept last; empty if it kept nothing.
            keep: tells what it shall keep now.
        """
        self._came, self._keep = came, keep

    def on_copied(self, callback: Callable[[bool], None]) -> None:
        """Call with whether the last :meth:`copy` reached the clipboard."""
        self._copied = callback

    def on_dragged(self, callback: Callable[[str, Mapping[str, tuple[float, float]]], None]) -> None:
        """Call after a drag with the cytoscape id of what was grabbed and the positions of all that moved."""
        self._dragged = callback

    def _receive(self, _widget: object, content: dict[str, Any], buffers: Sequence[Any]) -> None:
        self._safely(content, buffers)

    def _take(self, content: dict[str, Any], buffers: Sequence[Any]) -> None:
        match content:
            case {"ping": int(number)}:
                self.send({"pong": number, "changes": self.changes})
            case {"shortcut": "undo" | "redo" as name} if self._shortcut:
                self._shortcut(name)
            case {"action": words} if self._acted:
                self._acted(words)
            case {"copied": bool(done)} if self._copied:
                self._copied(done)
            case {"dragged": str(grabbed), "moved": dict(moved)} if self._dragged:
                self._dragged(grabbed, {id: (float(x), float(y)) for id, (x, y) in moved.items()})
            case {"refused": str(why)} if self._refused:
                self._refused(why)
            case {"kept": "before"} if self._came:
                self._came(b"".join(map(bytes, buffers)))
                self.send({"resumed": True})
            case {"keep": "now"} if self._keep:
                changes = self.changes
                self._safe.put(str(changes), "application/json", self._keep())
            case {"keep": int(number), "whole": bool(whole)}:
                self._safe.done(number) if whole else self._safe.more(number)
            case {"more": int(number)}:
                self._outbox.more(number)
            case {"downloaded": int(number), "failed": str(why)}:
                self._outbox.done(number, why)
            case {"upload": str(wanted), "name": str(name), "at": int(at), "last": bool(last)}:
                self._inbox.take(wanted, name, at, last, buffers)
