"""The arrows of the Sankey chart, and those of them that belong to the selection."""

from __future__ import annotations

from dataclasses import dataclass

from xtsviz.flow.flow_counts import ArrowFlow
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.types import Selection
from xtsviz.view.words import sync_sentence

MAX_ROWS = 60
"""The limit of drawn arrows. Of more, those of one tenant are drawn."""


@dataclass(frozen=True, slots=True)
class SankeyPart:
    """The arrows that the chart shows, and notes about them.

    Attributes:
        arrows: the arrows that sync users, in the order of the document.
        lit: the ids of the arrows that belong to the selection; None if nothing is selected.
        notes: sentences: which arrows are left out, and why nothing is highlighted.
    """

    arrows: tuple[ArrowFlow, ...]
    lit: frozenset[str] | None
    notes: tuple[str, ...]


def sankey_part(context: ViewContext, selection: Selection) -> SankeyPart:
    """All arrows that sync users, or those of one tenant if they are too many.

    That tenant is the selected one, the source of the selected arrow, the home of the selected user, or else the one
    with the most synchronized users.
    """
    syncing = [done for done in context.flow.by_arrow.values() if done.carried]
    lit = _highlighted_arrows(context, selection)
    notes = [_why_no_highlight(context, selection)] if lit is not None and not lit and syncing else []
    if len(syncing) <= MAX_ROWS:
        return SankeyPart(tuple(syncing), lit, tuple(notes))
    tenant = _tenant_of_selection(context, selection) or _busiest_tenant(syncing)
    name = context.names.tenant(tenant)
    found = [done for done in syncing if tenant in (done.arrow.source, done.arrow.target)]
    ranked = sorted(found, key=lambda done: (done.arrow.id not in (lit or ()), -done.carried))[:MAX_ROWS]
    kept = {done.arrow.id for done in ranked}
    which = (
        f"the {len(found):,} of {name}"
        if len(found) == len(ranked)
        else f"{len(ranked):,} of the {len(found):,} of {name}, those with the most users"
    )
    notes.append(
        f"{len(syncing):,} arrows sync users, too many to draw at once: these are {which}. "
        "Press another tenant below to see its arrows."
    )
    return SankeyPart(tuple(done for done in found if done.arrow.id in kept), lit, tuple(notes))


def arrow_sentence(context: ViewContext, done: ArrowFlow) -> str:
    """A sentence: what an arrow does."""
    return sync_sentence(context.names.arrow(done.arrow), done.state, done.carried, done.eligible)


def _highlighted_arrows(context: ViewContext, selection: Selection) -> frozenset[str] | None:
    topology, name = context.design.topology, str(selection.id)
    if selection.kind == "arrow" and name in topology.arrow_by_id:
        done = context.flow.by_arrow[name]
        return frozenset({name} if done.carried else ())
    if selection.kind == "tenant" and name in topology.tenant_by_id:
        return frozenset(
            key
            for key, done in context.flow.by_arrow.items()
            if done.carried and name in (done.arrow.source, done.arrow.target)
        )
    if selection.kind == "user" and context.design.users.known([name]):
        trace = context.flow.trace(name)
        return frozenset(map(str, trace.loc[trace["carried"], "arrow"]))
    return None


def _why_no_highlight(context: ViewContext, selection: Selection) -> str:
    """Why no arrow of the chart belongs to the selection."""
    name = str(selection.id)
    if selection.kind == "arrow":
        return arrow_sentence(context, context.flow.by_arrow[name])
    if selection.kind == "tenant":
        return f"No arrow syncs users into or out of {context.names.tenant(name)}."
    return "No arrow syncs the selected user."


def _tenant_of_selection(context: ViewContext, selection: Selection) -> str | None:
    name = str(selection.id)
    if selection.kind == "tenant" and name in context.tenant_index:
        return name
    if selection.kind == "arrow" and name in context.design.topology.arrow_by_id:
        return context.design.arrow(name).source
    if selection.kind == "user" and context.design.users.known([name]):
        home = next((here.home for here in context.presence_of_user(name)), None)
        return home if home in context.tenant_index else None
    return None


def _busiest_tenant(syncing: list[ArrowFlow]) -> str:
    totals: dict[str, int] = {}
    for done in syncing:
        for tenant in (done.arrow.source, done.arrow.target):
            totals[tenant] = totals.get(tenant, 0) + done.carried
    return max(totals, key=lambda tenant: totals[tenant])
