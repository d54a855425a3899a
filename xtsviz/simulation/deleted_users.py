"""Deleted users in the source tenant's recycle bin, and helpers for events about users."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xtsviz.model.document import User
from xtsviz.model.topology import Arrow
from xtsviz.model.vocabulary import CLAUSE_COLUMNS, USER_FIELDS


@dataclass(frozen=True)
class DeletedUser:
    """A user in the recycle bin at home, with everything that a restore brings back."""

    user: User
    deleted_at: float
    groups: tuple[str, ...]
    arrows: tuple[str, ...]
    externals: tuple[str, ...]


def with_assigned_user(arrow: Arrow, user: str) -> Arrow:
    """The arrow with one more user assigned."""
    scope = arrow.scope.model_copy(update={"assigned": (*arrow.scope.assigned, user)})
    return arrow.model_copy(update={"scope": scope})


def split_user_values(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of an event, as fields of the document's user and as attributes."""
    fields: dict[str, Any] = {}
    attributes: dict[str, Any] = dict(values.get("attributes", {}))
    for name, value in values.items():
        if (field := CLAUSE_COLUMNS.get(name, name)) in USER_FIELDS:
            fields[field] = value
        elif name != "attributes":
            attributes[name] = value
    return fields, attributes
