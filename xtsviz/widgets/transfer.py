"""Files on their way between the kernel and the page, in pieces; `limits` has their sizes, and why.

The page asks for each further piece of a download, a moment after the last one. It hands in a user's file in pieces
too.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from itertools import count
from typing import Any, Literal

from xtsviz.widgets.kernel_messages import Piece
from xtsviz.widgets.limits import MAX_DOWNLOAD_PIECE, MAX_FILE, MAX_FILES

MAX_UNDER_WAY = 8
"""Files that wait to be asked for; a page that went away never asks."""


@dataclass
class _OutgoingFile:
    name: str
    media_type: str
    packed: bytes
    sent: int = 0  # bytes of `packed`


class Outbox:
    """Files to the page.

    Args:
        send: sends a message with buffers.
        kind: the first field of the messages.
    """

    def __init__(
        self,
        send: Callable[[dict[str, Piece], list[bytes]], None],
        kind: Literal["download", "session"] = "download",
    ) -> None:
        self._send = send
        self._kind = kind
        self._numbers = count()
        self._files: dict[int, _OutgoingFile] = {}
        self._done: Callable[[str, str], None] | None = None

    def on_done(self, callback: Callable[[str, str], None]) -> None:
        """Call with the name of a file that arrived, and why it failed, if it did."""
        self._done = callback

    def put(self, name: str, media_type: str, content: bytes) -> None:
        """Send the first piece of a file."""
        while len(self._files) >= MAX_UNDER_WAY:
            del self._files[next(iter(self._files))]
        number = next(self._numbers)
        # A level that is quick: tables and pages shrink to a fifth with any.
        self._files[number] = _OutgoingFile(name, media_type, gzip.compress(content, 5, mtime=0))
        self.more(number)

    def more(self, number: int) -> None:
        """Send the next piece of a file, as the page asked; nothing if the file is not under way."""
        if (file := self._files.get(number)) is None or file.sent >= len(file.packed):
            return
        at = file.sent
        content = file.packed[at : at + MAX_DOWNLOAD_PIECE]
        file.sent += len(content)
        last = file.sent >= len(file.packed)
        piece: Piece = {"number": number, "name": file.name, "type": file.media_type, "at": at, "last": last}
        self._send({self._kind: piece}, [content])

    def done(self, number: int, failed: str = "") -> None:
        """Forget a file that the page has whole, or could not take."""
        file = self._files.pop(number, None)
        if file is not None and self._done:
            self._done(file.name, failed)


@dataclass
class _Batch:
    """Whole files that were chosen together; others follow."""

    number: int
    files: list[tuple[str, bytes]] = dataclass_field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(len(content) for _, content in self.files)


class Inbox:
    """Files from the page, by the name of the field that they were chosen in; one batch at a time for each field."""

    def __init__(self) -> None:
        self._callbacks: dict[str, Callable[[Sequence[tuple[str, bytes]]], None]] = {}
        self._incoming: dict[str, bytearray] = {}
        self._batches: dict[str, _Batch] = {}

    def on_file(self, field: str, callback: Callable[[str, bytes], None]) -> None:
        """Call with name and content of each whole file of a field."""

        def each(files: Sequence[tuple[str, bytes]]) -> None:
            for name, content in files:
                callback(name, content)

        self._callbacks[field] = each

    def on_files(self, field: str, callback: Callable[[Sequence[tuple[str, bytes]]], None]) -> None:
        """Call with the names and contents of all files of a field that were chosen together."""
        self._callbacks[field] = callback

    def take(
        self,
        field: str,
        name: str,
        at: int,
        last: bool,
        buffers: Sequence[Any],
        batch: int = 0,
        left: int = 0,
    ) -> None:
        """Add the next piece. A piece that does not follow, or is too much, ends the file and its batch.

        Args:
            field: the name of the field.
            name: the name of the file.
            at: the first byte of the piece.
            last: the file ends with it.
            buffers: the piece.
            batch: the number of the files that were chosen together.
            left: the number of them that follow this one.
        """
        if field not in self._callbacks:
            return
        before = self._batches.get(field)
        if before is None or before.number != batch:
            before = self._batches[field] = _Batch(batch)
        incoming = self._incoming.setdefault(field, bytearray()) if at else bytearray()
        size = at + sum(memoryview(piece).nbytes for piece in buffers)
        if len(incoming) != at or before.size + size > MAX_FILE or len(before.files) >= MAX_FILES:
            self._incoming.pop(field, None)
            self._batches.pop(field, None)
            return
        self._incoming[field] = incoming
        for piece in buffers:
            incoming += bytes(piece)
        if last:
            del self._incoming[field]
            before.files.append((name, bytes(incoming)))
            if not left:
                del self._batches[field]
                self._callbacks[field](before.files)
