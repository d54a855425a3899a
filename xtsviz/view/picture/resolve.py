"""From a design, its flow, a selection and an overlay to one frozen picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xtsviz.compare.comparison import Baseline
from xtsviz.flow import Flow
from xtsviz.model.argument_checks import require_type
from xtsviz.model.design import Design
from xtsviz.model.display_text import isolated
from xtsviz.view.context import ViewContext
from xtsviz.view.palette import Palette
from xtsviz.view.picture import people_layout
from xtsviz.view.picture.arrow_labels import place_labels
from xtsviz.view.picture.bends import bend_around
from xtsviz.view.picture.box_positions import MAX_DISTANCE, Position, can_be_drawn, checked_positions
from xtsviz.view.picture.connections import Connections
from xtsviz.view.picture.group_types import GroupsShown
from xtsviz.view.picture.grouped_part import grouped_part
from xtsviz.view.picture.legend import legend
from xtsviz.view.picture.links import make_links
from xtsviz.view.picture.overlays import DEFAULT_OVERLAY, overlay_named
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.people_layout import BoxLook
from xtsviz.view.picture.placed_boxes import CLEARLY_LARGER, PlacedBoxes, badge_width, place_boxes
from xtsviz.view.picture.room import checked_room
from xtsviz.view.picture.types import NOTHING, Link, Person, Picture, Selection, TenantNode
from xtsviz.view.picture.visible_part import MAX_TENANTS, VisiblePart, visible_part
from xtsviz.view.text_width import clip_text
from xtsviz.view.theme import DIM, NAME_SIZE
from xtsviz.view.words import number, sync_sentence

_NO_ROOM_FOR_PEOPLE = "There is no room here for symbols of people that can be read; the boxes show numbers."
_SENTENCES = 60
"""The text of a picture has a sentence for this many arrows. It counts the others."""
_FEW_SENTENCES = 12
"""So many sentences of an overlay are in the text of a picture with groups: the boxes count what they say."""


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
    groups: GroupsShown | None = None,
    room: tuple[float, float] | None = None,
    palette: Palette | None = None,
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
        groups: draw alike tenants as one box; None draws each tenant.
        room: the width and height of the canvas in pixels; `xtsviz.view.picture.room.DEFAULT_ROOM` if None. The
            picture is laid out so that its texts are as large as possible there. Where they would be too small, it
            shows less: first no names of people, then no details of tenants.
        palette: the colours that tenants had in the previous picture (`ViewContext.palette`), which stay.

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
    require_type(
        groups, (GroupsShown, type(None)), "groups: an xtsviz.view.picture.group_types.GroupsShown is needed"
    )
    chosen_overlay = overlay_named(overlay)
    fixed = {} if positions is None else checked_positions(positions)
    previous_positions = (
        {} if previous_positions is None else checked_positions(previous_positions, "previous_positions")
    )
    context = chosen_overlay.context(design, flow, baseline, palette)
    chosen = _existing_selection(design, selection or NOTHING)
    result = chosen_overlay.resolve(context, _existing_selection(design, about or NOTHING) or chosen)
    grouped = grouped_part(context, result, chosen, groups) if groups else None
    shown = grouped.shown if grouped else visible_part(context, result, chosen)
    result = grouped.result if grouped else result
    complete = len(shown.tenants) == len(context.tenant_index)
    connected = grouped.links if grouped else make_links(context, result.links, chosen, shown.links)
    pairs = frozenset((link.source, link.target) for link in connected)
    only = None if complete else Connections(shown.tenants, pairs)
    space = checked_room(room)
    placed = place_boxes(context, result, shown.tenants, fixed, previous_positions, only, space, grouped)
    if result.inside and placed.zoom < space.floor_zoom:
        numbers = replace(result, inside={}, note=_NO_ROOM_FOR_PEOPLE)
        without = place_boxes(
            context, numbers, shown.tenants, fixed, previous_positions, only, space, grouped
        )
        if without.zoom > placed.zoom * CLEARLY_LARGER:
            result, placed = numbers, without
    nodes = (*placed.boxes, *tenant_nodes(context, result, chosen, placed))
    if grouped:
        nodes = grouped.in_order(nodes)
    people = placed_people(context, result, chosen, nodes, placed.look)
    node_by_id = _in_the_way(nodes, connected)
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
        frozenset(badge.severity for node in nodes for badge in node.badges),
        any(node.group for node in nodes),
        any(line.style is None for node in nodes if node.group for line in node.group.lines),
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
        text=_picture_text(design, result, nodes, drawn_links, chosen, notes, _chosen_arrow(context, chosen)),
        left_out=left_out,
        room=space,
        zoom=placed.zoom,
    )


def _chosen_arrow(context: ViewContext, chosen: Selection) -> str:
    """The selected arrow in a sentence; empty if none is selected."""
    flow = context.by_arrow.get(str(chosen.id)) if chosen.kind == "arrow" else None
    if flow is None:
        return ""
    return sync_sentence(context.names.arrow(flow.arrow), flow.state, flow.carried, flow.eligible)


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


def _in_the_way(nodes: Sequence[TenantNode], links: Sequence[Link]) -> dict[str, TenantNode]:
    """The nodes by their id, without frames where no arrow ends: arrows of the tenants inside cross them."""
    ends = {end for link in links for end in (link.source, link.target)}
    return {n.id: n for n in nodes if n.id in ends or not (n.group and n.group.opened)}


def tenant_nodes(
    context: ViewContext,
    result: OverlayResult,
    chosen: Selection,
    placed: PlacedBoxes,
) -> tuple[TenantNode, ...]:
    """The tenants as boxes in their places."""
    nodes = []
    for name, (wide, tall) in placed.sizes.items():
        tenant = context.design.topology.tenant_by_id[name]
        at = placed.at
        emphasis = result.emphasis.get(tenant.id, result.rest)
        inside = bool(result.inside.get(tenant.id))
        room = max(wide, 240.0) if inside else wide - 20 - badge_width(result, tenant.id)
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


def placed_people(
    context: ViewContext,
    result: OverlayResult,
    chosen: Selection,
    nodes: Sequence[TenantNode],
    look: BoxLook,
) -> tuple[Person, ...]:
    """The people of all boxes in their places."""
    user = chosen.id if chosen.kind == "user" else None
    found: list[Person] = []
    for node in nodes:
        if node.group is None and (unplaced := result.inside.get(node.id)):
            found += people_layout.place_people(context, node.id, unplaced, node, look, user)
    return tuple(found)


def _picture_text(
    design: Design,
    result: OverlayResult,
    nodes: Sequence[TenantNode],
    drawn_links: Sequence[Link],
    chosen: Selection,
    notes: Sequence[str],
    arrow_sentence: str,
) -> str:
    """The picture in sentences: title, tenants, what the overlay says, arrows, selection, notes."""
    lines = [f"{result.title}."]
    if design.name:
        lines.insert(0, f"{isolated(design.name)}.")
    lines.append(f"{number(len(design.tenants), 'tenant')}, {number(len(design.arrows), 'arrow')}.")
    for node in nodes:
        lines += (
            node.group.sentences
            if node.group
            else [f"{isolated(node.name)}: {node.detail}."] * bool(node.detail)
        )
    said = _FEW_SENTENCES if any(node.group for node in nodes) else MAX_TENANTS
    lines += result.sentences[:said]
    if (more := len(result.sentences) - said) > 0:
        lines.append(f"And {number(more, 'more sentence')} of this kind.")
    not_dim = [link.sentence for link in drawn_links if link.emphasis != "dim"]
    lines += not_dim[:_SENTENCES]
    if len(not_dim) > _SENTENCES:
        lines.append(f"And {len(not_dim) - _SENTENCES:,} more arrows.")
    if chosen.kind == "tenant":
        around = next((n.group for n in nodes if n.group and chosen.id in n.group.tenants), None)
        where = "" if around is None or around.opened else f", one of {around.sentence}"
        lines.append(f"Selected: the tenant {isolated(design.tenant(str(chosen.id)).name)}{where}.")
    elif chosen.kind == "arrow":
        drawn = [link.sentence for link in drawn_links if link.id == chosen.id]
        lines += [f"Selected: {said}" for said in drawn or [arrow_sentence]]
    elif chosen.kind == "user":
        lines.append(f"Selected: the user {isolated(str(chosen.id))}.")
    return "\n".join([*lines, *notes])
