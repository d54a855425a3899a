"""Checks of a table of users that a caller gives: ids, references and values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import narwhals as nw

from xtsviz.errors import DirectoryError, Problem, XtsvizError, did_you_mean, quoted
from xtsviz.model.cell_values import is_unicode, refuse_unsupported_columns
from xtsviz.model.credentials import INTERNAL, LISTED_EXTERNAL
from xtsviz.model.engine_errors import unreadable_table_error
from xtsviz.model.frames import Frame, collect, is_missing
from xtsviz.model.table_columns import (
    MEMBERSHIP_COLUMNS,
    NativeTable,
    standard_memberships,
    standard_users,
    to_narwhals,
)
from xtsviz.model.vocabulary import CLAUSE_COLUMNS, MAX_ATTRIBUTES, USER_FIELDS

_ALLOWED_VALUES = {
    "credentials": ("internal", "external"),
    "user_type": ("Member", "Guest"),
    "external_user_state": ("Accepted", "PendingAcceptance"),
    "home_user_from": ("list",),
}
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
    frame = standard_users(given)
    members = standard_memberships(memberships, frame)
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
    pointing = frame.filter(~nw.col("home_user").is_null() & ~LISTED_EXTERNAL).select(
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
