"""How many kernels of a room are kept warm, and who gets a place."""

import asyncio
from types import SimpleNamespace

import pytest

from xtsviz.serve.voila_app.room_kernels import RoomKernelManager


class Room(RoomKernelManager):
    """With kernels that are none: a real one takes seconds to start."""

    def __init__(self, visitors):
        super().__init__(visitors=visitors)
        self._pools = {"notebook": []}
        self.ended = []

    def come(self, *ids):
        for id in ids:
            self._kernels[id] = SimpleNamespace(execution_state="idle")
            self._kernel_connections[id] = 0
            self.notify_connect(id)

    def go(self, *ids):
        for id in ids:
            self.notify_disconnect(id)

    async def shutdown_kernel(self, id, *_args, **_options):
        self.ended.append(id)
        del self._kernels[id]


@pytest.fixture
def room():
    return Room(8)


def test_as_many_are_warm_as_may_still_come_and_a_few_for_those_who_reload(room):
    assert room.wanted() == 8
    room.come(*"abcde")
    assert (room.present(), room.wanted()) == (5, 3)
    room.come(*"fg")
    assert room.wanted() == 2
    room.come(*"h")
    assert room.wanted() == 2
    room.come(*"i")
    assert room.wanted() == 1
    assert room.wanted(coming=1) == 0


def test_a_full_room_has_no_place(room):
    room.come(*"abcdefghij")
    assert not asyncio.run(room.has_place())
    assert room.ended == []


def test_whoever_left_first_makes_place(room):
    room.come(*"abcdefghij")
    room.go("c", "a")
    assert asyncio.run(room.has_place())
    assert room.ended == ["c"]
    assert room.kernel_pools_config["default"]["pool_size"] == 0


def test_who_is_there(room):
    room.come(*"abc")
    room.go("b")
    assert room.status() == {"visitors": 2, "places": 8, "warm": 0, "memory": 0}
