"""Prints results: tables for terminals, plain tables for pipes, JSON, and files."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from xtsviz.model.storage import write_atomically

_JOINERS = "\u200c\u200d"  # invisible, and part of emoji and of several scripts
_MIN_WIDTH = 40  # columns of text; if COLUMNS is smaller, rich would drop columns of the table
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_COLORS = {
    "open": "green",
    "blocked": "red",
    "unknown": "yellow",
    "paused": "yellow",
    "error": "red",
    "warning": "yellow",
    "info": "cyan",
}

Row = Sequence[object]


def printable(text: str, keep: str = "") -> str:
    r"""The text with escapes for characters that would move the cursor or change the direction of text.

    >>> printable("a\x1b[2J"), printable("x\u202ey")
    ('a\\x1b[2J', 'x\\u202ey')
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _JOINERS or c in keep else _escaped(c) for c in text)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def cell_text(value: object, *, isolate: bool = False) -> str:
    """A cell's value as text; missing values are empty.

    Args:
        isolate: put right-to-left text between isolates, so that it does not change its neighbours (UAX #9).
    """
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(cell_text(item, isolate=isolate) for item in value)
    text = printable(str(value))
    if isolate and not text.isascii() and any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text):
        return f"\u2068{text}\u2069"
    return text


def is_terminal() -> bool:
    """Whether standard output is a terminal, where tables have colour and lines."""
    return sys.stdout.isatty()


def plain_table(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """A table with columns aligned by spaces; for pipes and files."""
    cells = [list(columns), *([cell_text(value) for value in row] for row in rows)]
    widths = [max(cell_len(row[index]) for row in cells) for index in range(len(columns))]
    lines = (
        "  ".join(cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        for row in cells
    )
    return "".join(line.rstrip() + "\n" for line in lines)


def rich_table(columns: Sequence[str], rows: Sequence[Row]) -> Table:
    """A table with lines and colour; for terminals. Cells are plain text, never markup."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for index, column in enumerate(columns):
        is_number_column = bool(rows) and all(isinstance(row[index], int) for row in rows)
        table.add_column(column, justify="right" if is_number_column else "left", overflow="fold")
    for row in rows:
        table.add_row(
            *(Text(cell_text(cell, isolate=True), style=_COLORS.get(str(cell), "")) for cell in row)
        )
    return table


class TableOutput:
    """Tables with headings, one below the other: with lines and colour in a terminal, otherwise plain.

    Args:
        output: a file to write to instead of standard output.
    """

    def __init__(self, output: str | None = None) -> None:
        self._output = output
        self._for_terminal = (output is None or is_standard_output(output)) and is_terminal()
        self._tables: list[tuple[str, Sequence[str], Sequence[Row]]] = []

    def add(self, heading: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Add a table; a table without rows is left out."""
        if rows:
            self._tables.append((heading, columns, rows))

    def close(self) -> None:
        """Print or write the tables."""
        if not self._for_terminal:
            text = "\n".join(
                f"{h}\n{plain_table(c, r)}" if h else plain_table(c, r) for h, c, r in self._tables
            )
            write_result(text, self._output)
            return
        console = Console(highlight=False, markup=False, emoji=False)
        console.width = max(console.width, _MIN_WIDTH)
        for heading, columns, rows in self._tables:
            if heading:
                console.print(Text(printable(heading), style="bold"))
            console.print(rich_table(columns, rows))


def is_standard_output(output: str) -> bool:
    """Whether a file name means standard output."""
    return output in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


def write_result(result: str | bytes, output: str | None = None) -> None:
    """Write a result to standard output or to a file. A file is written completely or not at all.

    Raises:
        FileError: the file cannot be written.
    """
    data = result if isinstance(result, bytes) else result.encode("utf-8", "backslashreplace")
    if output is not None and not is_standard_output(output):
        write_atomically(output, data)
    elif isinstance(result, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(result)
    else:
        sys.stdout.write(result)


def write_json(value: Any, output: str | None = None) -> None:
    """Write a JSON value; see `write_result`."""
    write_result(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n", output)


@contextlib.contextmanager
def show_progress(text: str) -> Iterator[None]:
    """Show a text on standard error while the block runs, if standard error is a terminal."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    with Console(stderr=True, markup=False).status(Text(printable(text))):
        yield


class StatusLine:
    """One line on standard error that is written anew whenever it changes; in a pipe there are a few lines instead."""

    def __init__(self) -> None:
        self._is_open = False
        self._last: object = None

    def show(self, text: str, about: object) -> None:
        """Show the text instead of the last one; in a pipe only if it is about something else than the last one."""
        in_place = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        if not in_place and about == self._last:
            return
        self._last = about
        with contextlib.suppress(OSError):  # the terminal may have been closed
            if in_place:
                room = shutil.get_terminal_size().columns - 1
                sys.stderr.write(f"\r{printable(text)[:room]}\x1b[K")
            else:
                sys.stderr.write(f"{printable(text)}\n")
            sys.stderr.flush()
        self._is_open = in_place

    def close(self) -> None:
        """Leave the line as it is, and go on below it."""
        if self._is_open:
            self._is_open = False
            with contextlib.suppress(OSError):
                sys.stderr.write("\n")
