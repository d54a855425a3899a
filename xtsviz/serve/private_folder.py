"""A private folder for a server, which is removed at the end together with all processes that work in it."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xtsviz.errors import FileError

_WATCHER = Path(__file__).with_name("watcher.py")
_WATCHER_SECONDS = 40  # the watcher gives up earlier
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGHUP", "SIGINT", "SIGTERM") if hasattr(signal, name))


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """A folder in the temporary one that this user alone can read.

    At the end the folder is removed, and the servers and kernels that work in it are ended. A second process, the
    watcher, does this also if this process is killed. The watcher starts before the folder is created.

    Raises:
        FileError: the folder cannot be made.
    """
    folder = Path(tempfile.gettempdir()).absolute() / f"xtsviz-{secrets.token_hex(8)}"
    watcher = subprocess.Popen(  # noqa: S603 - our own command, without a shell
        [sys.executable, "-P", str(_WATCHER), str(folder)],
        cwd=os.path.abspath(os.sep),  # noqa: PTH100 - the root of the drive, where there are drives
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # the terminal's signals do not reach it
    )
    try:
        try:
            folder.mkdir(mode=0o700)
        except OSError as problem:
            raise FileError(f"cannot write to the temporary folder: {problem.strerror or problem}") from None
        yield folder
    finally:
        _ignore_signals()
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            watcher.communicate(b".", _WATCHER_SECONDS)
        if watcher.poll() is None:
            watcher.kill()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """End the block in order on Ctrl+C, SIGTERM or a closed terminal. While it ends, further signals have no effect.

    SIGINT ends the block also if a shell has disabled it for background processes. If ``nohup`` has disabled the
    signal of a closed terminal, this signal still has no effect.
    """

    def interrupt(*_: Any) -> None:
        _ignore_signals()
        raise KeyboardInterrupt

    before = {number: signal.getsignal(number) for number in _SIGNALS}
    try:
        for number, handler in before.items():
            if handler is not signal.SIG_IGN or number == signal.SIGINT:
                signal.signal(number, interrupt)
        with contextlib.suppress(KeyboardInterrupt):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


def _ignore_signals() -> None:
    # With SIG_IGN, Python prints an error about a signal that has already arrived.
    for number in _SIGNALS:
        signal.signal(number, lambda *_: None)
