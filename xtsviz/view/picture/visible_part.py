"""The tenants and arrows that a picture shows: all of them, or a part if there are too many.

People cannot follow more lines, and the number of lines limits the time that drawing takes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from xtsviz.view.context import ViewContext, access_requests
from xtsviz.view.picture.elements import MAX_EDGES
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.types import Selection
from xtsviz.view.words import number

MAX_ARROWS = MAX_EDGES
"""The limit of drawn arrows. Of more, those of one tenant are drawn, or those that the overlay is about."""
MAX_TENANTS = 400
"""The limit of drawn tenants. Of more, those that the drawn arrows connect are drawn."""
MAX_OF_PAIR = 12
"""The limit of drawn arrows from one tenant to another."""


class VisiblePart(NamedTuple):
    """The part of a design that a picture shows.

    Attributes:
        tenants: the ids of the tenants, in the order of the design.
        links: ids of arrows, and of connected organizations (see `xtsviz.view.context.access_requests`).
        left_out: sentences about the rest; empty if everything is drawn.
    """

    tenants: tuple[str, ...]
    links: frozenset[str]
    left_out: str


class Connection(NamedTuple):
    """An arrow or a connected organization, by its id, with the tenants it joins."""

    id: str
    source: str
    target: str


def visible_part(
    context: ViewContext,
    result: OverlayResult,
    chosen: Selection,
    *,
    among: Container[str] | None = None,
    tenants: Sequence[str] | None = None,
) -> VisiblePart:
    """The part of a design that is drawn with an overlay.

    If not everything can be drawn, it is the part that belongs to the selection; or else the arrows that the overlay
    is about; or else the arrows of the tenant with the most synchronized users.

    Args:
        among: only these arrows and connected organizations may be drawn; None for all.
        tenants: only these tenants may be drawn, and no others are in `among`; None for all.
    """
    every = [
        Connection(name, done.arrow.source, done.arrow.target) for name, done in context.by_arrow.items()
    ]
    asked = access_requests(context.design).items()
    every += [Connection(name, link.partner_tenant, link.resource_tenant) for name, link in asked]
    if among is not None:
        every = [link for link in every if link.id in among]
    connections = _side_by_side(every, result, chosen)
    sentences = []
    if crowded := len(every) - len(connections):
        sentences.append(
            f"Of each pair of tenants {MAX_OF_PAIR} arrows are drawn at most; "
            f"{number(crowded, 'arrow is', 'arrows are')} left out."
        )
    tenants = list(context.tenant_index) if tenants is None else list(tenants)
    if len(connections) <= MAX_ARROWS and len(tenants) <= MAX_TENANTS:
        return VisiblePart(tuple(tenants), frozenset(link.id for link in connections), " ".join(sentences))
    candidates, which = connections, "{} with arrows between them"
    if len(connections) > MAX_ARROWS:
        candidates, which = _arrows_about(context, result, chosen, connections)
    first = [*_tenants_of_selection(context, chosen), *result.inside]
    ranked = _sorted_by_importance(context, result, chosen, candidates)
    kept, there = _first_that_fit(ranked, first)
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
    return VisiblePart(shown, frozenset(link.id for link in kept), " ".join(sentences))


def _side_by_side(every: Sequence[Connection], result: OverlayResult, chosen: Selection) -> list[Connection]:
    """The connections without those that are too many for a pair. The selected and highlighted ones stay first."""
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


def _arrows_about(
    context: ViewContext, result: OverlayResult, chosen: Selection, connections: Sequence[Connection]
) -> tuple[list[Connection], str]:
    """The arrows of which a part is drawn, and words that say which they are."""
    emphasis = result.links.emphasis
    if result.links.rest == "dim" and emphasis:
        about = [
            link
            for link in connections
            if emphasis.get(link.id, "dim") != "dim" or _is_selected(chosen, link)
        ]
        if about:
            return about, "{} that this picture is about"
    ends = _tenants_of_selection(context, chosen)
    if result.main_arrows and not ends:
        main = [link for link in connections if link.id in result.main_arrows]
        return main, f"{{}} {result.main_words}"
    ends = ends or [_busiest_tenant(context, connections)]
    about = [link for link in connections if link.source in ends or link.target in ends]
    return about, "{} of " + " and ".join(
        context.names.tenant(end).replace("{", "{{").replace("}", "}}") for end in ends
    )


def _tenants_of_selection(context: ViewContext, chosen: Selection) -> list[str]:
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


def _busiest_tenant(context: ViewContext, connections: Iterable[Connection]) -> str:
    """The tenant with the most synchronized users, in or out; without any, the tenant with the most arrows."""
    users: Counter[str] = Counter()
    arrows: Counter[str] = Counter()
    for link in connections:
        carried = context.by_arrow[link.id].carried if link.id in context.by_arrow else 0
        for tenant in (link.source, link.target):
            users[tenant] += carried
            arrows[tenant] += 1
    return max(arrows, key=lambda tenant: (users[tenant], arrows[tenant]))


def _is_selected(chosen: Selection, link: Connection) -> bool:
    return chosen.kind == "arrow" and chosen.id == link.id


def _rank(result: OverlayResult, chosen: Selection, link: Connection) -> int:
    if _is_selected(chosen, link):
        return 0
    return {"lit": 1, "normal": 2, "dim": 3}[result.links.emphasis.get(link.id, result.links.rest)]


def _sorted_by_importance(
    context: ViewContext, result: OverlayResult, chosen: Selection, connections: Iterable[Connection]
) -> list[Connection]:
    """The connections in the order in which they are drawn: selected, highlighted, then those with the most users."""

    def key(link: Connection) -> tuple[int, int]:
        carried = context.by_arrow[link.id].carried if link.id in context.by_arrow else 0
        return _rank(result, chosen, link), -carried

    return sorted(connections, key=key)


def _first_that_fit(ranked: Iterable[Connection], first: Iterable[str]) -> tuple[list[Connection], set[str]]:
    """The first connections, as many as can be drawn, and their tenants."""
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
