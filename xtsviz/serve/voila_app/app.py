"""Voila, as `xtsviz explore` runs it."""

from __future__ import annotations

import os
from ipaddress import ip_address
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, Rule
from tornado.web import ErrorHandler, authenticated
from traitlets import Integer, Unicode
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler

from xtsviz.serve.kernel_forks import can_fork
from xtsviz.serve.places import LOOPBACK
from xtsviz.serve.voila_app.forked_kernels import ForkedKernels
from xtsviz.serve.voila_app.settings import settings
from xtsviz.serve.voila_app.trainer_page import RoomStatus, TrainerPage
from xtsviz.serve.voila_app.visitor_page import VisitorPage


class ExploreServer(Voila):
    """Voila with our settings instead of those of the user, for pages on this machine or in a room."""

    visitors = Integer(0, config=True, help="Keep kernels warm for so many visitors; 0 for one person.")
    kind = Unicode("explore", config=True, help="What the pages show: explore or practice.")
    listen_address = Unicode("", config=True, help="The further address that is served; empty for none.")
    room_page = Unicode("", config=True, help="The address that visitors of a room open.")
    status_file = Unicode("", config=True, help="The file that says who is there.")

    def load_config_file(self, *args: Any, **kwargs: Any) -> None:
        """The user's settings, and ours over them."""
        super().load_config_file(*args, **kwargs)
        self.update_config(settings(self.visitors, self.status_file))

    def init_settings(self) -> dict[str, Any]:
        """Voila's settings; kernels begin to warm here, so what they are forked from starts before."""
        if self.visitors and can_fork():
            ForkedKernels.start(self.kind, os.path.dirname(self.status_file))  # noqa: PTH120 - a text either way
        room = {"xtsviz_room_page": self.room_page, "xtsviz_is_room": bool(self.listen_address)}
        return {**super().init_settings(), **room, "xtsviz_has_board": self.kind == "practice"}

    def init_handlers(self) -> list[Any]:
        """The handler that refuses requests, then ours, then the handlers of Voila."""
        ours = [
            (r"/xtsviz/replaced/([\w-]+)", ReplacedKernel),
            *(
                [(r"/xtsviz/room", TrainerPage), (r"/xtsviz/room/status", RoomStatus)]
                if self.visitors
                else []
            ),
        ]
        return [
            Rule(ForeignHost(self.listen_address), ErrorHandler, {"status_code": 403}),
            *[(url_path_join(self.server_url, path), handler) for path, handler in ours],
            *[
                (handler[0], VisitorPage, *handler[2:]) if handler[1] is TornadoVoilaHandler else handler
                for handler in super().init_handlers()
            ],
        ]

    def listen(self) -> None:
        """Listen on this machine, and on the address that was asked for."""
        if self.listen_address and self.listen_address not in LOOPBACK:
            self.app.listen(self.port, self.listen_address)
        super().listen()


class ForeignHost(Matcher):
    """Requests under a host name that is not of this machine: another site may have such a name (DNS rebinding).

    JupyterLab refuses the same requests. Voila has no such check.

    Args:
        allowed: the one further name or address that is answered; empty for none.
    """

    def __init__(self, allowed: str = "") -> None:
        self._allowed = allowed.casefold()

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """None for a request that is allowed."""
        name = request.host_name
        try:
            local = ip_address(name.strip("[]")).is_loopback
        except ValueError:
            local = name == "localhost"
        is_allowed = local or (bool(self._allowed) and name.strip("[]").casefold() == self._allowed)
        return None if is_allowed else {}


class ReplacedKernel(APIHandler):
    """The old kernel of a page that was reloaded and has a new kernel."""

    @authenticated
    async def post(self, kernel_id: str) -> None:
        """End the kernel if it has no page. A duplicated tab names the kernel of the first tab, which has one."""
        kernels = self.kernel_manager
        if kernel_id in kernels and not kernels.kernel_model(kernel_id)["connections"]:
            await kernels.shutdown_kernel(kernel_id)
        self.set_status(204)
