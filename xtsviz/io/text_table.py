"""Tables of texts, as lists of users become before their columns are understood: header, rows, footers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pandas as pd

from xtsviz.errors import DirectoryError, Problem, quoted
from xtsviz.model.frames import text_dtype

MAX_REPORTED = 5
"""So many rows or columns with the same problem are reported; the others are counted."""
HEADER_ROWS = 20
"""The header is one of so many first rows."""
MAX_FOOTERS = 3
"""So many rows below the table may be notes and no users."""

IsName = Callable[[str], bool]
"""Whether a text is the name of a column that somebody knows."""


class TextTable:
    """A table of texts. An empty cell is missing, every other cell has the text of the file.

    Attributes:
        frame: one row per record, columns by the header's names, all of pandas' text type.
        titles: the texts of the rows above the header.
        notes: what reading left out or could not understand, a sentence each.
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        place: Callable[[int], str] = lambda row: f"row {row + 1}",
        *,
        titles: Sequence[str] = (),
        notes: Sequence[str] = (),
    ) -> None:
        self.frame = frame
        self._place = place
        self.titles = tuple(titles)
        self.notes = tuple(notes)

    def row_place(self, row: int) -> str:
        """The place of a row (0-based): its line in the file, or its number if there is no file."""
        return self._place(int(row))


def text_column(values: Sequence[str | None]) -> Any:
    """A column of texts, empty ones missing."""
    if not any(values):
        return pd.Series(None, index=range(len(values)), dtype=text_dtype())
    return pd.Series([value or None for value in values], dtype=text_dtype())


def named_columns(frame: pd.DataFrame, header: Sequence[str]) -> pd.DataFrame:
    """The frame with its columns named; a column without a name and without cells is left out."""
    # A separator at the end of each line makes an empty column without a name.
    used = [number for number, name in enumerate(header) if name or frame[number].notna().any()]
    if len(used) < len(header):
        frame = frame[used]
    return frame.set_axis([header[number] for number in used], axis=1)


def header_position(rows: Sequence[Sequence[str]], is_name: IsName) -> tuple[int, int]:
    """Which of the first rows is the header, and how many names of columns it has; the first row if none has two."""
    counts = [len({name for name in map(str.strip, row) if name and is_name(name)}) for row in rows]
    position = max(range(len(rows)), key=counts.__getitem__, default=0)
    if not rows or counts[position] < 2:
        position = 0
    return position, counts[position] if rows else 0


def check_column_count(count: int, max_columns: int) -> None:
    """Refuse more columns than a table may have."""
    if count > max_columns:
        message = f"there are {count:,} columns; a list has at most {max_columns:,}: leave some out"
        raise DirectoryError([Problem("header", message)])


def repeated_columns(header: Sequence[str]) -> Iterator[Problem]:
    """A problem for each name that several columns have; the first few in full."""
    repeated = [(name, count) for name, count in Counter(header).items() if name and count > 1]
    for name, count in repeated[:MAX_REPORTED]:
        yield Problem("header", f"has the column {quoted(name)} {count} times; keep one")
    if len(repeated) > MAX_REPORTED:
        yield Problem("header", f"{len(repeated) - MAX_REPORTED:,} more columns are repeated")


def is_footer(cells: Sequence[str], width: int) -> bool:
    """Whether a last row is a note below the table, and no user: one cell in a table of several columns, no address."""
    used = [cell for cell in cells if cell and cell.strip()]
    return len(used) == 1 and width > 2 and "@" not in used[0]
