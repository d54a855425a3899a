"""Somebody's table, taken in as the users of a design: its columns put right, or refused with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import narwhals as nw
import pandas as pd

from xtsviz.errors import DirectoryError, Problem, did_you_mean, quoted
from xtsviz.model.tables import Frame, collect, missing
from xtsviz.model.vocabulary import CLAUSE_COLUMNS, USER_FIELDS

NativeTable: TypeAlias = Any
"""Any eager or lazy table that narwhals reads."""

DEFAULTS: Mapping[str, Any] = {
    "credentials": "internal",
    "user_type": "Member",
    "account_enabled": True,
    "sms_sign_in": False,
}
SWITCHES = frozenset({"account_enabled", "sms_sign_in"})
_WORDS = {
    "credentials": ("internal", "external"),
    "user_type": ("Member", "Guest"),
    "external_user_state": ("Accepted", "PendingAcceptance"),
}
MEMBERSHIP = ("group", "member")


def admitted(
    table: NativeTable, memberships: NativeTable | None, tenants: Sequence[str]
) -> tuple[Frame, Frame | None]:
    """The users and memberships of `Directory.from_table`, which see, with the columns of a directory.

    Raises:
        DirectoryError: with the problems found, each with its column.
    """
    given = _narwhals(table, "the users")
    if problems := list(_of_columns(given.collect_schema().names())):
        raise DirectoryError(problems)
    try:
        frame = _canonical(given)
    except UnicodeEncodeError:
        raise DirectoryError("a text holds half a character (a lone surrogate); give valid Unicode") from None
    members = _memberships(memberships, frame)
    if problems := [*_of_ids(frame), *_of_words(frame, tenants)] or list(_of_homes(frame)):
        raise DirectoryError(problems)
    return frame, members


def _of_columns(names: Sequence[str]) -> Iterator[Problem]:
    for name in ("id", "tenant"):
        if name not in names:
            yield Problem(f"column {quoted(name)}", f"is missing{did_you_mean(name, names)}")
    for name in names:
        if (field := CLAUSE_COLUMNS.get(name, name)) != name:
            yield Problem(f"column {quoted(name)}", f"is a field of users; name it {quoted(field)}")


def _of_ids(frame: Frame) -> Iterator[Problem]:
    totals = collect(
        frame.select(
            rows=nw.len(),
            ids=nw.col("id").n_unique(),
            lost=(nw.col("id").is_null() | (nw.col("id") == "")).cast(nw.Int64).sum(),
        )
    ).row(0)
    if totals[2]:
        yield Problem('column "id"', f"{totals[2]} rows have no id; every user needs one")
    elif totals[0] and totals[0] != totals[1]:  # engines disagree on numbers of nothing
        again = collect(frame.group_by("id").agg(n=nw.len()).filter(nw.col("n") > 1).sort("id").head(1))
        yield Problem('column "id"', f"{quoted(again['id'][0])} stands there twice; ids are unique")


def _of_words(frame: Frame, tenants: Sequence[str]) -> Iterator[Problem]:
    for column in ("tenant", "home_tenant"):
        for tenant in sorted(collect(frame.select(column).unique())[column].to_list(), key=str):
            empty = missing(tenant)
            allowed = column == "home_tenant" if empty else tenant in tenants
            if allowed:
                continue
            shown = "an empty cell" if empty else quoted(tenant)
            hint = did_you_mean(str(tenant), tenants)
            yield Problem(f"column {quoted(column)}", f"{shown} is no tenant of the design{hint}")
    for column, words in _WORDS.items():
        for word in collect(frame.select(column).unique())[column].to_list():
            if isinstance(word, str) and word not in words:
                known = " or ".join(words)
                yield Problem(f"column {quoted(column)}", f"{quoted(word)} is not {known}")


def _of_homes(frame: Frame) -> Iterator[Problem]:
    pointing = frame.filter(~nw.col("home_user").is_null()).select("tenant", id=nw.col("home_user"))
    homes = frame.select("id", _home=nw.col("tenant"))
    joined = pointing.join(homes, on="id", how="left")  # type: ignore[arg-type]
    for condition, reason in (
        (nw.col("_home").is_null(), "is no user of the table; leave it empty and name the home_tenant"),
        (nw.col("_home") == nw.col("tenant"), "is in the tenant of its external; a home user is elsewhere"),
    ):
        for user in collect(joined.filter(condition).select("id").unique().sort("id").head(1))[
            "id"
        ].to_list():
            yield Problem('column "home_user"', f"{quoted(user)} {reason}")


def _narwhals(table: NativeTable, what: str) -> Frame:
    try:
        frame: Frame = nw.from_native(table)
        names = frame.collect_schema().names()
    except nw.exceptions.DuplicateError:
        raise DirectoryError(f"{what} have a column name twice; each column needs its own") from None
    except TypeError:
        raise DirectoryError(
            f"{what} are no table that narwhals reads (pandas, Polars, PyArrow, DuckDB, Spark, …) "
            f"but {type(table).__name__}"
        ) from None
    other: list[Any] = [name for name in names if not name or type(name) is not str]
    if other:
        raise DirectoryError([Problem(f"column {other[0]!r}", "has no name; a column's name is a text")])
    return _without_index(frame)


def _without_index(frame: Frame) -> Frame:
    """The table without the index of a pandas frame: it may have a column's name, and pandas then joins by neither."""
    native = frame.to_native()
    if not isinstance(native, pd.DataFrame):
        return frame
    plain = isinstance(native.index, pd.RangeIndex) and native.index.name is None
    return frame if plain else nw.from_native(native.reset_index(drop=True))


