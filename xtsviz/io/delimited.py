"""Delimited text as a table of texts: strict, and clear about what a file is when it is something else."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import pandas as pd

from xtsviz.errors import DirectoryError, Problem, quoted
from xtsviz.model.frames import text_dtype

_MAX_TOLD = 5
"""So many rows, or columns, with the same problem are told; the others are counted."""

_DELIMITERS = (",", ";", "\t")
_HOW = "export it again as CSV in UTF-8"
_MARK = b"\xef\xbb\xbf"
_WIDE = 1000
"""From so many columns on, the parser reads in one piece: each piece costs time for each column."""
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

    def __init__(self, frame: pd.DataFrame, data: bytes = b"", delimiter: str = ",") -> None:
        self.frame = frame
        self._data = data
        self._delimiter = delimiter

    def place(self, row: int) -> str:
        """Where a row (0-based) stands: its line in the file, or its number if there is no file."""
        if not self._data:
            return f"row {row + 1}"
        # Read once more, because only a problem asks, and lines of 100,000 good rows cost time.
        records = (record for record in _records(self._data, self._delimiter) if record[1])
        next(records)
        lines = (line for line, cells in records if any(cells))
        return f"line {next(islice(lines, row, None))}"


def read_table(data: bytes, telling: Sequence[str], most: int) -> TextTable:
    """The table of a CSV file; cells may be separated by comma, semicolon or tab.

    Args:
        data: the file; UTF-8, with or without byte order mark.
        telling: names of columns by whose presence in the header the delimiter is recognised.
        most: how many columns it may have.

    Raises:
        DirectoryError: empty, no delimited text, not UTF-8, a column named twice, too many, rows of other lengths.
    """
    _check_kind(data)
    try:
        return _read(data, telling, most)
    except UnicodeDecodeError:
        raise _not_utf8(data) from None


def texts(values: Sequence[str | None]) -> Any:
    """A column of texts, empty ones missing."""
    if not any(values):
        return pd.Series(None, index=range(len(values)), dtype=text_dtype())
    return pd.Series([value or None for value in values], dtype=text_dtype())


def as_text(column: Any) -> Any:
    """A column in the directory's type of text."""
    kind = text_dtype()
    if column.dtype == kind and kind is not object:
        return column
    # Before version 3 that type is object, where one kind of missing value is enough.
    return column.astype(object).where(column.notna(), None) if kind is object else column.astype(kind)


def _read(data: bytes, telling: Sequence[str], most: int) -> TextTable:
    delimiter = _delimiter(data, telling)
    header = [name.strip() for name in _header(data, delimiter)]
    width = len(header)
    check_number(sum(1 for name in header if name), most)
    if problems := [*_twice(header), *_ragged(data, delimiter, width)]:
        raise DirectoryError(problems)
    frame = _rows(data, delimiter, width)
    if len(frame) and frame[0].isna().any():
        frame = frame.dropna(how="all").reset_index(drop=True)
    # A separator at the end of each line makes a column of nothing.
    named = [number for number, name in enumerate(header) if name or frame[number].notna().any()]
    if len(named) < width:
        frame = frame[named]
    return TextTable(frame.set_axis([header[number] for number in named], axis=1), data, delimiter)


def _rows(data: bytes, delimiter: str, width: int) -> pd.DataFrame:
    """What follows the header, empty lines as rows without any cell."""
    text = _opened(data)
    next(filter(None, csv.reader(text, delimiter=delimiter, strict=True)))
    try:
        frame = pd.read_csv(
            text,
            sep=delimiter,
            header=None,
            names=range(width),
            index_col=False,
            dtype=str,
            keep_default_na=False,
            na_values=[""],  # and nothing else: "NA" and "null" are somebody's text
            skip_blank_lines=False,  # it would skip lines of spaces too
            low_memory=width < _WIDE,
        )
    except pd.errors.EmptyDataError:
        frame = pd.DataFrame(columns=range(width))
    return frame.astype(text_dtype())


def check_number(columns: int, most: int) -> None:
    """Refuse more columns than a table may have."""
    if columns > most:
        message = f"there are {columns:,} columns; a list has at most {most:,}: leave some out"
        raise DirectoryError([Problem("header", message)])


