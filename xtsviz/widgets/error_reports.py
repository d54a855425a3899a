"""An error in what a person does on the page is shown there, and logged: a button must not look dead.

ipywidgets writes what a callback raises into a log that nobody sees. So every callback that takes something from the
page (`text_button`, `Panel.on_change`, the bridge, the canvas, charts) is wrapped in `reporting_errors`. The error goes
to the explorer that is named by `report_errors` while the callback is made, or while a wrapped callback makes it: two
explorers in one kernel do not hear of each other's errors.

A kernel may hear the page in several threads (JupyterLab's subshells), and run a cell in yet another. Only the thread
that holds `KERNEL_LOCK` works; what the page sent later waits for what it sent before.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from threading import RLock
from typing import Literal, ParamSpec, TypeVar

from xtsviz.errors import InputError, XtsvizError

Say = Callable[[str, Literal["error"]], None]
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

MAX_PROBLEMS = 20
"""Of a wrong file so many are told."""

KERNEL_LOCK = RLock()
"""Whoever changes or reads what an explorer shows holds it meanwhile."""

_log = logging.getLogger(__name__)
_say: ContextVar[Say | None] = ContextVar("xtsviz_say", default=None)


@contextmanager
def report_errors(say: Say | None) -> Iterator[None]:
    """Callbacks that are made inside report their errors to `say`; with None they raise them."""
    before = _say.set(say)
    try:
        yield
    finally:
        _say.reset(before)


def reporting_errors(do: Callable[Arguments, Result]) -> Callable[Arguments, Result | None]:
    """The same callback, but what it raises goes into the status line; then its result is None.

    An `XtsvizError` is shown as it is. Any other exception is a fault of xtsviz: it is logged, and shown with what to
    do. Outside of `report_errors`, exceptions are raised as usual.
    """
    say = _say.get()
    if say is None:
        return do

    @wraps(do)
    def safely(*given: Arguments.args, **named: Arguments.kwargs) -> Result | None:
        with KERNEL_LOCK, report_errors(say):
            try:
                return do(*given, **named)
            except InputError as problem:
                say(problem.brief(MAX_PROBLEMS), "error")
            except XtsvizError as problem:
                say(str(problem), "error")
            except Exception as problem:  # noqa: BLE001 - told here, or nobody would know
                _log.exception("a callback of the page failed")
                what = f"{type(problem).__name__}: {problem}"
                say(
                    f"That failed inside xtsviz ({what}). The design is intact; go on, or undo. "
                    "The log has the details.",
                    "error",
                )
        return None

    return safely
