"""The ids that a document mentions, before its types are checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xtsviz.model.references import records


def mentioned_ids(data: Any) -> set[str]:
    """Every id in a document's assignments, groups and home users, without the ids of its groups."""
    if not isinstance(data, Mapping):
        return set()
    ids: list[Any] = [user.get("home_user") for _, user in records(data, "users")]
    scopes = [arrow.get("scope") for _, arrow in records(data, "arrows")]
    for members in (
        *(scope.get("assigned") for scope in scopes if isinstance(scope, Mapping)),
        *(group.get("members") for _, group in records(data, "groups")),
    ):
        ids.extend(members if isinstance(members, list) else ())
    groups = group_ids(data)
    return {id for id in ids if isinstance(id, str) and id not in groups}


def group_ids(data: Any) -> set[str]:
    """The ids of a document's groups."""
    if not isinstance(data, Mapping):
        return set()
    ids = (group.get("id") for _, group in records(data, "groups"))
    return {id for id in ids if isinstance(id, str)}
