"""The command line: ``xtsviz``."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import threading
from typing import Any

__all__ = ["main"]


def main() -> None:
    """Run the command line with the arguments of the process, and end the process.

    Ctrl+C ends it in one line, from the first moment: most of the first second goes into loading libraries.
    """
    if threading.current_thread() is not threading.main_thread():  # where no signals come
        from xtsviz.cli.app import main as run

        return run()
    atexit.register(signal.signal, signal.SIGINT, _leave_silently)  # what comes after all is done
    before = {number: signal.signal(number, _leave) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        from xtsviz.cli.app import main as run

        signal.signal(signal.SIGTERM, before[signal.SIGTERM] or signal.SIG_DFL)
        signal.signal(signal.SIGINT, _interrupt)
        run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)
    return None


def _leave(number: int, _frame: Any) -> None:
    """End at once: nothing has begun, and an exception in the midst of an import may come out as another one."""
    _say_so()
    os._exit(128 + number)


def _interrupt(number: int, _frame: Any) -> None:
    """End in order, cleaning up on the way; asked once more, at once."""
    signal.signal(number, _leave_silently)
    _say_so()
    raise SystemExit(128 + number)


def _leave_silently(number: int, _frame: Any) -> None:
    os._exit(128 + number)


def _say_so() -> None:
    with contextlib.suppress(OSError):
        os.write(2, b"xtsviz: interrupted\n")
