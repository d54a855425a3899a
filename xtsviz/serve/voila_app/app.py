"""Voila, as `xtsviz explore` runs it."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, Rule
from tornado.web import ErrorHandler, authenticated
from voila.app import Voila

from xtsviz.serve.voila_app.settings import settings


class Served(Voila):
    """Voila with our settings, whatever those of the user are, for pages of this machine alone."""

    def load_config_file(self, *given: Any, **named: Any) -> None:
        """The user's settings, and ours over them."""
        super().load_config_file(*given, **named)
        self.update_config(settings())

    def init_handlers(self) -> list[Any]:
        """Voila's handlers, behind the one for requests that are refused."""
        replaced = url_path_join(self.server_url, r"/xtsviz/replaced/([\w-]+)")
        return [
            Rule(OtherHost(), ErrorHandler, {"status_code": 403}),
            (replaced, Replaced),
            *super().init_handlers(),
        ]


class OtherHost(Matcher):
    """Requests by a name that is not this machine's own: of a page whose name was made to lead here (DNS rebinding).

    JupyterLab refuses the same ones; Voila has no such check, and its files would be served even if it had.
    """

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """None for requests that are let through."""
        name = request.host_name
        try:
            local = ip_address(name.strip("[]")).is_loopback
        except ValueError:
            local = name == "localhost"
        return None if local else {}


class Replaced(APIHandler):
    """A page was reloaded, and its new kernel has taken over from this one."""

    @authenticated
    async def post(self, kernel_id: str) -> None:
        """End the kernel, if it is there and has no page: a tab that was made from another one knows of its kernel."""
        kernels = self.kernel_manager
        if kernel_id in kernels and not kernels.kernel_model(kernel_id)["connections"]:
            await kernels.shutdown_kernel(kernel_id)
        self.set_status(204)
