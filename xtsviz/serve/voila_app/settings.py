"""Voila's settings under `xtsviz explore`."""

from __future__ import annotations

import os
from typing import Any

from traitlets.config import Config

GRACE = 50
"""Seconds that a kernel waits for a page that went away: with its own end it is less than a minute."""

SECONDS = "XTSVIZ_GRACE_SECONDS"
"""Environment variable: how long a kernel waits for a page that went away."""

_LOOKS = 3  # seconds between two looks at the kernels

# What Chromium reports when all that the page can show is opened under a policy of 'self' alone. No script needs
# 'unsafe-eval'; none needs 'unsafe-inline' either, since our page template holds Voila's own ones in a file.
POLICY = "; ".join(
    (
        "default-src 'self'",
        # Widgets of anywidget (our own one, plotly's) bring their script along, which is loaded from a blob.
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
"""The content security policy of everything that the server sends: nothing comes from, and nothing goes to, others."""


def settings() -> Config:
    """What is set whatever the user's own configuration of Voila says."""
    config = Config()
    grace = int(os.environ.get(SECONDS) or GRACE)
    voila = config.VoilaConfiguration
    voila.multi_kernel_manager_class = "xtsviz.serve.voila_app.kernels.PageKernelManager"
    voila.prelaunch_hook = _before
    voila.resources = {"xtsviz": {"served": True}}
    voila.allow_template_override = "NO"
    # While a cell runs long, Voila would send a script inside the page, which the policy refuses.
    voila.http_keep_alive_timeout = 24 * 3600
    manager = config.PageKernelManager
    manager.cull_idle_timeout = grace
    manager.cull_interval = min(_LOOKS, max(1, grace))
    config.Voila.tornado_settings = {
        "headers": {"Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin"},
        # A page that is gone without a word is noticed soon.
        "ws_ping_interval": 10_000,
        "ws_ping_timeout": 30_000,
    }
    return config


def _before(request: Any, **_: Any) -> None:
    """Before a page is made: give it the token that it shows when it ends the kernel of the page before it."""
    request.xsrf_token  # noqa: B018 - asking for it sets the cookie
