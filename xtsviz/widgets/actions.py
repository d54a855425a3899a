"""What buttons in the panels' HTML ask for: a list of words from the page, checked like any other input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, get_args

from xtsviz.people.query import Sort
from xtsviz.view.picture.types import Selection
from xtsviz.widgets import common_intents, design_intents, view_intents
from xtsviz.widgets.view_intents import ExplorerIntent
from xtsviz.widgets.view_state import ViewState

Handler = Callable[..., object]


def intent_of(words: Any, view_state: ViewState) -> ExplorerIntent | None:
    """The intent that a button of the explorer's HTML stands for; None if the words are none of these.

    Args:
        words: what the page sent, of whatever type.
        view_state: what is shown; some buttons are about the arrow on the screen, or about what is asked for already.
    """
    if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
        return None
    match words:
        case ["select", "tenant" | "arrow" | "user" as kind, id]:
            return common_intents.Select(Selection(kind, id))
        case ["toggle", source, target]:
            return design_intents.ToggleArrow(source, target)
        case ["draw", source, target]:
            return design_intents.AddArrow(source, target)
        case ["another", source, target]:
            return design_intents.AddArrow(source, target, another=True)
        case ["offer", source, target]:
            return design_intents.OfferArrow(source, target)
        case ["never mind"]:
            return common_intents.ShowStatus("Nothing changed")
        case ["template", name]:
            return design_intents.StartTemplate(name)
        case ["snapshot-restore", name]:
            return design_intents.RestoreSnapshot(name)
        case ["snapshot-remove", name]:
            return design_intents.RemoveSnapshot(name)
        case ["snapshot-compare", name]:
            return view_intents.CompareWith(f"snapshot {name}", show=True)
        case ["assign", id] if view_state.shown_arrow:
            return design_intents.AssignUser(view_state.shown_arrow.id, id)
        case ["unassign", id] if view_state.shown_arrow:
            return design_intents.UnassignUser(view_state.shown_arrow.id, id)
        case ["people-missing", tenant]:
            return view_intents.ShowMissing(tenant)
        case ["people-sort", sort, by, "ascending" | "descending" as order]:
            return _sorted(sort, by, order == "descending", view_state)
        case _:
            return None


def _sorted(sort: str, by: str, descending: bool, view_state: ViewState) -> ExplorerIntent | None:
    """The same people in another order; None if there is no such order."""
    known = by in view_state.context.tenant_index if sort == "in" else not by
    if sort not in get_args(Sort) or not known:
        return None
    query = replace(view_state.people.query, sort=sort, by=by or None, descending=descending)  # type: ignore[arg-type]
    return view_intents.SetPeopleView(replace(view_state.people, query=query, page=1))


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
