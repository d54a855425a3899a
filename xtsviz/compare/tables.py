"""Small tables of any values, in pandas and in HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from xtsviz.errors import visible
from xtsviz.model.frames import is_missing, text_dtype

_VALUES = frozenset({"before", "after"})
_MAX_SHOWN = 20


def frame(rows: Sequence[tuple[Any, ...]], columns: Sequence[str]) -> pd.DataFrame:
    """Rows as a pandas frame: ``before`` and ``after`` hold any value, the other columns text."""
    made = {
        name: pd.Series([row[place] for row in rows], dtype=object if name in _VALUES else text_dtype())
        for place, name in enumerate(columns)
    }
    return pd.DataFrame(made, columns=list(columns))


def as_html(lead: str, tables: Mapping[str, pd.DataFrame]) -> str:
    """A sentence and the tables that have rows, each with its caption; long ones end with what is left out."""
    parts = "".join(_table(caption, table) for caption, table in tables.items() if len(table))
    return f"<div><p>{_text(lead)}</p>{parts}</div>"


def _table(caption: str, table: pd.DataFrame) -> str:
    head = "".join(f'<th scope="col">{_text(name)}</th>' for name in table.columns)
    rows = table.head(_MAX_SHOWN).itertuples(index=False)
    body = "".join("<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in row) + "</tr>" for row in rows)
    more = len(table) - _MAX_SHOWN
    rest = f"<p>… and {more:,} more</p>" if more > 0 else ""
    lead = f"<caption>{_text(caption)}</caption><thead><tr>{head}</tr></thead>"
    return f"<table>{lead}<tbody>{body}</tbody></table>{rest}"


def _cell(value: Any) -> str:
    # Isolated, so that a name written from right to left leaves the rest of its row alone.
    return "" if is_missing(value) else f"<bdi>{_text(str(value))}</bdi>"


def _text(text: str) -> str:
    return escape(visible(text))
