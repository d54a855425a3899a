"""Groups of alike tenants in a picture: what is drawn, what is counted, and what is said."""

from functools import cache
from xml.etree import ElementTree

import pytest

import xtsviz as xts
from xtsviz.compare.comparison import Baseline
from xtsviz.errors import PictureError
from xtsviz.view.export import svg
from xtsviz.view.picture.cytoscape import elements, selection_of
from xtsviz.view.picture.group_elements import group_of
from xtsviz.view.picture.group_types import GroupsShown
from xtsviz.view.picture.grouping import groups_by_itself, needs_groups
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import Selection

T = xts.templates


def names(count, word="Tenant"):
    return [f"{word} {n}" for n in range(1, count + 1)]


@cache
def mesh(count):
    return T.full_mesh(names(count), members=2)


@cache
def mesh_with_exceptions():
    design = mesh(100)
    for number in (3, 500, 1000, 7000, 9000):
        design = design.remove_arrow(mesh(100).arrows[number].id)
    return design


@cache
def mesh_with_a_closed_gate():
    arrow = mesh(100).arrows[10]
    gates = {**arrow.gates.model_dump(), "inbound_sync_allowed": False}
    return mesh(100).update_arrow(arrow.id, gates=gates)


@cache
def hub():
    return T.user_hub(["Hub", *names(98, "Spoke")], members=2)


@cache
def two_meshes():
    design = T.full_mesh(["Hub", *names(5, "East"), *names(6, "West")], members=2)
    side = {tenant.id: tenant.name[:4] for tenant in design.tenants}
    for arrow in design.arrows:
        if side[arrow.source] == "Hub" or {side[arrow.source], side[arrow.target]} == {"East", "West"}:
            design = design.remove_arrow(arrow.id)
    return design


def drawn(design, groups=None, **more):
    return resolve(design, xts.user_flow(design), groups=groups or GroupsShown(), **more)


def counted(picture):
    """How many arrows are drawn, alone or together, and counted in boxes."""
    inside = sum(node.group.count for node in picture.nodes if node.group)
    return inside + sum(link.arrows for link in picture.links)


# What is said


def test_a_mesh_of_100_is_one_box_that_one_can_read_aloud():
    picture = drawn(mesh(100))
    assert [node.label for node in picture.nodes] == ["100 tenants"]
    lines = picture.text.splitlines()
    assert "100 tenants, everyone with everyone." in lines
    assert "Everyone with everyone: 9,900 arrows, open; 19,800 users synchronized." in lines
    assert any(line.endswith("Tenant 12 and 88 more.") for line in lines)
    assert "100 tenants, each: 2 internal · 198 external." in lines


def test_a_hub_of_99_is_two_boxes_and_one_arrow():
    picture = drawn(hub())
    assert [node.label for node in picture.nodes] == ["Hub", "98 tenants"]
    assert [(link.label, link.arrows) for link in picture.links] == [("98 arrows · 196 users", 98)]
    assert "Hub to each of 98 tenants: 98 arrows, open; 196 users synchronized." in picture.text


def test_two_meshes_into_one_hub():
    picture = drawn(two_meshes())
    assert [node.label for node in picture.nodes] == ["Hub", "5 tenants", "6 tenants"]
    assert [(link.source, link.target, link.arrows) for link in picture.links] == [
        ("group east-1", "hub", 5),
        ("group west-1", "hub", 6),
    ]
    assert "Each of 5 tenants to Hub: 5 arrows, open; 10 users synchronized." in picture.text


def test_exceptions_are_drawn_and_said():
    picture = drawn(mesh_with_exceptions())
    (node,) = picture.nodes
    assert node.group.sentence == "100 tenants, everyone with everyone, except 5"
    assert len(node.group.lines) == 5
    assert all(line.style is None and line.sentence.endswith(": no arrow.") for line in node.group.lines)
    assert "Exception: Tenant 1 → Tenant 5: no arrow." in picture.text


def test_an_arrow_that_differs_in_a_gate():
    picture = drawn(mesh_with_a_closed_gate())
    (node,) = picture.nodes
    assert [(line.style, line.arrow) for line in node.group.lines] == [("blocked", "tenant-1->tenant-12")]
    assert "Exception: Tenant 1 → Tenant 12: differs in Inbound sync." in picture.text
    assert "Among 100 tenants: 1 arrow, blocked; nobody is synchronized." in picture.text
    assert "✕ 1 arrow blocked" in [count.label for count in node.group.counts]


def test_compare_says_which_arrows_are_more():
    before = T.full_mesh(names(8), members=2)
    for arrow in before.arrows[8:]:
        before = before.remove_arrow(arrow.id)
    after = T.full_mesh(names(8), members=2)
    picture = drawn(after, overlay="compare", baseline=Baseline(before, "before"))
    assert "48 arrows more: everyone with everyone." in picture.text


def test_one_user_is_where_the_box_says():
    design = mesh(20)
    user = str(design.directory["id"][0])
    picture = drawn(design, selection=Selection("user", user), overlay="user")
    assert "20 tenants, 19 × external member · 1 × home." in picture.text
    assert "Tenant 1: home." in picture.text


# What is drawn


@pytest.mark.parametrize("overlay", OVERLAYS)
@pytest.mark.parametrize("design", [mesh_with_a_closed_gate, hub, two_meshes], ids=lambda made: made.__name__)
@pytest.mark.parametrize("opened", [False, True])
def test_no_arrow_is_lost(design, overlay, opened):
    tenants = design().tenants
    groups = GroupsShown(opened=frozenset({tenants[1].id, tenants[-1].id} if opened else ()))
    picture = drawn(design(), groups, overlay=overlay, selection=Selection("tenant", tenants[3].id))
    assert counted(picture) == len(design().arrows)
    assert len(picture.links) <= 400
    ElementTree.fromstring(svg.render(picture))
    known = {element.id for element in elements(picture)}
    assert len(known) == len(elements(picture))
    assert known.issuperset(e.source for e in elements(picture) if e.kind == "edge")


