"""Pictures, panels and the report of large designs."""

import random

import xtsviz as xts
from tests.bench.growth.case import Case, Work, document


def loose(tenants: int, users: int = 2) -> xts.Design:
    """Tenants with four arrows each to any others, and some users each."""
    chance = random.Random(1)
    pairs = {
        (n, (n + chance.randrange(1, tenants)) % tenants)
        for n in range(tenants)
        for _ in range(min(4, tenants - 1))
    }
    return document(
        tenants=[{"id": f"t{n}", "name": f"Tenant {n}"} for n in range(tenants)],
        arrows=[
            {"id": f"a{n}", "source": f"t{a}", "target": f"t{b}"} for n, (a, b) in enumerate(sorted(pairs))
        ],
        users=[{"id": f"u{n}", "tenant": f"t{n % tenants}"} for n in range(users * tenants)],
    )


def drawn(design: xts.Design) -> Work:
    """The picture as SVG and as elements, the flow at hand."""
    from xtsviz.view.export import svg
    from xtsviz.view.picture.cytoscape import elements
    from xtsviz.view.picture.resolve import resolve

    flow = xts.user_flow(design)
    _ = flow.populations

    def work() -> object:
        picture = resolve(design, flow)
        return svg.render(picture), elements(picture)

    return work


def picture(size: int) -> Work:
    """The picture of many tenants."""
    return drawn(loose(size))


def one_pair(size: int) -> Work:
    """The picture of many arrows of one pair."""
    arrows = [{"id": f"a{n}", "source": "a", "target": "b"} for n in range(size)]
    return drawn(document(tenants=[{"id": "a"}, {"id": "b"}], arrows=arrows))


def far(size: int) -> Work:
    """The picture with a tenant that was put far out."""
    tenants = [{"id": f"t{n}"} for n in range(150)] + [{"id": "far", "position": [10.0 * size, 0]}]
    return drawn(document(tenants=tenants, arrows=[{"source": f"t{n}", "target": "far"} for n in range(149)]))


def lists(size: int) -> Work:
    """The panels that list tenants and arrows."""
    from xtsviz.people.missing_people import missing_people
    from xtsviz.view.charts.sankey_part import sankey_part
    from xtsviz.view.context import ViewContext
    from xtsviz.view.panels.arrows import arrow_list
    from xtsviz.view.panels.details import details
    from xtsviz.view.panels.flow import flow_lists
    from xtsviz.view.panels.matrix import matrix_table
    from xtsviz.view.panels.people import missing_table
    from xtsviz.view.picture.types import NOTHING, Selection

    design = loose(size)
    flow = xts.user_flow(design)
    _ = flow.populations

    def work() -> object:
        context = ViewContext(design, flow)
        return (
            flow_lists(context, sankey_part(context, NOTHING), NOTHING, False),
            arrow_list(context, NOTHING),
            matrix_table(context, NOTHING),
            details(context, Selection("tenant", "t0"), False),
            missing_table(context, missing_people(context), {}),
        )

    return work


def figures(size: int) -> Work:
    """Matrix and Sankey picture."""
    from xtsviz.view.charts import matrix_chart, sankey_chart

    design = loose(size)
    flow = xts.user_flow(design)
    _ = flow.populations
    return lambda: (matrix_chart.matrix_figure(design, flow), sankey_chart.sankey_figure(design, flow))


def page(size: int) -> Work:
    """The report, with its findings, licences and people."""
    from xtsviz.view.export.report import report

    design = loose(size)
    return lambda: report(design)


def long_title(size: int) -> Work:
    """A text of many words, set in two lines and clipped."""
    from xtsviz.view.text_width import clip_text, wrap_text

    words = " ".join(f"word{n}" for n in range(size))
    return lambda: (wrap_text(words, 600.0, 19.0, lines=2), clip_text(words, 600.0, 19.0))


CASES = [
    Case("picture: many tenants and arrows", picture, 20_000),
    Case("picture: many arrows of one pair", one_pair, 20_000),
    Case("picture: a tenant far out", far, 5_000),
    Case("panels: lists of many tenants and arrows", lists, 5_000),
    Case("figures: matrix and flow of many tenants", figures, 5_000),
    Case("report: many tenants and arrows", page, 500),
    Case("text: many words", long_title, 100_000),
]
