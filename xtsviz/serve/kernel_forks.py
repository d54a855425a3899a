"""A process that has loaded everything, and forks into a kernel whenever the server asks for one.

Forked kernels share the memory of what is loaded, so each needs a fifth of what a kernel of its own would. They also
start at once. Linux only: elsewhere a fork of a process with many libraries is not safe.

The server sends one end of a socket pair for each kernel. The kernel reads there how to start, answers with its process
number, and ends when the server closes the other end. The server sees that a kernel has ended in the same way.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import random
import signal
import socket
import sys
import threading
from typing import NoReturn

from xtsviz.serve.start_page import PageKind

MAX_REQUEST = 1_000_000
"""Bytes of a request at most."""

_KERNEL_MODULES = (
    *("ipykernel.kernelapp", "ipykernel.zmqshell", "ipykernel.debugger"),
    *(
        "IPython.core.completerlib",
        "IPython.core.debugger",
        "IPython.core.oinspect",
        "IPython.extensions.storemagic",
    ),
    *("encodings.idna", "http.server", "psutil", "tornado.platform.asyncio", "zmq.utils.garbage"),
)
"""What a kernel loads when it starts."""


def can_fork() -> bool:
    """Whether kernels are forked on this system."""
    return sys.platform == "linux" and hasattr(socket, "recv_fds")


def main(control: socket.socket, kind: PageKind) -> None:
    """Wait for the server's requests until it closes the control socket; each becomes a kernel."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system forgets kernels that have ended
    _load(kind)
    # A collection in a kernel would write to what is shared, and so copy it. None here either: what it would free are
    # holes in shared pages, and a kernel that fills one copies the page.
    gc.freeze()
    while True:
        _, fds, _, _ = socket.recv_fds(control, 1, 1)
        if not fds:
            return
        connection = socket.socket(fileno=fds[0])
        if os.fork() == 0:
            control.close()
            _become_kernel(connection)
        connection.close()


def _load(kind: PageKind) -> None:
    """Load what a page needs."""
    # The debugger would take a fifth of a kernel, and nobody debugs a page.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    for module in _KERNEL_MODULES:
        with contextlib.suppress(ImportError):  # another version has it elsewhere
            importlib.import_module(module)

    from xtsviz.widgets.warm import warm_up

    warm_up(practice=kind == "practice")


def _become_kernel(connection: socket.socket) -> NoReturn:
    """Go on as a kernel."""
    status = 1
    try:
        os.setsid()  # a process group of its own, as Jupyter expects
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with connection.makefile("rb") as lines:
            request = json.loads(lines.readline(MAX_REQUEST))
        os.environ.clear()
        os.environ.update(request["env"])
        os.chdir(request["cwd"])
        random.seed()
        threading.Thread(target=_end_with, args=(connection,), daemon=True).start()
        connection.sendall(f"{os.getpid()}\n".encode())
        from ipykernel.kernelapp import IPKernelApp

        # The log is for the server. A kernel without a parent would tell how to end it.
        arguments = [*request["arguments"], "--log-level=ERROR"]
        sys.argv = ["ipykernel_launcher", *arguments]
        IPKernelApp.launch_instance(argv=arguments)
        status = 0
    except SystemExit as ending:
        status = ending.code if isinstance(ending.code, int) else 0
    except BaseException:  # noqa: BLE001 - the loop of the parent must not go on in this process
        sys.excepthook(*sys.exc_info())
    finally:
        atexit._run_exitfuncs()
        os._exit(status)


def _end_with(connection: socket.socket) -> None:
    """End this kernel when the server closes the connection, in whatever way."""
    while connection.recv(1):
        pass
    os._exit(1)


if (
    __name__ == "__main__"
):  # arguments: number of the socket, kind of page, private folder (the watcher looks for it)
    main(socket.socket(fileno=int(sys.argv[1])), "practice" if sys.argv[2] == "practice" else "explore")
