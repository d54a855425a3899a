"""The page of a visitor."""

from __future__ import annotations

from typing import Any

from tornado.web import authenticated
from voila.tornado.handler import TornadoVoilaHandler

from xtsviz.serve.voila_app.room_kernels import RoomKernelManager

_THEMES = ("light", "dark", "JupyterLab Light", "JupyterLab Dark")
_FULL = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>The room is full</title></head>
<body style="font: 18px/1.5 system-ui, sans-serif; max-width: 36em; margin: 10vh auto; padding: 0 1em">
<h1>The room is full</h1>
<p>{visitors} visitors are here, and the server has no memory for more. Reload this page when somebody has left.
The trainer can start the server again with a larger number after <code>--visitors</code>.</p>
</body>
</html>
"""


class VisitorPage(TornadoVoilaHandler):
    """Voila's page, with a warm kernel also where the address asks for a theme."""

    @authenticated
    async def get(self, path: str | None = None) -> None:
        """The page; or that the room is full."""
        self.xsrf_token  # noqa: B018 - asking for it sets the cookie that the page needs to end its old kernel
        kernels = self.kernel_manager
        if not path and isinstance(kernels, RoomKernelManager) and not await kernels.has_place():
            self.set_status(503)
            self.finish(_FULL.format(visitors=kernels.present()))
            return
        await super().get(path)

    def should_use_rendered_notebook(
        self, notebook_data: Any, pool_size: int, template_name: str, theme: str, request_args: Any
    ) -> bool:
        """Whether a warm kernel fits: also for another theme, which the page puts on itself (page.js)."""
        asked = None if theme in _THEMES else theme
        return bool(
            super().should_use_rendered_notebook(notebook_data, pool_size, template_name, asked, request_args)
        )
