"""One handler for each type of intent, in a table; `Store.send` looks it up.

A handler takes the controller and the intent. It returns False if nothing came of the intent; the status line says why.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from xtsviz.widgets.controller import Controller
from xtsviz.widgets.intents import Intent

I = TypeVar("I", bound=Intent)  # noqa: E741

HANDLERS: dict[type[Any], Callable[[Controller, Any], bool]] = {}
"""The handlers, by the type of the intent that they take."""


def handles(kind: type[I]) -> Callable[[Callable[[Controller, I], bool]], Callable[[Controller, I], bool]]:
    """Register the decorated function as the handler of a type of intent."""

    def register(handler: Callable[[Controller, I], bool]) -> Callable[[Controller, I], bool]:
        assert kind not in HANDLERS, f"{kind.__name__} has two handlers"
        HANDLERS[kind] = handler
        return handler

    return register
