"""Who flows where: a Sankey picture from home tenants on the left to targets on the right."""

from __future__ import annotations

from typing import Any, NamedTuple

from xtsviz.flow import Flow
from xtsviz.model.design import Design
from xtsviz.view.charts import font, graph_objects, plain, see_through, tenant_labels
from xtsviz.view.facts import Facts
from xtsviz.view.flow_part import Part, part, sentence
from xtsviz.view.picture import NOTHING, Selection
from xtsviz.view.theme import BACKGROUND, DIM, OUTLINE, SANS, TEXT, Paint
from xtsviz.view.words import number


class Shares(NamedTuple):
    """How much of the ground is covered, 0 to 1, in the light and in the dark."""

    light: float
    dark: float

    def on(self, dark: bool) -> float:
        """The one for dark or light ground."""
        return self.dark if dark else self.light


PLAIN, LIT, FAINT = Shares(0.4, 0.32), Shares(0.5, 0.4), Shares(0.14, 0.14)
"""How much a link covers where nothing is selected, where it belongs to what is, and where it does not.

Names stand on the links: more ink would leave less than 4.5:1 to the text.
"""


def figure(
    design: Design,
    flow: Flow,
    selection: Selection | None = None,
    dark: bool = False,
    width: int | None = None,
) -> Any:
    """A ``plotly.graph_objects.Figure`` of the users carried, from home tenant to target.

    One link per arrow that carries somebody, as wide as the number of users, in the colour of the source; its
    ``customdata`` says the same in words. Links of what is selected are outlined, the others are faint. Without
    a width it takes the room that there is.

    Raises:
        MissingLibraryError: plotly is not installed.
    """
    go = graph_objects("the flow picture")
    facts = Facts(design, flow)
    shown = part(facts, selection or NOTHING)
    sources = _ends(facts, [done.arrow.source for done in shown.arrows])
    targets = _ends(facts, [done.arrow.target for done in shown.arrows])
    left = {tenant: n for n, tenant in enumerate(sources)}
    right = {tenant: len(left) + n for n, tenant in enumerate(targets)}
    looks = [_look(facts.paint(done.arrow.source), shown, done.arrow.id, dark) for done in shown.arrows]
    trace = go.Sankey(
        arrangement="fixed",
        node=_nodes(facts, shown, sources, targets, dark),
        link={
            "source": [left[done.arrow.source] for done in shown.arrows],
            "target": [right[done.arrow.target] for done in shown.arrows],
            "value": [done.carried for done in shown.arrows],
            "color": [color for color, _ in looks],
            "line": {"color": TEXT.on(dark), "width": [line for _, line in looks]},
            "customdata": [plain(sentence(facts, done)) for done in shown.arrows],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        textfont=font(dark),
    )
    made = go.Figure(trace)
    made.update_layout(
        paper_bgcolor=BACKGROUND.on(dark),
        font=font(dark),
        margin={"l": 12, "r": 12, "t": 34, "b": 14},
        height=min(max(320, 60 + 36 * max(len(left), len(right))), 1600),
        width=width,
        autosize=width is None,
        annotations=[
            _heading("home tenant (source)", 0.0, "left"),
            _heading("where (target)", 1.0, "right"),
        ],
        hoverlabel={"align": "left", "font": {"family": SANS}},
    )
    return made


def _ends(facts: Facts, tenants: list[str]) -> list[str]:
    return sorted(set(tenants), key=lambda tenant: facts.place[tenant])


def _look(paint: Paint, shown: Part, arrow: str, dark: bool) -> tuple[str, float]:
    """The colour of a link and the width of its outline."""
    lit = shown.lit is not None and arrow in shown.lit
    share = PLAIN if shown.lit is None else LIT if lit else FAINT
    return see_through(paint.on(dark), share.on(dark)), 2.0 if lit else 0.0


def _nodes(facts: Facts, shown: Part, sources: list[str], targets: list[str], dark: bool) -> dict[str, Any]:
    labels = tenant_labels(facts.design)
    named: list[str] = []
    colors: list[str] = []
    hover: list[str] = []
    for side, tenants in (("source", sources), ("target", targets)):
        for tenant in tenants:
            here = [done for done in shown.arrows if getattr(done.arrow, side) == tenant]
            total = sum(done.carried for done in here)
            lit = shown.lit is None or any(done.arrow.id in shown.lit for done in here)
            named.append(f"{labels[tenant]} {total:,}")
            colors.append((facts.paint(tenant) if lit else DIM).on(dark))
            verb = "go out from" if side == "source" else "come into"
            hover.append(plain(f"{number(total, 'user')} {verb} {facts.names.tenant(tenant)}"))
    return {
        "label": named,
        "color": colors,
        "customdata": hover,
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": OUTLINE.on(dark), "width": 1},
        "pad": 20,
        "thickness": 18,
    }


def _heading(text: str, x: float, side: str) -> dict[str, Any]:
    place = {"xref": "paper", "yref": "paper", "x": x, "y": 1.0, "xanchor": side, "yanchor": "bottom"}
    return {"text": text, "showarrow": False, "yshift": 8, **place}
