"""Lists of users in Excel workbooks."""

from __future__ import annotations

import io
import zipfile
from itertools import islice
from typing import Any

import pandas as pd

from xtsviz.errors import DirectoryError, MissingLibraryError, Problem, quoted
from xtsviz.io.lists.cells import cell_text
from xtsviz.io.text_table import (
    HEADER_ROWS,
    IsName,
    TextTable,
    check_column_count,
    header_position,
    named_columns,
    repeated_columns,
    text_column,
)
from xtsviz.model import storage


def read_workbook(data: bytes, is_name: IsName, max_columns: int) -> TextTable:
    """The table of the first sheet that has a header with names of columns; or else of the first sheet with cells.

    Raises:
        MissingLibraryError: the extra ``xlsx`` is not installed.
        DirectoryError: it is no workbook, protected, too large or empty; a column is repeated; there are too many.
    """
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        raise MissingLibraryError("an Excel workbook", "python-calamine", "xlsx") from None
    _check_size(data)
    try:
        book: Any = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = list(book.sheet_names)
        best: tuple[int, str, Any, int] | None = None
        others: list[str] = []
        for name in names:
            sheet = book.get_sheet_by_name(name)
            if sheet.start is None:  # no cells; older versions of the library panic over such a sheet
                continue
            first = [_texts(row) for row in islice(sheet.iter_rows(), HEADER_ROWS)]
            if not any(any(row) for row in first):
                continue
            position, count = header_position([[cell or "" for cell in row] for row in first], is_name)
            others.append(name)
            if best is None or count > best[0]:
                best = (count, name, sheet, position)
        if best is None:
            raise DirectoryError("the workbook is empty; a user list has a header and one row per user")
        _, name, sheet, position = best
        others.remove(name)
        return _table(sheet, position, max_columns, name, others)
    except DirectoryError:
        raise
    except (
        BaseException
    ) as problem:  # the library's errors have no common base class; a panic is no Exception
        if not (isinstance(problem, Exception) or type(problem).__name__ == "PanicException"):
            raise
        raise DirectoryError(
            f"this workbook cannot be read ({str(problem)[:100]}); save it without a password as .xlsx or CSV"
        ) from None


def _table(sheet: Any, position: int, max_columns: int, name: str, others: list[str]) -> TextTable:
    rows = sheet.iter_rows()
    above = [_texts(row) for row in islice(rows, position)]
    header = [(cell or "").strip() for cell in _texts(next(rows))]
    check_column_count(sum(1 for one in header if one), max_columns)
    if problems := list(repeated_columns(header)):
        raise DirectoryError(problems)
    columns: list[list[str | None]] = [[] for _ in header]
    numbers: list[int] = []
    first = int((sheet.start or (0, 0))[0]) + position + 2
    for number, row in enumerate(rows, first):
        cells = [cell or None if type(cell) is str else cell_text(cell) for cell in row]
        if any(cells):
            numbers.append(number)
            for column, cell in zip(columns, cells, strict=False):
                column.append(cell)
    made = {}
    for place in range(len(columns)):
        made[place] = text_column(columns[place])
        columns[place] = []
    frame = pd.DataFrame(made, index=range(len(numbers)), copy=False)
    notes = []
    if others:
        listed = ", ".join(map(quoted, others[:5]))
        notes.append(f"only the sheet {quoted(name)} is read, and not {listed}")
    titles = [" ".join(filter(None, row)) for row in above if any(row)]
    return TextTable(
        named_columns(frame, header), lambda row: f"row {numbers[row]}", titles=titles, notes=notes
    )


def _texts(row: list[Any]) -> list[str | None]:
    return [cell_text(cell) for cell in row]


def _check_size(data: bytes) -> None:
    """Refuse a workbook that becomes larger than a list may be when it is unpacked."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise DirectoryError(
            "this is a broken workbook or ZIP archive; save it again as .xlsx or CSV"
        ) from None
    limit = storage.byte_limit(storage.MAX_LIST_BYTES)
    if size > limit:
        raise DirectoryError(
            [Problem("", f"this workbook has {size:,} bytes when unpacked; a list has at most {limit:,}")]
        )
