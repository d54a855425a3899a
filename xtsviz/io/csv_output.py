"""Tables as CSV that is safe for spreadsheets, and as JSON values."""

from __future__ import annotations

import csv
import re
from typing import Any

import narwhals as nw
import pandas as pd

from xtsviz.model.frames import collect, is_missing

_FORMULA_START = r"^[=+\-@\t\r\n＝＋－＠]"


def csv_text(table: Any) -> str:
    """A table as CSV (RFC 4180), missing cells empty.

    Spreadsheets take a text for a formula if it starts with ``= + - @`` (also in full width), a tab, a carriage return
    or a line feed. Such texts get an apostrophe in front, also in names of columns. Source: OWASP, "CSV Injection".

    Args:
        table: any table that narwhals reads.
    """
    frame = collect(nw.from_native(table)).to_pandas().copy()
    for name in frame.columns:
        if pd.api.types.is_string_dtype(frame[name]) or frame[name].dtype == object:
            text = frame[name].astype("string")
            is_formula = text.str.contains(_FORMULA_START, regex=True, na=False)
            frame[name] = text.mask(is_formula, "'" + text)
    frame.columns = [f"'{name}" if re.match(_FORMULA_START, str(name)) else name for name in frame.columns]
    # With both line ends in the terminator, the writer quotes cells that contain either of them.
    return str(frame.to_csv(index=False, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL))


def json_records(table: Any) -> list[dict[str, Any]]:
    """The rows of a table as JSON values, one object per row, missing cells null.

    Args:
        table: any table that narwhals reads.
    """
    rows = collect(nw.from_native(table)).iter_rows(named=True)
    return [{name: _json_value(value) for name, value in row.items()} for row in rows]


def _json_value(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_json_value(item) for item in value]
    if is_missing(value):
        return None
    return value.item() if hasattr(value, "item") else value
