"""Small helpers over narwhals tables, eager and lazy alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeAlias

import narwhals as nw
import pandas as pd

from xtsviz.model.engines import asks_engine

Frame: TypeAlias = "nw.DataFrame[Any] | nw.LazyFrame[Any]"


def is_lazy(frame: Frame) -> bool:
    """True for a table that is computed only when asked."""
    return isinstance(frame, nw.LazyFrame)


def collect(frame: Frame) -> nw.DataFrame[Any]:
    """The table computed; meant for small results."""
    return _collected(frame) if isinstance(frame, nw.LazyFrame) else frame


@asks_engine
def _collected(frame: nw.LazyFrame[Any]) -> nw.DataFrame[Any]:
    return frame.collect()


AFTER_ALL_TEXT = "\U0010ffff" * 8
"""Sorts behind every text: for the least text of a group with empty cells, which pandas 2 cannot find."""


def without_last(column: str) -> nw.Expr:
    """A column of texts in which `AFTER_ALL_TEXT` stands for an empty cell, with empty cells again."""
    return nw.when(nw.col(column) != AFTER_ALL_TEXT).then(nw.col(column))


def is_true(column: str) -> nw.Expr:
    """A column of booleans after a left join: missing is false, and the type is boolean again (pandas loses it)."""
    return nw.col(column).fill_null(False).cast(nw.Boolean)


def is_missing(value: Any) -> bool:
    """True for what the engines hand out where there is no value: None, NaN, pandas' NA."""
    if value is None or value is pd.NA:
        return True
    try:
        return bool(value != value)
    except (TypeError, ValueError, ArithmeticError):  # arrays have no truth, and some decimals no order
        return False


def text_dtype() -> Any:
    """The dtype of text in pandas: ``str`` from version 3, ``object`` before."""
    return "str" if int(pd.__version__.split(".")[0]) >= 3 else object


def own(table: Any) -> Any:
    """The table as one that nobody else can change; a pandas frame is copied, when it is changed from pandas 3 on."""
    if not isinstance(table, pd.DataFrame):
        return table
    return table.copy(deep=int(pd.__version__.split(".")[0]) < 3)


def table_like(frame: Frame, columns: Mapping[str, Sequence[Any]], schema: Mapping[str, Any]) -> Frame:
    """A small table of given values in the same engine as another, so that the two can be joined."""
    if isinstance(frame, nw.DataFrame):
        return nw.from_dict(dict(columns), schema=dict(schema), backend=frame.implementation)
    # Lazy engines have no common way to take values in. Each of them splits a text into rows and cells, in an
    # expression that is as large as the values and no deeper for many of them.
    names = list(schema)
    given = [[None if is_missing(value) else value for value in columns[name]] for name in names]
    between_rows, between_cells, nothing = _unused(value for column in given for value in column)
    rows = zip(*given, strict=True) if given[0] else [[None] * len(names)]
    text = between_rows.join(between_cells.join(_cell(value, nothing) for value in row) for row in rows)
    cells = nw.col("_row").str.split(between_cells).list
    made = (
        frame.select(_rows=nw.len())
        .select(_row=nw.lit(text).str.split(between_rows))
        .explode("_row")
        .select(*(cells.get(place).alias(name) for place, name in enumerate(names)))
        .select(*(_value_of(name, kind, nothing) for name, kind in schema.items()))
    )
    return made if given[0] else made.filter(~nw.col(names[0]).is_null())


def _cell(value: Any, nothing: str) -> str:
    return nothing if value is None else str(int(value) if isinstance(value, bool) else value)


def _value_of(name: str, kind: Any, nothing: str) -> nw.Expr:
    cell = nw.col(name)
    there = nw.when(cell != nothing)
    if kind == nw.Boolean:
        return there.then(cell == "1").alias(name)
    return there.then(cell).cast(kind).alias(name)


def _unused(values: Iterable[Any]) -> Iterator[str]:
    """Three characters that are in none of some texts: of the private ones, which mean nothing in a pattern."""
    used = {letter for value in values if isinstance(value, str) for letter in value}
    return islice((chr(code) for code in range(0xF0000, 0xFFFFE) if chr(code) not in used), 3)


def concatenated(frames: Sequence[Frame]) -> Frame:
    """One table of the rows of several, two by two: some engines nest such tables, and only so deep."""
    while len(frames) > 1:
        frames = [nw.concat(frames[n : n + 2]) for n in range(0, len(frames), 2)]  # type: ignore[type-var]
    return frames[0]


def same_content(one: Any, other: Any, *, by: Sequence[str], optional: Collection[str] | None = None) -> bool:
    """True if two eager tables hold the same rows, in whatever order.

    Args:
        by: columns that name a row.
        optional: if given, columns outside of it count only where they hold something.
    """
    left, right = _comparable(one, by, optional), _comparable(other, by, optional)
    if left.columns != right.columns or len(left) != len(right):
        return False
    if left.implementation is not right.implementation or left.schema != right.schema:
        return _rows(left) == _rows(right)
    for name in left.columns:
        a, b = left[name], right[name]
        try:
            equal = a == b
        except TypeError:  # pandas 2.2 cannot compare each kind of boolean column with each other
            if _values(a) != _values(b):
                return False
            continue
        # Where both are missing, some engines say null and some say false.
        if not (equal.fill_null(False) | (a.is_null() & b.is_null())).all():
            return False
    return True


def _values(column: nw.Series[Any]) -> list[Any]:
    return [None if is_missing(value) else value for value in column.to_list()]


def _rows(frame: nw.DataFrame[Any]) -> list[list[Any]]:
    return [[None if is_missing(value) else value for value in row] for row in frame.iter_rows()]


def _comparable(frame: Any, by: Sequence[str], optional: Collection[str] | None) -> nw.DataFrame[Any]:
    eager = collect(frame)
    if optional is not None:
        kept = [n for n in eager.columns if n in optional or not eager[n].is_null().all()]
        eager = eager.select(*kept)
    return eager.select(*sorted(eager.columns)).sort(*by)
