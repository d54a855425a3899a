"""The template gallery: a card for each shape."""

from __future__ import annotations

from collections.abc import Iterable

from xtsviz.templates.template_catalog import Template
from xtsviz.view.markup import button, esc


def gallery(templates: Iterable[Template]) -> str:
    """A card per template: picture, title, purpose, number of arrows, limit. Pressing one sends ``template NAME``."""
    return f'<div class="xts-gallery">{"".join(map(_card, templates))}</div>'


def _card(template: Template) -> str:
    inside = (
        f'<span class="xts-thumb" aria-hidden="true">{template.picture}</span>'
        f'<span class="xts-card-text"><strong>{esc(template.title)}</strong>'
        f"<span>{esc(template.purpose)}</span>"
        f'<span class="xts-muted">Arrows for n tenants: {esc(template.arrows)}. {esc(template.limits)}</span></span>'
    )
    label = f"{template.title}: {template.purpose}"
    return button(label, ["template", template.name], kind="xts-card", html=inside, hint=template.when)
