"""The matrix: a heat map of the externals. Rows are home tenants, columns are the tenants with the externals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from xtsviz.flow import Flow
from xtsviz.model.design import Design
from xtsviz.model.display_names import DisplayNames
from xtsviz.view.charts.matrix_bands import band_names, band_shapes, matrix_bands, tenants_by_group
from xtsviz.view.charts.plotly_parts import (
    check_arguments,
    checked_width,
    figure_font,
    load_plotly,
    plotly_text,
    tenant_labels,
)
from xtsviz.view.context import ViewContext
from xtsviz.view.palette import Palette
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.view.theme import BACKGROUND, MUTED, OUTLINE, SANS, SELECTED, SURFACE, Paint
from xtsviz.view.words import number

MAX_TENANTS = 100
"""The limit of tenants in the figure, which has a cell for each pair."""
_MAX_NUMBERED_TENANTS = 24
"""With more tenants, the numbers are only in the hover texts, because people could not read them in the cells."""

_SMALL_CELL = 14
"""The pixels of a cell that has no number."""
_SHORT = 18

_SCALES: dict[bool, tuple[str, ...]] = {
    False: ("#ffffff", "#d6e6f2", "#93bfdd", "#3f8fc4", "#005a8d"),
    True: ("#1f2630", "#1f4258", "#24658c", "#3d8fc2", "#8fd3ff"),
}
"""Colours from no externals to the most. The first is close to the ground, the last contrasts most with it."""


def matrix_figure(
    design: Design,
    flow: Flow,
    selection: Selection | None = None,
    dark: bool = False,
    width: int | None = None,
    palette: Palette | None = None,
) -> Any:
    """A ``plotly.graph_objects.Figure`` of the externals, by source and target.

    The ``customdata`` of a cell are the ids of source and target, so that a click can select. A cell without externals
    is 0. Frames show the selection: the cell of an arrow, the row and the column of a tenant, the cells of a user. For
    more tenants than `MAX_TENANTS`, the figure has those of `matrix_tenants`.

    Raises:
        MissingLibraryError: plotly is not installed.
    """
    check_arguments(design, flow, selection)
    width = checked_width(width)
    go = load_plotly("the matrix")
    context, chosen = ViewContext(design, flow, palette), selection or NOTHING
    ids, left_out = matrix_tenants(context, chosen)
    names, counts = context.names, context.external_counts
    cells = [[counts[where].get(home, 0) for where in ids] for home in ids]
    most = max((max(row) for row in cells), default=0)
    every = tenant_labels(design)
    labels = [every[tenant] for tenant in ids]
    bands = matrix_bands(context, ids)
    heat = go.Heatmap(
        z=cells,
        x=list(range(len(ids))),
        y=list(range(len(ids))),
        customdata=[[[home, where] for where in ids] for home in ids],
        hovertext=_hover_texts(names, ids, cells, flow),
        hoverinfo="text",
        zmin=0,
        zmax=max(most, 1),
        colorscale=[[step / 4, color] for step, color in enumerate(_SCALES[dark])],
        xgap=2,
        ygap=2,
        colorbar={
            "title": {"text": "externals"},
            "outlinewidth": 0,
            "thickness": 14,
            **({"xref": "container", "x": 1, "xanchor": "right"} if bands else {}),
            **({"dtick": 1} if most <= 8 else {}),
        },
        showscale=most > 0 and len(ids) > _MAX_NUMBERED_TENANTS,
    )
    many = len(ids) > _MAX_NUMBERED_TENANTS
    slanted = len(ids) > 5  # so that the names above do not overlap
    result = go.Figure(heat)
    result.update_layout(
        paper_bgcolor=BACKGROUND.on(dark),
        plot_bgcolor=OUTLINE.on(dark),
        font=figure_font(dark),
        margin={
            "l": 150,
            "r": (270 if many else 190) if bands else 20,
            "t": 150 if many else 110 if slanted else 70,
            "b": 60 if bands else 24,
        },
        height=_SMALL_CELL * len(ids) + 210 if many else max(280, 110 + 44 * len(ids)),
        width=width
        or (
            round((340 if bands else 190) + _cell_width(len(ids)) * len(ids) + (80 if many else 0))
            if ids
            else width
        ),
        xaxis=_axis("where (target)", ids, labels, "top", slanted, dark),
        yaxis={**_axis("home tenant (source)", ids, labels, "left", False, dark), "autorange": "reversed"},
        shapes=[
            *_diagonal_boxes(len(ids), dark),
            *band_shapes(bands, dark),
            *_selection_frames(context, ids, chosen, dark),
        ],
        annotations=[*_number_labels(cells, most, dark), *band_names(bands, dark)],
        hoverlabel={"align": "left", "font": {"family": SANS}},
        dragmode=False,
        meta={"left out": left_out},
    )
    return result


def matrix_tenants(context: ViewContext, selection: Selection) -> tuple[list[str], str]:
    """The tenants (ids) with a row and a column, and a sentence about the others.

    Alike tenants stand beside each other if there are many; few tenants are in the order of the design.
    If there are too many: first those of the selection, then those with the most externals, in or out.
    """
    order = tenants_by_group(context)
    if len(context.tenant_index) <= MAX_TENANTS:
        return order, ""
    totals: Counter[str] = Counter()
    for (home, where), count in context.flow.pairs.items():
        totals[home] += count
        totals[where] += count
    first = [str(selection.id)] if selection.kind == "tenant" else []
    first += [tenant for cell in sorted(selected_cells(context, selection)) for tenant in cell]
    wanted = {tenant: None for tenant in first if tenant in context.tenant_index}
    wanted |= dict.fromkeys(sorted(context.tenant_index, key=lambda tenant: -totals[tenant]))
    kept = set(list(wanted)[:MAX_TENANTS])
    left_out = (
        f"{MAX_TENANTS} of {len(context.tenant_index):,} tenants have a row and a column: what is selected, then "
        "those with most externals."
    )
    return [tenant for tenant in order if tenant in kept], left_out


def _axis(
    title: str, ids: list[str], labels: list[str], side: str, slanted: bool, dark: bool
) -> dict[str, Any]:
    return {
        "title": {"text": title},
        "tickmode": "array",
        "tickvals": list(range(len(ids))),
        "ticktext": labels,
        "side": side,
        "showgrid": False,
        "zeroline": False,
        "range": [-0.5, len(ids) - 0.5],
        "tickangle": -35 if slanted else 0,
        **(_small_ticks(labels, side) if len(ids) > _MAX_NUMBERED_TENANTS else {}),
        "linecolor": MUTED.on(dark),
        "fixedrange": True,
    }


def _small_ticks(labels: list[str], side: str) -> dict[str, Any]:
    """Names that do not overlap in small cells."""
    short = [label if len(label) <= _SHORT else label[: _SHORT - 1] + "…" for label in labels]
    angle = -90 if side == "top" else 0
    return {"ticktext": short, "tickangle": angle, "tickfont": {"size": _SMALL_CELL - 3}, "automargin": False}


def _cell_width(count: int) -> float:
    """The width of a column in pixels."""
    if count > _MAX_NUMBERED_TENANTS:
        return _SMALL_CELL
    return max(44.0, min(110.0, 480 / count))


def _hover_texts(names: DisplayNames, ids: list[str], cells: list[list[int]], flow: Flow) -> list[list[str]]:
    pairs = flow.design.topology.arrows_by_pair
    rows = []
    for home, row in zip(ids, cells, strict=True):
        texts = []
        for where, count in zip(ids, row, strict=True):
            if home == where:
                texts.append(f"{plotly_text(names.tenant(home))}: home")
                continue
            lines = [
                f"{plotly_text(names.tenant(home))} → {plotly_text(names.tenant(where))}",
                number(count, "external"),
            ]
            states = [flow.by_arrow[arrow.id].state for arrow in pairs.get((home, where), ())]
            lines.append(f"arrow: {', '.join(states)}" if states else "no arrow")
            texts.append("<br>".join(lines))
        rows.append(texts)
    return rows


def _diagonal_boxes(count: int, dark: bool) -> list[dict[str, Any]]:
    return [_rectangle(n, n, SURFACE, dark, fill=True) for n in range(count)]


def _selection_frames(
    context: ViewContext, ids: Sequence[str], selection: Selection, dark: bool
) -> list[dict[str, Any]]:
    place, name = {tenant: n for n, tenant in enumerate(ids)}, str(selection.id)
    if selection.kind == "tenant" and name in place:
        n, last = place[name], len(place) - 1
        return [*_frame(0, n, dark, to=(last, n)), *_frame(n, 0, dark, to=(n, last))]
    return [
        shape
        for home, where in sorted(selected_cells(context, selection))
        if home in place and where in place
        for shape in _frame(place[where], place[home], dark)
    ]


def selected_cells(context: ViewContext, selection: Selection) -> set[tuple[str, str]]:
    """The cells (home, where) of a selected arrow, or of a selected user who is external there."""
    name = str(selection.id)
    if selection.kind == "arrow" and (arrow := context.design.topology.arrow_by_id.get(name)):
        return {(arrow.source, arrow.target)}
    if selection.kind == "user" and context.design.users.known([name]):
        return {
            (here.home, here.tenant)
            for here in context.presence_of_user(name)
            if here.home in context.tenant_index and here.home != here.tenant
        }
    return set()


def _frame(x: int, y: int, dark: bool, to: tuple[int, int] | None = None) -> list[dict[str, Any]]:
    """A frame that is visible on every colour: a wide one in the colour of the ground, and a narrower one on it."""
    return [
        _rectangle(x, y, BACKGROUND, dark, to=to, line=8),
        _rectangle(x, y, SELECTED, dark, to=to, line=4),
    ]


def _rectangle(
    x: int,
    y: int,
    paint: Paint,
    dark: bool,
    *,
    fill: bool = False,
    to: tuple[int, int] | None = None,
    line: int = 3,
) -> dict[str, Any]:
    right, bottom = to or (x, y)
    shape: dict[str, Any] = {
        "type": "rect",
        "x0": x - 0.48,
        "x1": right + 0.48,
        "y0": y - 0.48,
        "y1": bottom + 0.48,
    }
    if fill:
        return {**shape, "fillcolor": paint.on(dark), "line": {"width": 0}}
    return {**shape, "line": {"color": paint.on(dark), "width": line}}


def _number_labels(cells: list[list[int]], most: int, dark: bool) -> list[dict[str, Any]]:
    """The number of each cell, in black or white: whichever contrasts more. The diagonal says "home"."""
    if len(cells) > _MAX_NUMBERED_TENANTS:
        return []
    result = []
    for y, row in enumerate(cells):
        for x, count in enumerate(row):
            color = MUTED.on(dark) if x == y else text_color_at(count / max(most, 1), dark)
            words = "home" if x == y else f"{count:,}"
            font = {"size": 11 if x == y else 14, "color": color}
            result.append(
                {"x": x, "y": y, "text": words, "showarrow": False, "font": font, "captureevents": False}
            )
    return result


def text_color_at(share: float, dark: bool) -> str:
    """The colour of a number on `color_at` for the same share, 0 to 1."""
    from xtsviz.view.colors import contrast

    ground = color_at(share, dark)
    return max(("#000000", "#ffffff"), key=lambda color: contrast(color, ground))


def color_at(share: float, dark: bool) -> str:
    """The colour of the scale for a share (0 to 1) of the largest number."""
    from xtsviz.view.colors import parse_rgb, to_hex

    scale = _SCALES[dark]
    at = min(max(share, 0.0), 1.0) * (len(scale) - 1)
    low = min(int(at), len(scale) - 2)
    one, other = parse_rgb(scale[low]), parse_rgb(scale[low + 1])
    assert one is not None
    assert other is not None
    red, green, blue = (round(a + (b - a) * (at - low)) for a, b in zip(one, other, strict=True))
    return to_hex((red, green, blue))