def test_an_opened_box_beyond_the_floor_has_only_the_arrows_of_the_chosen_tenant():
    opened = GroupsShown(opened=frozenset({"tenant-7"}))
    picture = drawn(mesh(100), opened)
    assert len(picture.nodes) == 101
    assert not picture.links
    picture = drawn(mesh(100), opened, selection=Selection("tenant", "tenant-9"))
    assert len(picture.links) == 2 * 99
    assert all("tenant-9" in (link.source, link.target) for link in picture.links)


def test_an_opened_box_within_the_floor_has_all_arrows():
    picture = drawn(two_meshes(), GroupsShown(opened=frozenset({"east-2"})))
    assert sum(link.arrows == 1 for link in picture.links) == 5 * 4 + 5
    frame = picture.node_by_id["group east-1"]
    for node in picture.nodes:
        if node.id.startswith("east"):
            assert abs(node.x - frame.x) + node.width / 2 <= frame.width / 2
            assert abs(node.y - frame.y) + node.height / 2 <= frame.height / 2


def test_a_tenant_can_be_taken_out():
    picture = drawn(mesh(100), GroupsShown(apart=frozenset({"tenant-9", "gone"})))
    assert [node.label for node in picture.nodes] == ["99 tenants", "Tenant 9"]
    assert [link.arrows for link in picture.links] == [99, 99]


def test_a_selected_tenant_is_seen_in_its_box():
    picture = drawn(mesh(100), selection=Selection("tenant", "tenant-77"))
    (node,) = picture.nodes
    assert node.selected
    assert [part.text for part in node.group.parts if part.selected] == ["Tenant 77"]
    assert "Selected: the tenant Tenant 77, one of 100 tenants, everyone with everyone." in picture.text


def test_a_division_is_a_box():
    design = mesh(4)
    for tenant in design.tenants[:2]:
        design = design.update_tenant(tenant.id, division="North <b>")
    picture = drawn(design, GroupsShown(by="division"))
    assert "2 tenants of North <b>" in [node.label for node in picture.nodes]
    assert counted(picture) == len(design.arrows)


def test_a_press_in_a_box():
    shown = {element.id: element for element in elements(drawn(mesh_with_a_closed_gate()))}
    selected = {selection_of(name) for name in shown}
    assert Selection("tenant", "tenant-12") in selected
    assert Selection("arrow", "tenant-1->tenant-12") in selected
    assert {group_of(name) for name in shown} == {None, "group tenant-1"}
    assert [name for name, e in shown.items() if e.parent is None and e.kind == "node"] == [
        "group:group tenant-1"
    ]


def test_without_alike_tenants_the_picture_is_as_without_groups():
    design = T.user_hub(["Contoso", "Fabrikam"], members=2)
    assert drawn(design) == resolve(design, xts.user_flow(design))


def test_groups_are_needed_where_not_all_can_be_read():
    assert needs_groups(hub())
    assert not needs_groups(two_meshes())
    assert groups_by_itself(two_meshes()) is None


def test_something_else_is_refused():
    with pytest.raises(PictureError, match="GroupsShown"):
        resolve(mesh(4), xts.user_flow(mesh(4)), groups=True)


# An opened frame that fills the room


def opened_frame(names, room, **more):
    design = T.full_mesh(names, members=1)
    first = design.tenants[0].id
    return drawn(design, GroupsShown(opened=frozenset([first])), room=room, **more), first


@pytest.mark.parametrize("room", [(950.0, 540.0), (1600.0, 850.0), (600.0, 900.0)])
@pytest.mark.parametrize("word", ["Tenant", "A tenant whose name is longer"])
def test_names_in_an_opened_frame_of_100_can_be_read(room, word):
    picture, _ = opened_frame([f"{word} {n:02}" for n in range(100)], room)
    assert picture.zoom >= picture.room.floor_zoom - 0.001
    tenants = [node for node in picture.nodes if node.group is None]
    assert len(tenants) == 100
    if word == "Tenant" and room[0] > 900:
        assert all(node.label == node.name for node in tenants)
    for element in elements(picture):
        if element.id.startswith("tenant:"):
            shown = element.data["label"] == element.data["name"]
            assert element.data.get("hover") == (None if shown else element.data["name"])


def test_names_in_an_opened_frame_lie_above_the_arrows_of_the_selected_tenant():
    picture, first = opened_frame([f"Tenant {n:02}" for n in range(100)], (950.0, 540.0))
    picture = drawn(
        T.full_mesh([f"Tenant {n:02}" for n in range(100)], members=1),
        GroupsShown(opened=frozenset([first])),
        room=(950.0, 540.0),
        selection=Selection("tenant", first),
    )
    assert len(picture.links) == 198
    assert picture.zoom >= 0.75
    shapes = [name.partition(":")[0] for name, _ in svg.draw(svg.SvgPaint(None), picture).shapes]
    assert shapes.index("tenant") > max(n for n, kind in enumerate(shapes) if kind in ("arrow", "label"))


def test_the_legend_names_a_missing_arrow_only_where_one_is_drawn():
    words = "an arrow that is missing"
    assert any(words in entry.text for entry in drawn(mesh_with_exceptions()).legend)
    assert not any(words in entry.text for entry in drawn(mesh(100)).legend)
