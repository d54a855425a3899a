"""Which boxes the arrows of a picture with groups join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xtsviz.view.context import ViewContext, access_requests
from xtsviz.view.picture.grouping import FEW_TENANTS, Grouping
from xtsviz.view.picture.links import make_links
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.types import Link, Selection
from xtsviz.view.picture.visible_part import MAX_ARROWS


def chosen_tenants(context: ViewContext, chosen: Selection) -> list[str]:
    """The selected tenant, or both tenants of the selected arrow."""
    if chosen.kind == "tenant":
        return [str(chosen.id)]
    if chosen.kind == "arrow" and (arrow := context.design.topology.arrow_by_id.get(str(chosen.id))):
        return [arrow.source, arrow.target]
    return []


def are_tenants(both: tuple[str, str], context: ViewContext) -> bool:
    """True if an arrow joins two tenants, and no box."""
    return both[0] in context.tenant_index and both[1] in context.tenant_index


def arrow_ends(
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


def joining(link: Link, ends: Mapping[str, tuple[str, str]]) -> Link:
    """The link between the boxes that it joins."""
    source, target = ends[link.id]
    return link._replace(source=source, target=target)


def request_links(
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
        one = joining(link, ends)
        if many > 1:
            said = f"{many:,} connected organizations: people may ask for access; nobody is synchronized."
            one = one._replace(label=f"{many:,} on request", sentence=said, arrows=many)
        found.append(one)
    return found
