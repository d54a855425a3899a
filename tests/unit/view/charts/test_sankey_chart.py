import pytest

from tests.unit.view.samples import NAMES, nasty, states
from xtsviz import templates
from xtsviz.flow import user_flow
from xtsviz.view.charts.sankey_chart import FAINT_OPACITY, HIGHLIGHT_OPACITY, NORMAL_OPACITY, sankey_figure
from xtsviz.view.charts.sankey_part import MAX_ROWS, sankey_part
from xtsviz.view.colors import contrast, parse_rgb, to_hex
from xtsviz.view.context import ViewContext
from xtsviz.view.panels.flow import flow_lists
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.view.theme import BACKGROUND, TENANTS, TEXT


def context(design):
    return ViewContext(design, user_flow(design))


def mesh(count=20):
    return templates.full_mesh([f"Tenant {n:02}" for n in range(1, count + 1)], members=2)


def sankey(design, selection=NOTHING, dark=False):
    return sankey_figure(design, user_flow(design), selection, dark).data[0]


def test_one_link_for_each_arrow_that_carries_as_wide_as_it_carries():
    design = states()
    flow = user_flow(design)
    trace = sankey(design)
    syncing = [done for done in flow.by_arrow.values() if done.carried]
    assert list(trace.link.value) == [done.carried for done in syncing]
    assert len(syncing) < len(design.arrows)
    labels = [label.rpartition(" (")[0] for label in trace.node.label]
    names = ViewContext(design, flow).names
    for done, a, b in zip(syncing, trace.link.source, trace.link.target, strict=True):
        assert labels[a] == names.tenant(done.arrow.source)
        assert labels[b] == names.tenant(done.arrow.target)


def test_homes_are_on_the_left_and_targets_on_the_right():
    """A tenant that sends and receives is there twice, or the picture would have circles."""
    trace = sankey(templates.full_mesh(NAMES[:3], members=2))
    assert list(trace.node.label) == [f"{name} (4)" for name in NAMES[:3] * 2]
    assert set(trace.link.source) == {0, 1, 2}
    assert set(trace.link.target) == {3, 4, 5}


@pytest.mark.parametrize("design", [states(), mesh(7), templates.user_hub(NAMES[:4], members=5)])
def test_tenants_stand_in_the_order_of_the_design_and_do_not_overlap(design):
    made = sankey_figure(design, user_flow(design))
    trace = made.data[0]
    room = made.layout.height - made.layout.margin.t - made.layout.margin.b
    numbers = [int(label.rpartition("(")[2].rstrip(")")) for label in trace.node.label]
    sides = [[n for n, x in enumerate(trace.node.x) if (x < 0.5) == left] for left in (True, False)]
    gaps = [trace.node.pad * (len(side) - 1) for side in sides]
    user = min((room - gap) / sum(numbers[n] for n in side) for side, gap in zip(sides, gaps, strict=True))
    for side in sides:
        middles = [trace.node.y[n] * room for n in side]
        tops = [y - user * numbers[n] / 2 for y, n in zip(middles, side, strict=True)]
        bottoms = [y + user * numbers[n] / 2 for y, n in zip(middles, side, strict=True)]
        assert tops[0] >= -0.01
        assert bottoms[-1] <= room + 0.01
        assert all(
            below - above == pytest.approx(trace.node.pad) for above, below in pairwise_of(bottoms, tops)
        )
        assert tops[0] == pytest.approx(room - bottoms[-1])


def pairwise_of(bottoms, tops):
    return zip(bottoms[:-1], tops[1:], strict=True)


def test_links_and_nodes_have_the_colours_of_their_tenants():
    for dark in (False, True):
        trace = sankey(templates.full_mesh(NAMES[:3], members=1), dark=dark)
        paints = [TENANTS[n].on(dark) for n in range(3)]
        assert list(trace.node.color) == paints * 2
        red, green, blue = parse_rgb(paints[1])
        of_second = [c for c, a in zip(trace.link.color, trace.link.source, strict=True) if a == 1]
        assert of_second == [f"rgba({red},{green},{blue},{NORMAL_OPACITY.on(dark):g})"] * 2


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("share", [NORMAL_OPACITY, HIGHLIGHT_OPACITY, FAINT_OPACITY])
def test_names_can_be_read_over_every_link(share, dark):
    share, below = share.on(dark), parse_rgb(BACKGROUND.on(dark))
    for paint in TENANTS:
        mixed = tuple(
            round(a * share + b * (1 - share)) for a, b in zip(parse_rgb(paint.on(dark)), below, strict=True)
        )
        assert contrast(TEXT.on(dark), to_hex(mixed)) >= 4.5


