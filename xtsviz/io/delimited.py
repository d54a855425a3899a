"""Reads delimited text as a table of texts. It is strict, and it names the kind of other files.

Lines that programs put before the header are passed over: ``#TYPE`` of Windows PowerShell, ``sep=`` of Excel, titles.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import pandas as pd

from xtsviz.errors import DirectoryError, Problem
from xtsviz.io.text_table import (
    HEADER_ROWS,
    MAX_FOOTERS,
    MAX_REPORTED,
    IsName,
    TextTable,
    check_column_count,
    header_position,
    is_footer,
    named_columns,
    repeated_columns,
)
from xtsviz.model.frames import text_dtype

_DELIMITERS = (",", ";", "\t")
_EXPORT_AGAIN = 'export it again as CSV in UTF-8 (in Excel: "CSV UTF-8")'
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MANY_COLUMNS = 1000
"""With so many columns the parser reads the file in one piece, because each piece costs time for each column."""
_OTHER_FILES = (
    (b"PK\x03\x04", "an Excel workbook or another ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF"),
    (b"\0", "a binary file"),
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class _Text:
    """Delimited text in UTF-8, without the lines that programs put before it.

    Attributes:
        data: the whole file.
        start: the number of bytes before the text.
        first_line: the line of the file in which the text starts.
        delimiter: what separates cells.
        above: the number of rows above the header that are not empty.
    """

    data: bytes
    start: int
    first_line: int
    delimiter: str
    above: int = 0

    def stream(self, newline: str | None = "") -> io.TextIOWrapper:
        """The text as a stream, because decoding all at once needs several times the memory."""
        binary = io.BytesIO(self.data)
        binary.seek(self.start)
        return io.TextIOWrapper(binary, "utf-8", newline=newline)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Each record that is no empty line, with the line it starts in."""
        reader = csv.reader(self.stream(), delimiter=self.delimiter, strict=True)
        line = self.first_line
        try:
            for cells in reader:
                if cells:
                    yield line, cells
                line = self.first_line + reader.line_num
        except csv.Error as problem:
            raise DirectoryError(
                [Problem(f"line {line}", f"not CSV: {_csv_error_text(problem)}; {_EXPORT_AGAIN}")]
            ) from None


def read_table(data: bytes, is_name: IsName, max_columns: int) -> TextTable:
    """The table of a CSV file; cells may be separated by comma, semicolon or tab, or as a first line ``sep=`` says.

    Args:
        data: the file; UTF-8, with or without byte order mark, or UTF-16 with one.
        is_name: tells names of columns. The header is the row with most of them among the first 20, the delimiter the
            one with which it has most. If there are none, the header is the first row.
        max_columns: the largest number of columns.

    Raises:
        DirectoryError: the file is empty or no delimited text; a column is repeated; there are too many columns; or a
            row has another number of cells than the header.
    """
    data = as_utf8(data)
    _check_is_text(data)
    try:
        return _read(data, is_name, max_columns)
    except UnicodeDecodeError:
        raise _not_utf8(data) from None


def as_utf8(data: bytes) -> bytes:
    """A text file in UTF-8: Windows PowerShell and Excel write UTF-16, with a byte order mark.

    Raises:
        DirectoryError: the file has such a mark, and is no UTF-16.
    """
    if not data.startswith(_UTF16_MARKS):
        return data
    try:
        return data.decode("utf-16").encode("utf-8")
    except UnicodeError:
        raise DirectoryError(f"this starts like UTF-16 text and is none; {_EXPORT_AGAIN}") from None


def as_text(column: Any) -> Any:
    """A column in the directory's type of text."""
    kind = text_dtype()
    if column.dtype == kind and kind is not object:
        return column
    # Before pandas 3 that type is object; None is then the only missing value.
    return column.astype(object).where(column.notna(), None) if kind is object else column.astype(kind)


def _read(data: bytes, is_name: IsName, max_columns: int) -> TextTable:
    text, titles = _with_header(_without_preamble(data), is_name)
    header = [name.strip() for name in next(islice(text.records(), text.above, None))[1]]
    width = len(header)
    check_column_count(sum(1 for name in header if name), max_columns)
    if problems := [*repeated_columns(header), *_wrong_cell_counts(text, width)]:
        raise DirectoryError(problems)
    frame = _rows(text, width)
    if len(frame) and frame[0].isna().any():
        frame = frame.dropna(how="all").reset_index(drop=True)
    return TextTable(named_columns(frame, header), lambda row: _line_of(text, row), titles=titles)


def _line_of(text: _Text, row: int) -> str:
    # The file is read again, because only problems need lines, and storing the lines of good rows costs time.
    lines = (line for line, cells in islice(text.records(), text.above + 1, None) if any(cells))
    return f"line {next(islice(lines, row, None))}"


