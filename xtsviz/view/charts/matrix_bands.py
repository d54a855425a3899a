"""The groups of alike tenants in the matrix: the order of its rows and columns, and a band with a name for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from xtsviz.view.charts.plotly_parts import plotly_text
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.grouping import FEW_TENANTS, tenant_bands
from xtsviz.view.text_width import clip_text, text_width
from xtsviz.view.theme import TEXT

_NAME_SIZE = 13
_NAME_ROOM = 165.0
_SMALL_CELL = 14.0
_BESIDE = 8


class Band(NamedTuple):
    """Rows and columns of alike tenants: the first and the last, from 0, and who they are."""

    first: int
    last: int
    name: str


def tenants_by_group(context: ViewContext) -> list[str]:
    """All tenants (ids). Alike ones stand beside each other if there are many; few are in the order of the design."""
    if len(context.tenant_index) <= FEW_TENANTS:
        return list(context.tenant_index)
    return [tenant for group in tenant_bands(context.design) for tenant in group.tenants]


def matrix_bands(context: ViewContext, tenants: Sequence[str]) -> list[Band]:
    """The bands of several alike tenants; none if there are few tenants.

    Args:
        tenants: the rows, in the order of `tenants_by_group`.
    """
    if len(tenants) <= FEW_TENANTS:
        return []
    place = {tenant: n for n, tenant in enumerate(tenants)}
    found = []
    for group in tenant_bands(context.design):
        there = [place[tenant] for tenant in group.tenants if tenant in place]
        if len(there) > 1:
            found.append(Band(min(there), max(there), group.label))
    return found


def band_shapes(bands: Sequence[Band], dark: bool) -> list[dict[str, Any]]:
    """A line right of the rows and below the columns of each band, and a frame around its own cells."""
    thick = {"color": TEXT.on(dark), "width": 4}
    shapes: list[dict[str, Any]] = []
    for band in bands:
        low, high = band.first - 0.5, band.last + 0.5
        frame = {"line": {"color": TEXT.on(dark), "width": 2}, "fillcolor": "rgba(0,0,0,0)"}
        shapes.append({"type": "rect", "x0": low, "x1": high, "y0": low, "y1": high, **frame})
        ends = (low + 0.15, high - 0.15)
        beside = {"xref": "paper", "xsizemode": "pixel", "xanchor": 1, "x0": _BESIDE, "x1": _BESIDE}
        shapes.append({"type": "line", **beside, "y0": ends[0], "y1": ends[1], "line": thick})
        below = {"yref": "paper", "ysizemode": "pixel", "yanchor": 0, "y0": -_BESIDE, "y1": -_BESIDE}
        shapes.append({"type": "line", **below, "x0": ends[0], "x1": ends[1], "line": thick})
    return shapes


def band_names(bands: Sequence[Band], dark: bool) -> list[dict[str, Any]]:
    """The name of each band: right of its rows, and below its columns if there is room."""
    shared = {
        "showarrow": False,
        "captureevents": False,
        "font": {"size": _NAME_SIZE, "color": TEXT.on(dark)},
    }
    names: list[dict[str, Any]] = []
    for band in bands:
        middle = (band.first + band.last) / 2
        name = plotly_text(clip_text(band.name, _NAME_ROOM, _NAME_SIZE))
        beside = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 2 * _BESIDE, "align": "left"}
        names.append({"y": middle, "text": name, **beside, **shared})
        if text_width(band.name, _NAME_SIZE) <= (band.last - band.first + 1) * _SMALL_CELL:
            below = {"yref": "paper", "y": 0, "yanchor": "top", "yshift": -2 * _BESIDE}
            names.append({"x": middle, "text": name, **below, **shared})
    return names