def _check_kind(data: bytes) -> None:
    """Refuse what is something else than text of lines."""
    for magic, kind in _OTHER_FILES:
        if data.startswith(magic):
            raise DirectoryError(f"this is {kind}, not a CSV file; {_HOW}")
    if b"\0" in data:
        raise DirectoryError(f"this is a binary file or UTF-16 text, not a CSV file; {_HOW}")
    first = re.compile(rb"\S").search(data, _marks(data))
    if not first:
        raise DirectoryError("the file is empty; a user list has a header and one line per user")
    start = data[first.start() : first.start() + 20].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise DirectoryError(f"this is a web page or XML, not a CSV file; {_HOW}")
    if start[:1] in (b"{", b"["):
        raise DirectoryError(f"this is JSON, not a CSV file; {_HOW}")


def _marks(data: bytes) -> int:
    """How many bytes the byte order marks at the start take; programs that add one do not look for one."""
    count = 0
    while data.startswith(_MARK, count):
        count += len(_MARK)
    return count


def _opened(data: bytes, newline: str | None = "") -> io.TextIOWrapper:
    """The text of a file, decoded piece by piece: as a whole it would take memory several times."""
    binary = io.BytesIO(data)
    binary.seek(_marks(data))
    return io.TextIOWrapper(binary, "utf-8", newline=newline)


def _not_utf8(data: bytes) -> DirectoryError:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = data[: problem.start]
        line = len(re.findall(rb"\r\n|\r|\n", before)) + 1
        return DirectoryError([Problem(f"line {line}", f"byte {problem.start} is not UTF-8; {_HOW}")])
    return DirectoryError(f"this is not UTF-8; {_HOW}")


def _delimiter(data: bytes, telling: Sequence[str]) -> str:
    """The separator under which the header names most of the telling columns; the comma if none does."""
    wanted = {name.casefold() for name in telling}

    def named(delimiter: str) -> int:
        try:
            return len(wanted & {name.strip().casefold() for name in _header(data, delimiter)})
        except DirectoryError:
            return 0

    return max(_DELIMITERS, key=named)


def _header(data: bytes, delimiter: str) -> list[str]:
    return next((cells for _, cells in _records(data, delimiter) if cells), [])


def _records(data: bytes, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts in."""
    reader = csv.reader(_opened(data), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as problem:
        raise DirectoryError([Problem(f"line {line}", f"not CSV: {_meaning(problem)}; {_HOW}")]) from None


def _meaning(problem: csv.Error) -> str:
    words = str(problem)
    if "unexpected end" in words:
        return "a cell begins with a quotation mark, and no second one ends it"
    if "expected after" in words:
        return "text follows the quotation mark that ends a cell"
    return _too_long() if "limit" in words else words


def _too_long() -> str:
    return f"a cell has more than {csv.field_size_limit():,} characters; perhaps a quotation mark has no second one"


def _twice(header: Sequence[str]) -> Iterator[Problem]:
    again = [(name, number) for name, number in Counter(header).items() if name and number > 1]
    for name, number in again[:_MAX_TOLD]:
        yield Problem("header", f"the column {quoted(name)} is there {number} times; keep one")
    if len(again) > _MAX_TOLD:
        yield Problem("header", f"{len(again) - _MAX_TOLD:,} more columns are there more than once")


def _ragged(data: bytes, delimiter: str, width: int) -> Iterator[Problem]:
    count = 0
    for line, found in _lengths(data, delimiter):
        if found != width:
            count += 1
            if count <= _MAX_TOLD:
                yield Problem(f"line {line}", f"has {found:,} cells where the header has {width:,}")
    if count > _MAX_TOLD:
        yield Problem("", f"{count - _MAX_TOLD:,} more lines have another number of cells than the header")


def _lengths(data: bytes, delimiter: str) -> Iterator[tuple[int, int]]:
    """The number of cells of each record, with the line it starts in."""
    if b'"' in data:
        yield from ((line, len(cells)) for line, cells in _records(data, delimiter) if cells)
        return
    most = csv.field_size_limit()
    for line, text in enumerate(_opened(data, None), 1):
        if len(text) > most and max(map(len, text.split(delimiter))) > most:
            raise DirectoryError([Problem(f"line {line}", f"not CSV: {_too_long()}; {_HOW}")])
        if text != "\n":
            yield line, text.count(delimiter) + 1