def _rows(text: _Text, width: int) -> pd.DataFrame:
    """The rows after the header; an empty line is a row of missing cells."""
    stream = text.stream()
    above = filter(None, csv.reader(stream, delimiter=text.delimiter, strict=True))
    for _ in range(text.above + 1):
        next(above)
    try:
        frame = pd.read_csv(
            stream,
            sep=text.delimiter,
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


def _without_preamble(data: bytes) -> _Text:
    """The text after byte order marks, a line ``#TYPE`` and a line ``sep=``; with the latter's delimiter, or none."""
    text = _Text(data, _text_start(data), 1, "")
    while line := re.compile(rb"(?:#TYPE\b[^\r\n]*|\"?sep=(.)\"?[ \t]*)(?:\r\n|\r|\n|$)", re.I).match(
        data, text.start
    ):
        delimiter = line[1].decode("latin-1") if line[1] else text.delimiter
        text = replace(text, start=line.end(), first_line=text.first_line + 1, delimiter=delimiter)
    return text


def _with_header(text: _Text, is_name: IsName) -> tuple[_Text, list[str]]:
    """The text with its delimiter and header found, and the texts of the rows above the header."""
    best, most = replace(text, delimiter=text.delimiter or ","), (0, 0)
    titles: list[str] = []
    for delimiter in [text.delimiter] if text.delimiter else _DELIMITERS:
        one = replace(text, delimiter=delimiter)
        rows: list[list[str]] = []
        with contextlib.suppress(DirectoryError):  # a row may be broken; reading the table says so
            rows.extend(cells for _, cells in islice(one.records(), HEADER_ROWS))
        position, names = header_position(rows, is_name)
        if rows and (score := (names, len(rows[position]))) > most:
            best, most = replace(one, above=position), score
            titles = [" ".join(filter(None, row)) for row in rows[:position]]
    if not most[1]:
        next(best.records(), None)  # says what is wrong with the first record
    return best, titles


def _check_is_text(data: bytes) -> None:
    """Refuse files that are no text with lines."""
    for magic, kind in _OTHER_FILES:
        if data.startswith(magic):
            raise DirectoryError(f"this is {kind}, not a CSV file; {_EXPORT_AGAIN}")
    if b"\0" in data:
        raise DirectoryError(
            f"this is a binary file, or UTF-16 text without a byte order mark; {_EXPORT_AGAIN}"
        )
    first = re.compile(rb"\S").search(data, _text_start(data))
    if not first:
        raise DirectoryError("the file is empty; a user list has a header and one line per user")
    start = data[first.start() : first.start() + 20].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise DirectoryError(f"this is a web page or XML, not a CSV file; {_EXPORT_AGAIN}")


def _text_start(data: bytes) -> int:
    """The number of bytes of byte order marks at the start; programs may have added several."""
    count = 0
    while data.startswith(_BYTE_ORDER_MARK, count):
        count += len(_BYTE_ORDER_MARK)
    return count


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


def _csv_error_text(problem: csv.Error) -> str:
    words = str(problem)
    if "unexpected end" in words:
        return "a cell begins with a quotation mark and has no second one"
    if "expected after" in words:
        return "text follows the quotation mark that ends a cell"
    return _long_cell_text() if "limit" in words else words


def _long_cell_text() -> str:
    return f"a cell has more than {csv.field_size_limit():,} characters; perhaps a second quotation mark is missing"


def _wrong_cell_counts(text: _Text, width: int) -> Iterator[Problem]:
    count = 0
    wrong: list[tuple[int, int]] = []
    last: deque[int] = deque(maxlen=MAX_FOOTERS)
    for line, cells in _cell_counts(text):
        last.append(line)
        if cells != width:
            count += 1
            if count <= MAX_REPORTED:
                wrong.append((line, cells))
    if 0 < count <= len(last) and {line for line, _ in wrong} <= {*last}:
        footers = {line for line, cells in text.records() if line >= wrong[0][0] and is_footer(cells, width)}
        if all(line in footers and cells < width for line, cells in wrong):
            return
    for line, cells in wrong:
        yield Problem(f"line {line}", f"has {cells:,} cells, the header has {width:,}")
    if count > MAX_REPORTED:
        yield Problem("", f"{count - MAX_REPORTED:,} more lines have another number of cells than the header")


def _cell_counts(text: _Text) -> Iterator[tuple[int, int]]:
    """The number of cells of each record from the header on, with the line it starts in."""
    if text.data.find(b'"', text.start) >= 0:
        yield from ((line, len(cells)) for line, cells in islice(text.records(), text.above, None))
        return
    max_length = csv.field_size_limit()
    seen = 0
    for line, content in enumerate(text.stream(None), text.first_line):
        if len(content) > max_length and max(map(len, content.split(text.delimiter))) > max_length:
            raise DirectoryError([Problem(f"line {line}", f"not CSV: {_long_cell_text()}; {_EXPORT_AGAIN}")])
        if content != "\n":
            seen += 1
            if seen > text.above:
                yield line, content.count(text.delimiter) + 1
