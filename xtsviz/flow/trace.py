"""For one user and each arrow: whether the arrow syncs the user, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals as nw
import pandas as pd

from xtsviz.errors import AmbiguousNameError, UnknownNameError, quoted
from xtsviz.flow.person_search import Person
from xtsviz.flow.presence import presence_table
from xtsviz.flow.reasons import Reasons
from xtsviz.flow.subset import restrict_to_users
from xtsviz.model.credentials import is_external, is_internal
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory
from xtsviz.model.display_names import distinct_names
from xtsviz.model.frames import Frame, collect, is_missing
from xtsviz.model.topology import Arrow

COLUMNS = ("arrow", "source", "target", "carried", "reason", "explanation")
NAME_COLUMNS = ("id", "user_principal_name", "mail", "display_name")
"""The columns that can contain the name of a user, in the order in which they are searched."""
MAX_NAMED = 5
"""An error message names so many people, and counts the others."""
_MAX_SAME_NAME = 20


@dataclass(frozen=True)
class TracedUser:
    """The user that a trace is about: a home user, or an external whose home user is not known."""

    id: str
    display_name: str
    tenant: str
    internal: bool


def find_user(design: Design, named: str) -> TracedUser:
    """The user with this id, or else user principal name, mail or display name.

    For an external object, the result is its home user if that is known.

    Raises:
        UnknownNameError: no user has this name.
        AmbiguousNameError: several users have it; the message lists them with tenant and id.
    """
    if not isinstance(named, str):
        raise UnknownNameError(
            f"a user is named by a text (an id, a user principal name, a mail address or a display name), "
            f"not by {type(named).__name__}"
        )
    frame = design.users.frame
    columns = ("id", "display_name", "tenant", "credentials", "home_user")
    for column in NAME_COLUMNS if _is_comparable_text(named) else ():
        found = frame.filter(nw.col(column) == named).select(*columns).sort("id").head(_MAX_SAME_NAME)
        rows = collect(found).rows()
        people = {_traced_user(design, row) for row in rows}
        if len(people) > 1:
            number = f"{len(people)} users" if len(rows) < _MAX_SAME_NAME else f"at least {len(people)} users"
            names = listed_people(design, sorted(people, key=lambda p: p.id), len(people))
            raise AmbiguousNameError(f"{number} have the name {quoted(named)}; give the id of one: {names}")
        if people:
            return people.pop()
    if not has_users(design.users):
        raise UnknownNameError(
            f"this design has no users, so there is no user {quoted(named)}; give a list of users: --users "
            'TENANT=FILE on the command line, xts.load(path, users={"tenant": "users.csv"}) in Python'
        )
    raise UnknownNameError(
        f"no user {quoted(named)}; give an id, a user principal name, a mail address or a display name"
    )


def has_users(directory: Directory) -> bool:
    """True if there is any user, internal or external."""
    return directory.remember(
        "any users", lambda: bool(collect(directory.frame.select("id").head(1))["id"].to_list())
    )


def listed_people(design: Design, people: Sequence[TracedUser | Person], total: int) -> str:
    """A handful of people for an error message, each with tenant and id, and how many there are besides."""
    names = distinct_names(design.tenants)
    shown = people[:MAX_NAMED]
    words = [f"{person_label(person, names)[:-1]}, id {quoted(person.id)})" for person in shown]
    more = f", and {total - len(shown):,} more" if total > len(shown) else ""
    return ", ".join(words) + more


def person_label(person: TracedUser | Person, tenants: Mapping[str, str]) -> str:
    """A person's name with the tenant in parentheses, for an error message."""
    tenant = tenants.get(person.tenant, person.tenant)
    return f"{quoted(person.display_name)[1:-1]} ({quoted(tenant)[1:-1]})"


def _is_comparable_text(named: Any) -> bool:
    """True for a text that tables can compare with theirs: it has no lone surrogate (half a character)."""
    return isinstance(named, str) and not any("\ud800" <= c <= "\udfff" for c in named)


def _traced_user(design: Design, row: Any) -> TracedUser:
    user, name, tenant, credentials, home_user = row
    if is_external(credentials) and not is_missing(home_user):
        home = design.users.frame.filter(nw.col("id") == home_user)
        found = collect(home.select("id", "display_name", "tenant", "credentials")).rows()
        if found and found[0][2] != tenant:
            user, name, tenant, credentials = found[0]
    name = user if is_missing(name) or not name else name
    return TracedUser(user, name, tenant, is_internal(credentials))


class Trace:
    """For each arrow of a design: whether it syncs one user, and why.

    Attributes:
        design: the part of the design that decides about the user, with all tenants and arrows.
        user: the user.
        reasons: why the arrows of the user's home tenant sync the user, or do not.
    """

    def __init__(self, design: Design, user: TracedUser) -> None:
        self.design = restrict_to_users(design, [user.id])
        self.user = user
        own = [(order, arrow) for order, arrow in enumerate(design.arrows) if arrow.source == user.tenant]
        self.reasons = Reasons(self.design, own, [user.id])

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per arrow, in the order of the document: see `Flow.trace`."""
        rows = []
        for order, arrow in enumerate(self.design.arrows):
            reason = self.reason(order, arrow)
            explanation = self.reasons.sentence_about(
                self.user.id, order, arrow, reason, self.user.display_name
            )
            rows.append((arrow.id, arrow.source, arrow.target, reason == "carried", reason, explanation))
        return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"carried": bool})

    def reason(self, order: int, arrow: Arrow) -> str:
        """Why an arrow (and its index in the document) syncs the user, or does not: a key of `REASON_SENTENCES`."""
        if self.user.internal and arrow.source == self.user.tenant:
            return self.reasons.of(self.user.id, order, arrow)
        return "external-in-source" if arrow.source in self.tenants_as_external else "not-in-source"

    @cached_property
    def locations(self) -> Frame:
        """The user's rows of the presence table."""
        there = presence_table(self.design, self.reasons.provisioning)
        return there.filter(nw.col("user") == self.user.id)

    @cached_property
    def tenants_as_external(self) -> tuple[str, ...]:
        """The tenants where the user is an external."""
        rows = self.locations.filter(nw.col("relation") == "external").select("tenant")
        return tuple(collect(rows)["tenant"].to_list())
