"""A picture with groups of alike tenants: what is drawn one by one, what is counted, and where everything lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from xtsviz.model.design import Design
from xtsviz.model.topology import Arrow, Tenant
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.box_positions import Position, Size
from xtsviz.view.picture.group_box import (
    BoxContent,
    group_badges,
    group_detail,
    group_sentences,
    moved,
)
from xtsviz.view.picture.group_ends import are_tenants, arrow_ends, chosen_tenants, joining, request_links
from xtsviz.view.picture.group_grid import FRAME, bounding, cell_size, grid_positions
from xtsviz.view.picture.group_links import bent, bundle_link, bundles, count_arrows, most_first
from xtsviz.view.picture.group_told import arrows_between, arrows_within, different_lines, told_content
from xtsviz.view.picture.group_types import GroupBox, GroupsShown
from xtsviz.view.picture.grouping import Grouping, group_tenants
from xtsviz.view.picture.layout import Layout
from xtsviz.view.picture.links import make_links
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.room import Room
from xtsviz.view.picture.types import Emphasis, Link, Selection, TenantNode
from xtsviz.view.picture.visible_part import MAX_ARROWS, VisiblePart, visible_part
from xtsviz.view.text_width import clip_text
from xtsviz.view.theme import DIM, HEADROOM, NAME_SIZE, OUTLINE
from xtsviz.view.words import number


class Places(Protocol):
    """Lays out the tenants of a design with boxes of these sizes."""

    def __call__(self, design: Design, /, *, sizes: Mapping[str, Size], room: Room) -> Layout:
        """The positions, and the zoom at which they fit into the room."""


_EXCEPTIONS_IN_WORDS = 60
_SHARE = 0.7
"""The share of the room that frames have beside other boxes."""
_ROOM = 150.0
"""More room beside the box of a group: its arrows have long labels."""


@dataclass(frozen=True)
class GroupedPart:
    """What a picture with groups draws.

    Attributes:
        shown: the tenants and arrows that are drawn one by one.
        links: all arrows that are drawn; their labels have no final position yet.
        contents: what is in each closed box, by its id.
        boxes: the content of each box and frame, by its id; the parts lie around the centre 0, 0.
        details: the second line for all tenants of each box and frame.
        result: the result of the overlay, without what is not drawn in the boxes.
        chosen: the selected tenants, or the tenants of the selected arrow.
        small: the tenants of frames with too many of them. They are drawn as names only.
    """

    context: ViewContext
    grouping: Grouping
    shown: VisiblePart
    links: list[Link]
    contents: Mapping[str, BoxContent]
    boxes: Mapping[str, GroupBox]
    details: Mapping[str, str]
    result: OverlayResult
    chosen: frozenset[str]
    small: frozenset[str]

    def small_sizes(self, room: Room) -> dict[str, Size]:
        """The sizes of the tenants that are only names: each frame fills its share of the room."""
        frames = [g.tenants for g in self.grouping.opened.values() if self.small.issuperset(g.tenants)]
        beside = len(self.contents) + len(self.shown.tenants) - len(self.small)
        share = 1.0 if len(frames) == 1 and not beside else _SHARE / max(len(frames), 1)
        found: dict[str, Size] = {}
        for tenants in frames:
            names = [self.context.names.label(tenant) for tenant in tenants]
            found |= dict.fromkeys(tenants, cell_size(names, room, share))
        return found

    def place(
        self, sizes: Mapping[str, Size], lay_out: Places, space: Room, own: Mapping[str, Position]
    ) -> tuple[dict[str, Position], tuple[TenantNode, ...], float]:
        """The positions of all drawn tenants, the boxes of the groups, and the zoom at which all fits.

        Args:
            sizes: the room of each drawn tenant.
            lay_out: makes a layout.
            space: the size of the canvas.
            own: positions that a person chose.
        """
        frames: dict[str, tuple[dict[str, Position], Size]] = {}
        room = {node: (w + _ROOM, h) for node, (w, h) in self._box_sizes.items()}
        inside: set[str] = set()
        for node, group in self.grouping.opened.items():
            members = [tenant for tenant in group.tenants if tenant in sizes]
            if not members:
                continue
            inside.update(members)
            frames[node] = self._frame(members, sizes, lay_out, space)
            width, height = frames[node][1]
            room[node] = (width, height + 2 * HEADROOM)
        room |= {tenant: size for tenant, size in sizes.items() if tenant not in inside}
        room = {node: room[node] for node in sorted(room, key=self._rank)}
        at = dict(lay_out(self._small_design(list(room)), sizes=room, room=space).at)
        for node, (places, _) in frames.items():
            x, y = at[node]
            at |= {tenant: (x + dx, y + dy) for tenant, (dx, dy) in places.items()}
        at |= {tenant: place for tenant, place in own.items() if tenant in inside}
        nodes = [self._node(node, at[node], self._box_sizes[node]) for node in self._box_sizes]
        for node, (places, _) in frames.items():
            around, size = bounding({t: at[t] for t in places}, sizes)
            nodes.append(self._node(node, around, size))
        around, size = bounding(
            at, {**room, **sizes, **{node.id: (node.width, node.height) for node in nodes}}
        )
        return at, tuple(nodes), space.zoom_for(size[0] - 2 * FRAME, size[1] - 2 * FRAME)

    def in_order(self, nodes: Sequence[TenantNode]) -> tuple[TenantNode, ...]:
        """The nodes in the order of the design; frames come first, because tenants are drawn in them."""
        return tuple(sorted(nodes, key=lambda n: (not (n.group and n.group.opened), self._rank(n.id))))

    def _rank(self, node: str) -> int:
        group = self.grouping.closed.get(node) or self.grouping.opened.get(node)
        return self.context.tenant_index[group.tenants[0] if group else node]

    @property
    def _box_sizes(self) -> dict[str, Size]:
        return {node: content.size for node, content in self.contents.items()}

    def _frame(
        self, members: Sequence[str], sizes: Mapping[str, Size], lay_out: Places, space: Room
    ) -> tuple[dict[str, Position], Size]:
        if self.small.issuperset(members):
            at = grid_positions(members, sizes, space)
        else:
            inside = {t: sizes[t] for t in members}
            at = dict(lay_out(self._small_design(members), sizes=inside, room=space).at)
        (x, y), size = bounding(at, sizes)
        return {tenant: (left - x, top - y) for tenant, (left, top) in at.items()}, size

    def _small_design(self, nodes: Sequence[str]) -> Design:
        """A design with a tenant for each box, and an arrow where boxes are joined: a layout is made of a design."""
        design, frame = self.context.design, self.grouping.node_of
        known, there = design.topology.tenant_by_id, set(nodes)
        tenants = [
            known[node].model_copy(update={"position": None if node in frame else known[node].position})
            if node in known
            else Tenant.model_construct(id=node, name=node, initial_domain="")
            for node in nodes
        ]
        pairs: dict[tuple[str, str], None] = {}
        for link in self.links:
            ends = [end if end in there else frame.get(end, end) for end in (link.source, link.target)]
            if ends[0] != ends[1] and there.issuperset(ends):
                pairs[ends[0], ends[1]] = None
        arrows = [
            Arrow.model_construct(id=f"{n}", source=source, target=target)
            for n, (source, target) in enumerate(pairs)
        ]
        topology = design.topology.replace(
            tenants=tuple(tenants), arrows=tuple(arrows), connected_organizations=(), groups=()
        )
        return Design(topology, design.users)

    def _node(self, node: str, at: Position, size: Size) -> TenantNode:
        box, result = self.boxes[node], self.result
        group = self.grouping.closed.get(node) or self.grouping.opened[node]
        emphasis = _emphasis(result, group.tenants)
        name = group.label if not box.opened else group.sentence
        x, y = round(at[0], 1), round(at[1], 1)
        return TenantNode(
            id=node,
            name=name,
            label=clip_text(name, max(size[0], 240.0), NAME_SIZE, bold=True),
            detail=self.details[node],
            paint=DIM if emphasis == "dim" else OUTLINE,
            marker="circle",
            badges=group_badges(result, group.tenants),
            emphasis=emphasis,
            selected=not box.opened and not self.chosen.isdisjoint(group.tenants),
            name_above=box.opened,
            x=x,
            y=y,
            width=size[0],
            height=size[1],
            removed=result.removed.issuperset(group.tenants),
            group=replace(box, parts=moved(box.parts, (x, y))),
        )


def _emphasis(result: OverlayResult, tenants: Sequence[str]) -> Emphasis:
    found = {result.emphasis.get(tenant, result.rest) for tenant in tenants}
    return "lit" if "lit" in found else "normal" if "normal" in found else "dim"


def grouped_part(
    context: ViewContext, result: OverlayResult, chosen: Selection, groups: GroupsShown
) -> GroupedPart | None:
    """What a picture with groups draws; None if no two tenants are alike."""
    grouping = group_tenants(context, groups)
    if grouping is None:
        return None
    about = chosen_tenants(context, chosen)
    ends, crowded = arrow_ends(context, grouping, result, chosen, about)
    drawn = [tenant for tenant in context.tenant_index if grouping.node_of.get(tenant) not in grouping.closed]
    single = {name for name, both in ends.items() if are_tenants(both, context)}
    shown = visible_part(context, result, chosen, among=single, tenants=drawn)
    bundled = bundles(
        context, result.links, {n: e for n, e in ends.items() if n in context.by_arrow and n not in single}
    )
    inner = [bundle for bundle in bundled if bundle.source == bundle.target]
    outer, rest = most_first(
        [bundle for bundle in bundled if bundle.source != bundle.target], MAX_ARROWS - len(shown.links)
    )
    links = make_links(
        context, result.links, chosen, shown.links | {b.arrows[0] for b in outer if len(b.arrows) == 1}
    )
    links = [joining(link, ends) for link in links]
    links += [
        bundle_link(
            context,
            bundle,
            arrows_between(grouping, context, bundle),
            result.links,
            selected=chosen.kind == "arrow" and str(chosen.id) in bundle.arrows,
        )
        for bundle in outer
        if len(bundle.arrows) > 1
    ]
    links += request_links(context, result, ends, single)
    if rest:
        said = f"{number(sum(len(b.arrows) for b in rest), 'arrow')} between groups are not drawn."
        shown = shown._replace(left_out=f"{shown.left_out} {said}".strip())
    contents, boxes, details = {}, {}, {}
    for node, group in {**grouping.closed, **grouping.opened}.items():
        opened = node in grouping.opened
        counts = tuple(
            count_arrows(context, bundle, arrows_within(group, bundle, opened))
            for bundle in inner
            if bundle.source == node
        )
        details[node] = detail = group_detail(context, result, group.tenants)
        within, told = grouping.relations_of(node)
        exceptions = [*(within.exceptions if within else ()), *(e for r in told for e in r.exceptions)]
        content, names = told_content(context, result, group, counts, detail, exceptions, about)
        if not opened:
            contents[node] = content
        boxes[node] = GroupBox(
            tenants=group.tenants,
            opened=opened,
            sentence=group.sentence,
            counts=counts,
            parts=() if opened else content.parts,
            lines=() if opened else content.lines,
            sentences=group_sentences(
                context,
                group,
                detail,
                counts,
                exceptions[:_EXCEPTIONS_IN_WORDS],
                names,
                different_lines(context, result, group, names),
            ),
        )
    small = {tenant for node in crowded for tenant in grouping.opened[node].tenants}
    short = replace(
        result,
        inside={t: p for t, p in result.inside.items() if t not in small},
        details={**result.details, **dict.fromkeys(small, "")},
    )
    return GroupedPart(
        context,
        grouping,
        shown,
        bent(links),
        contents,
        boxes,
        details,
        short,
        frozenset(about),
        frozenset(small),
    )
