"""The symbol of each relation of a person to a tenant, for tables: colour alone carries no meaning."""

from __future__ import annotations

from collections.abc import Mapping

from xtsviz.people.relations import NOT_THERE, RELATIONS

RELATION_SYMBOLS: Mapping[str, str] = {
    RELATIONS["home"]: "●",
    RELATIONS["member"]: "○",
    RELATIONS["guest"]: "◌",
    NOT_THERE: "–",
}
"""By the words of the relation."""
