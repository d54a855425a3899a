"""From a design, its flow, a selection and an overlay to one frozen picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xtsviz.compare.comparison import Baseline
from xtsviz.flow import Flow
from xtsviz.model.arguments import need
from xtsviz.model.design import Design
from xtsviz.model.display_text import isolated
from xtsviz.view.context import ViewContext
from xtsviz.view.picture import layout, people_layout
from xtsviz.view.picture.legend import legend
from xtsviz.view.picture.links import links, placed
from xtsviz.view.picture.overlays import FIRST, overlay_named
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.spacing import FARTHEST, Position, Size, checked, drawable
from xtsviz.view.picture.types import NOTHING, Link, Person, Picture, Selection, TenantNode
from xtsviz.view.picture.visible_part import MAX_TENANTS, Part, part
from xtsviz.view.text import clipped, width
from xtsviz.view.theme import DIM, HEADROOM, NAME_SIZE, TEXT_SIZE
from xtsviz.view.words import number

_MIN_WIDTH, _MAX_WIDTH, _HEIGHT = 190.0, 260.0, 64.0
_SENTENCES = 60
"""The text twin names so many arrows; the others are counted."""


def resolve(
    design: Design,
    flow: Flow,
    selection: Selection | None = None,
    overlay: str = FIRST,
    dark: bool = False,
    positions: Mapping[str, Position] | None = None,
    keep: Mapping[str, Position] | None = None,
    about: Selection | None = None,
    baseline: Baseline | None = None,
) -> Picture:
    """What a design looks like under an overlay: everything that views need, decided here.

    Args:
        design: what is shown.
        flow: the flow of that design.
        selection: what is selected; what is not in the design counts as nothing.
        overlay: the name of one of `xtsviz.view.picture.overlays.OVERLAYS`.
        dark: the ground that the views take if they are not told another.
        positions: where a person put tenants: taken as they are, whatever overlaps (tenants that are not
            there are laid out; a tenant's own ``position`` comes second).
        keep: where tenants were in the picture before (`Picture.positions`): they stay, unless boxes would
            overlap.
        about: whom the overlays *One user* and *One tenant* are about, if it is not what is selected.
        baseline: what the design is compared with in the overlay *Compare*; without it, that says what to do.

    Raises:
        PictureError: there is no such overlay, or something is of another kind than said above.
    """
    need(design, Design, "a picture is made of a design")
    need(flow, Flow, "a picture is made of a design's flow", "xtsviz.user_flow(design) makes one")
    for chosen in (selection, about):
        need(chosen, (Selection, type(None)), "a selection is an xtsviz.view.picture.types.Selection")
    need(baseline, (Baseline, type(None)), "baseline: an xtsviz.compare.comparison.Baseline is needed")
    which = overlay_named(overlay)
    fixed = {} if positions is None else checked(positions)
    keep = {} if keep is None else checked(keep, "keep")
    context = which.context(design, flow, baseline)
    chosen = _existing(design, selection or NOTHING)
    focus = which.resolve(context, _existing(design, about or NOTHING) or chosen)
    shown = part(context, focus, chosen)
    whole = len(shown.tenants) == len(context.tenant_index)
    sizes = _sizes(context, focus, shown.tenants)
    room = {t: (w, h + 2 * HEADROOM) if focus.inside.get(t) else (w, h) for t, (w, h) in sizes.items()}
    connected = links(context, focus.links, chosen, shown.links)
    pairs = frozenset((link.source, link.target) for link in connected)
    wanted = layout.positions(
        context.design,
        keep,
        fixed=fixed,
        sizes=room,
        only=None if whole else layout.Connections(shown.tenants, pairs),
    )
    nodes = _nodes(context, focus, chosen, wanted, sizes)
    drawn = _drawn(context, focus, chosen, nodes, sizes)
    made = placed(connected, {node.id: node for node in nodes})
    left_out = " ".join(filter(None, (shown.left_out, _far(context.design, shown, fixed))))
    notes = [note for note in (focus.note, left_out) if note]
    entries = legend(context, which.legend, drawn, made, notes, bool(chosen), bool(focus.badges))
    return Picture(
        overlay=which.name,
        title=focus.title,
        dark=dark,
        selection=chosen,
        nodes=nodes,
        people=drawn,
        links=made,
        legend=entries,
        text=_text(design, focus, nodes, made, chosen, notes),
        left_out=left_out,
    )


def _far(design: Design, shown: Part, fixed: Mapping[str, Position]) -> str:
    """A word on tenants that were put farther out than they are drawn."""
    own = {t.id: t.position for t in design.tenants if t.position is not None}
    at = {**own, **fixed}
    far = sum(tenant in at and not drawable(at[tenant]) for tenant in shown.tenants)
    if not far:
        return ""
    whose = number(far, "tenant has a position", "tenants have positions")
    return f"{whose} more than {FARTHEST:,.0f} units from the middle, too far to draw: laid out as if without one."


def _existing(design: Design, selection: Selection) -> Selection:
    known = {
        "tenant": lambda name: name in design.topology.tenant_by_id,
        "arrow": lambda name: name in design.topology.arrow_by_id,
        "user": lambda name: bool(design.users.known([name])),
    }
    if selection.kind is None or selection.id is None or not known[selection.kind](selection.id):
        return NOTHING
    return selection


def _sizes(context: ViewContext, focus: OverlayResult, tenants: Sequence[str]) -> dict[str, Size]:
    sizes = {}
    for tenant in tenants:
        name = width(context.names.label(tenant), NAME_SIZE, bold=True)
        text = width(focus.details[tenant], TEXT_SIZE + 1)
        wide = min(max(name, text) + 28, _MAX_WIDTH)
        if tokens := focus.inside.get(tenant):
            sizes[tenant] = people_layout.box_size(len(tokens), min(max(wide, 130.0), _MIN_WIDTH))
        else:
            sizes[tenant] = (max(wide, _MIN_WIDTH), _HEIGHT)
    return sizes


def _nodes(
    context: ViewContext,
    focus: OverlayResult,
    chosen: Selection,
    at: Mapping[str, Position],
    sizes: Mapping[str, Size],
) -> tuple[TenantNode, ...]:
    made = []
    for name in sizes:
        tenant = context.design.topology.tenant_by_id[name]
        wide, tall = sizes[name]
        emphasis = focus.emphasis.get(tenant.id, focus.rest)
        inside = bool(focus.inside.get(tenant.id))
        room = max(wide, 240.0) if inside else wide - 20
        made.append(
            TenantNode(
                id=tenant.id,
                name=context.names.label(tenant.id),
                label=clipped(context.names.label(tenant.id), room, NAME_SIZE, bold=True),
                detail=focus.details[tenant.id],
                paint=DIM if emphasis == "dim" else context.paint(tenant.id),
                marker=context.marker(tenant.id),
                badges=focus.badges.get(tenant.id, ()),
                emphasis=emphasis,
                selected=chosen == Selection("tenant", tenant.id),
                name_above=inside,
                x=round(at[tenant.id][0], 1),
                y=round(at[tenant.id][1], 1),
                width=wide,
                height=tall,
                gone=tenant.id in focus.gone,
            )
        )
    return tuple(made)


def _drawn(
    context: ViewContext,
    focus: OverlayResult,
    chosen: Selection,
    nodes: Sequence[TenantNode],
    sizes: Mapping[str, Size],
) -> tuple[Person, ...]:
    user = chosen.id if chosen.kind == "user" else None
    found: list[Person] = []
    for node in nodes:
        if tokens := focus.inside.get(node.id):
            found += people_layout.drawn(
                context, node.id, tokens, (node.x, node.y), sizes[node.id], node.emphasis, user
            )
    return tuple(found)


def _text(
    design: Design,
    focus: OverlayResult,
    nodes: Sequence[TenantNode],
    made: Sequence[Link],
    chosen: Selection,
    notes: Sequence[str],
) -> str:
    """The picture in sentences: title, tenants, what the overlay says, arrows, selection, notes."""
    lines = [f"{focus.title}."]
    if design.name:
        lines.insert(0, f"{isolated(design.name)}.")
    lines.append(f"{number(len(design.tenants), 'tenant')}, {number(len(design.arrows), 'arrow')}.")
    lines += [f"{isolated(node.name)}: {node.detail}." for node in nodes]
    lines += focus.sentences[:MAX_TENANTS]
    if (more := len(focus.sentences) - MAX_TENANTS) > 0:
        lines.append(f"And {number(more, 'more sentence')} of this kind.")
    dim_aside = [link.sentence for link in made if link.emphasis != "dim"]
    lines += dim_aside[:_SENTENCES]
    if len(dim_aside) > _SENTENCES:
        lines.append(f"And {len(dim_aside) - _SENTENCES:,} more arrows.")
    if chosen.kind == "tenant":
        lines.append(f"Selected: the tenant {isolated(design.tenant(str(chosen.id)).name)}.")
    elif chosen.kind == "arrow":
        lines += [f"Selected: {link.sentence}" for link in made if link.id == chosen.id]
    elif chosen.kind == "user":
        lines.append(f"Selected: the user {isolated(str(chosen.id))}.")
    return "\n".join([*lines, *notes])
