"""The server of `xtsviz explore`: which kernels it ends, and whom it refuses."""

import asyncio
from types import SimpleNamespace

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from xtsviz.serve.voila_app import kernels as module
from xtsviz.serve.voila_app.app import ForeignHost
from xtsviz.serve.voila_app.kernels import PageKernelManager
from xtsviz.serve.voila_app.settings import GRACE_SECONDS, GRACE_VARIABLE, POLICY, settings


class Manager(PageKernelManager):
    """Takes kernels as they are: a real one takes seconds to start."""

    def take(self, id, kernel):
        self._kernels[id] = kernel
        self._kernel_connections[id] = 0

    def forget(self, id):
        del self._kernels[id]


class House:
    """A kernel manager with a clock of its own, and kernels that are none."""

    def __init__(self, monkeypatch):
        self.now = 1000.0
        self.ended = []
        monkeypatch.setattr(module, "monotonic", lambda: self.now)
        self.manager = Manager(cull_idle_timeout=50, first_page_seconds=40)

        async def end(id):
            self.ended.append(id)
            self.manager.forget(id)

        monkeypatch.setattr(self.manager, "shutdown_kernel", end)

    def start(self, id="k", state="busy"):
        kernel = SimpleNamespace(execution_state=state)
        self.manager.take(id, kernel)
        return kernel

    def after(self, seconds):
        """Who is ended when the manager looks after so many more seconds."""
        self.now += seconds
        self.ended.clear()
        asyncio.run(self.manager.cull_kernels())
        return list(self.ended)


@pytest.fixture
def house(monkeypatch):
    return House(monkeypatch)


def test_a_kernel_with_a_page_stays_however_long_nothing_happens(house):
    house.start(state="idle")
    house.manager.notify_connect("k")
    assert house.after(100_000) == []


@pytest.mark.parametrize("state", ["idle", "busy"])
def test_it_ends_once_its_page_has_been_gone_for_a_while(house, state):
    house.start(state=state)
    house.manager.notify_connect("k")
    house.after(3600)
    house.manager.notify_disconnect("k")
    assert house.after(49) == []
    assert house.after(1) == ["k"]
    assert house.after(100) == []


def test_a_page_that_comes_back_finds_it_and_has_the_whole_time_again(house):
    house.start()
    house.manager.notify_connect("k")
    for _ in range(5):
        house.manager.notify_disconnect("k")
        assert house.after(49) == []
        house.manager.notify_connect("k")
        assert house.after(49) == []


def test_one_of_two_pages_may_go(house):
    house.start()
    house.manager.notify_connect("k")
    house.manager.notify_connect("k")
    house.manager.notify_disconnect("k")
    assert house.after(500) == []
    house.manager.notify_disconnect("k")
    assert house.after(50) == ["k"]


def test_a_page_that_never_comes_is_waited_for_from_when_there_is_something_to_show(house):
    kernel = house.start(state="starting")
    assert house.after(300) == []
    kernel.execution_state = "busy"
    assert house.after(300) == []
    kernel.execution_state = "idle"
    assert house.after(3) == []
    assert house.after(39) == []
    assert house.after(1) == ["k"]


def test_each_kernel_has_a_time_of_its_own(house):
    for id in "ab":
        house.start(id)
        house.manager.notify_connect(id)
    house.manager.notify_disconnect("a")
    assert house.after(30) == []
    house.manager.notify_disconnect("b")
    assert house.after(20) == ["a"]
    assert house.after(30) == ["b"]
    assert not house.manager.without_page_since
    house.after(1)
    assert not house.manager.had_page


def test_a_kernel_that_is_gone_already_does_no_harm(house):
    house.start()
    house.manager.notify_connect("k")
    house.manager.forget("k")
    house.manager.notify_disconnect("k")
    assert house.after(100) == []


@pytest.mark.parametrize(
    "host, refused",
    [
        *[
            (host, False)
            for host in ("localhost", "LOCALHOST:8866", "127.0.0.1:80", "127.8.9.1", "[::1]:8866")
        ],
        *[
            (host, True)
            for host in ("evil.example", "evil.example:8866", "localhost.evil.example", "192.0.2.7")
        ],
        *[
            (host, True)
            for host in ("0.0.0.0", "[2001:db8::1]:80", "localhost.", "localhosts", "", "127.0.0.1.x")
        ],
    ],
)
def test_only_names_of_this_machine_are_answered(host, refused):
    start = RequestStartLine("GET", "/", "HTTP/1.1")
    request = HTTPServerRequest(
        start_line=start, headers=HTTPHeaders({"Host": host}), connection=SimpleNamespace(context=None)
    )
    assert (ForeignHost().match(request) is not None) == refused


@pytest.mark.parametrize(
    "allowed, host",
    [("192.0.2.7", "192.0.2.7:80"), ("2001:db8::1", "[2001:db8::1]:80"), ("Room.local", "room.local")],
)
def test_the_address_of_a_room_is_the_only_further_one(allowed, host):
    def refuses(name):
        start = RequestStartLine("GET", "/", "HTTP/1.1")
        headers = HTTPHeaders({"Host": name})
        request = HTTPServerRequest(
            start_line=start, headers=headers, connection=SimpleNamespace(context=None)
        )
        return ForeignHost(allowed).match(request) is not None

    assert not refuses(host)
    assert not refuses("localhost")
    assert refuses("192.0.2.8")
    assert refuses(f"x{host}")


def test_kernels_are_warm_for_visitors_only():
    assert "preheat_kernel" not in settings().VoilaConfiguration
    room = settings(40, "status.json")
    assert room.VoilaConfiguration.default_pool_size == room.RoomKernelManager.visitors == 40


def test_the_policy_names_no_one_else_and_lets_no_script_of_a_page_run():
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules["default-src"] == "'self'"
    assert "unsafe" not in rules["script-src"]
    allowed = {word for rule in rules.values() for word in rule.split()}
    assert allowed <= {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}


@pytest.mark.parametrize("wanted, seconds", [(None, GRACE_SECONDS), ("7", 7), ("", GRACE_SECONDS)])
def test_the_time_may_be_another_one(monkeypatch, wanted, seconds):
    monkeypatch.delenv(GRACE_VARIABLE, raising=False)
    if wanted is not None:
        monkeypatch.setenv(GRACE_VARIABLE, wanted)
    set_now = settings().PageKernelManager
    assert set_now.cull_idle_timeout == seconds
    assert 0 < set_now.cull_interval <= 3
    assert GRACE_SECONDS + 3 + 5 < 60, "a look, and a kernel's own end, and still within a minute"
