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

    Ctrl+C always ends it with one line of text, also during the first second, while libraries load.
    """
    if threading.current_thread() is not threading.main_thread():  # signals reach only the main thread
        from xtsviz.cli.app import main as run

        return run()
    atexit.register(signal.signal, signal.SIGINT, _exit_silently)  # for an interrupt after everything is done
    previous_handlers = {
        number: signal.signal(number, _exit_at_once) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        from xtsviz.cli.app import main as run

        signal.signal(signal.SIGTERM, previous_handlers[signal.SIGTERM] or signal.SIG_DFL)
        signal.signal(signal.SIGINT, _interrupt)
        run()
    finally:
        for number, handler in previous_handlers.items():
            signal.signal(number, handler or signal.SIG_DFL)
    return None


def _exit_at_once(number: int, _frame: Any) -> None:
    """End at once. No work has started, and an exception during an import may turn into another one."""
    _print_interrupted()
    os._exit(128 + number)


def _interrupt(number: int, _frame: Any) -> None:
    """End with cleaning up; a second Ctrl+C ends at once."""
    signal.signal(number, _exit_silently)
    _print_interrupted()
    raise SystemExit(128 + number)


def _exit_silently(number: int, _frame: Any) -> None:
    os._exit(128 + number)


def _print_interrupted() -> None:
    with contextlib.suppress(OSError):
        os.write(2, b"xtsviz: interrupted\n")
