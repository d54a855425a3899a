"""Work that is done beside the kernel's own: a moment after it was asked for, and once for all that was asked for."""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from xtsviz.widgets.error_reports import KERNEL_LOCK

R = TypeVar("R")

PAUSE = 1.0
"""The usual pause: the work is not in the way of a person who goes on."""
LONGEST = 8.0
"""The usual limit for a person who never pauses."""

_log = logging.getLogger(__name__)


class Background(Generic[R]):
    """Does work in a thread, which lives as long as there is something to do.

    Args:
        work: is never called twice at one time. It changes nothing on the screen, for it holds no `KERNEL_LOCK`.
        report: is called with its result, with the lock held.
        pause: seconds without another request before the work begins.
        longest: seconds that a first request waits at most.
        at_exit: when Python ends, do first what was asked for and not done.
    """

    def __init__(
        self,
        work: Callable[[], R],
        report: Callable[[R], None],
        pause: float = PAUSE,
        longest: float = LONGEST,
        at_exit: bool = True,
    ) -> None:
        self._pause, self._longest, self._at_exit = pause, longest, at_exit
        self._work = work
        self._report = report
        self._changed = threading.Condition()
        self._first = self._last = 0.0  # when it was asked for
        self._wanted = False
        self._thread: threading.Thread | None = None
        self.at_work = threading.RLock()
        """Whoever holds it knows that no work is done meanwhile. Take it after `KERNEL_LOCK`, never before."""

    def ask(self) -> None:
        """Let the work be done soon."""
        with self._changed:
            self._last = time.monotonic()
            if not self._wanted:
                self._wanted, self._first = True, self._last
                if self._at_exit:
                    _waiting.add(self)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="xtsviz-background", daemon=True)
                self._thread.start()

    def finish(self, *, report: bool = True) -> None:
        """Do now what was asked for and not done; when this returns, it is done and reported."""
        with self.at_work:  # until the thread has done what it does
            wanted = self._take()
        if wanted:
            self._do(report)

    def forget(self) -> None:
        """Do not do what was asked for."""
        self._take()

    def _take(self) -> bool:
        with self._changed:
            wanted, self._wanted = self._wanted, False
            _waiting.discard(self)
            self._changed.notify_all()
            return wanted

    def _run(self) -> None:
        while self._await_turn():
            self._do()

    def _await_turn(self) -> bool:
        """Wait for the moment to work; False if there is nothing to do any more."""
        with self._changed:
            while self._wanted:
                due = min(self._last + self._pause, self._first + self._longest)
                left = due - time.monotonic()
                if left <= 0:
                    self._wanted = False
                    return True
                self._changed.wait(left)
            self._thread = None
            return False

    def _do(self, report: bool = True) -> None:
        try:
            with self.at_work:
                result = self._work()
            if report:
                with KERNEL_LOCK:
                    self._report(result)
        except Exception:  # noqa: BLE001 - nobody would hear of it
            _log.exception("work in the background failed")
        finally:
            with self._changed:
                if not self._wanted:
                    _waiting.discard(self)


_waiting: set[Background[Any]] = set()


@atexit.register
def _finish_all() -> None:
    for background in [*_waiting]:
        background.finish(report=False)  # the page may be gone
