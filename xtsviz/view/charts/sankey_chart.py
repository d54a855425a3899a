"""A Sankey chart of the synchronized users, from home tenants on the left to targets on the right."""

from __future__ import annotations

from typing import Any, NamedTuple

from xtsviz.flow import Flow
from xtsviz.flow.flow_counts import ArrowFlow
from xtsviz.model.design import Design
from xtsviz.view.charts.plotly_parts import (
    check_arguments,
    checked_width,
    figure_font,
    load_plotly,
    plotly_text,
    tenant_labels,
    with_opacity,
)
from xtsviz.view.charts.sankey_part import SankeyPart, arrow_sentence, sankey_part
from xtsviz.view.context import ViewContext
from xtsviz.view.palette import Palette
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.view.theme import BACKGROUND, DIM, OUTLINE, SANS
from xtsviz.view.words import number

_TOP, _BOTTOM, _PAD = 34.0, 14.0, 20.0


class Opacity(NamedTuple):
    """The opacity of a link, from 0 to 1, on light and on dark ground."""

    light: float
    dark: float

    def on(self, dark: bool) -> float:
        """The opacity on dark or light ground."""
        return self.dark if dark else self.light


NORMAL_OPACITY, HIGHLIGHT_OPACITY, FAINT_OPACITY = Opacity(0.4, 0.32), Opacity(0.5, 0.4), Opacity(0.14, 0.14)
"""The opacity of a link if nothing is selected, if it belongs to the selection, and if it does not.

Names are drawn over the links. A higher opacity would leave their text a contrast of less than 4.5:1.
"""


def sankey_figure(
    design: Design,
    flow: Flow,
    selection: Selection | None = None,
    dark: bool = False,
    width: int | None = None,
    palette: Palette | None = None,
) -> Any:
    """A ``plotly.graph_objects.Figure`` of the synchronized users, from home tenant to target.

    One link per arrow that syncs somebody, as wide as the number of users, in the colour of the source; its
    ``customdata`` says the same in words. Tenants stand in the order of the design; a ● marks those that what is
    selected leads from and to, and all other links are faint. Without a width it takes the room that there is.

    Raises:
        MissingLibraryError: plotly is not installed.
    """
    check_arguments(design, flow, selection)
    width = checked_width(width)
    go = load_plotly("the flow picture")
    context = ViewContext(design, flow, palette)
    shown = sankey_part(context, selection or NOTHING)
    sources = _left_and_right(context, [done.arrow.source for done in shown.arrows])
    targets = _left_and_right(context, [done.arrow.target for done in shown.arrows])
    left = {tenant: n for n, tenant in enumerate(sources)}
    right = {tenant: len(left) + n for n, tenant in enumerate(targets)}
    height = min(max(320, 60 + 36 * max(len(left), len(right))), 1600)
    trace = go.Sankey(
        arrangement="fixed",
        node=_nodes(context, shown, sources, targets, height - _TOP - _BOTTOM, dark),
        link={
            "source": [left[done.arrow.source] for done in shown.arrows],
            "target": [right[done.arrow.target] for done in shown.arrows],
            "value": [done.carried for done in shown.arrows],
            "color": [_link_color(context, shown, done, dark) for done in shown.arrows],
            "line": {"width": 0},
            "customdata": [plotly_text(arrow_sentence(context, done)) for done in shown.arrows],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        textfont=figure_font(dark),
    )
    result = go.Figure(trace)
    result.update_layout(
        paper_bgcolor=BACKGROUND.on(dark),
        font=figure_font(dark),
        margin={"l": 12, "r": 12, "t": _TOP, "b": _BOTTOM},
        height=height,
        width=width,
        autosize=width is None,
        annotations=[
            _heading("home tenant (source)", 0.0, "left"),
            _heading("where (target)", 1.0, "right"),
        ],
        hoverlabel={"align": "left", "font": {"family": SANS}},
    )
    return result


def _left_and_right(context: ViewContext, tenants: list[str]) -> list[str]:
    return sorted(set(tenants), key=lambda tenant: context.tenant_index[tenant])


def _link_color(context: ViewContext, shown: SankeyPart, done: ArrowFlow, dark: bool) -> str:
    share = (
        NORMAL_OPACITY
        if shown.lit is None
        else HIGHLIGHT_OPACITY
        if done.arrow.id in shown.lit
        else FAINT_OPACITY
    )
    return with_opacity(context.paint(done.arrow.source).on(dark), share.on(dark))


def _nodes(
    context: ViewContext, shown: SankeyPart, sources: list[str], targets: list[str], height: float, dark: bool
) -> dict[str, Any]:
    labels = tenant_labels(context.design)
    named: list[str] = []
    colors: list[str] = []
    hover: list[str] = []
    totals: list[list[int]] = []
    for side, tenants in (("source", sources), ("target", targets)):
        totals.append([])
        for tenant in tenants:
            here = [done for done in shown.arrows if getattr(done.arrow, side) == tenant]
            total = sum(done.carried for done in here)
            marked = shown.lit is not None and any(done.arrow.id in shown.lit for done in here)
            named.append(f"{'● ' if marked else ''}{labels[tenant]} ({total:,})")
            colors.append((context.paint(tenant) if marked or shown.lit is None else DIM).on(dark))
            verb = "go out from" if side == "source" else "come into"
            hover.append(plotly_text(f"{number(total, 'user')} {verb} {context.names.tenant(tenant)}"))
            totals[-1].append(total)
    return {
        "label": named,
        "color": colors,
        "x": [0.001] * len(sources) + [0.999] * len(targets),
        "y": _node_centers(totals, height),
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": OUTLINE.on(dark), "width": 1},
        "pad": _PAD,
        "thickness": 18,
    }


def _node_centers(columns: list[list[int]], height: float) -> list[float]:
    """The centres of the nodes of each column, from 0 (top) to 1, in the order of the design.

    Without positions, plotly orders the nodes so that few links cross, and each edit could change that order. Plotly
    sizes them: the fullest column, without its gaps, decides how much room one user has.
    """
    gap = min(_PAD, height / max(1, *(len(column) - 1 for column in columns)))
    scale = min((height - gap * (len(column) - 1)) / sum(column) for column in columns)
    found = []
    for column in columns:
        top = (height - scale * sum(column) - gap * (len(column) - 1)) / 2
        for total in column:
            found.append((top + scale * total / 2) / height)
            top += scale * total + gap
    return found


def _heading(text: str, x: float, side: str) -> dict[str, Any]:
    place = {"xref": "paper", "yref": "paper", "x": x, "y": 1.0, "xanchor": side, "yanchor": "bottom"}
    return {"text": text, "showarrow": False, "yshift": 8, **place}
