"""Which arrows a picture of the flow shows, and which of them belong to what is selected."""

from __future__ import annotations

from dataclasses import dataclass

from xtsviz.flow.flow_counts import ArrowFlow
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.types import Selection
from xtsviz.view.words import sync_sentence

MAX_ROWS = 60
"""So many arrows are drawn at once; of more, those of one tenant."""


@dataclass(frozen=True, slots=True)
class Part:
    """The arrows that the picture shows, and what it says about them.

    Attributes:
        arrows: those that sync somebody, in the order of the document.
        lit: the ids of those that belong to what is selected; None where nothing is.
        notes: sentences: which arrows are left out, and why nothing is lit.
    """

    arrows: tuple[ArrowFlow, ...]
    lit: frozenset[str] | None
    notes: tuple[str, ...]


def part(context: ViewContext, selection: Selection) -> Part:
    """What the picture shows: all arrows that sync somebody, or those of one tenant where they are too many.

    That tenant is the one that is selected, the source of the selected arrow, the home of the selected user,
    or else the one that most users come from or go to.
    """
    syncing = [done for done in context.flow.by_arrow.values() if done.carried]
    lit = _lit(context, selection)
    notes = [_unlit(context, selection)] if lit is not None and not lit and syncing else []
    if len(syncing) <= MAX_ROWS:
        return Part(tuple(syncing), lit, tuple(notes))
    tenant = _tenant(context, selection) or _busiest(syncing)
    name = context.names.tenant(tenant)
    found = [done for done in syncing if tenant in (done.arrow.source, done.arrow.target)]
    ranked = sorted(found, key=lambda done: (done.arrow.id not in (lit or ()), -done.carried))[:MAX_ROWS]
    kept = {done.arrow.id for done in ranked}
    which = (
        f"the {len(found):,} of {name}"
        if len(found) == len(ranked)
        else f"{len(ranked):,} of the {len(found):,} of {name}, those that sync most"
    )
    notes.append(
        f"{len(syncing):,} arrows sync users, too many to draw at once: these are {which}. "
        "Press another tenant below to see its arrows."
    )
    return Part(tuple(done for done in found if done.arrow.id in kept), lit, tuple(notes))


def sentence(context: ViewContext, done: ArrowFlow) -> str:
    """What an arrow does, in words."""
    return sync_sentence(context.names.arrow(done.arrow), done.state, done.carried, done.eligible)


def _lit(context: ViewContext, selection: Selection) -> frozenset[str] | None:
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


def _unlit(context: ViewContext, selection: Selection) -> str:
    """Why nothing in the picture belongs to what is selected."""
    name = str(selection.id)
    if selection.kind == "arrow":
        return sentence(context, context.flow.by_arrow[name])
    if selection.kind == "tenant":
        return f"No arrow syncs anybody into or out of {context.names.tenant(name)}."
    return "No arrow syncs the selected user."


def _tenant(context: ViewContext, selection: Selection) -> str | None:
    name = str(selection.id)
    if selection.kind == "tenant" and name in context.tenant_index:
        return name
    if selection.kind == "arrow" and name in context.design.topology.arrow_by_id:
        return context.design.arrow(name).source
    if selection.kind == "user" and context.design.users.known([name]):
        home = next((here.home for here in context.presence_of_user(name)), None)
        return home if home in context.tenant_index else None
    return None


def _busiest(syncing: list[ArrowFlow]) -> str:
    totals: dict[str, int] = {}
    for done in syncing:
        for tenant in (done.arrow.source, done.arrow.target):
            totals[tenant] = totals.get(tenant, 0) + done.carried
    return max(totals, key=lambda tenant: totals[tenant])
