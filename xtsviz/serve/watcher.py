"""A process that waits until its parent ends, then ends all processes that work in a folder, and removes the folder.

When the parent ends in any way, the pipe between the two closes. A parent that ends in order writes one byte into the
pipe. This file is run by its path and imports nothing of xtsviz, so that it starts fast.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import time
from pathlib import Path

import psutil

_POLITE_SECONDS = 8  # a server has this time to end its kernels; then all are killed
_KILLING_SECONDS = 10
_PAUSE = 0.1
_TRIES = 20
_LATE_SECONDS = 2  # a killed parent may have started a process just before


def main(folder: Path) -> None:
    """Wait until standard input ends, then end all that works in the folder, and remove it."""
    for name in ("SIGHUP", "SIGINT", "SIGTERM"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    in_order = bool(sys.stdin.buffer.read())
    end_all(folder, 2 * _PAUSE if in_order else _LATE_SECONDS)
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            break
        time.sleep(_PAUSE)


def end_all(folder: Path, quiet: float) -> None:
    """End all processes that work in a folder, until none is found for ``quiet`` seconds.

    Servers are asked first, and they end their kernels. Processes that remain are killed.
    """
    start = seen = time.monotonic()
    asked: set[psutil.Process] = set()
    while (now := time.monotonic()) - seen < quiet and now - start < _POLITE_SECONDS + _KILLING_SECONDS:
        found = working_in(folder)
        if found:
            seen = now
        ids = {process.pid for process in found}
        for process in found:
            with contextlib.suppress(psutil.Error, OSError):
                if now - start > _POLITE_SECONDS:
                    _end(process, at_once=True)
                elif process not in asked and process.ppid() not in ids:
                    _end(process, at_once=False)
                    asked.add(process)
        time.sleep(_PAUSE)


def working_in(folder: Path) -> list[psutil.Process]:
    """The servers and kernels of a folder: its name is on their command line, and their runtime folder is in it."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.pid == os.getpid() or not any(folder.name in word for word in process.cmdline()):
                continue
            # Another program may have the folder on its command line. Without an environment, the command line decides.
            environment = process.environ()
            if not environment or environment.get("JUPYTER_RUNTIME_DIR", "").startswith(str(folder)):
                found.append(process)
    return found


def _end(process: psutil.Process, *, at_once: bool) -> None:
    """End a process. For a kernel, end its process group too, as Jupyter does."""
    if hasattr(os, "killpg") and os.getpgid(process.pid) == process.pid:
        os.killpg(process.pid, signal.SIGKILL if at_once else signal.SIGTERM)
    elif at_once:
        process.kill()
    else:
        process.terminate()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
