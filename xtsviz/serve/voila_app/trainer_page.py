"""The page of the trainer: the address of the room in large letters and as a QR code, and who is there."""

from __future__ import annotations

import json
from ipaddress import ip_address
from urllib.parse import urlsplit

from jupyter_server.base.handlers import JupyterHandler
from markupsafe import Markup
from tornado.web import HTTPError, authenticated

from xtsviz.model.escaping import fragment
from xtsviz.serve.qr_code import qr_svg
from xtsviz.serve.voila_app.room_kernels import RoomKernelManager

_ROOM = (
    "Scan the code or type the address. It is plain HTTP: others in this network can read what is sent. Use no real "
    "names."
)
_HERE = "This address works on this machine only. Start with --listen ADDRESS to let a room in."

_BOARD = (
    '<p class="note"><a href="{}?{}&amp;board" target="_blank">Open the board: what the room thinks</a></p>'
)


class _OnThisMachine(JupyterHandler):
    """What the browsers of this machine alone may see."""

    async def prepare(self) -> None:  # type: ignore[override]
        """Refuse visitors from the room."""
        if not ip_address(self.request.remote_ip or "0.0.0.0").is_loopback:  # noqa: S104 - compared, not bound
            raise HTTPError(403, "The trainer's page is for the machine that the server runs on.")
        await super().prepare()

    @property
    def room(self) -> RoomKernelManager:
        """The kernels of the room."""
        assert isinstance(self.kernel_manager, RoomKernelManager)
        return self.kernel_manager


class TrainerPage(_OnThisMachine):
    """The trainer's page."""

    @authenticated
    async def get(self) -> None:
        """The page."""
        address = self.settings["xtsviz_room_page"]
        is_room = self.settings["xtsviz_is_room"]
        status = self.room.status()
        page = fragment(
            """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>xtsviz: the room</title>
<link rel="icon" href="data:;base64,=">
<link rel="stylesheet" href="{base}voila/templates/xtsviz/static/trainer.css">
<script src="{base}voila/templates/xtsviz/static/trainer.js" defer></script>
</head>
<body data-status="{base}xtsviz/room/status">
<main>
<h1>{title}</h1>
{code}
<p class="address"><a href="{address}">{address}</a></p>
<p class="note">{note}</p>
{board}
<p class="numbers" id="numbers">{visitors} of {places} visitors are here.</p>
</main>
</body>
</html>
""",
            base=self.base_url,
            title="Join here" if is_room else "The room on this machine",
            code=Markup(qr_svg(address)) if is_room else Markup(""),  # noqa: S704 - made of squares
            address=address,
            note=_ROOM if is_room else _HERE,
            board=fragment(_BOARD, self.base_url, urlsplit(address).query)
            if self.settings["xtsviz_has_board"]
            else Markup(""),
            visitors=str(status["visitors"]),
            places=str(status["places"]),
        )
        self.set_header("Cache-Control", "no-store")
        self.finish(str(page))


class RoomStatus(_OnThisMachine):
    """Who is there, as JSON: numbers, no names."""

    @authenticated
    async def get(self) -> None:
        """The numbers."""
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(self.room.status()))
