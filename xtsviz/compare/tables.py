"""Small tables of any values, in pandas and in HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from xtsviz.errors import visible
from xtsviz.model.escaping import fragment, join_markup
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


def as_html(lead: str, tables: Mapping[str, pd.DataFrame]) -> Markup:
    """A sentence and the tables that have rows, each with its caption; long ones end with what is left out."""
    parts = join_markup(_table(caption, table) for caption, table in tables.items() if len(table))
    return fragment("<div><p>{}</p>{}</div>", _text(lead), parts)


def _table(caption: str, table: pd.DataFrame) -> Markup:
    head = join_markup(fragment('<th scope="col">{}</th>', _text(name)) for name in table.columns)
    rows = table.head(_MAX_SHOWN).itertuples(index=False)
    body = join_markup(
        fragment("<tr>{}</tr>", join_markup(fragment("<td>{}</td>", _cell(value)) for value in row))
        for row in rows
    )
    more = len(table) - _MAX_SHOWN
    rest = fragment("<p>… and {:,} more</p>", more) if more > 0 else Markup()
    lead = fragment("<caption>{}</caption><thead><tr>{}</tr></thead>", _text(caption), head)
    return fragment("<table>{}<tbody>{}</tbody></table>{}", lead, body, rest)


def _cell(value: Any) -> Markup:
    # Isolated, so that a name written from right to left leaves the rest of its row alone.
    return Markup() if is_missing(value) else fragment("<bdi>{}</bdi>", _text(str(value)))


def _text(text: str) -> Markup:
    return escape(visible(text))
