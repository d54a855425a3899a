"""The overlay *Everyone*: how many are where."""

from __future__ import annotations

from xtsviz.view.context import ViewContext
from xtsviz.view.picture.overlays.overlay import Overlay
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.overlays.tenant_lines import population_lines
from xtsviz.view.picture.types import Selection


def _resolve(context: ViewContext, selection: Selection) -> OverlayResult:  # noqa: ARG001
    return OverlayResult("Everyone: how many are where, how many each arrow syncs", population_lines(context))


OVERLAY = Overlay("everyone", "Everyone", 1, _resolve, in_report=True, replay_order=2)
