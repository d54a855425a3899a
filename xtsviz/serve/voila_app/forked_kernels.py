"""Kernels that are forks of one process, so that they share the memory of what is loaded."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
from importlib.metadata import EntryPoint
from typing import Any, ClassVar

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

_log = logging.getLogger(__name__)

_NAME = "xtsviz-forked"
_PID_SECONDS = 90  # the process that is forked may still be loading


class ForkedKernels(LocalProvisioner):
    """Starts a kernel by a fork instead of by its command."""

    control: ClassVar[socket.socket | None] = None

    @classmethod
    def start(cls, kind: str, folder: str) -> None:
        """Start the process that is forked, and have all kernels of this server come from it.

        Args:
            kind: the kind of page that it loads.
            folder: the private folder; the process carries its name.
        """
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "xtsviz.serve.kernel_forks", str(theirs.fileno()), kind, folder]
        # One thread for the linear algebra, which nothing here needs: threads do not survive a fork.
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        subprocess.Popen(command, env=environment, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)  # noqa: S603
        theirs.close()
        cls.control = ours
        factory = KernelProvisionerFactory.instance()
        entry = f"{__name__}:{cls.__name__}"
        factory.provisioners[_NAME] = EntryPoint(_NAME, entry, KernelProvisionerFactory.GROUP_NAME)
        factory.default_provisioner_name = _NAME

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork a kernel, or start one as usual if that fails; `cmd` ends with the arguments of the kernel."""
        request = {
            "arguments": cmd[cmd.index("-f") :],
            "env": dict(kwargs.get("env") or os.environ),
            "cwd": str(kwargs.get("cwd") or "."),
        }
        try:
            fork: Any = await self._fork(request)
        except (OSError, ValueError) as problem:  # the process that is forked has ended, or never came up
            _log.warning("a kernel could not be forked (%s); it is started as usual", problem)
            return await super().launch_kernel(cmd, **kwargs)
        self.process, self.pid, self.pgid = fork, fork.pid, fork.pid
        self.cwd = request["cwd"]
        return self.connection_info

    async def _fork(self, request: dict[str, Any]) -> _Fork:
        if self.control is None:
            raise OSError("no process to fork")
        ours, theirs = socket.socketpair()
        with theirs:
            await asyncio.to_thread(socket.send_fds, self.control, [b"k"], [theirs.fileno()])
        ours.setblocking(False)
        try:
            return await asyncio.wait_for(_begun(ours, request), _PID_SECONDS)  # a TimeoutError is an OSError
        except BaseException:
            ours.close()
            raise


async def _begun(connection: socket.socket, request: dict[str, Any]) -> _Fork:
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(connection, json.dumps(request).encode() + b"\n")
    return _Fork(int(await loop.sock_recv(connection, 100)), connection)


class _Fork:
    """A forked kernel, as its provisioner expects a process to be. It has ended when its connection has.

    The connection is asked without an event loop: the server ends its kernels in another one than it started them in.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, connection: socket.socket) -> None:
        self.pid = pid
        self._connection = connection
        self._has_ended = False

    def poll(self) -> int | None:
        """None while it runs."""
        if not self._has_ended:
            try:
                self._has_ended = not self._connection.recv(1)
            except BlockingIOError:
                pass
            except OSError:
                self._has_ended = True
        return 0 if self._has_ended else None

    def wait(self) -> int:
        """Its status; it has ended already."""
        self._connection.close()
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended: its number may belong to another process then."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)
