"""Voila's settings under `xtsviz explore`."""

from __future__ import annotations

import os

from traitlets.config import Config

GRACE_SECONDS = 50
"""Seconds that a kernel waits for a page that went away. With the time to end it, this is less than a minute."""

GRACE_VARIABLE = "XTSVIZ_GRACE_SECONDS"
"""Environment variable: how long a kernel waits for a page that went away."""

_CHECK_SECONDS = 3  # seconds between two looks at the kernels
_STARTUP_SECONDS = 600  # many kernels that start together, on a slow machine

# Voila loads every installed extension. The first of these works in Notebook only, and fails here. The second is nearly
# half of what a browser loads, for outputs of a kind that our pages have not: charts bring their own script.
_NOT_NEEDED = ["@jupyter-notebook/lab-extension", "jupyterlab-plotly"]

# Each exception from 'self' is one that Chromium reported as needed. No script needs 'unsafe-eval'. No script needs
# 'unsafe-inline', since our page template has the scripts of Voila in a file.
POLICY = "; ".join(
    (
        "default-src 'self'",
        # The scripts of anywidgets (ours and plotly's) are loaded from a blob.
        "script-src 'self' blob:",
        # CodeMirror and ipywidgets add style sheets, Lumino and plotly write styles of elements, our markup has some.
        "style-src 'self' 'unsafe-inline'",
        # Icons inside the style sheets of JupyterLab and plotly.
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
"""The content security policy of every answer: no content from other hosts, and no data to other hosts."""


def settings(visitors: int = 0, status_file: str = "") -> Config:
    """The settings that replace those of the user's own configuration of Voila.

    Args:
        visitors: for so many visitors, kernels are kept warm; 0 for one person, whose kernel starts with the page.
        status_file: the file that says who is there; empty for none.
    """
    config = Config()
    grace = int(os.environ.get(GRACE_VARIABLE) or GRACE_SECONDS)
    voila = config.VoilaConfiguration
    voila.multi_kernel_manager_class = "xtsviz.serve.voila_app.kernels.PageKernelManager"
    if visitors:
        voila.multi_kernel_manager_class = "xtsviz.serve.voila_app.room_kernels.RoomKernelManager"
        voila.preheat_kernel = True
        voila.default_pool_size = visitors
        config.RoomKernelManager.visitors = visitors
        config.RoomKernelManager.status_file = status_file
        config.VoilaExecutor.startup_timeout = _STARTUP_SECONDS
    voila.resources = {"xtsviz": {"served": True}}
    voila.allow_template_override = "NO"
    voila.extension_denylist = _NOT_NEEDED
    # During a long cell, Voila would send an inline script, which the policy refuses.
    voila.http_keep_alive_timeout = 24 * 3600
    manager = config.PageKernelManager
    manager.cull_idle_timeout = grace
    manager.cull_interval = min(_CHECK_SECONDS, max(1, grace))
    config.Voila.tornado_settings = {
        "headers": {"Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin"},
        # So the server soon notices a page that went away without closing the connection.
        "ws_ping_interval": 10_000,
        "ws_ping_timeout": 30_000,
    }
    return config
