"""A room: many visitors on one server, on this machine or in a network."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xtsviz.errors import ServeError
from xtsviz.model.design import Design
from xtsviz.model.frames import collect
from xtsviz.serve.memory import available_mb, check_fit
from xtsviz.serve.places import checked_address, place_of_room
from xtsviz.serve.qr_code import qr_terminal
from xtsviz.serve.start_page import PageKind
from xtsviz.view.words import number

VISITORS = 20
"""How many are expected where an address to listen on is given and no number."""
MAX_VISITORS = 500

_STATUS = "room.json"
_WARNING = (
    "This is plain HTTP: others in that network can read what is sent, and the token. Use a network that you trust, "
    "and no real names."
)
_AGAIN = "Address and token are those of before. Who was here reloads the page, and the work is back."


@dataclass(frozen=True)
class Room:
    """A room that is about to open.

    Attributes:
        kind: what its pages show.
        visitors: how many are expected.
        listen: the further address that is served; empty for none.
        port: of the server.
        token: that pages need.
        is_again: pages of an earlier server go on with this one.
    """

    kind: PageKind
    visitors: int
    listen: str
    port: int
    token: str
    is_again: bool

    @property
    def address(self) -> str:
        """What visitors open."""
        host = self.listen or "localhost"
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/?token={self.token}"

    @property
    def trainer_address(self) -> str:
        """What the trainer opens, on this machine."""
        return f"http://localhost:{self.port}/xtsviz/room?token={self.token}"

    def settings(self, private: Path) -> dict[str, object]:
        """The settings of the server; `private` is its private folder."""
        return {
            "visitors": self.visitors,
            "kind": self.kind,
            "listen_address": self.listen,
            "room_page": self.address,
            "status_file": str(private / _STATUS),
        }

    def environment(self) -> dict[str, str]:
        """What its kernels have to know: warm ones start before Voila could tell them that a server shares them."""
        own_host = {"VOILA_APP_IP": "localhost"}  # where a kernel asks for the address of its page
        return {"SERVER_SOFTWARE": "voila", **own_host}

    def lines(self) -> list[str]:
        """What to tell the trainer, after the address."""
        lines = []
        if self.listen:
            if sys.stdout.isatty():
                lines.append(qr_terminal(self.address))
            lines.append(_WARNING)
        if self.is_again:
            lines.append(_AGAIN)
        lines.append(f"Your own page, on this machine only: {self.trainer_address}")
        lines.append(f"Places for {number(self.visitors, 'visitor')} are being prepared.")
        return lines

    def watch(self, private: Path, show: Callable[[str, int], Any]) -> Callable[[], None]:
        """A function that shows a line about who is there, and the number of visitors, if the line has changed."""
        last = ""

        def look() -> None:
            nonlocal last
            try:
                found = json.loads((private / _STATUS).read_text("utf-8"))
            except (OSError, ValueError):  # it is not there yet
                return
            line = self._status(found)
            if line != last:
                last = line
                show(line, found["visitors"])

        return look

    def _status(self, found: Mapping[str, int]) -> str:
        ready = f", {number(found['warm'], 'place is', 'places are')} ready" if found["warm"] else ""
        return f"{found['visitors']} of {found['places']} visitors are here{ready}, {found['memory']:,} MB of memory"


def make_room(
    kind: PageKind, port: int | None, visitors: int | None, listen: str | None, design: Design | None
) -> Room:
    """A room for so many visitors.

    Raises:
        ServeError: they do not fit into the memory, the port is in use, or the address is not of this machine.
        MissingLibraryError: segno is not installed, and there is an address to show as a QR code.
    """
    expected = visitors or VISITORS
    if expected > MAX_VISITORS:
        raise ServeError(f"{expected:,} visitors are more than one server takes; {MAX_VISITORS} at most")
    address = checked_address(listen) if listen else ""
    check_fit(expected, _users_of(design), available_mb())
    place = place_of_room(kind, port, address)
    return Room(kind, expected, address, place.port, place.token, place.is_again)


def _users_of(design: Design | None) -> int:
    """How many users are loaded into each kernel; of a lazy table none is."""
    return 0 if design is None or design.users.is_lazy else len(collect(design.users.frame))
