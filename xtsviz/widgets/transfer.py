"""Files on their way between the kernel and the page, in pieces.

A Jupyter server throws away what a kernel sends faster than a megabyte a second, and a page that sends more than ten
megabytes in one message loses its connection. So the page asks for each further piece, a moment after the last one, and
hands its own files over in pieces too.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

PIECE = 400_000
"""Bytes of one message to the page."""
MAX_UNDER_WAY = 8
"""Files that wait to be asked for; a page that went away never asks."""
MAX_TAKEN = 200_000_000
"""Bytes of a file from the page."""


@dataclass
class _Parcel:
    name: str
    media_type: str
    packed: bytes
    sent: int = 0


class Outbox:
    """Files to the page.

    Args:
        send: sends a message with buffers.
    """

    def __init__(self, send: Callable[[dict[str, Any], list[bytes]], None]) -> None:
        self._send = send
        self._numbers = count()
        self._parcels: dict[int, _Parcel] = {}
        self._done: Callable[[str, str], None] | None = None

    def on_done(self, callback: Callable[[str, str], None]) -> None:
        """Call with the name of a file that arrived, and why it failed, if it did."""
        self._done = callback

    def put(self, name: str, media_type: str, content: bytes) -> None:
        """Send the first piece of a file."""
        while len(self._parcels) >= MAX_UNDER_WAY:
            del self._parcels[next(iter(self._parcels))]
        number = next(self._numbers)
        # A level that is quick: tables and pages shrink to a fifth with any.
        self._parcels[number] = _Parcel(name, media_type, gzip.compress(content, 5, mtime=0))
        self.more(number)

    def more(self, number: int) -> None:
        """Send the next piece of a file, as the page asked; one that is not under way is no news."""
        if (parcel := self._parcels.get(number)) is None or parcel.sent >= len(parcel.packed):
            return
        piece = parcel.packed[parcel.sent : parcel.sent + PIECE]
        told = {"number": number, "name": parcel.name, "type": parcel.media_type, "at": parcel.sent}
        parcel.sent += len(piece)
        last = parcel.sent >= len(parcel.packed)
        self._send({"download": {**told, "last": last}}, [piece])

    def done(self, number: int, failed: str = "") -> None:
        """The page has a file whole, or could not take it."""
        parcel = self._parcels.pop(number, None)
        if parcel is not None and self._done:
            self._done(parcel.name, failed)


class Inbox:
    """Files from the page, by the word of the field that they were chosen in; one at a time for each."""

    def __init__(self) -> None:
        self._files: dict[str, Callable[[str, bytes], None]] = {}
        self._coming: dict[str, bytearray] = {}

    def on_file(self, wanted: str, callback: Callable[[str, bytes], None]) -> None:
        """Call with name and content of each whole file of a field."""
        self._files[wanted] = callback

    def take(self, wanted: str, name: str, at: int, last: bool, buffers: Sequence[Any]) -> None:
        """Take the next piece; what does not follow on the last one is thrown away."""
        if wanted not in self._files:
            return
        coming = self._coming.setdefault(wanted, bytearray()) if at else bytearray()
        if len(coming) != at or at > MAX_TAKEN:
            self._coming.pop(wanted, None)
            return
        self._coming[wanted] = coming
        for piece in buffers:
            coming += bytes(piece)
        if last:
            del self._coming[wanted]
            self._files[wanted](name, bytes(coming))
