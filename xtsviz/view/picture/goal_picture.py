"""A picture of outcomes: who must appear where, whatever the arrows are, and what differs from that now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from xtsviz.flow import Flow
from xtsviz.model.display_text import isolated
from xtsviz.view.context import PresenceRow, ViewContext
from xtsviz.view.picture import people_layout
from xtsviz.view.picture.box_positions import Position
from xtsviz.view.picture.cytoscape import person_element_id
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.overlays.tenant_lines import population_lines
from xtsviz.view.picture.placed_boxes import place_boxes
from xtsviz.view.picture.resolve import placed_people, tenant_nodes
from xtsviz.view.picture.room import Room, checked_room
from xtsviz.view.picture.types import NOTHING, Picture
from xtsviz.view.words import list_in_words, relation_words

Difference: TypeAlias = Literal["there", "missing", "extra", "other"]
"""An external of the goal who is there already, or still missing; somebody who must not be there; one of the other
user type."""

DIFFERENCE_WORDS: Mapping[Difference, tuple[str, str]] = {
    "there": ("✓", "there already"),
    "missing": ("!", "still missing"),
    "extra": ("✕", "must not be there"),
    "other": ("≠", "there with the other user type"),
}
"""The symbol of each difference, and what it means."""

_MAX_NAMES = 6


@dataclass(frozen=True)
class GoalPicture:
    """The outcomes that an exercise asks for.

    Attributes:
        picture: tenants and people without arrows: those of the goal, and those who must not be there.
        differences: by the element of a person in the picture.
        sentences: the differences in words; one sentence that all is as it should be, if there are none.
    """

    picture: Picture
    differences: Mapping[str, Difference]
    sentences: tuple[str, ...]

    @property
    def is_reached(self) -> bool:
        """Whether nothing differs from the goal."""
        return all(difference == "there" for difference in self.differences.values())


def goal_picture(
    goal: Flow,
    now: Flow,
    positions: Mapping[str, Position] | None = None,
    room: Room | None = None,
    *,
    user_types: bool = True,
) -> GoalPicture:
    """The outcomes of one flow, compared with another one.

    Args:
        goal: the flow whose outcomes are wanted.
        now: the flow that is compared with it.
        positions: where tenants are in the picture beside it.
        room: width and height for the picture, in pixels.
        user_types: whether it matters if somebody is an external member or an external guest.
    """
    context = ViewContext(goal.design, goal)
    there = {(here.user, here.tenant): here for here in ViewContext(now.design, now).everybody()}
    wanted = {(here.user, here.tenant): here for here in context.everybody()}
    extra = [
        here
        for key, here in there.items()
        if key not in wanted and here.relation != "home" and here.tenant in context.tenant_index
    ]
    inside = people_layout.individuals(context, [*wanted.values(), *extra])
    many = sum(map(len, inside.values())) > people_layout.MAX_PEOPLE
    result = OverlayResult("Goal", population_lines(context), inside={} if many else inside)
    tenants = tuple(context.tenant_index)
    space = checked_room(room)
    placed = place_boxes(context, result, tenants, {}, positions or {}, None, space)
    nodes = tenant_nodes(context, result, NOTHING, placed)
    people = placed_people(context, result, NOTHING, nodes, placed.look)
    difference_by_key: dict[tuple[str, str], Difference] = {
        key: _difference(here, there.get(key), user_types)
        for key, here in wanted.items()
        if here.relation != "home"
    }
    difference_by_key |= {(here.user, here.tenant): "extra" for here in extra}
    differences = {
        person_element_id(who): difference_by_key[who.user, who.tenant]
        for who in people
        if who.user is not None and (who.user, who.tenant) in difference_by_key
    }
    sentences = _sentences(context, difference_by_key, {**there, **wanted})
    outcomes = [
        f"{isolated(node.name)}: {list_in_words([isolated(p.name) for p in inside[node.id]], 12) or 'nobody'}."
        for node in nodes
    ]
    text = "\n".join(["The goal: who must be where.", *outcomes, *sentences])
    picture = Picture(
        "people", "Goal", False, NOTHING, nodes, people, (), (), text, room=space, zoom=placed.zoom
    )
    return GoalPicture(picture, differences, sentences)


def _difference(wanted: PresenceRow, here: PresenceRow | None, user_types: bool) -> Difference:
    if here is None:
        return "missing"
    return "other" if user_types and here.relation != wanted.relation else "there"


def _sentences(
    context: ViewContext,
    difference_by_key: Mapping[tuple[str, str], Difference],
    row_by_key: Mapping[tuple[str, str], PresenceRow],
) -> tuple[str, ...]:
    """A sentence for each tenant and kind of difference."""
    found = []
    for tenant in context.tenant_index:
        name = context.names.tenant(tenant)
        names: dict[Difference, list[str]] = {}
        for key, difference in difference_by_key.items():
            if key[1] == tenant:
                names.setdefault(difference, []).append(isolated(row_by_key[key].name))
        if missing := names.get("missing"):
            found.append(f"Still missing in {name}: {list_in_words(missing, _MAX_NAMES)}.")
        if extra := names.get("extra"):
            found.append(f"Must not be in {name}: {list_in_words(extra, _MAX_NAMES)}.")
        if other := names.get("other"):
            key = next(k for k, d in difference_by_key.items() if d == "other" and k[1] == tenant)
            kind = relation_words(row_by_key[key].relation)
            kind = f"{kind}s" if len(other) > 1 else f"an {kind}"
            found.append(f"Must be {kind} in {name}: {list_in_words(other, _MAX_NAMES)}.")
    return tuple(found) or ("Everybody is where they should be.",)
