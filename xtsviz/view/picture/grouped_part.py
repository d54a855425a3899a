"""A picture with groups of alike tenants: what is drawn one by one, what is counted, and where everything lies."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from xtsviz.compare.alike_tenants import ArrowException, TenantGroup
from xtsviz.model.design import Design
from xtsviz.model.topology import Arrow, Tenant
from xtsviz.view.context import ViewContext, access_requests
from xtsviz.view.picture.box_positions import Position, Size
from xtsviz.view.picture.group_box import (
    BoxContent,
    box_content,
    group_badges,
    group_detail,
    group_sentences,
    moved,
    named_tenants,
)
from xtsviz.view.picture.group_links import Bundle, bent, bundle_link, bundles, count_arrows, most_first
from xtsviz.view.picture.group_types import ArrowCount, GroupBox, GroupsShown
from xtsviz.view.picture.grouping import FEW_TENANTS, Grouping, group_tenants
from xtsviz.view.picture.layout import Layout
from xtsviz.view.picture.links import make_links
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.room import Room
from xtsviz.view.picture.types import Emphasis, Link, Selection, TenantNode
from xtsviz.view.picture.visible_part import MAX_ARROWS, VisiblePart, visible_part
from xtsviz.view.text_width import clip_text, text_width
from xtsviz.view.theme import CHANGES, DIM, HEADROOM, NAME_SIZE, OUTLINE
from xtsviz.view.words import number


class Places(Protocol):
    """Lays out the tenants of a design with boxes of these sizes."""

    def __call__(self, design: Design, /, *, sizes: Mapping[str, Size], room: Room) -> Layout:
        """The positions, and the zoom at which they fit into the room."""


_EXCEPTIONS_IN_WORDS = 60
_ROOM = 150.0
"""More room beside the box of a group: its arrows have long labels."""
_FRAME = 24.0
_GRID_GAP = 12.0
_SMALL = 34.0
"""The height of a tenant of which only the name is drawn."""


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

    @property
    def small_sizes(self) -> dict[str, Size]:
        """The sizes of the tenants that are only names."""
        names = {tenant: self.context.names.label(tenant) for tenant in self.small}
        return {t: (min(text_width(n, NAME_SIZE, bold=True), 200.0) + 24, _SMALL) for t, n in names.items()}

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
            around, size = _bounding({t: at[t] for t in places}, sizes)
            nodes.append(self._node(node, around, size))
        around, size = _bounding(
            at, {**room, **sizes, **{node.id: (node.width, node.height) for node in nodes}}
        )
        return at, tuple(nodes), space.zoom_for(size[0] - 2 * _FRAME, size[1] - 2 * _FRAME)

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
            at = grid_positions(members, sizes)
        else:
            inside = {t: sizes[t] for t in members}
            at = dict(lay_out(self._small_design(members), sizes=inside, room=space).at)
        (x, y), size = _bounding(at, sizes)
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


def grid_positions(members: Sequence[str], sizes: Mapping[str, Size]) -> dict[str, Position]:
    """Close rows and columns in the order of the members, a little wider than high."""
    wide = max(sizes[member][0] for member in members) + _GRID_GAP
    tall = max(sizes[member][1] for member in members) + _GRID_GAP
    columns = max(1, round(math.sqrt(len(members) * 1.25 * tall / wide)))
    return {m: (n % columns * wide, n // columns * tall) for n, m in enumerate(members)}


def _bounding(at: Mapping[str, Position], sizes: Mapping[str, Size]) -> tuple[Position, Size]:
    """The centre and the size of a frame around tenants."""
    left = min(x - sizes[t][0] / 2 for t, (x, _) in at.items()) - _FRAME
    right = max(x + sizes[t][0] / 2 for t, (x, _) in at.items()) + _FRAME
    top = min(y - sizes[t][1] / 2 for t, (_, y) in at.items()) - _FRAME
    bottom = max(y + sizes[t][1] / 2 for t, (_, y) in at.items()) + _FRAME
    return ((left + right) / 2, (top + bottom) / 2), (right - left, bottom - top)


def grouped_part(
    context: ViewContext, result: OverlayResult, chosen: Selection, groups: GroupsShown
) -> GroupedPart | None:
    """What a picture with groups draws; None if no two tenants are alike."""
    grouping = group_tenants(context, groups)
    if grouping is None:
        return None
    about = _chosen_tenants(context, chosen)
    ends, crowded = _ends(context, grouping, result, chosen, about)
    drawn = [tenant for tenant in context.tenant_index if grouping.node_of.get(tenant) not in grouping.closed]
    single = {name for name, both in ends.items() if _are_tenants(both, context)}
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
    links = [_joining(link, ends) for link in links]
    links += [
        bundle_link(
            context,
            bundle,
            _between(grouping, context, bundle),
            result.links,
            selected=chosen.kind == "arrow" and str(chosen.id) in bundle.arrows,
        )
        for bundle in outer
        if len(bundle.arrows) > 1
    ]
    links += _requests(context, result, ends, single)
    if rest:
        said = f"{number(sum(len(b.arrows) for b in rest), 'arrow')} between groups are not drawn."
        shown = shown._replace(left_out=f"{shown.left_out} {said}".strip())
    contents, boxes, details = {}, {}, {}
    for node, group in {**grouping.closed, **grouping.opened}.items():
        opened = node in grouping.opened
        counts = tuple(
            count_arrows(context, bundle, _within(group, bundle, opened))
            for bundle in inner
            if bundle.source == node
        )
        details[node] = detail = group_detail(context, result, group.tenants)
        within, told = grouping.relations_of(node)
        exceptions = [*(within.exceptions if within else ()), *(e for r in told for e in r.exceptions)]
        content, names = _content(context, result, group, counts, detail, exceptions, about)
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
                _different(context, result, group, names),
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


def _content(
    context: ViewContext,
    result: OverlayResult,
    group: TenantGroup,
    counts: Sequence[ArrowCount],
    detail: str,
    exceptions: Sequence[ArrowException],
    about: Sequence[str],
) -> tuple[BoxContent, list[str]]:
    joined = group.sentence.removeprefix(f"{group.label}, ")
    names = named_tenants(result, group, about)
    emphasis = {tenant: result.emphasis.get(tenant, result.rest) for tenant in group.tenants}
    lit = {tenant for tenant in names if emphasis[tenant] == "lit"}
    if result.inside:
        lit |= {t for t in names if result.details[t] == "home"}
    words = [joined, *(count.label for count in counts[:4]), detail]
    return box_content(context, group, words, names, exceptions, lit, about), names


def _different(
    context: ViewContext, result: OverlayResult, group: TenantGroup, names: Sequence[str]
) -> list[str]:
    """A sentence for each listed tenant that is the only one with its second line, if few lines differ."""
    lines = [result.details[tenant] for tenant in group.tenants]
    if not 1 < len(set(lines)) <= 3:
        return []
    return [
        f"{context.names.tenant(tenant)}: {result.details[tenant]}."
        for tenant in names
        if lines.count(result.details[tenant]) == 1
    ]


def _chosen_tenants(context: ViewContext, chosen: Selection) -> list[str]:
    if chosen.kind == "tenant":
        return [str(chosen.id)]
    if chosen.kind == "arrow" and (arrow := context.design.topology.arrow_by_id.get(str(chosen.id))):
        return [arrow.source, arrow.target]
    return []


def _are_tenants(both: tuple[str, str], context: ViewContext) -> bool:
    return both[0] in context.tenant_index and both[1] in context.tenant_index


def _ends(
    context: ViewContext, grouping: Grouping, result: OverlayResult, chosen: Selection, about: Sequence[str]
) -> tuple[dict[str, tuple[str, str]], set[str]]:
    """The boxes that each arrow joins.

    An arrow of a frame with too many tenants or arrows ends at the frame, but for those of what is chosen.

    Returns:
        Two boxes for each arrow, by its id; and the frames with too many tenants or arrows.
    """
    node_of, closed = grouping.node_of, grouping.closed
    box_of = {tenant: node for tenant, node in node_of.items() if node in closed}
    pairs = [(name, flow.arrow.source, flow.arrow.target) for name, flow in context.by_arrow.items()]
    pairs += [
        (name, link.partner_tenant, link.resource_tenant)
        for name, link in access_requests(context.design).items()
    ]
    crowded = {node for node, group in grouping.opened.items() if len(group.tenants) > FEW_TENANTS}
    if grouping.opened and not crowded:
        one_by_one = sum(source not in box_of and target not in box_of for _, source, target in pairs)
        crowded = set(grouping.opened) if one_by_one > MAX_ARROWS else set()
    framed = {tenant: node for tenant, node in node_of.items() if node in closed or node in crowded}
    if not crowded:
        return {n: (framed.get(s, s), framed.get(t, t)) for n, s, t in pairs}, crowded
    lit = result.links.emphasis
    found = {}
    for name, source, target in pairs:
        matters = source in about or target in about or lit.get(name) == "lit" or name == chosen.id
        where = box_of if (matters and chosen.kind != "user") or name == chosen.id else framed
        found[name] = (where.get(source, source), where.get(target, target))
    return found, crowded


def _joining(link: Link, ends: Mapping[str, tuple[str, str]]) -> Link:
    source, target = ends[link.id]
    return link._replace(source=source, target=target)


def _requests(
    context: ViewContext, result: OverlayResult, ends: Mapping[str, tuple[str, str]], single: set[str]
) -> list[Link]:
    """The connected organizations of tenants in boxes: one link for each pair of boxes."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for name in access_requests(context.design):
        if name not in single and ends[name][0] != ends[name][1]:
            pairs.setdefault(ends[name], []).append(name)
    if not pairs:
        return []
    made = make_links(context, result.links, Selection(), frozenset(names[0] for names in pairs.values()))
    found = []
    for link in made:
        both = ends[link.id]
        many = len(pairs[both])
        one = _joining(link, ends)
        if many > 1:
            said = f"{many:,} connected organizations: people may ask for access; nobody is synchronized."
            one = one._replace(label=f"{many:,} on request", sentence=said, arrows=many)
        found.append(one)
    return found


def _within(group: TenantGroup, bundle: Bundle, opened: bool) -> str:
    if opened:
        return f"not drawn, among {group.label}"
    many = len(group.tenants)
    most = 2 * len(bundle.arrows) > many * (many - 1) or bundle.kind.style in CHANGES
    words = group.sentence.removeprefix(f"{group.label}, ").split(", ")[0]
    return words if words == "everyone with everyone" and most else f"among {group.label}"


def _between(grouping: Grouping, context: ViewContext, bundle: Bundle) -> str:
    both = {**grouping.closed, **grouping.opened}
    source, target = (
        both[end].each if end in both else context.names.tenant(end) for end in (bundle.source, bundle.target)
    )
    return f"{source} to {target}"
