"""Kernels that are forked, or started as usual where that fails."""

import asyncio
import json
import os
import socket
import threading

import pytest
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from xtsviz.serve.kernel_forks import can_fork
from xtsviz.serve.voila_app.forked_kernels import ForkedKernels

pytestmark = pytest.mark.skipif(not can_fork(), reason="kernels are forked on Linux only")
COMMAND = ["python", "-m", "ipykernel_launcher", "-f", "connection.json", "--quiet"]


@pytest.fixture
def control(monkeypatch):
    """The other end of the socket on which kernels are asked for."""
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(ForkedKernels, "control", ours)
    with ours, theirs:
        yield theirs


@pytest.fixture
def as_usual(monkeypatch):
    started = []

    async def launch(self, cmd, **_):
        started.append(cmd)

    monkeypatch.setattr(LocalProvisioner, "launch_kernel", launch)
    return started


def answering(control, answer):
    """Take one request as the process that is forked does; the request, and the connection, come into the lists."""
    requests, connections = [], []

    def take():
        _, fds, _, _ = socket.recv_fds(control, 1, 1)
        connection = socket.socket(fileno=fds[0])
        connections.append(connection)
        with connection.makefile("rb") as lines:
            requests.append(json.loads(lines.readline()))
        connection.sendall(answer) if answer else connection.close()

    threading.Thread(target=take, daemon=True).start()
    return requests, connections


def test_a_kernel_is_asked_for_and_seen_to_end(control):
    requests, connections = answering(control, f"{os.getpid()}\n".encode())

    async def live():
        kernel = ForkedKernels()
        await kernel.launch_kernel(COMMAND, env={"A": "b"}, cwd="/")
        assert kernel.pid == os.getpid()
        assert await kernel.poll() is None
        connections[0].close()
        await asyncio.wait_for(kernel.wait(), 10)
        assert not kernel.has_process

    asyncio.run(live())
    assert requests == [{"arguments": ["-f", "connection.json", "--quiet"], "env": {"A": "b"}, "cwd": "/"}]


def test_it_is_started_as_usual_where_the_fork_fails(control, as_usual):
    answering(control, b"")
    asyncio.run(ForkedKernels().launch_kernel(COMMAND))
    assert as_usual == [COMMAND]
    control.close()
    asyncio.run(ForkedKernels().launch_kernel(COMMAND))
    assert as_usual == [COMMAND, COMMAND]
