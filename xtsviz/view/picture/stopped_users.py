"""The users whom the arrows of a picture stop, with the reason: one crowd for each arrow, home tenant and reason."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import narwhals as nw

from xtsviz.flow.flow_counts import ArrowFlow
from xtsviz.flow.wording import REASON_LABELS
from xtsviz.model.frames import collect
from xtsviz.people.relations import Relation
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.box_positions import Position
from xtsviz.view.picture.types import Picture
from xtsviz.view.theme import Marker, Paint

MAX_TRACED = 300
"""The reason is found for each user, if there are not more internal users than this. Else the scope is the reason."""
OUTSIDE_SCOPE = "not in scope"


class Stopped(NamedTuple):
    """Users of one home tenant whom an arrow stops for one reason.

    Attributes:
        link: the id of the arrow.
        users: how many they are.
        reason: why, in a few words.
        relation: what they are in the source.
        start: where a single user is drawn in the source; None for the border of the box.
    """

    link: str
    users: int
    reason: str
    paint: Paint
    marker: Marker
    relation: Relation = "home"
    start: Position | None = None


def stopped_at_marks(picture: Picture) -> tuple[Stopped, ...]:
    """The one user of the overlay *One user*, at each arrow that stops them."""
    at = {person.tenant: person for person in picture.people}
    return tuple(
        Stopped(
            link.id,
            1,
            link.mark.short,
            at[link.source].paint,
            at[link.source].marker,
            at[link.source].relation,
            (at[link.source].x, at[link.source].y),
        )
        for link in picture.links
        if link.mark is not None and link.source in at
    )


def stopped_users(picture: Picture, context: ViewContext) -> tuple[Stopped, ...]:
    """All users whom the arrows of a picture stop, in the order of the arrows.

    Externals in a source, whom no arrow passes on, are among them where they do not come to the target another way.
    """
    drawn = [link.id for link in picture.links if link.id in context.by_arrow]
    traced = _traced_reasons(context, drawn)
    found: list[Stopped] = []
    for name in drawn:
        done = context.by_arrow[name]
        reasons = traced[name] if name in traced else _counted_reasons(context, done)
        source = done.arrow.source
        paint, marker = context.paint(source), context.marker(source)
        found += [
            Stopped(name, count, REASON_LABELS.get(reason, reason), paint, marker)
            for reason, count in sorted(reasons.items(), key=lambda item: -item[1])
            if count
        ]
        if done.state == "open":
            found += _never_passed_on(context, done)
    return tuple(found)


def _never_passed_on(context: ViewContext, done: ArrowFlow) -> list[Stopped]:
    source, target = done.arrow.source, done.arrow.target
    reason = REASON_LABELS["external-in-source"]
    return [
        Stopped(done.arrow.id, count, reason, context.paint(home), context.marker(home), "member")
        for home, count in context.external_counts[source].items()
        if home != target and not context.flow.pairs.get((home, target))
    ]


def _counted_reasons(context: ViewContext, done: ArrowFlow) -> dict[str, int]:
    """The reasons by the numbers alone, for directories that are too big to ask for each user."""
    internal = context.population[done.arrow.source].internal
    if done.state != "open":
        return {f"arrow-{done.state}": internal if done.eligible is None else done.eligible}
    return {OUTSIDE_SCOPE: internal - done.carried}


def _traced_reasons(context: ViewContext, drawn: list[str]) -> dict[str, Counter[str]]:
    """The reasons of each arrow by asking for each user; empty if there are too many users."""
    if sum(there.internal for there in context.population.values()) > MAX_TRACED:
        return {}
    rows = nw.from_native(context.flow.presence).filter(nw.col("relation") == "internal")
    home: dict[str, list[str]] = {}
    for user, tenant in collect(rows.select("user", "tenant")).iter_rows():
        home.setdefault(str(tenant), []).append(str(user))
    users = [user for there in home.values() for user in there]
    if not users or not drawn:
        return {}
    targets = {context.by_arrow[name].arrow.target for name in drawn}
    reasons = context.flow.reasons(users, targets)
    order = {arrow.id: n for n, arrow in enumerate(context.design.arrows)}
    found = {}
    for name in drawn:
        arrow = context.by_arrow[name].arrow
        of_users = (reasons.of(user, order[name], arrow) for user in home.get(arrow.source, ()))
        found[name] = Counter(reason for reason in of_users if reason != "carried")
    return found
