"""The overlay *One tenant*: who is external there, and which arrows brought them."""

from __future__ import annotations

from xtsviz.view.context import ViewContext
from xtsviz.view.picture import people_layout
from xtsviz.view.picture.links import ArrowOverlay
from xtsviz.view.picture.overlays.overlay import ArrowLegend, Overlay
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.overlays.tenant_lines import population_lines
from xtsviz.view.picture.types import Emphasis, Selection
from xtsviz.view.theme import ArrowStyleName
from xtsviz.view.words import number


def _resolve(context: ViewContext, selection: Selection) -> OverlayResult:
    tenant = _chosen_tenant(context, selection)
    if tenant is None:
        note = "Choose a tenant to see who is external there, and which arrows brought them."
        return OverlayResult("One tenant: none is chosen", population_lines(context), note=note)
    name = context.names.tenant(tenant)
    external = context.population[tenant].external
    if external <= people_layout.MAX_PEOPLE // 2:
        people = people_layout.individuals(context, context.externals(tenant))[tenant]
    else:
        people = people_layout.crowds_by_home(context, tenant, internal=False)
    homes = context.external_counts[tenant]
    details = {
        t: f"{number(homes[t], 'external')} there" if t in homes else "nobody there"
        for t in context.tenant_index
    }
    emphasis: dict[str, Emphasis] = dict.fromkeys(homes, "normal")
    arrows: dict[str, Emphasis] = {}
    for arrow, flow in context.flow.by_arrow.items():
        if flow.arrow.target == tenant:
            arrows[arrow] = "lit" if flow.carried else "normal"
    paints = {
        arrow: context.paint(context.flow.by_arrow[arrow].arrow.source)
        for arrow, how in arrows.items()
        if how == "lit"
    }
    sentences = [f"{name} has {number(external, 'external')}."]
    sentences += [
        f"{context.names.tenant(home)}: {number(count, 'external')} there." for home, count in homes.items()
    ]
    return OverlayResult(
        title=f"One tenant: who is external in {name}",
        details={**details, tenant: number(external, "external")},
        emphasis={**emphasis, tenant: "lit"},
        rest="dim",
        inside={tenant: people} if people else {},
        links=ArrowOverlay(arrows, "dim", paints=paints),
        sentences=tuple(sentences),
    )


def _chosen_tenant(context: ViewContext, selection: Selection) -> str | None:
    if selection.kind == "tenant":
        return selection.id
    if selection.kind == "arrow" and selection.id is not None:
        return context.design.arrow(selection.id).target
    return None


def _words(style: ArrowStyleName) -> str | None:
    return "open; in the colour of the home tenant where it brought externals" if style == "open" else None


OVERLAY = Overlay("tenant", "One tenant", 4, _resolve, about="tenant", legend=ArrowLegend(words=_words))
