"""Small tables of any values, in pandas and in HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from xtsviz.errors import visible
from xtsviz.model.escaping import fragment, join_markup
from xtsviz.model.frames import is_missing, text_dtype

_VALUE_COLUMNS = frozenset({"before", "after"})
_MAX_ROWS = 20


def small_frame(rows: Sequence[tuple[Any, ...]], columns: Sequence[str]) -> pd.DataFrame:
    """Rows as a pandas frame. ``before`` and ``after`` contain any values, the other columns contain texts."""
    columns_by_name = {
        name: pd.Series(
            [row[index] for row in rows], dtype=object if name in _VALUE_COLUMNS else text_dtype()
        )
        for index, name in enumerate(columns)
    }
    return pd.DataFrame(columns_by_name, columns=list(columns))


def tables_html(lead: str, tables: Mapping[str, pd.DataFrame]) -> Markup:
    """A sentence, and the tables that have rows, with captions. A long table ends with the number of other rows."""
    parts = join_markup(_table_html(caption, table) for caption, table in tables.items() if len(table))
    return fragment("<div><p>{}</p>{}</div>", _safe_text(lead), parts)


def _table_html(caption: str, table: pd.DataFrame) -> Markup:
    head = join_markup(fragment('<th scope="col">{}</th>', _safe_text(name)) for name in table.columns)
    rows = table.head(_MAX_ROWS).itertuples(index=False)
    body = join_markup(
        fragment("<tr>{}</tr>", join_markup(fragment("<td>{}</td>", _cell_html(value)) for value in row))
        for row in rows
    )
    more = len(table) - _MAX_ROWS
    rest = fragment("<p>… and {:,} more</p>", more) if more > 0 else Markup()
    lead = fragment("<caption>{}</caption><thead><tr>{}</tr></thead>", _safe_text(caption), head)
    return fragment("<table>{}<tbody>{}</tbody></table>{}", lead, body, rest)


def _cell_html(value: Any) -> Markup:
    # Isolated, so that a right-to-left name does not change the rest of its row.
    return Markup() if is_missing(value) else fragment("<bdi>{}</bdi>", _safe_text(str(value)))


def _safe_text(text: str) -> Markup:
    return escape(visible(text))
