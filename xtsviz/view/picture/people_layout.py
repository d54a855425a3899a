"""The people inside the boxes of a picture: single users or crowds, and their positions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xtsviz.model.display_text import clean
from xtsviz.people.relations import Relation
from xtsviz.view.context import PresenceRow, ViewContext
from xtsviz.view.picture.box_positions import Position, Size
from xtsviz.view.picture.types import Person, TenantNode
from xtsviz.view.text_width import clip_text
from xtsviz.view.theme import BARE_PERSON, PADDING, PERSON_DIAMETER, PERSON_HEIGHT, PERSON_SIZE, PERSON_WIDTH

MAX_PEOPLE = 120
"""If there are more people, crowds are drawn, one for each home tenant. If there are more crowds, only numbers are."""


class UnplacedPerson(NamedTuple):
    """A user inside a box, or a crowd (``user`` is None), without a position yet."""

    user: str | None
    home: str | None
    relation: Relation
    name: str
    label: str
    number: int


def people_or_crowds(context: ViewContext) -> dict[str, list[UnplacedPerson]] | None:
    """The people in each tenant, or crowds of them; None if there are too many crowds too."""
    total = sum(p.internal + p.external for p in context.population.values())
    if total <= MAX_PEOPLE:
        return individuals(context, context.everybody())
    found = {tenant: crowds_by_home(context, tenant) for tenant in context.tenant_index}
    return found if sum(map(len, found.values())) <= MAX_PEOPLE else None


def individuals(context: ViewContext, people: Iterable[PresenceRow]) -> dict[str, list[UnplacedPerson]]:
    """One entry for each row of the presence table, by tenant."""
    listed = list(people)
    short = short_names({here.user: here.name for here in listed})
    return {
        tenant: [
            UnplacedPerson(here.user, here.home, here.relation, clean(here.name), short[here.user], 1)
            for here in there
        ]
        for tenant, there in context.in_order(listed).items()
    }


def crowds_by_home(context: ViewContext, tenant: str, internal: bool = True) -> list[UnplacedPerson]:
    """A crowd for each home tenant of the users in a tenant."""
    here = context.population[tenant]
    relation: Relation = (
        "member" if not here.external_guests else "guest" if not here.external_members else "external"
    )
    homes = sorted(context.external_counts[tenant].items(), key=lambda item: context.tenant_index[item[0]])
    found = []
    if internal and here.internal:
        found.append(_one_crowd(context, tenant, "home", here.internal))
    found += [_one_crowd(context, home, relation, number) for home, number in homes]
    if strangers := here.external - sum(number for _, number in homes):
        found.append(_one_crowd(context, None, relation, strangers))
    return found


def _one_crowd(context: ViewContext, home: str | None, relation: Relation, number: int) -> UnplacedPerson:
    name = context.names.tenant(home)
    return UnplacedPerson(None, home, relation, f"{number:,} of {name}", f"{number:,}", number)


def short_names(names: dict[str, str]) -> dict[str, str]:
    """A label for each user (by id): the first name, with an initial if two users share it, cut to fit.

    >>> short_names({"1": "Adele Vance", "2": "Adele Young", "3": "Lee Gu", "4": "<b>X</b>"})
    {'1': 'Adele V.', '2': 'Adele Y.', '3': 'Lee', '4': '<b>X</b>'}
    """
    words = {user: clean(name).split() for user, name in names.items()}
    holders: dict[str, int] = {}
    for parts in words.values():
        if parts:
            holders[parts[0]] = holders.get(parts[0], 0) + 1
    found = {}
    for user, parts in words.items():
        plain = len(parts) > 1 and all(part.replace("-", "").replace("'", "").isalpha() for part in parts)
        label = clean(names[user])
        if plain:
            label = parts[0] if holders[parts[0]] == 1 else f"{parts[0]} {parts[-1][0]}."
        found[user] = clip_text(label, PERSON_WIDTH - 4, PERSON_SIZE)
    return found


class BoxLook(NamedTuple):
    """How much a box shows, and its shape.

    Attributes:
        detail: True for the line below the name of a box without people.
        named_up_to: a box with more people than this shows their symbols without names.
        shape: how wide boxes with people are for their height: 1 is about as wide as high.
    """

    detail: bool = True
    named_up_to: float = math.inf
    shape: float = 0.7


class _Cells(NamedTuple):
    """People in rows: how many stand in a row, and the room of each."""

    columns: int
    rows: int
    width: float
    height: float
    named: bool


def _cells(count: int, look: BoxLook) -> _Cells:
    named = count <= look.named_up_to
    width, height = (PERSON_WIDTH, PERSON_HEIGHT) if named else (BARE_PERSON, BARE_PERSON)
    columns = min(count, max(1, math.ceil(math.sqrt(count * look.shape * height / width)))) if count else 1
    rows = max(math.ceil(count / columns), 1)
    # The same number of rows with fewer empty places in the last one.
    return _Cells(math.ceil(count / rows) or 1, rows, width, height, named)


def box_size(count: int, look: BoxLook, least: float = 0.0) -> Size:
    """Width and height of a box with so many people inside."""
    cells = _cells(count, look)
    return max(cells.columns * cells.width + 2 * PADDING, least), cells.rows * cells.height + 2 * PADDING - 8


def person_positions(count: int, centre: Position, size: Size, look: BoxLook) -> list[Position]:
    """The centres of the people in a box, row by row from the upper left."""
    cells = _cells(count, look)
    left = centre[0] - cells.columns * cells.width / 2
    top = centre[1] - size[1] / 2 + PADDING + PERSON_DIAMETER / 2
    return [
        (
            left + (n % cells.columns + 0.5) * cells.width,
            top + (n // cells.columns) * cells.height,
        )
        for n in range(count)
    ]


def place_people(
    context: ViewContext,
    tenant: str,
    people: Sequence[UnplacedPerson],
    node: TenantNode,
    look: BoxLook,
    selected: str | None,
) -> list[Person]:
    """The people of one tenant in their places. In a box with too many people for names, only crowds have a label."""
    named = _cells(len(people), look).named
    places = person_positions(len(people), (node.x, node.y), (node.width, node.height), look)
    return [
        Person(
            user=person.user,
            tenant=tenant,
            home=person.home,
            relation=person.relation,
            name=person.name,
            label=person.label if named else "",
            count=person.number,
            paint=context.paint(person.home),
            marker=context.marker(person.home),
            emphasis=node.emphasis,
            selected=person.user is not None and person.user == selected,
            x=round(x, 1),
            y=round(y, 1),
        )
        for person, (x, y) in zip(people, places, strict=True)
    ]
