"""The columns of a table of users that a caller gives, in their standard form: names, types and defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import narwhals as nw
import pandas as pd

from xtsviz.errors import DirectoryError, Problem, XtsvizError, quoted
from xtsviz.model.cell_values import is_unicode, refuse_unsupported_columns, with_document_values
from xtsviz.model.engine_errors import unreadable_table_error
from xtsviz.model.frames import Frame, private_copy
from xtsviz.model.vocabulary import USER_FIELDS

NativeTable: TypeAlias = Any
"""Any eager or lazy table that narwhals reads."""

DEFAULTS: Mapping[str, Any] = {
    "credentials": "internal",
    "user_type": "Member",
    "account_enabled": True,
    "sms_sign_in": False,
}
BOOLEAN_FIELDS = frozenset({"account_enabled", "sms_sign_in"})
MEMBERSHIP_COLUMNS = ("group", "member")
_NON_TEXT_TYPES = (nw.Float32, nw.Float64, nw.Boolean, nw.Date, nw.Datetime, nw.Time, nw.Duration, nw.Decimal)
"""Types that each engine writes as text in its own way. No id, name or address has such a type."""
_NON_TEXT_OBJECTS = frozenset(
    {"boolean", "date", "datetime", "datetime64", "time", "timedelta", "decimal", "mixed-integer-float"}
)
"""The same types, as pandas names them in a column of objects."""


def to_narwhals(table: NativeTable, what: str, otherwise: str = "") -> Frame:
    """The caller's table as a narwhals table. Each column has a different name.

    Args:
        table: the table.
        what: what the table contains, for errors (``the users``).
        otherwise: the message for an argument that is not a table, in place of the usual one.

    Raises:
        DirectoryError: it is not a table, it cannot be read, or two columns have the same name or a column has none.
    """
    try:
        if isinstance(table, pd.DataFrame):
            _check_labels(table.columns, what)
            if type(table.index) is not pd.RangeIndex or table.index.name is not None:
                table = table.reset_index(drop=True)  # an index can have the name of a column
        frame: Frame = nw.from_native(table)
        _check_labels(frame.collect_schema().names(), what)
    except XtsvizError:
        raise
    except nw.exceptions.DuplicateError:
        raise DirectoryError(f"{what} have a column name twice; each column needs its own") from None
    except TypeError:
        usual = f"{what} are no table that narwhals reads (pandas, Polars, PyArrow, DuckDB, Spark, …) but"
        raise DirectoryError(f"{otherwise or usual} {type(table).__name__}") from None
    except Exception as problem:  # engines' errors have no common base class
        raise unreadable_table_error(problem) from problem
    return frame


def _check_labels(labels: Iterable[Any], what: str) -> None:
    """Raise an error if a column has no name, or the name of another column."""
    seen: dict[str, int] = {}
    for number, name in enumerate(labels, 1):
        message = ""
        if not isinstance(name, str) or not name:
            message = "has no name; a column's name is a text"
        elif not is_unicode([name]):
            message = "has half a character (a lone surrogate) in its name; rename it"
        elif name in seen:
            raise DirectoryError(
                f"{what} have a column name twice: {quoted(name)} is that of columns {seen[name]} and {number}; "
                "each column needs its own"
            )
        if message:
            place = f"column {number}" if what == "the users" else f"{what}, column {number}"
            raise DirectoryError([Problem(place, message)])
        seen[name] = number


def standard_memberships(table: NativeTable | None, users: Frame) -> Frame | None:
    """The memberships with the columns `MEMBERSHIP_COLUMNS` as texts; None without a table.

    Raises:
        DirectoryError: the table is of another engine than the users, or a column is missing or of a wrong type.
    """
    if table is None:
        return None
    frame = to_narwhals(table, "the memberships")
    if type(frame) is not type(users) or frame.implementation is not users.implementation:
        kinds = f"{type(table).__name__} of {type(table).__module__.split('.')[0]}"
        raise DirectoryError(f"the memberships are a {kinds}; give them in the same engine as the users")
    names = frame.collect_schema().names()
    lost = [Problem(f"column {quoted(c)}", "is missing") for c in MEMBERSHIP_COLUMNS if c not in names]
    if lost:
        raise DirectoryError(lost, where="memberships")
    frame = frame.select(*MEMBERSHIP_COLUMNS)
    try:
        refuse_unsupported_columns(frame)
    except DirectoryError as error:
        raise error.at("memberships") from None
    schema = frame.collect_schema()
    odd = [
        Problem(f"column {quoted(c)}", f"holds {schema[c]}; give texts, or whole numbers")
        for c in MEMBERSHIP_COLUMNS
        if schema[c] in _NON_TEXT_TYPES
    ]
    if odd:
        raise DirectoryError(odd, where="memberships")
    return frame.select(*(nw.col(c).cast(nw.String) for c in MEMBERSHIP_COLUMNS))


def standard_users(frame: Frame) -> Frame:
    """The users with all columns of a directory, each in its type; empty cells get their defaults.

    Raises:
        DirectoryError: a column has a type that no text or truth value can be made of.
    """
    frame = _with_types(frame)
    schema = frame.collect_schema()
    columns: list[nw.Expr] = []
    problems: list[Problem] = []
    for field in USER_FIELDS:
        kind = nw.Boolean if field in BOOLEAN_FIELDS else nw.String
        if field not in schema:
            columns.append(nw.lit(DEFAULTS.get(field), dtype=kind).alias(field))
            continue
        column = nw.col(field)
        if field in BOOLEAN_FIELDS and schema[field] != nw.Boolean:
            problems.append(
                Problem(f"column {quoted(field)}", f"holds {schema[field]}; true or false is needed")
            )
        if field not in BOOLEAN_FIELDS and schema[field] in _NON_TEXT_TYPES:
            problems.append(
                Problem(f"column {quoted(field)}", f"holds {schema[field]}; give texts, or whole numbers")
            )
        # PyArrow has two types of text, and cannot join one with the other.
        if schema[field] != kind or _is_object(frame, field) or frame.implementation.is_pyarrow():
            column = column.cast(kind)
        columns.append(column.fill_null(DEFAULTS[field]) if field in DEFAULTS else column)
    if problems:
        raise DirectoryError(problems)
    attributes = sorted(name for name in schema.names() if name not in USER_FIELDS)
    return with_document_values(frame.select(*columns, *attributes), attributes).with_columns(
        display_name=nw.coalesce(nw.col("display_name"), nw.col("id"))
    )


def _with_types(frame: Frame) -> Frame:
    """The table with the right types for columns that have empty cells.

    In pandas, a column of booleans with empty cells contains objects, and one of whole numbers contains fractions.
    """
    native = private_copy(frame.to_native())
    if not isinstance(native, pd.DataFrame):
        return frame
    for name in USER_FIELDS:
        if name not in native:
            continue
        try:
            if name in BOOLEAN_FIELDS and native[name].dtype == object:
                native = native.assign(**{name: native[name].astype("boolean")})
            elif name not in BOOLEAN_FIELDS and (kind := _pandas_kind(native[name])) == "floating":
                native = native.assign(**{name: native[name].astype("Int64")})
            elif name not in BOOLEAN_FIELDS and kind in _NON_TEXT_OBJECTS:
                message = f"holds {kind}; give texts, or whole numbers"
                raise DirectoryError([Problem(f"column {quoted(name)}", message)])
        except (TypeError, ValueError):
            message = (
                "holds something other than true and false"
                if name in BOOLEAN_FIELDS
                else "holds broken numbers; give texts, or whole numbers"
            )
            raise DirectoryError([Problem(f"column {quoted(name)}", message)]) from None
    made: Frame = nw.from_native(native)
    return made


def _pandas_kind(column: pd.Series[Any]) -> str:
    """The type that pandas infers for a column of objects or fractions; an empty text for other columns."""
    if pd.api.types.is_float_dtype(column):
        return "floating"
    return pd.api.types.infer_dtype(column, skipna=True) if column.dtype == object else ""


def _is_object(frame: Frame, column: str) -> bool:
    # For narwhals, an object column without values is text already, so a cast would not change it.
    native = frame.to_native()
    return isinstance(native, pd.DataFrame) and native[column].dtype == object
