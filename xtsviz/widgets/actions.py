"""What buttons in the panels' HTML ask for: a list of words from the page, checked like any other input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Handler = Callable[..., object]


class Actions:
    """Who does what: the first word names a handler, the others are its arguments, all text."""

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
