"""The users and groups of a tenant that can be assigned to an arrow.

Source: `xtsviz.sources.CONFIGURE`: only the direct members of an assigned group count; nested groups are not followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import narwhals as nw

from xtsviz.errors import AmbiguousNameError, DesignError, UnknownNameError, did_you_mean, quoted
from xtsviz.flow.trace import NAME_COLUMNS
from xtsviz.flow.wording import Wording
from xtsviz.model.credentials import INTERNAL
from xtsviz.model.design import Design
from xtsviz.model.engine_errors import translates_engine_errors
from xtsviz.model.frames import Frame, collect, is_missing

_MAX_SUGGESTED = 2000
"""For a bigger directory, an error suggests no user: comparing with all names would take too long."""


@dataclass(frozen=True)
class Assignable:
    """A user or a group that is assigned, or can be.

    Attributes:
        detail: for a user, the user principal name; for a group, the number of its direct members.
        nested: the number of groups in the group. Their members do not count.
    """

    id: str
    name: str
    kind: Literal["user", "group"]
    detail: str = ""
    nested: int = 0


@translates_engine_errors
def find_assignable(design: Design, source: str, named: str) -> str:
    """The id of the user or group of a tenant with this id, or else user principal name, mail or name.

    Args:
        source: the id of the tenant.

    Raises:
        UnknownNameError: no user and no group of this tenant has this name.
        AmbiguousNameError: several have it; the message lists their ids.
        DesignError: the group belongs to another tenant.
    """
    here = Wording(design).tenant(source)
    groups = design.topology.group_by_id
    if named in groups and groups[named].tenant != source:
        raise DesignError(
            f"the group {quoted(named)} is of {Wording(design).tenant(groups[named].tenant)}; "
            f"an arrow takes users and groups of its source, {here}"
        )
    if named in groups or named in design.users.existing_groups([named]):
        return named
    of_source = [group for group in groups.values() if group.tenant == source]
    if same := [group.id for group in of_source if group.name == named]:
        return _single_id(same, "groups", named)
    users = _users_of_tenant(design, source)
    for column in NAME_COLUMNS:
        found = collect(users.filter(nw.col(column) == named).select("id").sort("id").head(20))
        if same := [str(user) for user in found["id"].to_list()]:
            return _single_id(same, "users", named)
    known = [word for group in of_source for word in (group.id, group.name)]
    first = collect(users.select("id", "display_name", "user_principal_name").head(_MAX_SUGGESTED + 1))
    if len(first) <= _MAX_SUGGESTED:
        known += [str(word) for row in first.iter_rows() for word in row if not is_missing(word)]
    hint = did_you_mean(named, known) or "; give an id, a user principal name or a name"
    raise UnknownNameError(f"no user or group {quoted(named)} in {here}{hint}")


def _single_id(ids: Sequence[str], what: str, named: str) -> str:
    if len(ids) > 1:
        listed = ", ".join(map(quoted, ids))
        raise AmbiguousNameError(
            f"{len(ids)} {what} have the name {quoted(named)}; give the id of one: {listed}"
        )
    return ids[0]


@translates_engine_errors
def describe_assigned(design: Design, ids: Sequence[str], limit: int) -> tuple[Assignable, ...]:
    """The users and groups behind the first assigned ids."""
    shown = list(ids)[:limit]
    groups = design.topology.group_by_id
    listed = design.users.existing_groups(shown)
    columns = ("id", "display_name", "user_principal_name")
    rows = collect(design.users.frame.filter(nw.col("id").is_in(shown)).select(*columns)) if shown else None
    users = {str(row[0]): _user_entry(row) for row in rows.iter_rows()} if rows is not None else {}
    made = []
    for one in shown:
        if one in groups or one in listed:
            made.append(_group_entry(design, one))
        else:
            made.append(users.get(one, Assignable(one, one, "user")))
    return tuple(made)


@translates_engine_errors
def search_assignable(design: Design, source: str, text: str, limit: int = 8) -> tuple[Assignable, ...]:
    """The first groups and users of a tenant whose name, id or user principal name contains the text.

    Upper and lower case are equal. An empty text finds all.
    """
    wanted = text.casefold()
    groups = [
        _group_entry(design, group.id)
        for group in design.topology.groups
        if group.tenant == source and (wanted in group.name.casefold() or wanted in group.id.casefold())
    ][:limit]
    users = (
        _users_of_tenant(design, source).filter(INTERNAL).select("id", "display_name", "user_principal_name")
    )
    if wanted:
        found = [
            nw.col(column).str.to_lowercase().str.contains(wanted, literal=True).fill_null(False)
            for column in users.collect_schema().names()
        ]
        users = users.filter(nw.any_horizontal(*found, ignore_nulls=True))
    rows = users.sort("id") if isinstance(users, nw.LazyFrame) else users
    return (*groups, *(_user_entry(row) for row in collect(rows.head(limit)).iter_rows()))[:limit]


def _users_of_tenant(design: Design, source: str) -> Frame:
    return design.users.frame.filter(nw.col("tenant") == source)


def _user_entry(row: Sequence[object]) -> Assignable:
    user, name, upn = row
    detail = "" if is_missing(upn) else str(upn)
    return Assignable(str(user), str(user) if is_missing(name) else str(name), "user", detail)


def _group_entry(design: Design, group: str) -> Assignable:
    known = design.topology.group_by_id
    members = set(known[group].members) if group in known else set()
    members.update(_members_in_table(design, group))
    nested = sum(member in known for member in members)
    direct = len(members) - nested
    detail = f"{direct:,} direct member{'' if direct == 1 else 's'}"
    return Assignable(group, known[group].name if group in known else group, "group", detail, nested)


def _members_in_table(design: Design, group: str) -> Iterator[str]:
    """The members of a group in the table of memberships."""
    memberships = design.users.memberships
    if memberships is not None:
        rows = memberships.filter(nw.col("group") == group).select("member")
        yield from map(str, collect(rows)["member"].to_list())
