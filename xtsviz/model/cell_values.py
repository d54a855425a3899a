"""Values of users' attributes: texts, whole numbers of 64 bits, true and false, as in the document.

Other values of a table (dates, times, decimals, fractions, bigger numbers) become text when the table is given. So a
design is equal to the design that is loaded from its document.
"""

from __future__ import annotations

import datetime
import decimal
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

import narwhals as nw
import pandas as pd

from xtsviz.errors import DirectoryError, Problem, quoted
from xtsviz.model.frames import Frame, collect, is_missing, text_dtype

MAX_INTEGER = 2**63 - 1
MIN_INTEGER = -(2**63)
_SUPPORTED_TYPES = (
    *(str, bool, int, float, decimal.Decimal, uuid.UUID),
    *(datetime.date, datetime.time, datetime.timedelta),
)
_SMALL_INTEGERS = (nw.Int8, nw.Int16, nw.Int32, nw.Int64, nw.UInt8, nw.UInt16, nw.UInt32)
_BIG_INTEGERS = (nw.Int128, nw.UInt64, nw.UInt128)
_FLOATS = (nw.Float32, nw.Float64)
_NESTED_TYPES = (nw.List, nw.Array, nw.Struct, nw.Binary)


def document_value(value: Any) -> str | bool | int:
    """A value in the form of the document."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer() and MIN_INTEGER <= value <= MAX_INTEGER:
        return int(value)
    if isinstance(value, int):
        return int(value) if MIN_INTEGER <= value <= MAX_INTEGER else str(int(value))
    return str.__str__(value) if isinstance(value, str) else str(value)


def python_value(value: Any) -> Any:
    """A value of a table engine as a Python value; None for an empty cell."""
    if type(value) in (str, bool, int):
        return value
    if is_missing(value):
        return None
    if type(value).__name__ in ("datetime64", "timedelta64"):
        return pd.Timestamp(value) if type(value).__name__ == "datetime64" else pd.Timedelta(value)
    return value.item() if getattr(value, "shape", None) == () and hasattr(value, "item") else value


def attribute_values(values: Sequence[Any]) -> tuple[type, list[Any]]:
    """Values in the form of the document, and their type: bool, int, or else str. All have this type, or are None."""
    made = [None if value is None else document_value(value) for value in values]
    kinds = {type(value) for value in made if value is not None}
    if kinds in ({bool}, {int}):
        return kinds.pop(), made
    return str, [
        None if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        for value in made
    ]


def attribute_column(values: Sequence[Any]) -> Any:
    """A pandas column with one type; see `attribute_values`."""
    kind, made = attribute_values(values)
    return pd.array(made, dtype={bool: "boolean", int: "Int64", str: text_dtype()}[kind])


def refuse_unsupported_columns(frame: Frame) -> None:
    """Raise an error if a column contains lists, objects or bytes, or text that is not valid Unicode.

    Raises:
        DirectoryError: it lists each such column.
    """
    native = frame.to_native()
    problems = []
    for name, kind in frame.collect_schema().items():
        if isinstance(native, pd.DataFrame) and kind in (nw.Object, nw.String, nw.Unknown):
            message = _problem_in_pandas(native[name])
        elif frame.implementation.is_pyarrow() and str(native.schema.field(name).type).startswith("map<"):
            message = _unsupported_message("Map")  # narwhals has no type for it
        else:
            # Engines write a duration in different ways, and some cannot write it.
            odd = kind in _NESTED_TYPES or (
                kind in (nw.Duration, nw.Object) and isinstance(frame, nw.LazyFrame)
            )
            message = _unsupported_message(str(kind)) if odd else ""
        if message:
            problems.append(Problem(f"column {quoted(name)}", message))
    if problems:
        raise DirectoryError(problems)


def _unsupported_message(kind: str) -> str:
    return f"holds {kind[:60]}; a cell is a text, a number, a date, true or false: split it up, or make text of it"


def _problem_in_pandas(column: pd.Series[Any]) -> str:
    if column.dtype != object and getattr(column.dtype, "storage", "pyarrow") == "pyarrow":
        return ""
    if pd.api.types.infer_dtype(column, skipna=True) == "string":
        return _problem_in_values([value for value in column.tolist() if isinstance(value, str)])
    return _problem_in_values([python_value(value) for value in column.tolist()])


def _problem_in_values(values: Sequence[Any]) -> str:
    odd = next(
        (value for value in values if value is not None and not isinstance(value, _SUPPORTED_TYPES)), None
    )
    if odd is not None:
        return _unsupported_message(type(odd).__name__)
    texts = (value for value in values if isinstance(value, str))
    return "" if is_unicode(texts) else "holds half a character (a lone surrogate); give valid Unicode"


def is_unicode(texts: Iterable[str]) -> bool:
    """True if none of the texts contains a lone surrogate (half a character), which cannot be written to a file."""
    try:
        "".join(texts).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def with_document_values(frame: Frame, attributes: Sequence[str]) -> Frame:
    """The table with its attributes in the form of the document. Columns that have this form are not changed."""
    schema = frame.collect_schema()
    odd = [name for name in attributes if not _has_document_type(frame, name, schema[name])]
    if not odd:
        return frame
    if isinstance(frame, nw.LazyFrame):
        return _with_document_values_lazily(frame, odd)
    native = frame.to_native()
    columns = {name: [python_value(value) for value in frame[name].to_list()] for name in odd}
    problems = [
        Problem(f"column {quoted(name)}", message)
        for name, values in columns.items()
        if (message := _problem_in_values(values))
    ]
    if problems:
        raise DirectoryError(problems)
    if isinstance(native, pd.DataFrame):
        native = native.assign(
            **{name: pd.Series(attribute_column(columns[name]), index=native.index) for name in odd}
        )
        made: Frame = nw.from_native(native)
        return made
    series = []
    for name in odd:
        kind, values = attribute_values(columns[name])
        dtype = {bool: nw.Boolean(), int: nw.Int64(), str: nw.String()}[kind]
        series.append(nw.new_series(name, values, dtype, backend=frame.implementation))
    return frame.with_columns(*series)


def _has_document_type(frame: Frame, name: str, kind: nw.dtypes.DType) -> bool:
    if kind == nw.Boolean or kind in _SMALL_INTEGERS:
        return True
    native = frame.to_native()
    if not isinstance(native, pd.DataFrame):
        return kind == nw.String
    column = native[name]
    if column.dtype == object:
        return pd.api.types.infer_dtype(column, skipna=True) in ("string", "empty")
    if isinstance(column.dtype, pd.api.extensions.ExtensionDtype) or kind not in _FLOATS:
        return bool(kind == nw.String)
    # A pandas column of whole numbers with empty cells contains fractions.
    return bool((((column % 1 == 0) & (column.abs() < 2.0**63)) | column.isna()).all())


def _with_document_values_lazily(frame: nw.LazyFrame[Any], odd: Sequence[str]) -> nw.LazyFrame[Any]:
    """The same for a lazy table. One query finds the columns with values that are not whole numbers of 64 bits."""
    schema = frame.collect_schema()
    numbers = {
        name: _number_and_fit(name, schema[name]) for name in odd if schema[name] in _FLOATS + _BIG_INTEGERS
    }
    broken = {}
    if numbers:
        query = frame.select(
            *((~fits).cast(nw.Int64).sum().alias(name) for name, (_, fits) in numbers.items())
        )
        broken = dict(zip(numbers, collect(query).row(0), strict=True))
    made = []
    for name in odd:
        if name not in numbers:
            made.append(nw.col(name).cast(nw.String))
        elif not broken[name]:
            made.append(numbers[name][0].cast(nw.Int64).alias(name))
        else:
            value, fits = numbers[name]
            whole = nw.when(fits).then(value).cast(nw.Int64).cast(nw.String)
            made.append(nw.when(fits).then(whole).otherwise(value.cast(nw.String)).alias(name))
    return frame.with_columns(*made)


def _number_and_fit(name: str, kind: nw.dtypes.DType) -> tuple[nw.Expr, nw.Expr]:
    """A column of numbers without NaN, and the condition that a value is a whole number of 64 bits, or missing."""
    column = nw.col(name)
    if kind in _FLOATS:
        value: nw.Expr = nw.when(~column.is_nan()).then(column)
        fits = (value == value.round(0)) & (value < 2.0**63) & (value >= float(MIN_INTEGER))
    else:
        value, fits = column, column <= MAX_INTEGER
        if kind == nw.Int128:
            fits = fits & (column >= MIN_INTEGER)
    return value, fits.fill_null(True)
