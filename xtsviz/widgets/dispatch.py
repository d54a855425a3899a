"""From an intent to the handler that answers it, and the store through which panels send intents.

A handler takes the controller and the intent. It returns False if nothing came of the intent; the status line says why.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from xtsviz.widgets.common_intents import SetDark, ShowStatus
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.error_reports import KERNEL_LOCK
from xtsviz.widgets.state_controller import State, StateController

S = TypeVar("S", bound=State)
I = TypeVar("I")  # noqa: E741
C = TypeVar("C", bound=StateController[Any])


def _set_dark(control: StateController[Any], intent: SetDark) -> bool:
    control.set_dark(intent.dark)
    return True


def _show_status(control: StateController[Any], intent: ShowStatus) -> bool:
    control.set_status(intent.message, intent.level)
    return True


class Handlers(Generic[C]):
    """The handlers of one kind of widget, one for each type of intent; what all answer alike is there from the start.

    Attributes:
        by_kind: the handlers, by the type of the intent that they take.
    """

    def __init__(self) -> None:
        self.by_kind: dict[type[Any], Callable[[C, Any], bool]] = {
            SetDark: _set_dark,
            ShowStatus: _show_status,
        }

    def handles(self, kind: type[I]) -> Callable[[Callable[[C, I], bool]], Callable[[C, I], bool]]:
        """Register the decorated function as the handler of a type of intent."""

        def register(handler: Callable[[C, I], bool]) -> Callable[[C, I], bool]:
            assert kind not in self.by_kind, f"{kind.__name__} has two handlers"
            self.by_kind[kind] = handler
            return handler

        return register


class IntentStore(Generic[S, I]):
    """What a panel knows: the state of its widget to read, and `send` to change it.

    Args:
        controller: has the state.
        handlers: answer the intents.
    """

    def __init__(self, controller: C, handlers: Handlers[C]) -> None:
        self._controller: StateController[S] = controller
        self._handlers: Handlers[Any] = handlers

    @property
    def view_state(self) -> S:
        """What is shown now."""
        return self._controller.view_state

    def send(self, intent: I) -> bool:
        """Answer an intent; False if nothing came of it, which the status line says.

        Raises:
            XtsvizError: a file or a choice was refused.
        """
        with KERNEL_LOCK:
            return self._handlers.by_kind[type(intent)](self._controller, intent)


EXPLORER_HANDLERS: Handlers[Controller] = Handlers()
"""The handlers of the explorer. The modules that `store` imports register them."""
