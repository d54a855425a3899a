"""Each template draws the arrows that its name promises, for any number of tenants."""

import itertools

import pytest

from xtsviz import templates
from xtsviz.errors import AmbiguousNameError, TemplateError, UnknownNameError, XtsvizError
from xtsviz.templates.shapes import MAX_ARROWS

NS = [2, 3, 4, 7, 20]


def names(n):
    return [f"Tenant {number:02}" for number in range(1, n + 1)]


def ids(n):
    return [f"tenant-{number:02}" for number in range(1, n + 1)]


def pairs_of(design):
    return [(arrow.source, arrow.target) for arrow in design.arrows]


def test_one_source_one_target():
    design = templates.single_source_single_target(["Litware", "Contoso"], members=1)
    assert pairs_of(design) == [("litware", "contoso")]
    assert design.arrows[0].id == "litware->contoso"


@pytest.mark.parametrize("n", NS)
def test_a_user_hub_sends_from_the_first_to_every_other(n):
    hub, *spokes = ids(n)
    assert pairs_of(templates.user_hub(names(n), members=0)) == [(hub, spoke) for spoke in spokes]


@pytest.mark.parametrize("n", NS)
def test_an_application_hub_receives_from_every_other(n):
    hub, *spokes = ids(n)
    assert pairs_of(templates.application_hub(names(n), members=0)) == [(spoke, hub) for spoke in spokes]


@pytest.mark.parametrize("n", NS)
def test_a_full_mesh_has_every_pair_both_ways(n):
    found = pairs_of(templates.full_mesh(names(n), members=0))
    assert len(found) == n * (n - 1)
    assert set(found) == {(a, b) for a, b in itertools.product(ids(n), repeat=2) if a != b}


@pytest.mark.parametrize("n", NS)
def test_a_partial_mesh_without_pairs_joins_neighbours_both_ways(n):
    found = pairs_of(templates.partial_mesh(names(n), members=0))
    neighbours = set(itertools.pairwise(ids(n)))
    assert len(found) == 2 * (n - 1)
    assert set(found) == neighbours | {(b, a) for a, b in neighbours}


@pytest.mark.parametrize("n", NS)
def test_just_in_time_has_no_arrow_but_connected_organizations(n):
    design = templates.just_in_time(names(n), members=1)
    resource, *partners = ids(n)
    assert design.arrows == ()
    connected = design.topology.connected_organizations
    assert [(c.resource_tenant, c.partner_tenant) for c in connected] == [(resource, p) for p in partners]
    assert all(c.access_package for c in connected)


def test_aliases_are_the_same_functions():
    assert templates.user_hub is templates.single_source_multiple_targets
    assert templates.application_hub is templates.multiple_sources_single_target
    assert templates.full_mesh is templates.mesh_peer_to_peer


@pytest.mark.parametrize("mesh", [templates.mesh_peer_to_peer, templates.partial_mesh])
def test_pairs_by_name_or_id_in_the_order_given(mesh):
    design = mesh(
        ["Northwind Traders", "Contoso", "Litware"],
        [
            ("Litware", "northwind-traders"),
            ["Northwind Traders", "Contoso"],
            ("contoso", "Northwind Traders"),
        ],
        members=1,
    )
    assert pairs_of(design) == [
        ("litware", "northwind-traders"),
        ("northwind-traders", "contoso"),
        ("contoso", "northwind-traders"),
    ]


def test_no_pairs_at_all_is_a_mesh_without_arrows():
    assert templates.mesh_peer_to_peer(["A", "B"], []).arrows == ()


def test_a_generator_will_do_for_tenants_and_pairs():
    design = templates.partial_mesh((n for n in ("A", "B", "C")), (p for p in [("C", "A")]), 1)
    assert pairs_of(design) == [("c", "a")]


