"""Makes standard output and standard error safe: no exception if they are full, closed or missing."""

from __future__ import annotations

import contextlib
import io
import select
import sys
from collections.abc import Iterator
from typing import Any, TextIO


class SafeSink(io.RawIOBase):
    """The lowest layer of a stream. It remembers the first failed write, and ignores all later writes.

    So no code above it (typer, tables, the end of Python) gets an exception from the stream.

    Args:
        raw: the stream below; None if the process was started without it.

    Attributes:
        problem: why a write failed; empty if none failed, or if the reader closed the pipe.
    """

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._ended = False
        self.problem = ""

    def writable(self) -> bool:
        """True, always."""
        return True

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self._raw is not None and bool(self._raw.isatty())

    def fileno(self) -> int:
        """The file descriptor."""
        if self._raw is None:
            raise io.UnsupportedOperation("fileno")
        return int(self._raw.fileno())

    def write(self, data: Any) -> int:
        """Write bytes to the stream below."""
        if self._raw is None:
            self.problem = "it is closed"
        elif not self._ended:
            try:
                # None: a non-blocking pipe is full.
                while (written := self._raw.write(data)) is None:
                    select.select([], [self._raw], [])
                return int(written)
            except BrokenPipeError:
                self._ended = True
            except OSError as problem:
                self._ended = True
                self.problem = problem.strerror or str(problem)
        return len(data)


@contextlib.contextmanager
def safe_streams() -> Iterator[SafeSink | None]:
    """Put a `SafeSink` below `sys.stdout` and `sys.stderr` until the end. Yields that of standard output."""
    before = sys.stdout, sys.stderr
    out, sys.stdout = _safe_stream(sys.stdout)
    _, sys.stderr = _safe_stream(sys.stderr, by_line=True)
    try:
        yield out
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        sys.stdout, sys.stderr = before


def _safe_stream(stream: TextIO | None, *, by_line: bool = False) -> tuple[SafeSink | None, TextIO]:
    is_terminal = stream is not None and stream.isatty()
    # A character that the terminal's encoding lacks must not end the program. A pipe always gets UTF-8.
    encoding = stream.encoding if stream is not None and is_terminal else "utf-8"
    raw = _raw(stream)
    if stream is not None and raw is None:  # a replaced stream, for example in a test
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
        return None, stream
    if stream is not None:
        stream.flush()
    sink = SafeSink(raw)
    buffer = io.BufferedWriter(sink)
    return sink, io.TextIOWrapper(buffer, encoding, "backslashreplace", line_buffering=is_terminal or by_line)


def _raw(stream: TextIO | None) -> io.RawIOBase | None:
    buffer = getattr(stream, "buffer", None)
    # With PYTHONUNBUFFERED there is no buffer.
    raw = buffer if isinstance(buffer, io.RawIOBase) else getattr(buffer, "raw", None)
    return raw if isinstance(raw, io.RawIOBase) else None
