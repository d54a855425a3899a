"""What the box of a group tells: its content, and the words for its arrows."""

from __future__ import annotations

from collections.abc import Sequence

from xtsviz.compare.alike_tenants import ArrowException, TenantGroup
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.group_box import BoxContent, box_content, named_tenants
from xtsviz.view.picture.group_links import Bundle
from xtsviz.view.picture.group_types import ArrowCount
from xtsviz.view.picture.grouping import Grouping
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.theme import CHANGES


def told_content(
    context: ViewContext,
    result: OverlayResult,
    group: TenantGroup,
    counts: Sequence[ArrowCount],
    detail: str,
    exceptions: Sequence[ArrowException],
    about: Sequence[str],
) -> tuple[BoxContent, list[str]]:
    """The content of the box of a group, and the tenants that it names.

    Args:
        counts: the arrows among its tenants.
        detail: the second line for all together.
        exceptions: all that the box tells.
        about: tenants that are selected.
    """
    joined = group.sentence.removeprefix(f"{group.label}, ")
    names = named_tenants(result, group, about)
    emphasis = {tenant: result.emphasis.get(tenant, result.rest) for tenant in group.tenants}
    lit = {tenant for tenant in names if emphasis[tenant] == "lit"}
    if result.inside:
        lit |= {t for t in names if result.details[t] == "home"}
    words = [joined, *(count.label for count in counts[:4]), detail]
    return box_content(context, group, words, names, exceptions, lit, about), names


def different_lines(
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


def arrows_within(group: TenantGroup, bundle: Bundle, opened: bool) -> str:
    """Which arrows among the tenants of a group a bundle is, in words."""
    if opened:
        return f"not drawn, among {group.label}"
    many = len(group.tenants)
    most = 2 * len(bundle.arrows) > many * (many - 1) or bundle.kind.style in CHANGES
    words = group.sentence.removeprefix(f"{group.label}, ").split(", ")[0]
    return words if words == "everyone with everyone" and most else f"among {group.label}"


def arrows_between(grouping: Grouping, context: ViewContext, bundle: Bundle) -> str:
    """Which arrows from one box to another a bundle is, in words."""
    both = {**grouping.closed, **grouping.opened}
    source, target = (
        both[end].each if end in both else context.names.tenant(end) for end in (bundle.source, bundle.target)
    )
    return f"{source} to {target}"
