"""What the controllers of explorer, replay and exercises have in common: one state, and listeners who hear of each."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar, cast

from xtsviz.widgets.error_reports import KERNEL_LOCK
from xtsviz.widgets.picture_state import Level

_log = logging.getLogger(__name__)


class State(Protocol):
    """A frozen state with a status line and a theme."""

    @property
    def message(self) -> str:
        """The text of the status line."""

    @property
    def level(self) -> Level:
        """Whether it is a warning or an error."""

    @property
    def dark(self) -> bool:
        """Whether the ground is dark."""

    def changed(self, **fields: Any) -> Self:
        """The state with other fields."""


S = TypeVar("S", bound=State)
Method = TypeVar("Method", bound=Callable[..., Any])


def one_at_a_time(method: Method) -> Method:
    """What the page sends and what a cell does may run in two threads: none may overtake the other."""

    @wraps(method)
    def alone(self: Any, *given: Any, **named: Any) -> Any:
        with KERNEL_LOCK:
            return method(self, *given, **named)

    return cast(Method, alone)


class StateController(Generic[S]):
    """Has the state of a widget; calls listeners with each new one.

    Args:
        view_state: to begin with.

    Attributes:
        fault: what the status line says if a listener fails; ``{}`` stands for the failure.
    """

    fault: ClassVar[str] = "A part of the screen could not be drawn ({}). Go on."

    def __init__(self, view_state: S) -> None:
        self._view_state = view_state
        self._listeners: list[Callable[[S], None]] = []

    @property
    def view_state(self) -> S:
        """What is shown now."""
        return self._view_state

    def on_view_state(self, listener: Callable[[S], None]) -> None:
        """Call with each new view_state."""
        self._listeners.append(listener)

    @one_at_a_time
    def change(self, **fields: Any) -> None:
        """Change fields of the state, by their names."""
        self._commit(self._view_state.changed(**fields))

    @one_at_a_time
    def set_status(self, message: str, level: Level = "info") -> None:
        """Put a message into the status line."""
        self.change(message=message, level=level)

    @one_at_a_time
    def set_dark(self, dark: bool) -> None:
        """Follow the page's theme."""
        if dark != self._view_state.dark:
            self.change(dark=dark)

    def _commit(self, view_state: S) -> None:
        self._view_state = view_state
        for listener in self._listeners:
            if self._view_state is not view_state:  # a listener went on to the next one, which all heard of
                return
            try:
                listener(view_state)
            except Exception as problem:  # noqa: BLE001 - one broken view must not take the others along
                _log.exception("a view failed")
                self._view_state = view_state = view_state.changed(
                    message=self.fault.format(problem), level="error"
                )
