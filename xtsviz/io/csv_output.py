"""Tables on their way out: as CSV that a spreadsheet may open, and as JSON values."""

from __future__ import annotations

import csv
import re
from typing import Any

import narwhals as nw
import pandas as pd

from xtsviz.model.frames import collect, is_missing

_STARTS_A_FORMULA = r"^[=+\-@\t\r\n＝＋－＠]"


def csv_text(table: Any) -> str:
    """A table as CSV (RFC 4180), missing cells empty.

    A text that a spreadsheet would take for a formula, because it starts with ``= + - @`` (also in full width), a
    tab, a provisioning return or a line feed, gets an apostrophe in front; so does the name of a column. Source: OWASP,
    "CSV Injection".

    Args:
        table: any table that narwhals reads.
    """
    frame = collect(nw.from_native(table)).to_pandas().copy()
    for name in frame.columns:
        if pd.api.types.is_string_dtype(frame[name]) or frame[name].dtype == object:
            text = frame[name].astype("string")
            harmful = text.str.contains(_STARTS_A_FORMULA, regex=True, na=False)
            frame[name] = text.mask(harmful, "'" + text)
    frame.columns = [f"'{name}" if re.match(_STARTS_A_FORMULA, str(name)) else name for name in frame.columns]
    # Both line ends in the terminator make the writer quote cells that hold either.
    return str(frame.to_csv(index=False, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL))


def json_records(table: Any) -> list[dict[str, Any]]:
    """The rows of a table as JSON values, one object per row, missing cells null.

    Args:
        table: any table that narwhals reads.
    """
    rows = collect(nw.from_native(table)).iter_rows(named=True)
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if is_missing(value):
        return None
    return value.item() if hasattr(value, "item") else value