def _memberships(table: NativeTable | None, users: Frame) -> Frame | None:
    if table is None:
        return None
    frame = _narwhals(table, "the memberships")
    if type(frame) is not type(users) or frame.implementation is not users.implementation:
        kinds = f"{type(table).__name__} of {type(table).__module__.split('.')[0]}"
        raise DirectoryError(f"the memberships are a {kinds}; give them in the same engine as the users")
    names = frame.collect_schema().names()
    lost = [Problem(f"column {quoted(c)}", "is missing") for c in MEMBERSHIP if c not in names]
    if lost:
        raise DirectoryError(lost, where="memberships")
    return frame.select(*(nw.col(c).cast(nw.String) for c in MEMBERSHIP))


def _canonical(frame: Frame) -> Frame:
    frame = _with_switches(frame)
    schema = frame.collect_schema()
    columns: list[nw.Expr] = []
    for field in USER_FIELDS:
        kind = nw.Boolean if field in SWITCHES else nw.String
        if field not in schema:
            columns.append(nw.lit(DEFAULTS.get(field), dtype=kind).alias(field))
            continue
        column = nw.col(field)
        if field in SWITCHES and schema[field] != nw.Boolean:
            raise DirectoryError(
                [Problem(f"column {quoted(field)}", f"holds {schema[field]}; true or false is needed")]
            )
        # PyArrow has two types of text, and does not join one with the other.
        if schema[field] != kind or _is_object(frame, field) or frame.implementation.is_pyarrow():
            column = column.cast(kind)
        columns.append(column.fill_null(DEFAULTS[field]) if field in DEFAULTS else column)
    attributes = sorted(name for name in schema.names() if name not in USER_FIELDS)
    return frame.select(*columns, *attributes).with_columns(
        display_name=nw.coalesce(nw.col("display_name"), nw.col("id"))
    )


def _with_switches(frame: Frame) -> Frame:
    """The table with true and false in pandas object columns as booleans, so that empty cells stay empty."""
    native = frame.to_native()
    for name in SWITCHES:
        if name in frame.collect_schema().names() and _is_object(frame, name):
            try:
                native = native.assign(**{name: native[name].astype("boolean")})
            except (TypeError, ValueError):
                message = "holds something other than true and false"
                raise DirectoryError([Problem(f"column {quoted(name)}", message)]) from None
    made: Frame = nw.from_native(native)
    return made


def _is_object(frame: Frame, column: str) -> bool:
    # narwhals reads a pandas object column without values as text, and would leave it an object column.
    native = frame.to_native()
    return isinstance(native, pd.DataFrame) and native[column].dtype == object
