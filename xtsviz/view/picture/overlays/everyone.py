"""The overlay *Everyone*: how many are where."""

from __future__ import annotations

from collections import Counter

from xtsviz.view.context import ViewContext
from xtsviz.view.picture.overlays.overlay import Overlay
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.overlays.tenant_lines import population_lines
from xtsviz.view.picture.types import Badge, Selection
from xtsviz.view.words import number


def _resolve(context: ViewContext, selection: Selection) -> OverlayResult:  # noqa: ARG001
    groups = Counter(copy.tenant for copy in context.flow.group_copies)
    badges = {
        tenant: (Badge(None, count, number(count, "synchronized group")),) for tenant, count in groups.items()
    }
    return OverlayResult(
        "Everyone: how many are where, how many each arrow syncs",
        population_lines(context),
        badges=badges,
        sentences=tuple(
            f"Arrows make {number(count, 'group')} in {context.names.tenant(tenant)}."
            for tenant, count in groups.items()
        ),
    )


OVERLAY = Overlay("everyone", "Everyone", 1, _resolve, in_report=True, replay_order=2)
