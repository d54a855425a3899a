"""From a design, its flow, a selection and an overlay to one frozen picture."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from xtsviz.compare.comparison import Baseline
from xtsviz.flow import Flow
from xtsviz.model.argument_checks import require_type
from xtsviz.model.design import Design
from xtsviz.model.display_text import isolated
from xtsviz.view.context import ViewContext
from xtsviz.view.picture import layout, people_layout
from xtsviz.view.picture.arrow_labels import place_labels
from xtsviz.view.picture.bends import bend_around
from xtsviz.view.picture.box_positions import MAX_DISTANCE, Position, Size, can_be_drawn, checked_positions
from xtsviz.view.picture.connections import Connections
from xtsviz.view.picture.legend import legend
from xtsviz.view.picture.links import make_links
from xtsviz.view.picture.overlays import DEFAULT_OVERLAY, overlay_named
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.people_layout import BoxLook
from xtsviz.view.picture.room import Room, checked_room
from xtsviz.view.picture.types import NOTHING, Link, Person, Picture, Selection, TenantNode
from xtsviz.view.picture.visible_part import MAX_TENANTS, VisiblePart, visible_part
from xtsviz.view.text_width import clip_text, text_width
from xtsviz.view.theme import DIM, HEADROOM, NAME_SIZE
from xtsviz.view.words import number

_MIN_WIDTH, _MAX_WIDTH, _HEIGHT = 190.0, 290.0, 68.0
_BARE_WIDTH, _BARE_MAX_WIDTH, _BARE_HEIGHT = 96.0, 240.0, 38.0
"""A box with nothing but the name of its tenant."""
_SENTENCES = 60
"""The text of a picture has a sentence for this many arrows. It counts the others."""


def resolve(
    design: Design,
    flow: Flow,
    selection: Selection | None = None,
    overlay: str = DEFAULT_OVERLAY,
    dark: bool = False,
    positions: Mapping[str, Position] | None = None,
    previous_positions: Mapping[str, Position] | None = None,
    about: Selection | None = None,
    baseline: Baseline | None = None,
    room: tuple[float, float] | None = None,
) -> Picture:
    """The picture of a design with an overlay. It contains everything that views need.

    Args:
        design: the design.
        flow: the flow of that design.
        selection: the selection. If the design has no such thing, nothing is selected.
        overlay: the name of one of `xtsviz.view.picture.overlays.OVERLAYS`.
        dark: True for dark ground; views use it unless they get another.
        positions: positions that a person chose. They do not change, even if boxes overlap. All other tenants are
            laid out; a tenant's own ``position`` comes second.
        previous_positions: the positions in the previous picture (`Picture.positions`). They stay, unless boxes
            would overlap or texts would become too small.
        about: the user or tenant of the overlays *One user* and *One tenant*, if it is not the selection.
        baseline: the other design of the overlay *Compare*. Without it, the overlay says what to do.
        room: the width and height of the canvas in pixels; `xtsviz.view.picture.room.DEFAULT_ROOM` if None. The
            picture is laid out so that its texts are as large as possible there. Where they would be too small, it
            shows less: first no names of people, then no details of tenants.

    Raises:
        PictureError: there is no such overlay, or an argument has another type.
    """
    require_type(design, Design, "a picture is made of a design")
    require_type(flow, Flow, "a picture is made of a design's flow", "xtsviz.user_flow(design) makes one")
    for chosen in (selection, about):
        require_type(chosen, (Selection, type(None)), "a selection is an xtsviz.view.picture.types.Selection")
    require_type(
        baseline, (Baseline, type(None)), "baseline: an xtsviz.compare.comparison.Baseline is needed"
    )
    chosen_overlay = overlay_named(overlay)
    fixed = {} if positions is None else checked_positions(positions)
    previous_positions = (
        {} if previous_positions is None else checked_positions(previous_positions, "previous_positions")
    )
    context = chosen_overlay.context(design, flow, baseline)
    chosen = _existing_selection(design, selection or NOTHING)
    result = chosen_overlay.resolve(context, _existing_selection(design, about or NOTHING) or chosen)
    shown = visible_part(context, result, chosen)
    complete = len(shown.tenants) == len(context.tenant_index)
    connected = make_links(context, result.links, chosen, shown.links)
    pairs = frozenset((link.source, link.target) for link in connected)
    only = None if complete else Connections(shown.tenants, pairs)
    space = checked_room(room)
    placed = _lay_out(context, result, shown.tenants, fixed, previous_positions, only, space)
    if result.inside and placed.zoom < space.floor_zoom:
        numbers = replace(result, inside={}, note=_NO_ROOM_FOR_PEOPLE)
        without = _lay_out(context, numbers, shown.tenants, fixed, previous_positions, only, space)
        if without.zoom > placed.zoom * _CLEARLY_LARGER:
            result, placed = numbers, without
    nodes = _nodes(context, result, chosen, placed)
    people = _people(context, result, chosen, nodes, placed.look)
    node_by_id = {node.id: node for node in nodes}
    drawn_links = place_labels(bend_around(connected, node_by_id), node_by_id)
    left_out = " ".join(filter(None, (shown.left_out, _too_far_sentence(context.design, shown, fixed))))
    notes = [note for note in (result.note, left_out) if note]
    entries = legend(
        context,
        chosen_overlay.legend,
        people,
        drawn_links,
        notes,
        bool(chosen),
        frozenset(badge.severity for node in nodes for badge in result.badges.get(node.id, ())),
    )
    return Picture(
        overlay=chosen_overlay.name,
        title=result.title,
        dark=dark,
        selection=chosen,
        nodes=nodes,
        people=people,
        links=drawn_links,
        legend=entries,
        text=_picture_text(design, result, nodes, drawn_links, chosen, notes),
        left_out=left_out,
        room=space,
        zoom=placed.zoom,
    )


def _too_far_sentence(design: Design, shown: VisiblePart, fixed: Mapping[str, Position]) -> str:
    """A sentence about tenants whose position is too far out to draw; empty if there are none."""
    own = {t.id: t.position for t in design.tenants if t.position is not None}
    at = {**own, **fixed}
    far = sum(tenant in at and not can_be_drawn(at[tenant]) for tenant in shown.tenants)
    if not far:
        return ""
    whose = number(far, "tenant has a position", "tenants have positions")
    return f"{whose} more than {MAX_DISTANCE:,.0f} units from the middle, too far to draw: laid out as if without one."


def _existing_selection(design: Design, selection: Selection) -> Selection:
    known = {
        "tenant": lambda name: name in design.topology.tenant_by_id,
        "arrow": lambda name: name in design.topology.arrow_by_id,
        "user": lambda name: bool(design.users.known([name])),
    }
    if selection.kind is None or selection.id is None or not known[selection.kind](selection.id):
        return NOTHING
    return selection


class _Placed(NamedTuple):
    """Where the boxes are, how large they are, how much they show, and at which zoom they fit into the room."""

    at: Mapping[str, Position]
    sizes: Mapping[str, Size]
    look: BoxLook
    zoom: float


_PEOPLE_LOOKS = tuple(
    tuple(BoxLook(named_up_to=named, shape=shape) for shape in (0.7, 1.6, 3.2))
    for named in (math.inf, 24, 8, 0)
)
_PLAIN_LOOKS = ((BoxLook(),), (BoxLook(detail=False),))


def _lay_out(
    context: ViewContext,
    result: OverlayResult,
    tenants: Sequence[str],
    fixed: Mapping[str, Position],
    previous_positions: Mapping[str, Position],
    only: Connections | None,
    room: Room,
) -> _Placed:
    """The boxes with as much in them as can be read in the room; at least names of tenants and symbols of people."""
    inside = any(result.inside.get(tenant) for tenant in tenants)
    # A box with people has its name above it. Both together are laid out; their middle is above that of the box.
    above = {tenant: HEADROOM / 2 if result.inside.get(tenant) else 0.0 for tenant in tenants}
    own = {t.id: t.position for t in context.design.tenants if t.position is not None}
    best: _Placed | None = None
    for looks in _PEOPLE_LOOKS if inside else _PLAIN_LOOKS:
        for look in looks:
            sizes = _sizes(context, result, tenants, look)
            outer = {t: (w, h + 2 * above[t]) for t, (w, h) in sizes.items()}
            placed, zoom = layout.positions(
                context.design,
                _shifted(previous_positions, above, -1),
                fixed=_shifted(own | dict(fixed), above, -1),
                sizes=outer,
                only=only,
                room=room,
            )
            at = _shifted(placed, above, 1)
            if best is None or zoom > best.zoom * _CLEARLY_LARGER:
                best = _Placed(at, sizes, look, zoom)
        if best is not None and best.zoom >= room.floor_zoom:
            break
    assert best is not None
    return best


_CLEARLY_LARGER = 1.02
_NO_ROOM_FOR_PEOPLE = "There is no room here for symbols of people that can be read; the boxes show numbers."


def _shifted(positions: Mapping[str, Position], above: Mapping[str, float], by: int) -> dict[str, Position]:
    return {t: (x, y + by * above.get(t, 0.0)) for t, (x, y) in positions.items()}


def _sizes(
    context: ViewContext, result: OverlayResult, tenants: Sequence[str], look: BoxLook
) -> dict[str, Size]:
    sizes = {}
    for tenant in tenants:
        name = text_width(context.names.label(tenant), NAME_SIZE, bold=True) + _badge_width(result, tenant)
        if unplaced := result.inside.get(tenant):
            sizes[tenant] = people_layout.box_size(
                len(unplaced), look, min(max(name + 28, 110.0), _MIN_WIDTH)
            )
        elif look.detail:
            text = text_width(result.details[tenant], NAME_SIZE)
            wide = min(max(name, text) + 28, _MAX_WIDTH)
            sizes[tenant] = (max(wide, _MIN_WIDTH), _HEIGHT)
        else:
            sizes[tenant] = (min(max(name + 24, _BARE_WIDTH), _BARE_MAX_WIDTH), _BARE_HEIGHT)
    return sizes


def _badge_width(result: OverlayResult, tenant: str) -> float:
    """The room for the number of groups beside the name of a tenant."""
    labels = [badge.label for badge in result.badges.get(tenant, ()) if badge.severity is None]
    return sum(text_width(f"   {label}", NAME_SIZE, bold=True) for label in labels)


def _nodes(
    context: ViewContext,
    result: OverlayResult,
    chosen: Selection,
    placed: _Placed,
) -> tuple[TenantNode, ...]:
    nodes = []
    for name, (wide, tall) in placed.sizes.items():
        tenant = context.design.topology.tenant_by_id[name]
        at = placed.at
        emphasis = result.emphasis.get(tenant.id, result.rest)
        inside = bool(result.inside.get(tenant.id))
        room = max(wide, 240.0) if inside else wide - 20 - _badge_width(result, tenant.id)
        nodes.append(
            TenantNode(
                id=tenant.id,
                name=context.names.label(tenant.id),
                label=clip_text(context.names.label(tenant.id), room, NAME_SIZE, bold=True),
                detail=result.details[tenant.id],
                paint=DIM if emphasis == "dim" else context.paint(tenant.id),
                marker=context.marker(tenant.id),
                badges=result.badges.get(tenant.id, ()),
                emphasis=emphasis,
                selected=chosen == Selection("tenant", tenant.id),
                name_above=inside,
                x=round(at[tenant.id][0], 1),
                y=round(at[tenant.id][1], 1),
                width=wide,
                height=tall,
                removed=tenant.id in result.removed,
                detail_shown=placed.look.detail,
            )
        )
    return tuple(nodes)


def _people(
    context: ViewContext,
    result: OverlayResult,
    chosen: Selection,
    nodes: Sequence[TenantNode],
    look: BoxLook,
) -> tuple[Person, ...]:
    user = chosen.id if chosen.kind == "user" else None
    found: list[Person] = []
    for node in nodes:
        if unplaced := result.inside.get(node.id):
            found += people_layout.place_people(context, node.id, unplaced, node, look, user)
    return tuple(found)


def _picture_text(
    design: Design,
    result: OverlayResult,
    nodes: Sequence[TenantNode],
    drawn_links: Sequence[Link],
    chosen: Selection,
    notes: Sequence[str],
) -> str:
    """The picture in sentences: title, tenants, what the overlay says, arrows, selection, notes."""
    lines = [f"{result.title}."]
    if design.name:
        lines.insert(0, f"{isolated(design.name)}.")
    lines.append(f"{number(len(design.tenants), 'tenant')}, {number(len(design.arrows), 'arrow')}.")
    lines += [f"{isolated(node.name)}: {node.detail}." for node in nodes]
    lines += result.sentences[:MAX_TENANTS]
    if (more := len(result.sentences) - MAX_TENANTS) > 0:
        lines.append(f"And {number(more, 'more sentence')} of this kind.")
    not_dim = [link.sentence for link in drawn_links if link.emphasis != "dim"]
    lines += not_dim[:_SENTENCES]
    if len(not_dim) > _SENTENCES:
        lines.append(f"And {len(not_dim) - _SENTENCES:,} more arrows.")
    if chosen.kind == "tenant":
        lines.append(f"Selected: the tenant {isolated(design.tenant(str(chosen.id)).name)}.")
    elif chosen.kind == "arrow":
        lines += [f"Selected: {link.sentence}" for link in drawn_links if link.id == chosen.id]
    elif chosen.kind == "user":
        lines.append(f"Selected: the user {isolated(str(chosen.id))}.")
    return "\n".join([*lines, *notes])
