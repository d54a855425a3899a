"""From a design, its flow, a selection and an overlay to one frozen picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xtsviz.compare.comparison import Baseline
from xtsviz.flow import Flow
from xtsviz.model.argument_checks import require_type
from xtsviz.model.design import Design
from xtsviz.model.display_text import isolated
from xtsviz.view.context import ViewContext
from xtsviz.view.picture import layout, people_layout
from xtsviz.view.picture.box_positions import MAX_DISTANCE, Position, Size, can_be_drawn, checked_positions
from xtsviz.view.picture.group_types import GroupsShown
from xtsviz.view.picture.grouped_part import grouped_part
from xtsviz.view.picture.legend import legend
from xtsviz.view.picture.links import make_links, place_labels
from xtsviz.view.picture.overlays import DEFAULT_OVERLAY, overlay_named
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.types import NOTHING, Link, Person, Picture, Selection, TenantNode
from xtsviz.view.picture.visible_part import MAX_TENANTS, VisiblePart, visible_part
from xtsviz.view.text_width import clip_text, text_width
from xtsviz.view.theme import DIM, HEADROOM, NAME_SIZE, TEXT_SIZE
from xtsviz.view.words import number, sync_sentence

_MIN_WIDTH, _MAX_WIDTH, _HEIGHT = 190.0, 260.0, 64.0
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
        keep: the positions in the previous picture (`Picture.positions`). They stay, unless boxes would overlap.
        about: the user or tenant of the overlays *One user* and *One tenant*, if it is not the selection.
        baseline: the other design of the overlay *Compare*. Without it, the overlay says what to do.
        groups: draw alike tenants as one box; None draws each tenant.

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
    context = chosen_overlay.context(design, flow, baseline)
    chosen = _existing_selection(design, selection or NOTHING)
    result = chosen_overlay.resolve(context, _existing_selection(design, about or NOTHING) or chosen)
    grouped = grouped_part(context, result, chosen, groups) if groups else None
    shown = grouped.shown if grouped else visible_part(context, result, chosen)
    result = grouped.result if grouped else result
    complete = len(shown.tenants) == len(context.tenant_index)
    sizes = _sizes(context, result, shown.tenants) | (grouped.small_sizes if grouped else {})
    room = {t: (w, h + 2 * HEADROOM) if result.inside.get(t) else (w, h) for t, (w, h) in sizes.items()}
    if grouped:
        connected = grouped.links
        wanted, boxes = grouped.place(
            room,
            lambda small, rooms: layout.positions(small, previous_positions, fixed=fixed, sizes=rooms),
            fixed,
        )
    else:
        connected, boxes = make_links(context, result.links, chosen, shown.links), ()
        pairs = frozenset((link.source, link.target) for link in connected)
        wanted = layout.positions(
            context.design,
            previous_positions,
            fixed=fixed,
            sizes=room,
            only=None if complete else layout.Connections(shown.tenants, pairs),
        )
    nodes = (*boxes, *_nodes(context, result, chosen, wanted, sizes))
    if grouped:
        nodes = grouped.in_order(nodes)
    people = _people(context, result, chosen, nodes, sizes)
    drawn_links = place_labels(connected, {node.id: node for node in nodes})
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


def _sizes(context: ViewContext, result: OverlayResult, tenants: Sequence[str]) -> dict[str, Size]:
    sizes = {}
    for tenant in tenants:
        name = text_width(context.names.label(tenant), NAME_SIZE, bold=True)
        text = text_width(result.details[tenant], TEXT_SIZE + 1)
        name += _badge_width(result, tenant)
        wide = min(max(name, text) + 28, _MAX_WIDTH)
        if unplaced := result.inside.get(tenant):
            sizes[tenant] = people_layout.box_size(len(unplaced), min(max(wide, 130.0), _MIN_WIDTH))
        else:
            sizes[tenant] = (max(wide, _MIN_WIDTH), _HEIGHT)
    return sizes


def _badge_width(result: OverlayResult, tenant: str) -> float:
    """The room for the number of groups beside the name of a tenant."""
    labels = [badge.label for badge in result.badges.get(tenant, ()) if badge.severity is None]
    return sum(text_width(f"   {label}", NAME_SIZE, bold=True) for label in labels)


def _nodes(
    context: ViewContext,
    result: OverlayResult,
    chosen: Selection,
    at: Mapping[str, Position],
    sizes: Mapping[str, Size],
) -> tuple[TenantNode, ...]:
    nodes = []
    for name in sizes:
        tenant = context.design.topology.tenant_by_id[name]
        wide, tall = sizes[name]
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
            )
        )
    return tuple(nodes)


def _people(
    context: ViewContext,
    result: OverlayResult,
    chosen: Selection,
    nodes: Sequence[TenantNode],
    sizes: Mapping[str, Size],
) -> tuple[Person, ...]:
    user = chosen.id if chosen.kind == "user" else None
    found: list[Person] = []
    for node in nodes:
        if node.group is None and (unplaced := result.inside.get(node.id)):
            found += people_layout.place_people(
                context, node.id, unplaced, (node.x, node.y), sizes[node.id], node.emphasis, user
            )
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
