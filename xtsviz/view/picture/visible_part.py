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


class Way(NamedTuple):
    """An arrow or a connected organization, by its id, with the tenants it joins."""

    id: str
    source: str
    target: str


def part(context: ViewContext, focus: OverlayResult, chosen: Selection) -> Part:
    """What is drawn under an overlay.

    Where not all can be, it is what belongs to the selection; or else what the overlay is about, if that is some
    arrows; or else the arrows of the tenant that most users come from or go to.
    """
    every = [Way(name, done.arrow.source, done.arrow.target) for name, done in context.by_arrow.items()]
    asked = requests(context.design).items()
    every += [Way(name, link.partner_tenant, link.resource_tenant) for name, link in asked]
    ways = _side_by_side(every, focus, chosen)
    said = []
    if crowded := len(every) - len(ways):
        said.append(
            f"Of each pair of tenants {MAX_OF_PAIR} arrows are drawn at most; "
            f"{number(crowded, 'arrow is', 'arrows are')} left out."
        )
    tenants = list(context.tenant_index)
    if len(ways) <= MAX_ARROWS and len(tenants) <= MAX_TENANTS:
        return Part(tuple(tenants), frozenset(way.id for way in ways), " ".join(said))
    candidates, which = ways, "{} with arrows between them"
    if len(ways) > MAX_ARROWS:
        candidates, which = _about(context, focus, chosen, ways)
    first = [*_ends(context, chosen), *focus.inside]
    ranked = _ranked(context, focus, chosen, candidates)
    kept, there = _fitting(ranked, first)
    if len(tenants) <= MAX_TENANTS:
        there = set(tenants)
    elif not kept:
        there.update(tenants[: MAX_TENANTS - len(there)])
    if len(kept) < len(ways):
        of = f"{len(kept):,} of the {len(candidates):,}" if len(kept) < len(candidates) else "all"
        said.append(
            f"{number(len(every), 'arrow')} are too many to draw at once: "
            f"these are {which.format(of if of != 'all' else f'the {len(kept):,}')}."
        )
    if len(there) < len(tenants):
        said.append(f"{len(there):,} of {len(tenants):,} tenants are drawn.")
    shown = tuple(tenant for tenant in tenants if tenant in there)
    return Part(shown, frozenset(way.id for way in kept), " ".join(said))


def _side_by_side(every: Sequence[Way], focus: OverlayResult, chosen: Selection) -> list[Way]:
    """All but those of pairs that have too many; of these, what is selected, what is lit, then the first."""
    pairs = Counter((way.source, way.target) for way in every)
    if not pairs or max(pairs.values()) <= MAX_OF_PAIR:
        return list(every)
    crowds: dict[tuple[str, str], list[Way]] = {}
    for way in every:
        if pairs[way.source, way.target] > MAX_OF_PAIR:
            crowds.setdefault((way.source, way.target), []).append(way)
    kept = {
        way.id
        for crowd in crowds.values()
        for way in sorted(crowd, key=lambda way: _rank(focus, chosen, way))[:MAX_OF_PAIR]
    }
    return [way for way in every if pairs[way.source, way.target] <= MAX_OF_PAIR or way.id in kept]


def _about(
    context: ViewContext, focus: OverlayResult, chosen: Selection, ways: Sequence[Way]
) -> tuple[list[Way], str]:
    """The arrows that a part is taken from, and the words that say which they are."""
    emphasis = focus.links.emphasis
    if focus.links.rest == "dim" and emphasis:
        about = [way for way in ways if emphasis.get(way.id, "dim") != "dim" or _is(chosen, way)]
        if about:
            return about, "{} that this picture is about"
    ends = _ends(context, chosen)
    if focus.main_arrows and not ends:
        main = [way for way in ways if way.id in focus.main_arrows]
        return main, f"{{}} {focus.main_words}"
    ends = ends or [_busiest(context, ways)]
    about = [way for way in ways if way.source in ends or way.target in ends]
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
        return list(dict.fromkeys(here.tenant for here in context.of_user(name)))[:MAX_TENANTS]
    return []


def _busiest(context: ViewContext, ways: Iterable[Way]) -> str:
    """The tenant that most users come from or go to; where nobody does, the one with most arrows."""
    users: Counter[str] = Counter()
    arrows: Counter[str] = Counter()
    for way in ways:
        carried = context.by_arrow[way.id].carried if way.id in context.by_arrow else 0
        for tenant in (way.source, way.target):
            users[tenant] += carried
            arrows[tenant] += 1
    return max(arrows, key=lambda tenant: (users[tenant], arrows[tenant]))


def _is(chosen: Selection, way: Way) -> bool:
    return chosen.kind == "arrow" and chosen.id == way.id


def _rank(focus: OverlayResult, chosen: Selection, way: Way) -> int:
    if _is(chosen, way):
        return 0
    return {"lit": 1, "normal": 2, "dim": 3}[focus.links.emphasis.get(way.id, focus.links.rest)]


def _ranked(context: ViewContext, focus: OverlayResult, chosen: Selection, ways: Iterable[Way]) -> list[Way]:
    """What is to be drawn first: the selection, what is lit, then what carries most."""

    def key(way: Way) -> tuple[int, int]:
        carried = context.by_arrow[way.id].carried if way.id in context.by_arrow else 0
        return _rank(focus, chosen, way), -carried

    return sorted(ways, key=key)


def _fitting(ranked: Iterable[Way], first: Iterable[str]) -> tuple[list[Way], set[str]]:
    """As many of the first as may be drawn, and the tenants with them."""
    kept: list[Way] = []
    there = set(list(dict.fromkeys(first))[:MAX_TENANTS])
    for way in ranked:
        if len(kept) == MAX_ARROWS:
            break
        ends = {way.source, way.target} - there
        if len(there) + len(ends) <= MAX_TENANTS:
            there |= ends
            kept.append(way)
    return kept, there
