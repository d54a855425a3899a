"""Reads delimited text as a table of texts. It is strict, and it names the kind of other files."""

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

_MAX_REPORTED = 5
"""So many rows or columns with the same problem are reported; the others are counted."""

_DELIMITERS = (",", ";", "\t")
_EXPORT_AGAIN = "export it again as CSV in UTF-8"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MANY_COLUMNS = 1000
"""With so many columns the parser reads the file in one piece, because each piece costs time for each column."""
_OTHER_FILES = (
    (b"PK\x03\x04", "an Excel workbook or another ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
    (b"\0", "a binary file"),
)


class TextTable:
    """A table of texts. An empty cell is missing, every other cell has the text of the file.

    Attributes:
        frame: one row per record, columns by the header's names, all of pandas' text type.
    """

    def __init__(self, frame: pd.DataFrame, data: bytes = b"", delimiter: str = ",") -> None:
        self.frame = frame
        self._data = data
        self._delimiter = delimiter

    def row_place(self, row: int) -> str:
        """The place of a row (0-based): its line in the file, or its number if there is no file."""
        if not self._data:
            return f"row {row + 1}"
        # The file is read again, because only problems need lines, and storing the lines of good rows costs time.
        records = (record for record in _records(self._data, self._delimiter) if record[1])
        next(records)
        lines = (line for line, cells in records if any(cells))
        return f"line {next(islice(lines, row, None))}"


def read_table(data: bytes, known_columns: Sequence[str], max_columns: int) -> TextTable:
    """The table of a CSV file; cells may be separated by comma, semicolon or tab.

    Args:
        data: the file; UTF-8, with or without byte order mark.
        known_columns: names of columns; the delimiter is the one that finds most of them in the header.
        max_columns: the largest number of columns.

    Raises:
        DirectoryError: the file is empty, no delimited text or not UTF-8; a column is repeated; there are too many
            columns; or a row has another number of cells than the header.
    """
    _check_is_text(data)
    try:
        return _read(data, known_columns, max_columns)
    except UnicodeDecodeError:
        raise _not_utf8(data) from None


def text_column(values: Sequence[str | None]) -> Any:
    """A column of texts, empty ones missing."""
    if not any(values):
        return pd.Series(None, index=range(len(values)), dtype=text_dtype())
    return pd.Series([value or None for value in values], dtype=text_dtype())


def as_text(column: Any) -> Any:
    """A column in the directory's type of text."""
    kind = text_dtype()
    if column.dtype == kind and kind is not object:
        return column
    # Before pandas 3 that type is object; None is then the only missing value.
    return column.astype(object).where(column.notna(), None) if kind is object else column.astype(kind)


def _read(data: bytes, known_columns: Sequence[str], max_columns: int) -> TextTable:
    delimiter = _delimiter(data, known_columns)
    header = [name.strip() for name in _header(data, delimiter)]
    width = len(header)
    check_column_count(sum(1 for name in header if name), max_columns)
    if problems := [*_repeated_columns(header), *_wrong_cell_counts(data, delimiter, width)]:
        raise DirectoryError(problems)
    frame = _rows(data, delimiter, width)
    if len(frame) and frame[0].isna().any():
        frame = frame.dropna(how="all").reset_index(drop=True)
    # A separator at the end of each line makes an empty column without a name.
    used = [number for number, name in enumerate(header) if name or frame[number].notna().any()]
    if len(used) < width:
        frame = frame[used]
    return TextTable(frame.set_axis([header[number] for number in used], axis=1), data, delimiter)


def _rows(data: bytes, delimiter: str, width: int) -> pd.DataFrame:
    """The rows after the header; an empty line is a row of missing cells."""
    text = _text_stream(data)
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
            na_values=[""],  # only this: "NA" and "null" are texts
            skip_blank_lines=False,  # True would also skip lines of spaces
            low_memory=width < _MANY_COLUMNS,
        )
    except pd.errors.EmptyDataError:
        frame = pd.DataFrame(columns=range(width))
    return frame.astype(text_dtype())


def check_column_count(count: int, max_columns: int) -> None:
    """Refuse more columns than a table may have."""
    if count > max_columns:
        message = f"there are {count:,} columns; a list has at most {max_columns:,}: leave some out"
        raise DirectoryError([Problem("header", message)])


