"""What a person or a program reads: tables, texts and files."""

from __future__ import annotations

import contextlib
import json
import os
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
_NARROWEST = 40  # of a table; where COLUMNS says less, rich would leave out what it has no place for
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
    r"""The text with every character written out that would move the cursor or turn the text around it.

    >>> printable("a\x1b[2J"), printable("x\u202ey")
    ('a\\x1b[2J', 'x\\u202ey')
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _JOINERS or c in keep else _written_out(c) for c in text)


def _written_out(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def shown(value: object, *, isolate: bool = False) -> str:
    """A cell's value as text; missing values are empty.

    Args:
        isolate: put text that runs right to left between isolates, so that it keeps to its cell (UAX #9).
    """
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(item, isolate=isolate) for item in value)
    text = printable(str(value))
    if isolate and not text.isascii() and any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text):
        return f"\u2068{text}\u2069"
    return text


def for_people() -> bool:
    """True if standard output is a terminal, so that colour and lines are welcome."""
    return sys.stdout.isatty()


def plain_table(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Columns aligned with spaces, each as wide as it needs to be; for pipes and files."""
    cells = [list(columns), *([shown(value) for value in row] for row in rows)]
    widths = [max(cell_len(row[place]) for row in cells) for place in range(len(columns))]
    lines = (
        "  ".join(cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        for row in cells
    )
    return "".join(line.rstrip() + "\n" for line in lines)


def rich_table(columns: Sequence[str], rows: Sequence[Row]) -> Table:
    """The same with lines and colour; for terminals. Nothing in a cell is taken for markup."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for place, column in enumerate(columns):
        numbers = bool(rows) and all(isinstance(row[place], int) for row in rows)
        table.add_column(column, justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(cell, isolate=True), style=_COLORS.get(str(cell), "")) for cell in row))
    return table


class Report:
    """Headed tables, one below the other: with lines and colour in a terminal, else plain.

    Args:
        output: a file to write to instead of standard output.
    """

    def __init__(self, output: str | None = None) -> None:
        self._output = output
        self._people = (output is None or is_standard_output(output)) and for_people()
        self._parts: list[tuple[str, Sequence[str], Sequence[Row]]] = []

    def add(self, heading: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """One more table; without rows it is left out."""
        if rows:
            self._parts.append((heading, columns, rows))

    def close(self) -> None:
        """Print or write what was added."""
        if not self._people:
            text = "\n".join(
                f"{h}\n{plain_table(c, r)}" if h else plain_table(c, r) for h, c, r in self._parts
            )
            emit(text, self._output)
            return
        console = Console(highlight=False, markup=False, emoji=False)
        console.width = max(console.width, _NARROWEST)
        for heading, columns, rows in self._parts:
            if heading:
                console.print(Text(printable(heading), style="bold"))
            console.print(rich_table(columns, rows))


def is_standard_output(output: str) -> bool:
    """True of the names that commands know it by."""
    return output in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


def emit(result: str | bytes, output: str | None = None) -> None:
    """Write a result to standard output, or whole or not at all to a file.

    Raises:
        FileError: the file cannot be written, and why.
    """
    data = result if isinstance(result, bytes) else result.encode("utf-8", "backslashreplace")
    if output is not None and not is_standard_output(output):
        write_atomically(output, data)
    elif isinstance(result, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(result)
    else:
        sys.stdout.write(result)


def emit_json(value: Any, output: str | None = None) -> None:
    """Write a JSON value; see `emit`."""
    emit(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n", output)


@contextlib.contextmanager
def working(what: str) -> Iterator[None]:
    """Tell a person at a terminal, on standard error, what takes its time."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    with Console(stderr=True, markup=False).status(Text(printable(what))):
        yield
