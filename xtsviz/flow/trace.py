"""One user and every arrow: carried, or why not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals as nw
import pandas as pd

from xtsviz.errors import AmbiguousNameError, UnknownNameError, quoted
from xtsviz.flow.presence import presence
from xtsviz.flow.reasons import Reasons
from xtsviz.flow.subset import restrict_to_users
from xtsviz.model.credentials import is_external, is_internal
from xtsviz.model.design import Design
from xtsviz.model.frames import Frame, collect, is_missing

COLUMNS = ("arrow", "source", "target", "carried", "reason", "explanation")
NAMED_BY = ("id", "user_principal_name", "mail", "display_name")
"""The columns by which a person may be named, in the order in which they are looked through."""


@dataclass(frozen=True)
class TracedUser:
    """The person that a trace is about: a home user, or an external whose home user is not known."""

    id: str
    display_name: str
    tenant: str
    internal: bool


def find_user(design: Design, named: str) -> TracedUser:
    """The person with this id, or else user principal name, mail or display name.

    An external object stands for its home user where that is known.

    Raises:
        UnknownNameError: nobody answers to it.
        AmbiguousNameError: several do; the message names their ids.
    """
    if not isinstance(named, str):
        raise UnknownNameError(
            f"a user is named by a text (an id, a user principal name, a mail address or a display name), "
            f"not by {type(named).__name__}"
        )
    frame = design.users.frame
    columns = ("id", "display_name", "tenant", "credentials", "home_user")
    for column in NAMED_BY if _can_be_a_name(named) else ():
        rows = collect(frame.filter(nw.col(column) == named).select(*columns).sort("id").head(20)).rows()
        people = {_person(design, row) for row in rows}
        if len(people) > 1:
            ids = ", ".join(quoted(person.id) for person in sorted(people, key=lambda p: p.id))
            raise AmbiguousNameError(f"{len(people)} users answer to {quoted(named)}; say which by id: {ids}")
        if people:
            return people.pop()
    raise UnknownNameError(
        f"no user {quoted(str(named))}; give an id, a user principal name, a mail address or a display name"
    )


def _can_be_a_name(named: Any) -> bool:
    """False of what tables cannot compare with their texts: other types, and half a character (a lone surrogate)."""
    return isinstance(named, str) and not any("\ud800" <= c <= "\udfff" for c in named)


def _person(design: Design, row: Any) -> TracedUser:
    user, name, tenant, credentials, home_user = row
    if is_external(credentials) and not is_missing(home_user):
        home = design.users.frame.filter(nw.col("id") == home_user)
        found = collect(home.select("id", "display_name", "tenant", "credentials")).rows()
        if found and found[0][2] != tenant:
            return TracedUser(found[0][0], found[0][1], found[0][2], is_internal(found[0][3]))
    return TracedUser(user, name, tenant, is_internal(credentials))


class Trace:
    """Why each arrow of a design carries one user, or does not."""

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
        abroad = self._abroad()
        rows = []
        for order, arrow in enumerate(self._design.arrows):
            if self._user.internal and arrow.source == self._user.tenant:
                reason = self._reasons.of(self._user.id, order, arrow)
            else:
                reason = "external-in-source" if arrow.source in abroad else "not-in-source"
            said = self._reasons.sentence(arrow, reason, self._user.display_name)
            rows.append((arrow.id, arrow.source, arrow.target, reason == "carried", reason, said))
        return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"carried": bool})

    @cached_property
    def locations(self) -> Frame:
        """The user's rows of the presence table."""
        there = presence(self._design, self._reasons.provisioning)
        return there.filter(nw.col("user") == self._user.id)

    def _abroad(self) -> set[str]:
        """The tenants where the user is an external."""
        rows = self.locations.filter(nw.col("relation") == "external").select("tenant")
        return set(collect(rows)["tenant"].to_list())
