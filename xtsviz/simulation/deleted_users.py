"""What a replay keeps of people at home: who is in the recycle bin, and how an event writes a user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xtsviz.model.document import User
from xtsviz.model.topology import Arrow
from xtsviz.model.vocabulary import CLAUSE_COLUMNS, USER_FIELDS


@dataclass(frozen=True)
class Deleted:
    """Somebody in the recycle bin at home, with all that comes back on a restore."""

    user: User
    at: float
    groups: tuple[str, ...]
    arrows: tuple[str, ...]
    externals: tuple[str, ...]


def assigned(arrow: Arrow, user: str) -> Arrow:
    """The arrow with one more user assigned."""
    scope = arrow.scope.model_copy(update={"assigned": (*arrow.scope.assigned, user)})
    return arrow.model_copy(update={"scope": scope})


def split(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What an event says of a user, as fields of the document's user and as attributes."""
    own: dict[str, Any] = {}
    attributes: dict[str, Any] = dict(values.get("attributes", {}))
    for name, value in values.items():
        if (field := CLAUSE_COLUMNS.get(name, name)) in USER_FIELDS:
            own[field] = value
        elif name != "attributes":
            attributes[name] = value
    return own, attributes
