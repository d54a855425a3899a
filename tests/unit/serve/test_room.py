"""A room for many visitors: what the trainer is told."""

import json

import pytest

import xtsviz as xts
from xtsviz.errors import ServeError
from xtsviz.serve import room as module
from xtsviz.serve.memory import needed_mb
from xtsviz.serve.places import Place
from xtsviz.serve.room import MAX_VISITORS, VISITORS, Room, make_room


@pytest.fixture(autouse=True)
def place(monkeypatch):
    monkeypatch.setattr(
        module, "place_of_room", lambda kind, port, address: Place(port or 8123, "abcdefghjk")
    )
    monkeypatch.setattr(module, "available_mb", lambda: 10**6)


def test_the_address_is_that_of_this_machine_unless_another_is_asked_for():
    assert make_room("explore", None, 5, None, None).address == "http://localhost:8123/?token=abcdefghjk"
    there = make_room("explore", 99, 5, "127.0.0.1", None)
    assert there.address == "http://127.0.0.1:99/?token=abcdefghjk"
    assert there.trainer_address.startswith("http://localhost:99/xtsviz/room?")
    assert Room("explore", 5, "2001:db8::1", 99, "t", False).address == "http://[2001:db8::1]:99/?token=t"


def test_an_address_alone_is_for_a_class():
    assert make_room("practice", None, None, "127.0.0.1", None).visitors == VISITORS


def test_plain_http_is_told_in_one_line_and_only_where_others_come_in():
    lines = make_room("explore", None, 5, "127.0.0.1", None).lines()
    assert [line for line in lines if "plain HTTP" in line and "\n" not in line]
    assert not [line for line in make_room("explore", None, 5, None, None).lines() if "HTTP:" in line]


def test_a_room_that_is_there_again_says_so():
    assert any("reloads the page" in line for line in Room("explore", 5, "", 1, "t", True).lines())
    assert not any("reloads the page" in line for line in Room("explore", 5, "", 1, "t", False).lines())


def test_too_many(monkeypatch):
    with pytest.raises(ServeError, match=f"{MAX_VISITORS} at most"):
        make_room("explore", None, MAX_VISITORS + 1, None, None)
    monkeypatch.setattr(module, "available_mb", lambda: needed_mb(3, 0))
    with pytest.raises(ServeError, match="3 fit"):
        make_room("explore", None, 40, None, xts.examples.acquisition())


def test_who_is_there_is_shown_when_it_changes_and_without_names(tmp_path):
    shown = []
    look = Room("explore", 40, "", 1, "t", False).watch(tmp_path, lambda *told: shown.append(told))
    look()
    assert shown == []
    status = {"visitors": 31, "places": 40, "warm": 9, "memory": 2345}
    for text in (
        json.dumps(status),
        json.dumps(status),
        '{"vis',
        json.dumps({**status, "visitors": 32, "warm": 0}),
    ):
        (tmp_path / "room.json").write_text(text)
        look()
    assert shown == [
        ("31 of 40 visitors are here, 9 places are ready, 2,345 MB of memory", 31),
        ("32 of 40 visitors are here, 2,345 MB of memory", 32),
    ]
