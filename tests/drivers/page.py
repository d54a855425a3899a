"""What the page does: it sends messages and new states to widgets, through their comms as the real page does."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ipywidgets as w
from traitlets.log import get_logger

from tests.drivers.screen import HtmlButton, Part
from xtsviz.widgets.bridge import Bridge


class Failures(logging.Handler):
    """Keeps the exceptions that ipywidgets only logs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[BaseException] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            self.found.append(record.exc_info[1])


@contextmanager
def raising_failures() -> Iterator[None]:
    """Raise the first exception that ipywidgets caught and logged meanwhile."""
    log, failures = get_logger(), Failures()
    log.addHandler(failures)
    try:
        yield
    finally:
        log.removeHandler(failures)
    if failures.found:
        raise failures.found[0]


def send(widget: w.Widget, content: Any, *buffers: bytes | memoryview) -> None:
    """Send a message of the page to a widget."""
    data = {"method": "custom", "content": content}
    with raising_failures():
        widget.comm.handle_msg({"content": {"data": data}, "buffers": list(buffers)})


def set_state(widget: w.Widget, **state: Any) -> None:
    """Set traits of a widget, as the page does when a person changes a field."""
    data = {"method": "update", "state": state, "buffer_paths": []}
    with raising_failures():
        widget.comm.handle_msg({"content": {"data": data}, "buffers": []})


def press(button: w.Button) -> None:
    """Press a button, also one that is disabled by now: a press may be on its way."""
    send(button, {"event": "click"})


class Page(Part):
    """A part of the screen with a status line.

    Attributes:
        bridge: the status line, which takes the messages of the page.
    """

    def __init__(self, root: w.Widget) -> None:
        super().__init__(root)
        self.bridge: Bridge = self.find(Bridge)

    @property
    def status(self) -> tuple[str, str]:
        """The status line: text and level."""
        return self.bridge.message, self.bridge.level

    def tool(self, label: str) -> HtmlButton:
        """A button of the toolbar, or above the graph or on it."""
        buttons = [*self.parts("xts-buttons"), *self.parts("xts-zoom")]
        return HtmlButton("\n".join(part.markup for part in buttons), label, self.act)

    def turn(self, label: str, on: bool = True) -> None:
        """Bring such a button that is on or off to one of these, by a press where it is not so."""
        if self.tool(label).pressed is not on:
            self.tool(label).click()
        assert self.tool(label).pressed is on

    def send(self, message: Any, *buffers: bytes | memoryview) -> None:
        """Send a message of the page."""
        send(self.bridge, message, *buffers)

    def act(self, *words: Any) -> None:
        """Press a button of the HTML."""
        self.send({"action": list(words)})

    def refused(self, *parts: str) -> None:
        """The last thing was refused: the status line is an error with all of these in it."""
        message, level = self.status
        assert level == "error", message
        for part in parts:
            assert part in message
