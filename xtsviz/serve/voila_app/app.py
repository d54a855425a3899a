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


class ExploreServer(Voila):
    """Voila with our settings instead of those of the user, for pages on this machine only."""

    def load_config_file(self, *args: Any, **kwargs: Any) -> None:
        """The user's settings, and ours over them."""
        super().load_config_file(*args, **kwargs)
        self.update_config(settings())

    def init_handlers(self) -> list[Any]:
        """The handler that refuses requests, then the handlers of Voila."""
        replaced = url_path_join(self.server_url, r"/xtsviz/replaced/([\w-]+)")
        return [
            Rule(ForeignHost(), ErrorHandler, {"status_code": 403}),
            (replaced, ReplacedKernel),
            *super().init_handlers(),
        ]


class ForeignHost(Matcher):
    """Requests under a host name that is not of this machine: another site may have such a name (DNS rebinding).

    JupyterLab refuses the same requests. Voila has no such check.
    """

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """None for a request that is allowed."""
        name = request.host_name
        try:
            local = ip_address(name.strip("[]")).is_loopback
        except ValueError:
            local = name == "localhost"
        return None if local else {}


class ReplacedKernel(APIHandler):
    """The old kernel of a page that was reloaded and has a new kernel."""

    @authenticated
    async def post(self, kernel_id: str) -> None:
        """End the kernel if it has no page. A duplicated tab names the kernel of the first tab, which has one."""
        kernels = self.kernel_manager
        if kernel_id in kernels and not kernels.kernel_model(kernel_id)["connections"]:
            await kernels.shutdown_kernel(kernel_id)
        self.set_status(204)
