"""Checks of a table of users that a caller gives. Its columns get their standard form, or an error says why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import narwhals as nw
import pandas as pd

from xtsviz.errors import DirectoryError, Problem, XtsvizError, did_you_mean, quoted
from xtsviz.model.cell_values import is_unicode, refuse_unsupported_columns, with_document_values
from xtsviz.model.credentials import EXTERNAL, INTERNAL
from xtsviz.model.engine_errors import unreadable_table_error
from xtsviz.model.frames import Frame, collect, is_missing, private_copy
from xtsviz.model.vocabulary import CLAUSE_COLUMNS, MAX_ATTRIBUTES, USER_FIELDS

NativeTable: TypeAlias = Any
"""Any eager or lazy table that narwhals reads."""

DEFAULTS: Mapping[str, Any] = {
    "credentials": "internal",
    "user_type": "Member",
    "account_enabled": True,
    "sms_sign_in": False,
}
BOOLEAN_FIELDS = frozenset({"account_enabled", "sms_sign_in"})
_ALLOWED_VALUES = {
    "credentials": ("internal", "external"),
    "user_type": ("Member", "Guest"),
    "external_user_state": ("Accepted", "PendingAcceptance"),
    "home_user_from": ("list",),
}
MEMBERSHIP_COLUMNS = ("group", "member")
_NON_TEXT_TYPES = (nw.Float32, nw.Float64, nw.Boolean, nw.Date, nw.Datetime, nw.Time, nw.Duration, nw.Decimal)
"""Types that each engine writes as text in its own way. No id, name or address has such a type."""
_NON_TEXT_OBJECTS = frozenset(
    {"boolean", "date", "datetime", "datetime64", "time", "timedelta", "decimal", "mixed-integer-float"}
)
"""The same types, as pandas names them in a column of objects."""
_MAX_LISTED_VALUES = 5
"""A message lists this many values of a column, and counts the others."""


def checked_table(
    table: NativeTable, memberships: NativeTable | None, tenants: Sequence[str], groups: Collection[str] = ()
) -> tuple[Frame, Frame | None]:
    """The users and the memberships with the columns of a directory. For the arguments see `Directory.from_table`.

    Raises:
        DirectoryError: the tables have problems; the error lists them with their columns.
    """
    try:
        return _checked_frames(table, memberships, tenants, groups)
    except XtsvizError:
        raise
    except UnicodeEncodeError:
        raise DirectoryError("a text holds half a character (a lone surrogate); give valid Unicode") from None
    except Exception as problem:  # engines' errors have no common base class
        raise unreadable_table_error(problem) from problem


def _checked_frames(
    table: NativeTable, memberships: NativeTable | None, tenants: Sequence[str], groups: Collection[str]
) -> tuple[Frame, Frame | None]:
    given = to_narwhals(table, "the users")
    if problems := list(_column_problems(given.collect_schema().names())):
        raise DirectoryError(problems)
    refuse_unsupported_columns(given)
    frame = _with_standard_columns(given)
    members = _checked_memberships(memberships, frame)
    if problems := [*_id_problems(frame, groups), *_value_problems(frame, tenants)] or list(
        _home_user_problems(frame)
    ):
        raise DirectoryError(problems)
    if members is not None and (problems := list(_membership_problems(frame, members, groups))):
        raise DirectoryError(problems, where="memberships")
    return frame, members


def _column_problems(names: Sequence[str]) -> Iterator[Problem]:
    for name in ("id", "tenant"):
        if name not in names:
            yield Problem(f"column {quoted(name)}", f"is missing{did_you_mean(name, names)}")
    for name in names:
        if (field := CLAUSE_COLUMNS.get(name, name)) != name:
            yield Problem(f"column {quoted(name)}", f"is a field of users; name it {quoted(field)}")
        elif name == "attributes":
            yield Problem(
                f"column {quoted(name)}", "is no attribute; give each attribute a column of its own name"
            )
        elif not is_unicode([name]):
            yield Problem(f"column {quoted(name)}", "has half a character (a lone surrogate) in its name")
    if (count := len(set(names) - set(USER_FIELDS))) > MAX_ATTRIBUTES:
        yield Problem(
            "", f"{count:,} columns are attributes; at most {MAX_ATTRIBUTES:,} are possible: leave some out"
        )


def _id_problems(frame: Frame, groups: Collection[str]) -> Iterator[Problem]:
    totals = collect(
        frame.select(
            rows=nw.len(),
            ids=nw.col("id").n_unique(),
            lost=(nw.col("id").is_null() | (nw.col("id") == "")).cast(nw.Int64).sum(),
        )
    ).row(0)
    if totals[2]:
        yield Problem('column "id"', f"{totals[2]} rows have no id; every user needs one")
    elif totals[0] and totals[0] != totals[1]:  # for an empty table, engines return different counts
        again = collect(
            frame.group_by("id").agg(n=nw.len()).filter(nw.col("n") > 1).select(nw.col("id").min())
        )
        yield Problem('column "id"', f"{quoted(again['id'][0])} is there twice; ids are unique")
    for user in _ids_in_use(frame, groups):
        yield Problem('column "id"', f"{quoted(user)} is the id of a group of the design; ids must differ")


def _membership_problems(frame: Frame, members: Frame, groups: Collection[str]) -> Iterator[Problem]:
    known = {*groups, *collect(members.select("group").unique())["group"].to_list()}
    for column in MEMBERSHIP_COLUMNS:
        empty = nw.col(column).is_null() | (nw.col(column) == "")
        if count := collect(members.filter(empty).select(n=nw.len()))["n"][0]:
            yield Problem(f"column {quoted(column)}", f"{count:,} rows have no {column}; leave them out")
    known = {group for group in known if not is_missing(group) and group}
    for group in _ids_in_use(frame, known):
        yield Problem('column "group"', f"{quoted(group)} is the id of a user too; ids must differ")
    users = frame.select(member=nw.col("id"), _user=nw.lit(True))
    strangers = members.select("member").unique().join(users, on="member", how="left")  # type: ignore[arg-type]
    named = ~nw.col("member").is_null() & (nw.col("member") != "")
    unknown = strangers.filter(nw.col("_user").is_null() & named).select(group="member")
    listed = members.select("group").unique()
    unknown = unknown.join(listed, on="group", how="anti")  # type: ignore[arg-type]
    if groups:
        unknown = unknown.filter(~nw.col("group").is_in(sorted(groups)))
    few, more = _first_values(unknown, "group")
    for member in few:
        yield Problem(
            'column "member"', f"{_quoted_cell(member)} is no user of the table and no group; leave it out"
        )
    if more:
        yield Problem('column "member"', f"{more:,} more are no users of the table and no groups")


def _ids_in_use(frame: Frame, some: Collection[str]) -> list[str]:
    """The ids among these that users have, sorted."""
    if not some:
        return []
    return sorted(collect(frame.filter(nw.col("id").is_in(sorted(some))).select("id"))["id"].to_list())


def _value_problems(frame: Frame, tenants: Sequence[str]) -> Iterator[Problem]:
    for column in ("tenant", "home_tenant"):
        cell = nw.col(column)
        other = ~cell.is_in(tenants) if tenants else nw.lit(True)
        wrong = cell.is_null() | other if column == "tenant" else ~cell.is_null() & other
        few, more = _first_values(frame.filter(wrong), column)
        for tenant in few:
            hint = did_you_mean(str(tenant), tenants) if tenant else ""
            yield Problem(
                f"column {quoted(column)}", f"{_quoted_cell(tenant)} is no tenant of the design{hint}"
            )
        if more:
            yield Problem(f"column {quoted(column)}", f"{more:,} more values are no tenants of the design")
    for column, words in _ALLOWED_VALUES.items():
        few, more = _first_values(
            frame.filter(~nw.col(column).is_null() & ~nw.col(column).is_in(words)), column
        )
        known = " or ".join(words)
        for word in few:
            yield Problem(f"column {quoted(column)}", f"{_quoted_cell(word)} is not {known}")
        if more:
            yield Problem(f"column {quoted(column)}", f"{more:,} more values are not {known}")


def _quoted_cell(value: Any) -> str:
    return quoted(value) if isinstance(value, str) and value else "an empty cell"


def _first_values(frame: Frame, column: str) -> tuple[list[str | None], int]:
    """The first distinct values of a column, and the number of further ones. A message lists only the first."""
    values = frame.select(column).unique()
    found = collect(values.sort(column).head(_MAX_LISTED_VALUES + 1))[column].to_list()
    few = [None if is_missing(value) else value for value in found[:_MAX_LISTED_VALUES]]
    if len(found) <= _MAX_LISTED_VALUES:
        return few, 0
    return few, int(collect(values.select(n=nw.len()))["n"][0]) - _MAX_LISTED_VALUES


def _home_user_problems(frame: Frame) -> Iterator[Problem]:
    # The home user of an external from a list is worked out anew, whatever the table says.
    worked_out = EXTERNAL & (nw.col("home_user_from") == "list").fill_null(False)
    pointing = frame.filter(~nw.col("home_user").is_null() & ~worked_out).select(
        "tenant", "credentials", id=nw.col("home_user")
    )
    homes = frame.select("id", _home=nw.col("tenant"))
    joined = pointing.join(homes, on="id", how="left")  # type: ignore[arg-type]
    for condition, reason in (
        (nw.col("_home").is_null(), "is no user of the table; leave it empty and name the home_tenant"),
        (nw.col("_home") == nw.col("tenant"), "is in the tenant of its external; a home user is elsewhere"),
        (INTERNAL, 'is named by an internal user; leave it empty there, or say credentials "external"'),
    ):
        # The minimum, because sorting a million values would take longer.
        user = collect(joined.filter(condition).select(nw.col("id").min()))["id"][0]
        if not is_missing(user):
            yield Problem('column "home_user"', f"{quoted(user)} {reason}")


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


def _checked_memberships(table: NativeTable | None, users: Frame) -> Frame | None:
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


def _with_standard_columns(frame: Frame) -> Frame:
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
