"""Delimited text as a table of texts: strict, and clear about what a file is when it is something else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from xtsviz.errors import DirectoryError, Problem, quoted
from xtsviz.model.tables import text_dtype

_DELIMITERS = (",", ";", "\t")
_HOW = "export it again as CSV in UTF-8"
_OTHER_FILES = (
    (b"PK\x03\x04", "an Excel workbook or another ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
    (b"\0", "a binary file"),
)


class TextTable:
    """A table of texts; an empty cell is missing, every other text is as it stood in the file.

    Attributes:
        frame: one row per record, columns by the header's names, all of pandas' text type.
    """

    def __init__(self, frame: pd.DataFrame, text: str = "", delimiter: str = ",") -> None:
        self.frame = frame
        self._text = text
        self._delimiter = delimiter

    def place(self, row: int) -> str:
        """Where a row (0-based) stands: its line in the file, or its number if there is no file."""
        if not self._text:
            return f"row {row + 1}"
        # Read once more, because only a problem asks, and lines of 100,000 good rows cost time.
        records = (record for record in _records(self._text, self._delimiter) if record[1])
        next(records)
        lines = (line for line, cells in records if any(cells))
        return f"line {next(line for number, line in enumerate(lines) if number == row)}"


def read_table(data: bytes, telling: Sequence[str]) -> TextTable:
    """The table of a CSV file; cells may be separated by comma, semicolon or tab.

    Args:
        data: the file; UTF-8, with or without byte order mark.
        telling: names of columns by whose presence in the header the delimiter is recognised.

    Raises:
        DirectoryError: empty, no delimited text, not UTF-8, a column named twice, rows of other lengths.
    """
    text = _decoded(data)
    delimiter = _delimiter(text, telling)
    header = [name.strip() for name in _header(text, delimiter)]
    width = len(header)
    problems = [*_twice(header)]
    if not _is_rectangular(text, delimiter, width):
        problems.extend(_ragged(text, delimiter, width))
    if problems:
        raise DirectoryError(problems)
    frame = pd.read_csv(
        io.StringIO(text, newline=""),
        sep=delimiter,
        header=0,
        names=range(width),
        index_col=False,
        dtype=str,
        keep_default_na=False,
        na_values=[""],  # and nothing else: "NA" and "null" are somebody's text
    ).astype(text_dtype())
    if len(frame) and frame[0].isna().any():
        frame = frame.dropna(how="all").reset_index(drop=True)
    # A separator at the end of each line makes a column of nothing.
    named = [number for number, name in enumerate(header) if name or frame[number].notna().any()]
    return TextTable(frame[named].set_axis([header[number] for number in named], axis=1), text, delimiter)


def texts(values: Sequence[str | None]) -> Any:
    """A column of texts, empty ones missing."""
    if not any(values):
        return pd.Series(None, index=range(len(values)), dtype=text_dtype())
    return pd.Series([value or None for value in values], dtype=text_dtype())


def as_text(column: Any) -> Any:
    """A column in the directory's type of text."""
    kind = text_dtype()
    # Before version 3 that type is object, where one kind of missing value is enough.
    return column.astype(object).where(column.notna(), None) if kind is object else column.astype(kind)


def _decoded(data: bytes) -> str:
    for magic, kind in _OTHER_FILES:
        if data.startswith(magic):
            raise DirectoryError(f"this is {kind}, not a CSV file; {_HOW}")
    if b"\0" in data:
        raise DirectoryError(f"this is a binary file or UTF-16 text, not a CSV file; {_HOW}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise DirectoryError(
            [Problem(f"line {line}", f"byte {problem.start} is not UTF-8; {_HOW}")]
        ) from None
    start = text[:200].lstrip().lower()
    if not start:
        raise DirectoryError("the file is empty; a user list has a header and one line per user")
    if start.startswith(("<!doctype", "<html", "<?xml")):
        raise DirectoryError(f"this is a web page or XML, not a CSV file; {_HOW}")
    if start[0] in "{[":
        raise DirectoryError(f"this is JSON, not a CSV file; {_HOW}")
    return text


def _delimiter(text: str, telling: Sequence[str]) -> str:
    """The separator under which the header names most of the telling columns; the comma if none does."""
    wanted = {name.casefold() for name in telling}

    def named(delimiter: str) -> int:
        try:
            return len(wanted & {name.strip().casefold() for name in _header(text, delimiter)})
        except DirectoryError:
            return 0

    return max(_DELIMITERS, key=named)


def _header(text: str, delimiter: str) -> list[str]:
    return next(cells for _, cells in _records(text, delimiter) if cells)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as problem:
        raise DirectoryError([Problem(f"line {line}", f"not CSV ({problem}); {_HOW}")]) from None


def _twice(header: Sequence[str]) -> Iterator[Problem]:
    for name in dict.fromkeys(header):
        if name and header.count(name) > 1:
            yield Problem(
                "header", f"the column {quoted(name)} is there {header.count(name)} times; keep one"
            )


def _is_rectangular(text: str, delimiter: str, width: int) -> bool:
    if '"' not in text:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return {line.count(delimiter) for line in lines if line} == {width - 1}
    return {len(cells) for _, cells in _records(text, delimiter) if cells} == {width}


def _ragged(text: str, delimiter: str, width: int) -> Iterator[Problem]:
    wrong = [(line, len(cells)) for line, cells in _records(text, delimiter) if cells and len(cells) != width]
    for line, found in wrong[:5]:
        yield Problem(f"line {line}", f"has {found} cells where the header has {width}")
    if len(wrong) > 5:
        yield Problem("", f"{len(wrong) - 5} more lines have another number of cells than the header")
