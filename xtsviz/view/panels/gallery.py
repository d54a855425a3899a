"""The template gallery: a card for each shape."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from xtsviz.templates.template_catalog import Template
from xtsviz.view.markup import button, fragment, join_markup


def gallery(templates: Iterable[Template]) -> Markup:
    """A card per template: picture, title, purpose, number of arrows, limits. A press sends ``template NAME``."""
    return fragment('<div class="xts-gallery">{}</div>', join_markup(map(_card, templates)))


def _card(template: Template) -> Markup:
    inside = fragment(
        '<span class="xts-thumb" aria-hidden="true">{}</span><span class="xts-card-text">'
        '<strong>{}</strong><span>{}</span><span class="xts-muted">Arrows for n tenants: {}. {}'
        "</span></span>",
        template.picture,
        template.title,
        template.purpose,
        template.arrows,
        template.limits,
    )
    label = f"{template.title}: {template.purpose}"
    return button(label, ["template", template.name], kind="xts-card", html=inside, hint=template.when)
