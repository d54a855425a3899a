"""Lists of users in any form as a table of texts."""

from __future__ import annotations

import os
import re
from typing import Any

import narwhals as nw
import pandas as pd

from xtsviz.errors import DirectoryError, MissingLibraryError
from xtsviz.io.delimited import as_utf8, read_table
from xtsviz.io.lists.cells import cell_text, nested_texts
from xtsviz.io.lists.json_users import json_text, read_json
from xtsviz.io.lists.workbook import read_workbook
from xtsviz.io.text_table import IsName, TextTable, check_column_count, text_column
from xtsviz.model import storage
from xtsviz.model.cell_values import refuse_unsupported_columns
from xtsviz.model.frames import collect
from xtsviz.model.table_columns import to_narwhals

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # .xlsx, and the older .xls
_PARQUET = b"PAR1"
_JSON = re.compile(rb"(?:\xef\xbb\xbf)*\s*(?:\[\s*[\[{\]]|\{\s*[\"}])")


def text_table(source: Any, is_name: IsName, max_columns: int) -> TextTable:
    """A list of users as a table of texts, whatever its form.

    Args:
        source: a path, the bytes of a file, or a table (pandas, Polars, …).
        is_name: tells names of columns; finds the header below titles.
        max_columns: the largest number of columns.
    """
    if isinstance(source, (str, os.PathLike)):
        source = storage.read_bytes(source, storage.MAX_LIST_BYTES)
    if not isinstance(source, bytes):
        return _from_table(source, max_columns)
    if source.startswith(_WORKBOOKS):
        return read_workbook(source, is_name, max_columns)
    if source.startswith(_PARQUET):
        return _from_table(_parquet(source), max_columns)
    source = as_utf8(source)
    if _JSON.match(source):
        text = json_text(source)
        del source  # a large file and its text together need much memory
        return read_json(text, max_columns)
    return read_table(source, is_name, max_columns)


def _parquet(data: bytes) -> Any:
    """The table of a Parquet file. Lists and objects of Graph in it become texts."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingLibraryError("a Parquet file", "pyarrow", "parquet") from None
    try:
        table: Any = pq.read_table(pa.BufferReader(data))
        table.validate(full=True)  # text that is no UTF-8 fails here, and not in the middle of reading
        for name in [one.name for one in table.schema if pa.types.is_nested(one.type)]:
            cells = [
                None if value is None else nested_texts(name, value) for value in table[name].to_pylist()
            ]
            table = table.drop_columns(name)
            for key in sorted({key for cell in cells for key in cell or ()} - {*table.column_names}):
                column = pa.array([cell.get(key) if cell else None for cell in cells], pa.string())
                table = table.append_column(key, column)
    except (pa.ArrowException, OSError, ValueError, TypeError) as problem:
        raise DirectoryError(f"this Parquet file cannot be read: {str(problem)[:100]}") from None
    return table


def _from_table(source: Any, max_columns: int) -> TextTable:
    expected = "a user list is a file (CSV, Excel, JSON, Parquet) or a table (pandas, Polars, …), not"
    table = to_narwhals(source, "the list", expected)
    names = table.collect_schema().names()
    check_column_count(len(names), max_columns)
    refuse_unsupported_columns(table)
    frame = collect(table)
    columns = {name: _text_column(frame[name]) for name in names}
    return TextTable(pd.DataFrame(columns, index=range(len(frame)), copy=False))


def _text_column(column: nw.Series[Any]) -> Any:
    return text_column([cell_text(value) for value in column.to_list()])
