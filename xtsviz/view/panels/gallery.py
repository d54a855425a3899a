"""The template gallery: a card for each shape."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from xtsviz.model.topology import Topology
from xtsviz.templates.template_catalog import Template
from xtsviz.view.markup import button, fragment, join_markup
from xtsviz.view.words import number


def gallery(templates: Iterable[Template], topology: Topology | None = None) -> Markup:
    """A card per template: picture, title, purpose, number of arrows, limits. A press sends ``template NAME``.

    Args:
        templates: of the catalog.
        topology: of a design; each card says what the shape would keep of it.
    """
    cards = (_card(template, _effect(template, topology) if topology else "") for template in templates)
    return fragment('<div class="xts-gallery">{}</div>', join_markup(cards))


def _effect(template: Template, topology: Topology) -> str:
    """What the shape keeps, adds and drops, with the tenants in their order."""
    tenants = list(topology.tenant_by_id)
    if not template.min_tenants <= len(tenants) <= template.max_tenants:
        least, most = template.min_tenants, template.max_tenants
        which = f"{least}" if least == most else f"{least:,} to {most:,}"
        return f"It is for {which} tenants; the design has {len(tenants):,}."
    pairs = {(tenants[source], tenants[target]) for source, target in template.arrow_ends(len(tenants))}
    there = topology.arrows_by_pair
    kept = sum(len(arrows) for pair, arrows in there.items() if pair in pairs)
    dropped, added = len(topology.arrows) - kept, len(pairs - there.keys())
    return f"From this design: keeps {kept:,} of {number(kept + dropped, 'arrow')}, adds {added:,}."


def _card(template: Template, effect: str) -> Markup:
    inside = fragment(
        '<span class="xts-thumb" aria-hidden="true">{}</span><span class="xts-card-text">'
        '<strong>{}</strong><span>{}</span><span class="xts-muted">Arrows for n tenants: {}. {}'
        "</span>{}</span>",
        template.picture,
        template.title,
        template.purpose,
        template.arrows,
        template.limits,
        fragment("<span>{}</span>", effect) if effect else Markup(),
    )
    label = f"{template.title}: {template.purpose}"
    return button(label, ["template", template.name], kind="xts-card", html=inside, hint=template.when)
