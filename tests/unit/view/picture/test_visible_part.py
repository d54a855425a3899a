"""Of designs that are too large for a picture a part is drawn, and the picture says so in every form."""

from xml.etree import ElementTree

import pytest

import xtsviz as xts
from tests.unit.view.samples import picture
from xtsviz import templates
from xtsviz.view.export import svg
from xtsviz.view.export.report import report
from xtsviz.view.picture.cytoscape import elements
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.types import Selection
from xtsviz.view.picture.visible_part import MAX_ARROWS, MAX_OF_PAIR, MAX_TENANTS

SVG = "{http://www.w3.org/2000/svg}"


def design_of(tenants, pairs, **more):
    return xts.Design.from_document(
        {
            "format": "xtsviz-topology",
            "version": 1,
            "tenants": [{"id": f"t{n}"} for n in range(tenants)],
            "arrows": [{"source": f"t{a}", "target": f"t{b}"} for a, b in pairs],
            **more,
        }
    )


@pytest.fixture(scope="module")
def mesh():
    return templates.full_mesh([f"Tenant {n}" for n in range(30)], members=1)


@pytest.fixture(scope="module")
def loose():
    """500 tenants, each with arrows to the next two; t7 sends the only users anywhere."""
    pairs = [(n, (n + step) % 500) for n in range(500) for step in (1, 2)]
    return design_of(500, pairs, users=[{"id": "u", "tenant": "t7"}])


def shown_by(drawn):
    return {node.id for node in drawn.nodes}


@pytest.mark.parametrize("form", ["text", "legend", "svg"])
def test_it_is_said_in_every_form(mesh, form):
    drawn = picture(mesh)
    assert "870 arrows are too many to draw at once" in drawn.left_out
    found = {
        "text": lambda: drawn.text,
        "legend": lambda: " ".join(entry.text for entry in drawn.legend),
        # A long note is set in several lines.
        "svg": lambda: " ".join(
            e.text or "" for e in ElementTree.fromstring(svg.render(drawn)).iter(f"{SVG}text")
        ),
    }[form]()
    assert drawn.left_out in found


def test_a_report_draws_alike_tenants_as_one_box_instead(mesh):
    assert "30 tenants, everyone with everyone" in report(mesh)


def test_without_a_selection_it_is_the_tenant_with_most_users(mesh):
    few = picture(mesh.add_arrow("tenant-3", "tenant-5", another=True))
    assert len(few.links) < MAX_ARROWS
    assert {"tenant-3"} in [{link.source, link.target} & {"tenant-3"} for link in few.links]
    assert len(few.nodes) == 30


def test_the_arrows_of_the_selected_tenant_are_drawn(mesh):
    drawn = picture(mesh, selection=Selection("tenant", "tenant-7"))
    assert len(drawn.links) == 2 * 29
    assert all("tenant-7" in (link.source, link.target) for link in drawn.links)
    assert "of Tenant 7" in drawn.left_out


def test_a_selected_arrow_is_always_drawn(mesh):
    drawn = picture(mesh, selection=Selection("arrow", "tenant-20->tenant-11"))
    assert [link.id for link in drawn.links if link.selected] == ["tenant-20->tenant-11"]
    assert "Selected: Tenant 20" in drawn.text


def test_boxes_stay_where_they_are_whatever_is_selected(mesh):
    assert picture(mesh).positions == picture(mesh, selection=Selection("tenant", "tenant-7")).positions


def test_of_too_many_tenants_those_that_the_arrows_join_are_drawn(loose):
    drawn = picture(loose)
    assert shown_by(drawn) == {"t5", "t6", "t7", "t8", "t9"}
    assert "5 of 500 tenants are drawn" in drawn.left_out
    assert {link.source for link in drawn.links} | {link.target for link in drawn.links} == shown_by(drawn)


@pytest.mark.parametrize("overlay", OVERLAYS)
@pytest.mark.parametrize(
    "kind,name", [(None, None), ("tenant", "t400"), ("user", "u"), ("arrow", "t40->t41")]
)
def test_no_overlay_draws_more_than_can_be_followed(loose, overlay, kind, name):
    drawn = picture(loose, overlay, Selection(kind, name))
    assert 0 < len(drawn.nodes) <= MAX_TENANTS
    assert len(drawn.links) <= MAX_ARROWS
    assert {link.source for link in drawn.links} | {link.target for link in drawn.links} <= shown_by(drawn)
    assert len(elements(drawn)) < 1000
    if kind == "tenant":
        assert name in shown_by(drawn)


def test_the_overlay_decides_which_part(loose):
    blocked = loose.update_arrow("t40->t41", inbound_sync_allowed=False)
    assert [link.id for link in picture(blocked, "health").links] == ["t40->t41"]
    drawn = picture(blocked, "user", Selection("user", "u"))
    assert {"t7", "t8", "t9"} <= shown_by(drawn)
    assert {"t7->t8", "t7->t9"} <= {link.id for link in drawn.links}


def test_a_hub_with_more_targets_than_can_be_drawn():
    drawn = picture(design_of(901, [(0, n) for n in range(1, 901)]))
    assert len(drawn.nodes) == MAX_TENANTS
    assert len(drawn.links) == MAX_TENANTS - 1
    assert "399 of the 900 of t0" in drawn.left_out


def test_tenants_without_arrows():
    drawn = picture(design_of(1000, []))
    assert len(drawn.nodes) == MAX_TENANTS
    assert "400 of 1,000 tenants are drawn" in drawn.left_out


@pytest.mark.parametrize("many", [MAX_OF_PAIR, 300, 1000])
def test_arrows_of_one_pair_stay_side_by_side(many):
    design = design_of(2, [(0, 1)] * many)
    last = design.arrows[-1].id
    drawn = picture(design, selection=Selection("arrow", last))
    assert len(drawn.links) == MAX_OF_PAIR
    assert last in {link.id for link in drawn.links}
    assert len({link.bend for link in drawn.links}) == MAX_OF_PAIR
    assert max(abs(link.bend) for link in drawn.links) < 700
    left = many - MAX_OF_PAIR
    assert (f"{left:,} arrows are left out" in drawn.left_out) == (left > 0)


def test_many_connected_organizations():
    links = [{"resource_tenant": f"t{n}", "partner_tenant": f"t{n + 1}"} for n in range(900)]
    drawn = picture(design_of(901, [], connected_organizations=links))
    assert 0 < len(drawn.links) <= MAX_ARROWS
    assert all(link.style == "request" for link in drawn.links)


def test_small_designs_are_whole():
    design = templates.full_mesh([f"Tenant {n}" for n in range(20)], members=1)
    drawn = picture(design)
    assert (drawn.left_out, len(drawn.links), len(drawn.nodes)) == ("", 380, 20)


def test_a_name_with_braces_is_named_as_it_is():
    design = templates.full_mesh(["{0} {} {x}", *(f"Tenant {n}" for n in range(25))], members=1)
    drawn = picture(design, selection=Selection("tenant", design.tenants[0].id))
    assert "of {0} {} {x}." in drawn.left_out