def test_names_are_no_markup():
    design = nasty()
    trace = sankey(design, Selection("tenant", design.tenants[3].id))
    texts = [*trace.node.label, *trace.node.customdata, *trace.link.customdata]
    for text in texts:
        assert "<b>" not in text
        assert "<script" not in text
    assert any("&lt;b&gt;Bold&lt;/b&gt; &amp; " in text for text in texts)
    assert max(map(len, trace.node.label)) < 60
    assert len(set(trace.node.label[: len(trace.node.label) // 2])) == len(trace.node.label) // 2
    shown = context(design)
    lists = flow_lists(shown, sankey_part(shown, NOTHING), NOTHING, False)
    assert "<script" not in lists
    assert "<b>" not in lists
    assert "&lt;script&gt;" in lists


@pytest.mark.parametrize(
    "selection, lit",
    [
        (NOTHING, None),
        (Selection("arrow", "gone"), None),
        (Selection("tenant", "gone"), None),
        (Selection("user", "gone"), None),
        (Selection("arrow", "contoso->fabrikam"), {"contoso->fabrikam"}),
        (Selection("tenant", "fabrikam"), {"contoso->fabrikam"}),
        (Selection("tenant", "adatum"), set()),
        (Selection("arrow", "litware->adatum"), set()),
    ],
)
def test_what_is_lit(selection, lit):
    shown = sankey_part(context(states()), selection)
    assert shown.lit == (None if lit is None else frozenset(lit))
    trace = sankey(states(), selection)
    ids = [done.arrow.id for done in shown.arrows]
    strong = {
        name
        for name, color in zip(ids, trace.link.color, strict=True)
        if color.endswith(f",{HIGHLIGHT_OPACITY.light:g})")
    }
    assert strong == (lit or set())
    ends = {tenant for name in lit or () for tenant in name.split("->")}
    assert {label[2:].partition(" ")[0].lower() for label in trace.node.label if label[0] == "●"} == ends
    faint = {
        name
        for name, color in zip(ids, trace.link.color, strict=True)
        if color.endswith(f",{FAINT_OPACITY.light:g})")
    }
    assert faint == (set() if lit is None else set(ids) - lit)
    assert bool(shown.notes) == (lit == set())


def test_a_user_lights_the_arrows_that_carry_them():
    design = states()
    person = next(r for r in design.directory.to_dict("records") if r["tenant"] == "contoso")
    shown = sankey_part(context(design), Selection("user", person["id"]))
    trace = user_flow(design).trace(person["id"])
    assert shown.lit == set(trace.loc[trace["carried"], "arrow"])
    assert len(shown.lit) >= 2


def test_of_too_many_arrows_those_of_one_tenant_are_drawn():
    design = mesh()
    shown = sankey_part(context(design), Selection("tenant", "tenant-05"))
    assert len(shown.arrows) == 38
    assert all("tenant-05" in (d.arrow.source, d.arrow.target) for d in shown.arrows)
    assert shown.notes == (
        "380 arrows sync users, too many to draw at once: these are the 38 of Tenant 05. "
        "Press another tenant below to see its arrows.",
    )
    assert len(sankey(design, Selection("tenant", "tenant-05")).link.value) == 38
    by_arrow = sankey_part(context(design), Selection("arrow", "tenant-07->tenant-02"))
    assert "tenant-07->tenant-02" in {done.arrow.id for done in by_arrow.arrows}
    assert "of Tenant 07" in by_arrow.notes[0]
    person = next(r for r in design.directory.to_dict("records") if r["tenant"] == "tenant-09")
    by_user = sankey_part(context(design), Selection("user", person["id"]))
    assert by_user.lit <= {done.arrow.id for done in by_user.arrows}
    assert len(by_user.lit) == 19


def test_with_nothing_selected_it_is_the_tenant_where_most_is_going_on():
    design = mesh().add_users(
        {"id": f"x{n}", "tenant": "tenant-03", "user_principal_name": f"x{n}@tenant03.com"} for n in range(9)
    )
    assert "of Tenant 03" in sankey_part(context(design), NOTHING).notes[0]


def test_even_one_tenant_may_have_too_many():
    design = mesh(40)
    chosen = Selection("arrow", "tenant-01->tenant-40")
    shown = sankey_part(context(design), chosen)
    assert len(shown.arrows) == MAX_ROWS
    assert "tenant-01->tenant-40" in {done.arrow.id for done in shown.arrows}
    assert f"{MAX_ROWS} of the 78 of Tenant 01, those with the most users" in shown.notes[0]


def test_the_lists_say_the_same_numbers():
    design = states()
    shown = context(design)
    made = flow_lists(shown, sankey_part(shown, NOTHING), NOTHING, False)
    by_arrow = shown.flow.by_arrow
    for tenant in design.tenants:
        out = sum(d.carried for d in by_arrow.values() if d.arrow.source == tenant.id)
        into = sum(d.carried for d in by_arrow.values() if d.arrow.target == tenant.id)
        assert f">{tenant.name}</button></th><td>{out}</td><td>{into}</td>" in made
    idle = made.partition("Arrows that sync nobody")[2]
    for name, done in by_arrow.items():
        where = made if done.carried else idle
        assert name.replace(">", "&gt;") in where
