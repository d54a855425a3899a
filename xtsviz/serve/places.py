"""Where a room is: the address that is served, its port and token, and the same ones when the server starts again."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import secrets
import socket
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from xtsviz.errors import ServeError, XtsvizError, quoted
from xtsviz.io.autosave.places import data_folder, make_private
from xtsviz.model import jsontext, storage

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""The names under which every server of ours is reached on its own machine."""

_REMEMBERED_SECONDS = 12 * 3600
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike: people type them
_LETTERS_OF_TOKEN = 10  # 31 ** 10 possibilities


@dataclass(frozen=True)
class Place:
    """Port and token of a server.

    Attributes:
        is_again: a server had them before, and its pages can go on with them.
    """

    port: int
    token: str
    is_again: bool = False


def checked_address(address: str) -> str:
    """The address to serve for a room: one that this machine has.

    Raises:
        ServeError: it is not; the message names those that are.
    """
    name = address.strip().strip("[]")
    try:
        found = socket.getaddrinfo(name, 0, type=socket.SOCK_STREAM)
        if name and not any(ipaddress.ip_address(at[4][0]).is_unspecified for at in found):
            with socket.socket(found[0][0], socket.SOCK_STREAM) as probe:
                probe.bind(found[0][4])
            return name
    except (OSError, UnicodeError):
        pass
    ours = own_addresses()
    has = f"It has {', '.join(ours)}" if ours else "It is in no network"
    raise ServeError(f"cannot listen on {quoted(address)}: give one address of this machine. {has}")


def own_addresses() -> list[str]:
    """The addresses under which others in its networks reach this machine; IPv4 first."""
    found = [
        address.address
        for addresses in psutil.net_if_addrs().values()
        for address in addresses
        if address.family in (socket.AF_INET, socket.AF_INET6) and "%" not in address.address
    ]
    return sorted((a for a in found if not ipaddress.ip_address(a).is_loopback), key=lambda a: (":" in a, a))


def free_port(requested: int | None, address: str = "") -> int:
    """The requested port, or a free one.

    Args:
        requested: None for any.
        address: the further address on which it must be free; empty for none.

    Raises:
        ServeError: it is in use.
    """
    host = "127.0.0.1"
    try:
        port = _bound(host, requested or 0)
        if address and address not in LOOPBACK:
            host = address
            _bound(host, port)
        return port
    except OSError as problem:
        if not requested and host == address:
            return free_port(None, address)  # taken there only; the next one is another
        reason = problem.strerror or problem
        raise ServeError(f"cannot listen on port {requested}: {reason}; choose another") from None


def place_of_room(kind: str, port: int | None, address: str) -> Place:
    """Port and token of a room: those that it had when a server for the same pages ran within twelve hours.

    So pages that are open reload after a restart and go on.

    Raises:
        ServeError: the requested port is in use.
    """
    before = _remembered(kind, address)
    if before and port in (None, before.port) and _is_free(before.port, address):
        place = before
    else:
        token = "".join(secrets.choice(_LETTERS) for _ in range(_LETTERS_OF_TOKEN))
        place = Place(free_port(port, address), token)
        if before and not _is_free(before.port, address):
            return place  # that room is running, and may have to start again
    _remember(kind, address, place)
    return place


def _is_free(port: int, address: str) -> bool:
    try:
        free_port(port, address)
    except ServeError:
        return False
    return True


def _bound(host: str, port: int) -> int:
    family, _, _, _, at = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # a port that was in use a moment ago may be taken again
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(at)
        return int(probe.getsockname()[1])


def _remembered(kind: str, address: str) -> Place | None:
    try:
        room = jsontext.decode(storage.read_bytes(_file(kind)))
    except XtsvizError:
        return None
    match room:
        case {
            "format": "xtsviz-room",
            "address": str(at),
            "port": int(port),
            "token": str(token),
            "time": float(then),
        }:
            is_recent = 0 <= time.time() - then <= _REMEMBERED_SECONDS
            is_sound = 0 < port < 65536 and len(token) == _LETTERS_OF_TOKEN and set(token) <= set(_LETTERS)
            if at == address and is_recent and is_sound:
                return Place(port, token, is_again=True)
    return None


def _remember(kind: str, address: str, place: Place) -> None:
    """Remember it, if that can be written; a room works without."""
    room = {"address": address, "port": place.port, "token": place.token, "time": time.time()}
    with contextlib.suppress(XtsvizError):
        make_private(_file(kind).parent)
        text = jsontext.encode({"format": "xtsviz-room", **room})
        storage.write_atomically(_file(kind), text.encode("utf-8"), private=True)


def _file(kind: str) -> Path:
    return data_folder().parent / "rooms" / f"{kind}.json"