@pytest.mark.parametrize(
    "pairs, error, expected",
    [
        (
            [("Contoso", "Fabrikam"), ("Contoso", "Fabricam")],
            UnknownNameError,
            r'pairs\[1\].*"Fabricam".*"fabrikam"',
        ),
        ([("Twin", "Contoso")], AmbiguousNameError, r'pairs\[0\].*"twin", "twin-2"'),
        ([("Contoso", "contoso")], TemplateError, r"pairs\[0\].*another tenant"),
        (
            [("Contoso", "Fabrikam"), ("contoso", "fabrikam")],
            TemplateError,
            r"pairs\[1\].*pairs\[0\].*add_arrow",
        ),
        ([("Contoso", "Fabrikam", "Twin")], TemplateError, r"pairs\[0\].*source, target"),
        (["Co"], TemplateError, r"pairs\[0\]"),
        ([("Contoso", 3)], TemplateError, r"pairs\[0\]"),
        ([None], TemplateError, r"pairs\[0\]"),
        ("Contoso", TemplateError, "pairs: a list"),
        (5, TemplateError, "pairs: a list"),
        ({"Contoso": "Fabrikam"}, TemplateError, "pairs: a list"),
    ],
)
@pytest.mark.parametrize("mesh", [templates.mesh_peer_to_peer, templates.partial_mesh])
def test_wrong_pairs_are_reported_with_their_place(mesh, pairs, error, expected):
    with pytest.raises(error, match=expected):
        mesh(["Contoso", "Fabrikam", "Twin", "Twin"], pairs)


def test_more_pairs_than_a_template_draws():
    two_hundred = names(200)
    pairs = itertools.islice(itertools.permutations(two_hundred, 2), MAX_ARROWS + 1)
    with pytest.raises(TemplateError, match="more than 20,000"):
        templates.partial_mesh(two_hundred, pairs, members=0)


def test_chosen_pairs_lift_the_limit_on_tenants_of_a_mesh():
    many = names(300)
    assert pairs_of(templates.mesh_peer_to_peer(many, [(many[0], many[299])], members=0)) == [
        ("tenant-01", "tenant-300")
    ]


@pytest.mark.parametrize(
    "function, count",
    [
        (templates.single_source_single_target, 0),
        (templates.single_source_single_target, 1),
        (templates.single_source_single_target, 3),
        (templates.user_hub, 0),
        (templates.user_hub, 1),
        (templates.application_hub, 1),
        (templates.full_mesh, 1),
        (templates.partial_mesh, 1),
        (templates.just_in_time, 1),
        (templates.user_hub, 10_000),
        (templates.application_hub, 10_000),
        (templates.full_mesh, 142),
        (templates.full_mesh, 10_000),
        (templates.partial_mesh, 10_000),
        (templates.just_in_time, 10_000),
    ],
)
def test_a_number_of_tenants_that_makes_no_sense(function, count):
    with pytest.raises(TemplateError, match=f"{count:,} tenant") as caught:
        function(names(count))
    assert isinstance(caught.value, XtsvizError)
    assert "\n" not in str(caught.value)


def test_a_mesh_too_big_says_how_many_arrows_and_what_to_do():
    with pytest.raises(TemplateError, match=r"99,990,000 arrows; at most 141 tenants.*choose the pairs"):
        templates.full_mesh(names(10_000))


def test_the_greatest_full_mesh_keeps_its_promise():
    assert len(templates.full_mesh(names(141), members=0).arrows) == 141 * 140 <= MAX_ARROWS < 142 * 141


@pytest.mark.parametrize("tenants", ["Contoso", b"ab", {"A", "B"}, 5, None])
def test_tenants_that_are_no_list_of_names(tenants):
    with pytest.raises(TemplateError, match="tenants: a list of names"):
        templates.user_hub(tenants)


@pytest.mark.parametrize(
    "name, expected",
    [
        ("", "is empty"),
        ("x" * 257, "257 characters"),
        ("x" * 300, "300 characters"),
        (3, "not int"),
        (None, "not NoneType"),
        ("half \ud83d", "half a character"),
    ],
)
def test_a_name_that_cannot_be(name, expected):
    with pytest.raises(TemplateError, match=rf"tenants\[1\].*{expected}"):
        templates.user_hub(["Contoso", name])
