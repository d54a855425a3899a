"""The relation of a user to a tenant, as a value and in words."""

from __future__ import annotations

from typing import Literal

Relation = Literal["home", "member", "guest", "external"]
"""At home, external member, external guest; ``external`` if the user type does not matter."""

RELATIONS: dict[Relation, str] = {
    "home": "home",
    "member": "external member",
    "guest": "external guest",
    "external": "external",
}
"""Each relation in words."""
NOT_THERE = "not there"
PRESENCE_SYMBOLS: dict[str, str] = {
    RELATIONS["home"]: "●",
    RELATIONS["member"]: "○",
    RELATIONS["guest"]: "◌",
    NOT_THERE: "–",
}
"""The symbol before each of these words in tables, so that no meaning depends on colour alone."""


def relation_of(relation: str, user_type: str) -> Relation:
    """The relation, from the columns ``relation`` and ``user_type`` of the presence."""
    if relation == "internal":
        return "home"
    return "guest" if user_type == "Guest" else "member"
