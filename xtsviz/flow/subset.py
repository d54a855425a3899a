"""A part of a directory that is large enough to say where some users are, and small enough to be quick."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals as nw

from xtsviz.flow.scope import HAS_MAIL
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory
from xtsviz.model.frames import collect, is_missing


def restrict_to_users(design: Design, users: Collection[str]) -> Design:
    """The design with no more users than it takes to say where some are (ids), and why; in memory, in any engine.

    Kept are the users, everybody with the same mail as one of them (who may keep the object that they
    share), the externals that stand for any of these, and the home users of externals among them.
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
