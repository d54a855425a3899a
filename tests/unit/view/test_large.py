"""Tables, figures and panels of large designs: they grow with the design, not with its square."""

import xtsviz as xts
from tests.unit.view.picture.test_visible_part import design_of
from xtsviz import templates
from xtsviz.people.missing_people import missing_people
from xtsviz.people.pages import People
from xtsviz.view.charts import matrix_chart
from xtsviz.view.charts.plotly_parts import tenant_labels
from xtsviz.view.charts.sankey_part import sankey_part
from xtsviz.view.context import ViewContext
from xtsviz.view.export.report import report, sections
from xtsviz.view.panels import flow as flow_panel
from xtsviz.view.panels import matrix as matrix_panel
from xtsviz.view.panels.details import details
from xtsviz.view.panels.people import missing_table
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.view.text_width import wrap_text

RING = design_of(
    600,
    [(n, (n + 1) % 600) for n in range(600)],
    users=[{"id": f"u{n}", "tenant": f"t{n}"} for n in range(3)],
)


def facts_of(design):
    return ViewContext(design, xts.user_flow(design))


def test_pairs_are_the_counts_without_zeros():
    design = templates.full_mesh(["A", "B", "C"], members=2).remove_arrow("a->b")
    flow = xts.user_flow(design)
    counts = flow.counts()
    assert flow.pairs == {
        (home, where): counts.loc[home, where]
        for home in counts
        for where in counts
        if counts.loc[home, where]
    }
    assert facts_of(design).external_counts == {"a": {"b": 2, "c": 2}, "b": {"c": 2}, "c": {"a": 2, "b": 2}}


def test_the_matrix_has_those_with_most_externals(monkeypatch):
    def whole(_flow):
        raise AssertionError("the whole table was built")

    monkeypatch.setattr(xts.Flow, "counts", whole)
    context = facts_of(RING)
    made = matrix_chart.matrix_figure(RING, context.flow, Selection("tenant", "t500"))
    ids = [row[0][0] for row in made.data[0].customdata]
    assert len(ids) == len(made.data[0].z) == matrix_chart.MAX_TENANTS
    assert {"t0", "t1", "t2", "t3", "t500"} <= set(ids)
    assert ids == sorted(ids, key=context.tenant_index.get)
    assert sum(map(sum, made.data[0].z)) == 3
    _, said = matrix_chart.matrix_tenants(context, NOTHING)
    assert "100 of 600 tenants" in said


def test_the_report_builds_no_table_of_all_by_all(monkeypatch):
    monkeypatch.setattr(xts.Flow, "counts", None)
    monkeypatch.setattr(sections, "MAX_MATRIX", 5)
    text = report(design_of(12, [(n, n + 1) for n in range(11)], users=[{"id": "u", "tenant": "t0"}]))
    assert "The table of 12 × 12 tenants is too large for a page." in text
    assert ".counts() the whole table" in text
    assert '<th scope="col">External in</th>' in text
    assert "t1 (external member)" in text


def test_whereabouts_hold_only_where_somebody_is():
    row = People(xts.user_flow(RING)).page(1, 3).people[0]
    assert len(row.presence) == 600
    assert dict(row.presence.present) == {"t0": "home", "t1": "external member"}
    assert (row.presence["t599"], row.external_count) == ("not there", 1)


def test_who_is_missing_is_counted_without_looking_at_every_pair():
    design = templates.user_hub(["A", "B", "C", "D"], members=2).add_tenant("E")
    absent = {one.tenant: one for one in missing_people(facts_of(design))}
    everybody = {"a": 2, "b": 2, "c": 2, "d": 2}
    counts = xts.user_flow(design).counts()
    for tenant, one in absent.items():
        away = {home: n - counts.loc[home, tenant] for home, n in everybody.items() if home != tenant}
        away = {home: n for home, n in away.items() if n}
        assert (one.other_members, one.missing, one.home_count) == (
            sum(n for home, n in everybody.items() if home != tenant),
            sum(away.values()),
            len(away),
        )
        assert dict(one.top_homes) == dict(list(away.items())[:3])


def test_long_lists_end_with_how_many_more_there_are():
    context = facts_of(RING)
    assert "200 more tenants" in missing_table(context, missing_people(context), {})
    assert "199 more tenants" in matrix_panel.matrix_table(context, NOTHING)
    assert "200 more tenants" in flow_panel.flow_lists(context, sankey_part(context, NOTHING), NOTHING, False)
    hub = facts_of(design_of(61, [(0, n) for n in range(1, 61)]))
    assert "… and 30 more." in details(hub, Selection("tenant", "t0"), False)


def test_labels_of_tenants_with_one_name():
    design = templates.just_in_time(["Same", "Same", "Other"])
    assert list(tenant_labels(design).values()) == ["same", "same-2", "Other"]


def test_a_title_of_many_words_is_set_as_one_of_few():
    few = "one two three four five six seven"
    assert wrap_text(few, 100.0, 16.0)[0] == wrap_text(f"{few} {'more ' * 20_000}", 100.0, 16.0)[0]
    assert len(wrap_text("word " * 20_000, 100.0, 16.0)) == 2
