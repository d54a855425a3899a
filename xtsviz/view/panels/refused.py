"""Why what is written in a field was refused, below the field."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.markup import button, fragment


def refused_html(why: str, tenant: str, field: str) -> Markup:
    """The reason, and a button that lets the field say again what the design has."""
    back = button("Take it back", ["take-back", tenant, field], kind="xts-small")
    return fragment('<p class="xts-wrong">✕ {} {}</p>', why, back)
