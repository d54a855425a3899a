"""What buttons in the panels' HTML ask for: a list of words from the page, checked like any other input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, cast, get_args

from xtsviz.people.query import Sort
from xtsviz.view.picture.types import Selection
from xtsviz.widgets import intents
from xtsviz.widgets.intents import Intent
from xtsviz.widgets.view_state import ViewState

Handler = Callable[..., object]


def intent_of(words: Any, view_state: ViewState) -> Intent | None:
    """The intent that a button of the explorer's HTML stands for; None if the words are none of these.

    Args:
        words: what the page sent, of whatever type.
        view_state: what is shown; some buttons are about the arrow on the screen, or about what is asked for already.
    """
    if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
        return None
    match words:
        case ["select", "tenant" | "arrow" | "user" as kind, id]:
            return intents.Select(Selection(kind, id))
        case ["toggle", source, target]:
            return intents.ToggleArrow(source, target)
        case ["draw", source, target]:
            return intents.AddArrow(source, target)
        case ["another", source, target]:
            return intents.AddArrow(source, target, another=True)
        case ["offer", source, target]:
            return intents.OfferArrow(source, target)
        case ["never mind"]:
            return intents.ShowStatus("Nothing changed")
        case ["template", name]:
            return intents.StartTemplate(name)
        case ["snapshot-restore", name]:
            return intents.RestoreSnapshot(name)
        case ["snapshot-remove", name]:
            return intents.RemoveSnapshot(name)
        case ["snapshot-compare", name]:
            return intents.CompareWith(f"snapshot {name}", show=True)
        case ["assign", id] if view_state.shown_arrow:
            return intents.AssignUser(view_state.shown_arrow.id, id)
        case ["unassign", id] if view_state.shown_arrow:
            return intents.UnassignUser(view_state.shown_arrow.id, id)
        case ["people-missing", tenant]:
            return intents.ShowMissing(tenant)
        case ["people-sort", sort, sort_tenant, "ascending" | "descending" as order]:
            return _sorted(sort, sort_tenant, order == "descending", view_state)
        case _:
            return None


def _sorted(sort: str, sort_tenant: str, descending: bool, view_state: ViewState) -> Intent | None:
    """The same people in another order; None if there is no such order."""
    known = sort_tenant in view_state.context.tenant_index if sort == "presence" else not sort_tenant
    if sort not in get_args(Sort) or not known:
        return None
    query = replace(
        view_state.people.query,
        sort=cast(Sort, sort),
        sort_tenant=sort_tenant or None,
        descending=descending,
    )
    return intents.SetPeopleView(replace(view_state.people, query=query, page=1))


class Actions:
    """Actions of a page that has no intents: the first word names a handler, the others are its arguments, all text."""

    def __init__(self) -> None:
        self._handlers: dict[str, tuple[int, Handler]] = {}

    def on(self, name: str, arguments: int, handler: Handler) -> None:
        """Let a handler take an action that comes with so many further words."""
        self._handlers[name] = (arguments, handler)

    def take(self, words: Any) -> bool:
        """Do what the words ask for; False if they ask for nothing that is known."""
        if not isinstance(words, Sequence) or isinstance(words, str) or not words:
            return False
        if not all(isinstance(word, str) for word in words):
            return False
        known = self._handlers.get(words[0])
        if known is None or known[0] != len(words) - 1:
            return False
        known[1](*words[1:])
        return True
