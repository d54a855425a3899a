"""Small helpers over narwhals tables, eager and lazy alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeAlias

import narwhals as nw
import pandas as pd

from xtsviz.errors import DirectoryError, XtsvizError, visible

Frame: TypeAlias = "nw.DataFrame[Any] | nw.LazyFrame[Any]"


def is_lazy(frame: Frame) -> bool:
    """True for a table that is computed only when asked."""
    return isinstance(frame, nw.LazyFrame)


def collect(frame: Frame) -> nw.DataFrame[Any]:
    """The table computed; meant for small results.

    Raises:
        DirectoryError: the engine of a lazy table refuses: its file is gone, its connection closed, …
    """
    if not isinstance(frame, nw.LazyFrame):
        return frame
    try:
        return frame.collect()
    except XtsvizError:
        raise
    except Exception as problem:  # each engine has its own errors, and no common root
        raise unreadable(problem) from problem


def unreadable(problem: Exception) -> DirectoryError:
    """What an engine says of a table that it cannot read, in one line."""
    lines = str(problem).strip().splitlines() or [""]
    said = visible(f"{type(problem).__name__}: {lines[0][:300]}".rstrip(": "))
    return DirectoryError(f"the table of users cannot be read ({said}); open it anew, and give it again")


def truth(column: str) -> nw.Expr:
    """A column of booleans after a left join: missing is false, and the type is boolean again (pandas loses it)."""
    return nw.col(column).fill_null(False).cast(nw.Boolean)


def missing(value: Any) -> bool:
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


def rows_like(frame: Frame, columns: Mapping[str, Sequence[Any]], schema: Mapping[str, Any]) -> Frame:
    """A small table of given values in the same engine as another, so that the two can be joined."""
    if isinstance(frame, nw.DataFrame):
        return nw.from_dict(dict(columns), schema=dict(schema), backend=frame.implementation)
    # Lazy engines have no common way to take values in; a one-row query with constants works in each.
    one = frame.select(_rows=nw.len())
    count = len(next(iter(columns.values())))
    made = [
        one.select(**{name: nw.lit(columns[name][row], dtype=kind) for name, kind in schema.items()})
        for row in range(count)
    ]
    if made:
        return stacked(made)
    empty = one.select(**{name: nw.lit(None, dtype=kind) for name, kind in schema.items()})
    name = next(iter(schema))
    return empty.filter(~nw.col(name).is_null())


def stacked(frames: Sequence[Frame]) -> Frame:
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
        # Where both are missing, some engines say null and some say false.
        if not ((a == b).fill_null(False) | (a.is_null() & b.is_null())).all():
            return False
    return True


def _rows(frame: nw.DataFrame[Any]) -> list[list[Any]]:
    return [[None if missing(value) else value for value in row] for row in frame.iter_rows()]


def _comparable(frame: Any, by: Sequence[str], optional: Collection[str] | None) -> nw.DataFrame[Any]:
    eager = collect(frame)
    if optional is not None:
        kept = [n for n in eager.columns if n in optional or not eager[n].is_null().all()]
        eager = eager.select(*kept)
    return eager.select(*sorted(eager.columns)).sort(*by)
