"""The part of a directory that decides where some users are: evaluating it is fast."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals as nw

from xtsviz.flow.scope_rules import HAS_MAIL
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory
from xtsviz.model.frames import collect, is_missing


def restrict_to_users(design: Design, users: Collection[str]) -> Design:
    """The design with only the users who decide where some users (ids) are, and why. Its table is in memory.

    These are the users themselves, all users with the same mail address as one of them (who can own the object that
    they share), all externals that represent one of these, and the home users of externals among them.
    """
    frame = design.users.frame
    mail = nw.when(HAS_MAIL).then(nw.col("mail"))
    own_rows = collect(frame.filter(nw.col("id").is_in(sorted(users))).select("id", "home_user", mail=mail))
    if mails := _values(own_rows, "mail"):
        shared = nw.col("mail").is_in(sorted(mails)) | nw.col("id").is_in(sorted(users))
        own_rows = collect(frame.filter(shared.fill_null(False)).select("id", "home_user"))
    ids = _values(own_rows, "id")
    stand_in = nw.col("home_user").is_in(sorted(ids)).fill_null(False)
    kept = collect(frame.filter(nw.col("id").is_in(sorted(ids | _values(own_rows, "home_user"))) | stand_in))
    memberships = design.users.memberships
    if memberships is not None:
        memberships = collect(memberships.filter(nw.col("member").is_in(sorted(ids))))
    return Design(design.topology, Directory(kept, memberships))


def _values(frame: nw.DataFrame[Any], column: str) -> set[str]:
    return {value for value in frame[column].to_list() if not is_missing(value)}
