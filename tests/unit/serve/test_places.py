"""Where a room is served, and that it is there again after a restart."""

import json
import socket

import pytest

from xtsviz.errors import ServeError
from xtsviz.serve.places import checked_address, free_port, own_addresses, place_of_room


@pytest.fixture
def taken():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        found.listen()
        yield found.getsockname()[1]


@pytest.fixture(autouse=True)
def own_data(tmp_path, monkeypatch):
    monkeypatch.setattr("xtsviz.serve.places.data_folder", lambda: tmp_path / "autosave")
    return tmp_path / "rooms"


def test_an_address_of_this_machine():
    assert checked_address(" 127.0.0.1 ") == "127.0.0.1"
    assert checked_address("localhost") == "localhost"


@pytest.mark.parametrize("address", ["192.0.2.1", "0.0.0.0", "::", "", "no such host", "a" * 300, "\0"])
def test_an_address_of_another_machine_or_of_all(address):
    with pytest.raises(ServeError, match="give one address of this machine"):
        checked_address(address)


def test_own_addresses_leave_this_machine():
    assert not [address for address in own_addresses() if address.startswith("127.")]


def test_a_port_that_is_taken(taken):
    with pytest.raises(ServeError, match=f"port {taken}.*choose another"):
        free_port(taken)
    assert free_port(None) not in (0, taken)


def test_a_room_that_starts_again_has_the_same_port_and_token(own_data):
    first = place_of_room("explore", None, "")
    again = place_of_room("explore", None, "")
    assert (again.port, again.token, again.is_again) == (first.port, first.token, True)
    assert not first.is_again
    assert (own_data / "explore.json").stat().st_mode & 0o077 == 0
    assert place_of_room("practice", None, "").token != first.token
    assert not place_of_room("explore", None, "127.0.0.1").is_again


def test_not_where_that_room_is_running(own_data, taken):
    running = {**json.loads(remembered(own_data)), "port": taken}
    (own_data / "explore.json").write_text(json.dumps(running))
    second = place_of_room("explore", None, "")
    assert second.port != taken
    assert not second.is_again
    assert json.loads((own_data / "explore.json").read_text())["port"] == taken


def test_another_port_is_another_place(own_data):
    remembered(own_data)
    wanted = free_port(None)
    assert place_of_room("explore", wanted, "").port == wanted


@pytest.mark.parametrize(
    "change",
    [
        {"time": 5.0},
        {"time": 1e300},
        {"port": 0},
        {"port": "1"},
        {"token": ""},
        {"token": "../../../.."},
        {"format": "x"},
    ],
)
def test_what_is_remembered_is_checked(own_data, change):
    found = json.loads(remembered(own_data))
    (own_data / "explore.json").write_text(json.dumps({**found, **change}))
    assert not place_of_room("explore", None, "").is_again


def test_nothing_that_can_be_read(own_data):
    own_data.mkdir()
    (own_data / "explore.json").write_text("[1")
    assert not place_of_room("explore", None, "").is_again


def remembered(own_data):
    """What a room leaves."""
    place_of_room("explore", None, "")
    return (own_data / "explore.json").read_text()
