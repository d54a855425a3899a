"""Several designs as pictures of the same size, with every tenant in the same place and colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xtsviz.compare.comparison import ArrowChange, Comparison
from xtsviz.flow import user_flow
from xtsviz.model.design import Design
from xtsviz.model.topology import Arrow, Tenant
from xtsviz.view.context import ViewContext
from xtsviz.view.palette import Palette
from xtsviz.view.picture.box_positions import Position
from xtsviz.view.picture.group_types import GroupsShown
from xtsviz.view.picture.grouping import FEW_TENANTS
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.room import Room
from xtsviz.view.picture.types import Link, Picture, Selection
from xtsviz.view.theme import CHANGES

ROOM = Room(520, 340)
"""The room of each picture in pixels, for which it is laid out."""


def pictures_side_by_side(
    comparisons: Sequence[Comparison],
    *,
    selection: Selection | None = None,
    dark: bool = False,
    positions: Mapping[str, Position] | None = None,
    palette: Palette | None = None,
    room: Room = ROOM,
) -> tuple[Picture, ...]:
    """The pictures of the first design and of each other one.

    Arrows that are added or changed are marked in the other design. With two designs, arrows that are removed are
    marked in the first. Where the tenants are too many to be read, each picture has groups of alike tenants instead.

    Args:
        comparisons: each of the first design with another one.
        selection: what is selected, in each design that has it.
        dark: True for dark ground.
        positions: positions that a person chose.
        palette: the colours that tenants had in the previous picture.
        room: the size of each picture in pixels.
    """
    flows = [comparisons[0].before, *(one.after for one in comparisons)]
    union = _union([flow.design for flow in flows])
    # The same places matter more here than large texts.
    groups = GroupsShown() if len(union.tenants) > FEW_TENANTS else None
    colors = ViewContext(union, flows[0], palette).palette
    fixed: Mapping[str, Position] = positions or {}
    whole = None
    if groups is None:
        whole = resolve(union, user_flow(union), positions=fixed, room=room)
        fixed = whole.positions
    made = [
        resolve(
            flow.design, flow, selection, dark=dark, positions=fixed, palette=colors, room=room, groups=groups
        )
        for flow in flows
    ]
    same_boxes = [_with_boxes_of(whole, picture) if whole else picture for picture in made]
    return tuple(_with_changes(picture, comparisons, place) for place, picture in enumerate(same_boxes))


def _with_boxes_of(whole: Picture, picture: Picture) -> Picture:
    """The picture with the boxes of the union: only these have been placed so that they do not overlap."""
    nodes = []
    for node in picture.nodes:
        box = whole.node_by_id[node.id]
        label = box.label if box.name == node.name else node.label
        nodes.append(
            replace(node, width=box.width, height=box.height, label=label, detail_shown=box.detail_shown)
        )
    return replace(picture, nodes=tuple(nodes))


def _union(designs: Sequence[Design]) -> Design:
    """All tenants and arrows of some designs, without scopes: their groups may be in one design alone."""
    tenants: dict[str, Tenant] = {}
    arrows: dict[str, Arrow] = {}
    for design in designs:
        for tenant in design.tenants:
            tenants.setdefault(tenant.id, tenant)
        for arrow in design.arrows:
            bare = Arrow.model_construct(id=arrow.id, source=arrow.source, target=arrow.target)
            arrows.setdefault(arrow.id, bare)
    topology = designs[0].topology.replace(
        tenants=tuple(tenants.values()), arrows=tuple(arrows.values()), groups=(), connected_organizations=()
    )
    return Design(topology, designs[0].users)


def _with_changes(picture: Picture, comparisons: Sequence[Comparison], place: int) -> Picture:
    """The picture with marks on the arrows that are different."""
    if place == 0:
        marked: dict[str, ArrowChange] = (
            {n: c for n, c in comparisons[0].arrows.items() if c == "removed"}
            if len(comparisons) == 1
            else {}
        )
    else:
        marked = dict(comparisons[place - 1].arrows)
    links = tuple(_marked(link, marked[link.id]) if link.id in marked else link for link in picture.links)
    return replace(picture, links=links)


def _marked(link: Link, change: ArrowChange) -> Link:
    style = CHANGES[change]
    return link._replace(
        style=change,
        paint=style.paint,
        label=f"{style.symbol} {link.label}".strip(),
        sentence=f"{change.capitalize()}: {link.sentence}",
    )