def _check_is_text(data: bytes) -> None:
    """Refuse files that are no text with lines."""
    for magic, kind in _OTHER_FILES:
        if data.startswith(magic):
            raise DirectoryError(f"this is {kind}, not a CSV file; {_EXPORT_AGAIN}")
    if b"\0" in data:
        raise DirectoryError(f"this is a binary file or UTF-16 text, not a CSV file; {_EXPORT_AGAIN}")
    first = re.compile(rb"\S").search(data, _text_start(data))
    if not first:
        raise DirectoryError("the file is empty; a user list has a header and one line per user")
    start = data[first.start() : first.start() + 20].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise DirectoryError(f"this is a web page or XML, not a CSV file; {_EXPORT_AGAIN}")
    if start[:1] in (b"{", b"["):
        raise DirectoryError(f"this is JSON, not a CSV file; {_EXPORT_AGAIN}")


def _text_start(data: bytes) -> int:
    """The number of bytes of byte order marks at the start; programs may have added several."""
    count = 0
    while data.startswith(_BYTE_ORDER_MARK, count):
        count += len(_BYTE_ORDER_MARK)
    return count


def _text_stream(data: bytes, newline: str | None = "") -> io.TextIOWrapper:
    """The text of a file as a stream, because decoding all at once needs several times the memory."""
    binary = io.BytesIO(data)
    binary.seek(_text_start(data))
    return io.TextIOWrapper(binary, "utf-8", newline=newline)


def _not_utf8(data: bytes) -> DirectoryError:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = data[: problem.start]
        line = len(re.findall(rb"\r\n|\r|\n", before)) + 1
        return DirectoryError(
            [Problem(f"line {line}", f"byte {problem.start} is not UTF-8; {_EXPORT_AGAIN}")]
        )
    return DirectoryError(f"this is not UTF-8; {_EXPORT_AGAIN}")


def _delimiter(data: bytes, known_columns: Sequence[str]) -> str:
    """The separator with which the header has most of the known columns; the comma if there are none."""
    known = {name.casefold() for name in known_columns}

    def columns_named(delimiter: str) -> int:
        try:
            return len(known & {name.strip().casefold() for name in _header(data, delimiter)})
        except DirectoryError:
            return 0

    return max(_DELIMITERS, key=columns_named)


def _header(data: bytes, delimiter: str) -> list[str]:
    return next((cells for _, cells in _records(data, delimiter) if cells), [])


def _records(data: bytes, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts in."""
    reader = csv.reader(_text_stream(data), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as problem:
        raise DirectoryError(
            [Problem(f"line {line}", f"not CSV: {_csv_error_text(problem)}; {_EXPORT_AGAIN}")]
        ) from None


def _csv_error_text(problem: csv.Error) -> str:
    words = str(problem)
    if "unexpected end" in words:
        return "a cell begins with a quotation mark and has no second one"
    if "expected after" in words:
        return "text follows the quotation mark that ends a cell"
    return _long_cell_text() if "limit" in words else words


def _long_cell_text() -> str:
    return f"a cell has more than {csv.field_size_limit():,} characters; perhaps a second quotation mark is missing"


def _repeated_columns(header: Sequence[str]) -> Iterator[Problem]:
    repeated = [(name, count) for name, count in Counter(header).items() if name and count > 1]
    for name, count in repeated[:_MAX_REPORTED]:
        yield Problem("header", f"has the column {quoted(name)} {count} times; keep one")
    if len(repeated) > _MAX_REPORTED:
        yield Problem("header", f"{len(repeated) - _MAX_REPORTED:,} more columns are repeated")


def _wrong_cell_counts(data: bytes, delimiter: str, width: int) -> Iterator[Problem]:
    count = 0
    for line, cells in _cell_counts(data, delimiter):
        if cells != width:
            count += 1
            if count <= _MAX_REPORTED:
                yield Problem(f"line {line}", f"has {cells:,} cells, the header has {width:,}")
    if count > _MAX_REPORTED:
        yield Problem(
            "", f"{count - _MAX_REPORTED:,} more lines have another number of cells than the header"
        )


def _cell_counts(data: bytes, delimiter: str) -> Iterator[tuple[int, int]]:
    """The number of cells of each record, with the line it starts in."""
    if b'"' in data:
        yield from ((line, len(cells)) for line, cells in _records(data, delimiter) if cells)
        return
    max_length = csv.field_size_limit()
    for line, text in enumerate(_text_stream(data, None), 1):
        if len(text) > max_length and max(map(len, text.split(delimiter))) > max_length:
            raise DirectoryError([Problem(f"line {line}", f"not CSV: {_long_cell_text()}; {_EXPORT_AGAIN}")])
        if text != "\n":
            yield line, text.count(delimiter) + 1
