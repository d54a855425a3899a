"""Standard output and standard error that may be full, closed or gone, without ending the program in disorder."""

from __future__ import annotations

import contextlib
import io
import select
import sys
from collections.abc import Iterator
from typing import Any, TextIO


class Sink(io.RawIOBase):
    """What lies below a stream: the first write that fails is remembered, and what comes after it is thrown away.

    So nothing above it (the library of the command line, tables, the end of Python) meets an error of the stream.

    Args:
        raw: where the bytes go; None if the process was started without this stream.

    Attributes:
        problem: why the bytes did not arrive; empty if they did, or if their reader has seen enough.
    """

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._over = False
        self.problem = ""

    def writable(self) -> bool:
        """True, always."""
        return True

    def isatty(self) -> bool:
        """True if a person at a terminal reads it."""
        return self._raw is not None and bool(self._raw.isatty())

    def fileno(self) -> int:
        """The number of the file below."""
        if self._raw is None:
            raise io.UnsupportedOperation("fileno")
        return int(self._raw.fileno())

    def write(self, data: Any) -> int:
        """Hand bytes on."""
        if self._raw is None:
            self.problem = "it is closed"
        elif not self._over:
            try:
                while (
                    taken := self._raw.write(data)
                ) is None:  # a pipe that is full, and does not wait by itself
                    select.select([], [self._raw], [])
                return int(taken)
            except BrokenPipeError:
                self._over = True
            except OSError as problem:
                self._over = True
                self.problem = problem.strerror or str(problem)
        return len(data)


@contextlib.contextmanager
def safe_streams() -> Iterator[Sink | None]:
    """Put sinks below `sys.stdout` and `sys.stderr`, and take them away at the end; yields that of standard output."""
    before = sys.stdout, sys.stderr
    out, sys.stdout = _safe(sys.stdout)
    _, sys.stderr = _safe(sys.stderr, by_line=True)
    try:
        yield out
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        sys.stdout, sys.stderr = before


def _safe(stream: TextIO | None, *, by_line: bool = False) -> tuple[Sink | None, TextIO]:
    people = stream is not None and stream.isatty()
    # A name that the terminal's encoding does not have must not end the program; a pipe always gets UTF-8.
    encoding = stream.encoding if stream is not None and people else "utf-8"
    raw = _raw(stream)
    if stream is not None and raw is None:  # somebody's own, such as that of a test
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
        return None, stream
    if stream is not None:
        stream.flush()
    sink = Sink(raw)
    buffer = io.BufferedWriter(sink)
    return sink, io.TextIOWrapper(buffer, encoding, "backslashreplace", line_buffering=people or by_line)


def _raw(stream: TextIO | None) -> io.RawIOBase | None:
    buffer = getattr(stream, "buffer", None)
    # Under PYTHONUNBUFFERED nothing lies between.
    raw = buffer if isinstance(buffer, io.RawIOBase) else getattr(buffer, "raw", None)
    return raw if isinstance(raw, io.RawIOBase) else None
