"""Small helpers over narwhals tables, eager and lazy alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeAlias

import narwhals as nw
import pandas as pd

from xtsviz.model.engine_errors import translates_engine_errors

Frame: TypeAlias = "nw.DataFrame[Any] | nw.LazyFrame[Any]"


def is_lazy(frame: Frame) -> bool:
    """True for a table that is computed only when asked."""
    return isinstance(frame, nw.LazyFrame)


def collect(frame: Frame) -> nw.DataFrame[Any]:
    """The table computed; meant for small results."""
    return _collect_lazy(frame) if isinstance(frame, nw.LazyFrame) else frame


@translates_engine_errors
def _collect_lazy(frame: nw.LazyFrame[Any]) -> nw.DataFrame[Any]:
    return frame.collect()


LAST_TEXT = "\U0010ffff" * 8
"""A text that sorts after every other. It replaces empty cells, because pandas 2 finds no minimum among them."""


def null_if_last_text(column: str) -> nw.Expr:
    """A column of texts in which `LAST_TEXT` is replaced by an empty cell again."""
    return nw.when(nw.col(column) != LAST_TEXT).then(nw.col(column))


def is_true(column: str) -> nw.Expr:
    """A column of booleans after a left join. A missing value is false, and the type is boolean (pandas loses it)."""
    return nw.col(column).fill_null(False).cast(nw.Boolean)


def is_missing(value: Any) -> bool:
    """True for the values that engines return for an empty cell: None, NaN, pandas' NA."""
    if value is None or value is pd.NA:
        return True
    try:
        return bool(value != value)
    except (
        TypeError,
        ValueError,
        ArithmeticError,
    ):  # arrays have no truth value, and some decimals cannot be compared
        return False


def text_dtype() -> Any:
    """The dtype of text in pandas: ``str`` from version 3, ``object`` before."""
    return "str" if int(pd.__version__.split(".")[0]) >= 3 else object


def private_copy(table: Any) -> Any:
    """A table that no other code can change. A pandas frame is copied (from pandas 3 on, when somebody changes it)."""
    if not isinstance(table, pd.DataFrame):
        return table
    return table.copy(deep=int(pd.__version__.split(".")[0]) < 3)


def table_like(frame: Frame, columns: Mapping[str, Sequence[Any]], schema: Mapping[str, Any]) -> Frame:
    """A small table of these values, in the same engine as ``frame``, so that the two can be joined."""
    if isinstance(frame, nw.DataFrame):
        return nw.from_dict(dict(columns), schema=dict(schema), backend=frame.implementation)
    # Lazy engines have no common way to make a table from values. But each engine can split a text into rows and
    # cells. The depth of that expression does not grow with the number of values.
    names = list(schema)
    given = [[None if is_missing(value) else value for value in columns[name]] for name in names]
    between_rows, between_cells, nothing = _unused_characters(value for column in given for value in column)
    rows = zip(*given, strict=True) if given[0] else [[None] * len(names)]
    text = between_rows.join(between_cells.join(_cell_text(value, nothing) for value in row) for row in rows)
    cells = nw.col("_row").str.split(between_cells).list
    made = (
        frame.select(_rows=nw.len())
        .select(_row=nw.lit(text).str.split(between_rows))
        .explode("_row")
        .select(*(cells.get(place).alias(name) for place, name in enumerate(names)))
        .select(*(_parsed_cell(name, kind, nothing) for name, kind in schema.items()))
    )
    return made if given[0] else made.filter(~nw.col(names[0]).is_null())


def _cell_text(value: Any, nothing: str) -> str:
    return nothing if value is None else str(int(value) if isinstance(value, bool) else value)


def _parsed_cell(name: str, kind: Any, nothing: str) -> nw.Expr:
    cell = nw.col(name)
    there = nw.when(cell != nothing)
    if kind == nw.Boolean:
        return there.then(cell == "1").alias(name)
    return there.then(cell).cast(kind).alias(name)


def _unused_characters(values: Iterable[Any]) -> Iterator[str]:
    """Three private-use characters that none of the texts contains. They have no meaning in a pattern."""
    used = {letter for value in values if isinstance(value, str) for letter in value}
    return islice((chr(code) for code in range(0xF0000, 0xFFFFE) if chr(code) not in used), 3)


def concat_frames(frames: Sequence[Frame]) -> Frame:
    """One table with the rows of several. They are joined in pairs, because some engines limit how deep tables nest."""
    while len(frames) > 1:
        frames = [nw.concat(frames[n : n + 2]) for n in range(0, len(frames), 2)]  # type: ignore[type-var]
    return frames[0]


def same_content(one: Any, other: Any, *, by: Sequence[str], optional: Collection[str] | None = None) -> bool:
    """True if two eager tables have the same rows, in any order.

    Args:
        by: columns that identify a row.
        optional: if given, a column that is not among these counts only if it has a value.
    """
    left, right = _sorted_frame(one, by, optional), _sorted_frame(other, by, optional)
    if left.columns != right.columns or len(left) != len(right):
        return False
    if left.implementation is not right.implementation or left.schema != right.schema:
        return _rows_with_none(left) == _rows_with_none(right)
    for name in left.columns:
        a, b = left[name], right[name]
        try:
            equal = a == b
        except TypeError:  # pandas 2.2 cannot compare some kinds of boolean columns with each other
            if _values(a) != _values(b):
                return False
            continue
        # If both values are missing, some engines return null and some return false.
        if not (equal.fill_null(False) | (a.is_null() & b.is_null())).all():
            return False
    return True


def _values(column: nw.Series[Any]) -> list[Any]:
    return [None if is_missing(value) else value for value in column.to_list()]


def _rows_with_none(frame: nw.DataFrame[Any]) -> list[list[Any]]:
    return [[None if is_missing(value) else value for value in row] for row in frame.iter_rows()]


def _sorted_frame(frame: Any, by: Sequence[str], optional: Collection[str] | None) -> nw.DataFrame[Any]:
    eager = collect(frame)
    if optional is not None:
        kept = [n for n in eager.columns if n in optional or not eager[n].is_null().all()]
        eager = eager.select(*kept)
    return eager.select(*sorted(eager.columns)).sort(*by)
