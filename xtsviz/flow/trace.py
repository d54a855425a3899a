"""For one user and each arrow: whether the arrow syncs the user, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals as nw
import pandas as pd

from xtsviz.errors import AmbiguousNameError, UnknownNameError, quoted
from xtsviz.flow.presence import presence_table
from xtsviz.flow.reasons import Reasons
from xtsviz.flow.subset import restrict_to_users
from xtsviz.model.credentials import is_external, is_internal
from xtsviz.model.design import Design
from xtsviz.model.frames import Frame, collect, is_missing

COLUMNS = ("arrow", "source", "target", "carried", "reason", "explanation")
NAME_COLUMNS = ("id", "user_principal_name", "mail", "display_name")
"""The columns that can contain the name of a user, in the order in which they are searched."""


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
        AmbiguousNameError: several users have it; the message lists their ids.
    """
    if not isinstance(named, str):
        raise UnknownNameError(
            f"a user is named by a text (an id, a user principal name, a mail address or a display name), "
            f"not by {type(named).__name__}"
        )
    frame = design.users.frame
    columns = ("id", "display_name", "tenant", "credentials", "home_user")
    for column in NAME_COLUMNS if _is_comparable_text(named) else ():
        rows = collect(frame.filter(nw.col(column) == named).select(*columns).sort("id").head(20)).rows()
        people = {_traced_user(design, row) for row in rows}
        if len(people) > 1:
            ids = ", ".join(quoted(person.id) for person in sorted(people, key=lambda p: p.id))
            raise AmbiguousNameError(
                f"{len(people)} users have the name {quoted(named)}; give the id of one: {ids}"
            )
        if people:
            return people.pop()
    raise UnknownNameError(
        f"no user {quoted(str(named))}; give an id, a user principal name, a mail address or a display name"
    )


def _is_comparable_text(named: Any) -> bool:
    """True for a text that tables can compare with theirs: it has no lone surrogate (half a character)."""
    return isinstance(named, str) and not any("\ud800" <= c <= "\udfff" for c in named)


def _traced_user(design: Design, row: Any) -> TracedUser:
    user, name, tenant, credentials, home_user = row
    if is_external(credentials) and not is_missing(home_user):
        home = design.users.frame.filter(nw.col("id") == home_user)
        found = collect(home.select("id", "display_name", "tenant", "credentials")).rows()
        if found and found[0][2] != tenant:
            return TracedUser(found[0][0], found[0][1], found[0][2], is_internal(found[0][3]))
    return TracedUser(user, name, tenant, is_internal(credentials))


class Trace:
    """For each arrow of a design: whether it syncs one user, and why."""

    def __init__(self, design: Design, user: TracedUser) -> None:
        self._design = restrict_to_users(design, [user.id])
        self._user = user
        own = [
            (order, arrow) for order, arrow in enumerate(design.arrows) if arrow.source == self._user.tenant
        ]
        self._reasons = Reasons(self._design, own, [user.id])

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per arrow, in the order of the document: see `Flow.trace`."""
        as_external = self._tenants_as_external()
        rows = []
        for order, arrow in enumerate(self._design.arrows):
            if self._user.internal and arrow.source == self._user.tenant:
                reason = self._reasons.of(self._user.id, order, arrow)
            else:
                reason = "external-in-source" if arrow.source in as_external else "not-in-source"
            explanation = self._reasons.sentence_about(
                self._user.id, order, arrow, reason, self._user.display_name
            )
            rows.append((arrow.id, arrow.source, arrow.target, reason == "carried", reason, explanation))
        return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"carried": bool})

    @cached_property
    def locations(self) -> Frame:
        """The user's rows of the presence table."""
        there = presence_table(self._design, self._reasons.provisioning)
        return there.filter(nw.col("user") == self._user.id)

    def _tenants_as_external(self) -> set[str]:
        """The tenants where the user is an external."""
        rows = self.locations.filter(nw.col("relation") == "external").select("tenant")
        return set(collect(rows)["tenant"].to_list())
