"""Which tenants and arrows of a design a picture can show: all of them, or a part, and what it says about that.

No eye follows more lines, and their number bounds what a picture costs, whatever its form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xtsviz.view.context import ViewContext, requests
from xtsviz.view.picture.elements import MAX_EDGES
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.types import Selection
from xtsviz.view.words import number

MAX_ARROWS = MAX_EDGES
"""So many arrows are drawn at once; of more, those of one tenant, or those that the overlay is about."""
MAX_TENANTS = 400
"""So many tenants are drawn at once; of more, those that the arrows of the picture join."""
MAX_OF_PAIR = 12
"""So many arrows from one tenant to another are drawn side by side."""


class Part(NamedTuple):
    """What a picture shows of a design.

    Attributes:
        tenants: their ids, in the order of the design.
        links: ids of arrows, and of connected organizations as `xtsviz.view.context.requests` names them.
        left_out: what is not drawn, in sentences; empty if everything is.
    """

    tenants: tuple[str, ...]
    links: frozenset[str]
    left_out: str


class Connection(NamedTuple):
    """An arrow or a connected organization, by its id, with the tenants it joins."""

    id: str
    source: str
    target: str


def part(context: ViewContext, result: OverlayResult, chosen: Selection) -> Part:
    """What is drawn under an overlay.

    Where not all can be, it is what belongs to the selection; or else what the overlay is about, if that is some
    arrows; or else the arrows of the tenant that most users come from or go to.
    """
    every = [
        Connection(name, done.arrow.source, done.arrow.target) for name, done in context.by_arrow.items()
    ]
    asked = requests(context.design).items()
    every += [Connection(name, link.partner_tenant, link.resource_tenant) for name, link in asked]
    connections = _side_by_side(every, result, chosen)
    sentences = []
    if crowded := len(every) - len(connections):
        sentences.append(
            f"Of each pair of tenants {MAX_OF_PAIR} arrows are drawn at most; "
            f"{number(crowded, 'arrow is', 'arrows are')} left out."
        )
    tenants = list(context.tenant_index)
    if len(connections) <= MAX_ARROWS and len(tenants) <= MAX_TENANTS:
        return Part(tuple(tenants), frozenset(link.id for link in connections), " ".join(sentences))
    candidates, which = connections, "{} with arrows between them"
    if len(connections) > MAX_ARROWS:
        candidates, which = _about(context, result, chosen, connections)
    first = [*_ends(context, chosen), *result.inside]
    ranked = _ranked(context, result, chosen, candidates)
    kept, there = _fitting(ranked, first)
    if len(tenants) <= MAX_TENANTS:
        there = set(tenants)
    elif not kept:
        there.update(tenants[: MAX_TENANTS - len(there)])
    if len(kept) < len(connections):
        of = f"{len(kept):,} of the {len(candidates):,}" if len(kept) < len(candidates) else "all"
        sentences.append(
            f"{number(len(every), 'arrow')} are too many to draw at once: "
            f"these are {which.format(of if of != 'all' else f'the {len(kept):,}')}."
        )
    if len(there) < len(tenants):
        sentences.append(f"{len(there):,} of {len(tenants):,} tenants are drawn.")
    shown = tuple(tenant for tenant in tenants if tenant in there)
    return Part(shown, frozenset(link.id for link in kept), " ".join(sentences))


def _side_by_side(every: Sequence[Connection], result: OverlayResult, chosen: Selection) -> list[Connection]:
    """All but those of pairs that have too many; of these, what is selected, what is lit, then the first."""
    pairs = Counter((link.source, link.target) for link in every)
    if not pairs or max(pairs.values()) <= MAX_OF_PAIR:
        return list(every)
    crowds: dict[tuple[str, str], list[Connection]] = {}
    for link in every:
        if pairs[link.source, link.target] > MAX_OF_PAIR:
            crowds.setdefault((link.source, link.target), []).append(link)
    kept = {
        link.id
        for crowd in crowds.values()
        for link in sorted(crowd, key=lambda link: _rank(result, chosen, link))[:MAX_OF_PAIR]
    }
    return [link for link in every if pairs[link.source, link.target] <= MAX_OF_PAIR or link.id in kept]


def _about(
    context: ViewContext, result: OverlayResult, chosen: Selection, connections: Sequence[Connection]
) -> tuple[list[Connection], str]:
    """The arrows that a part is taken from, and the words that say which they are."""
    emphasis = result.links.emphasis
    if result.links.rest == "dim" and emphasis:
        about = [link for link in connections if emphasis.get(link.id, "dim") != "dim" or _is(chosen, link)]
        if about:
            return about, "{} that this picture is about"
    ends = _ends(context, chosen)
    if result.main_arrows and not ends:
        main = [link for link in connections if link.id in result.main_arrows]
        return main, f"{{}} {result.main_words}"
    ends = ends or [_busiest(context, connections)]
    about = [link for link in connections if link.source in ends or link.target in ends]
    return about, "{} of " + " and ".join(
        context.names.tenant(end).replace("{", "{{").replace("}", "}}") for end in ends
    )


def _ends(context: ViewContext, chosen: Selection) -> list[str]:
    """The tenants that the selection is about."""
    name = str(chosen.id)
    if chosen.kind == "tenant":
        return [name]
    if chosen.kind == "arrow":
        arrow = context.design.arrow(name)
        return [arrow.source, arrow.target]
    if chosen.kind == "user":
        return list(dict.fromkeys(here.tenant for here in context.presence_of_user(name)))[:MAX_TENANTS]
    return []


def _busiest(context: ViewContext, connections: Iterable[Connection]) -> str:
    """The tenant that most users come from or go to; where nobody does, the one with most arrows."""
    users: Counter[str] = Counter()
    arrows: Counter[str] = Counter()
    for link in connections:
        carried = context.by_arrow[link.id].carried if link.id in context.by_arrow else 0
        for tenant in (link.source, link.target):
            users[tenant] += carried
            arrows[tenant] += 1
    return max(arrows, key=lambda tenant: (users[tenant], arrows[tenant]))


def _is(chosen: Selection, link: Connection) -> bool:
    return chosen.kind == "arrow" and chosen.id == link.id


def _rank(result: OverlayResult, chosen: Selection, link: Connection) -> int:
    if _is(chosen, link):
        return 0
    return {"lit": 1, "normal": 2, "dim": 3}[result.links.emphasis.get(link.id, result.links.rest)]


def _ranked(
    context: ViewContext, result: OverlayResult, chosen: Selection, connections: Iterable[Connection]
) -> list[Connection]:
    """What is to be drawn first: the selection, what is lit, then what syncs most."""

    def key(link: Connection) -> tuple[int, int]:
        carried = context.by_arrow[link.id].carried if link.id in context.by_arrow else 0
        return _rank(result, chosen, link), -carried

    return sorted(connections, key=key)


def _fitting(ranked: Iterable[Connection], first: Iterable[str]) -> tuple[list[Connection], set[str]]:
    """As many of the first as may be drawn, and the tenants with them."""
    kept: list[Connection] = []
    there = set(list(dict.fromkeys(first))[:MAX_TENANTS])
    for link in ranked:
        if len(kept) == MAX_ARROWS:
            break
        ends = {link.source, link.target} - there
        if len(there) + len(ends) <= MAX_TENANTS:
            there |= ends
            kept.append(link)
    return kept, there
