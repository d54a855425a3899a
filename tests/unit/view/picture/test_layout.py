import random

import pytest

from tests.unit.view.samples import NAMES, all_pictures, every_template, nasty, picture, states
from xtsviz import templates
from xtsviz.errors import PictureError
from xtsviz.flow import user_flow
from xtsviz.view.picture import box_positions
from xtsviz.view.picture.arrow_curves import Curve, label_size, visible_curve
from xtsviz.view.picture.arrow_labels import MAX_STEPS
from xtsviz.view.picture.box_positions import overlap_depth, separate_boxes
from xtsviz.view.picture.connections import shape
from xtsviz.view.picture.layout import TENANT_SIZE, positions
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.room import FLOOR_ZOOM, Room
from xtsviz.view.theme import HEADROOM, NAME_SIZE


def assert_disjoint(drawn):
    boxes = [
        (
            (n.x, n.y - (HEADROOM / 2 if n.name_above else 0)),
            (n.width, n.height + (HEADROOM if n.name_above else 0)),
        )
        for n in drawn.nodes
    ]
    for place, (at, size) in enumerate(boxes):
        for other, other_size in boxes[place + 1 :]:
            assert overlap_depth(at, size, other, other_size) is None


@pytest.mark.parametrize("count", range(1, 13))
def test_boxes_never_overlap(count):
    for design in every_template(count).values():
        flow = user_flow(design)
        for overlay in ("everyone", "people"):
            assert_disjoint(resolve(design, flow, overlay=overlay))


@pytest.mark.parametrize("name", ["user hub", "mesh"])
def test_boxes_never_overlap_under_any_overlay(name):
    for drawn in all_pictures(every_template(5)[name]):
        assert_disjoint(drawn)


def test_people_stand_inside_their_box_and_apart():
    for design in (*every_template(4).values(), states()):
        drawn = picture(design, "people")
        for person in drawn.people:
            box = drawn.node_by_id[person.tenant]
            assert abs(person.x - box.x) <= box.width / 2 - 13
            assert abs(person.y - box.y) <= box.height / 2 - 13
        spots = {(p.x, p.y) for p in drawn.people}
        assert len(spots) == len(drawn.people)


def test_the_hub_is_in_the_middle_sources_left_targets_right():
    design = templates.user_hub(NAMES[:3]).add_tenant("Adatum").add_tenant("Proseware")
    design = design.add_arrow("adatum", "contoso").add_arrow("proseware", "contoso")
    assert shape(design) == "hub"
    at = positions(design, room=Room(1200, 420)).at
    assert (
        max(at["adatum"][0], at["proseware"][0])
        < at["contoso"][0]
        < min(at["fabrikam"][0], at["northwind-traders"][0])
    )


def test_one_way_stars():
    wide = Room(1000, 420)
    out = positions(templates.user_hub(NAMES[:4]), room=wide).at
    into = positions(templates.application_hub(NAMES[:4]), room=wide).at
    assert all(out["contoso"][0] < out[t][0] for t in ("fabrikam", "litware", "northwind-traders"))
    assert all(into["contoso"][0] > into[t][0] for t in ("fabrikam", "litware", "northwind-traders"))


def test_a_large_star_has_its_hub_in_the_middle():
    at = positions(templates.user_hub(NAMES)).at
    others = [at[t] for t in at if t != "contoso"]
    assert min(x for x, _ in others) < at["contoso"][0] < max(x for x, _ in others)
    assert min(y for _, y in others) < at["contoso"][1] < max(y for _, y in others)


@pytest.mark.parametrize(
    "design,expected",
    [
        (templates.full_mesh(NAMES[:5]), "circle"),
        (templates.single_source_single_target(NAMES[:2]), "pair"),
        (templates.just_in_time(NAMES[:4]), "hub"),
        (templates.user_hub(NAMES[:3]).add_tenant("Adatum").add_arrow("fabrikam", "adatum"), "layers"),
    ],
)
def test_the_design_chooses_the_layout(design, expected):
    assert shape(design) == expected


def test_without_arrows_there_is_a_grid():
    design = templates.full_mesh(NAMES[:5])
    for arrow in design.arrows:
        design = design.remove_arrow(arrow.id)
    assert shape(design) == "grid"
    assert_disjoint(picture(design))


def test_a_large_loose_design_is_spread():
    names = [f"Tenant {n:02}" for n in range(24)]
    ring = [(names[n], names[(n + 1) % 24]) for n in range(24)]
    design = templates.partial_mesh(names, ring)
    assert shape(design) == "spread"
    assert positions(design) == positions(design)
    assert_disjoint(picture(design))


def test_layers_go_from_left_to_right_where_there_are_many():
    names = [f"T{n}" for n in range(20)]
    pairs = [(names[0], name) for name in names[1:10]] + [(names[1], name) for name in names[10:]]
    at = positions(templates.partial_mesh(names, pairs)).at
    assert at["t0"][0] < at["t1"][0] < at["t12"][0]


@pytest.mark.parametrize("room", [(960, 540), (700, 700), (500, 800)])
def test_three_in_a_chain_are_a_triangle(room):
    at = positions(templates.partial_mesh(["A", "B", "C"], [("A", "B"), ("B", "C")]), room=Room(*room)).at
    (ax, ay), (bx, by), (cx, cy) = at["a"], at["b"], at["c"]
    assert abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) > 10_000  # twice the area


def test_kept_positions_stay_when_arrows_and_tenants_come_and_go():
    design = templates.user_hub(NAMES[:4], members=2)
    first = picture(design)
    more = design.add_arrow("fabrikam", "litware").add_arrow("litware", "contoso")
    assert picture(more, previous_positions=first.positions).positions == first.positions
    grown = picture(more.add_tenant("Adatum"), previous_positions=first.positions)
    assert {t: at for t, at in grown.positions.items() if t != "adatum"} == first.positions
    assert_disjoint(grown)


def test_kept_boxes_that_grow_give_way_to_each_other():
    design = templates.full_mesh(NAMES[:4], members=4)
    tight = {t.id: (n * 205.0, 0.0) for n, t in enumerate(design.tenants)}
    assert_disjoint(picture(design, "people", previous_positions=tight))


def test_what_a_person_chose_wins():
    design = templates.user_hub(NAMES[:3]).update_tenant("fabrikam", position=(-700.0, 33.0))
    drawn = picture(design)
    assert drawn.positions["fabrikam"] == (-700.0, 33.0)
    dragged = picture(
        design,
        "people",
        positions={"fabrikam": (5.0, 6.0), "gone": (0, 0)},
        previous_positions=drawn.positions,
    )
    assert dragged.positions["fabrikam"] == (5.0, 6.0)
    assert_disjoint(dragged)


def test_fixed_boxes_may_overlap_and_nobody_moves_them():
    at = separate_boxes(
        {"a": (0, 0), "b": (1, 1), "c": (2, 2)}, dict.fromkeys("abc", TENANT_SIZE), firm={"a", "b"}
    )
    assert at["a"] == (0, 0)
    assert at["b"] == (1, 1)
    assert overlap_depth(at["c"], TENANT_SIZE, at["a"], TENANT_SIZE) is None


def test_a_box_walled_in_by_fixed_ones_moves_out():
    wall = {f"w{x}{y}": (x * 195.0, y * 70.0) for x in range(-3, 4) for y in range(-3, 4)}
    at = separate_boxes(
        {**wall, "new": (1.0, 1.0)}, dict.fromkeys([*wall, "new"], TENANT_SIZE), firm=wall.keys()
    )
    assert {name: at[name] for name in wall} == wall
    assert not any(overlap_depth(at["new"], TENANT_SIZE, at[w], TENANT_SIZE) for w in wall)


def test_the_same_design_gets_the_same_picture():
    one, other = nasty(), nasty()
    for overlay in OVERLAYS:
        assert picture(one, overlay) == picture(other, overlay)


@pytest.mark.parametrize("at", [(1e9, 0.0), (1e308, -1e308), (-1e308, 1e308)])
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_a_position_too_far_to_draw_is_laid_out_and_said(at, overlay):
    design = templates.user_hub(NAMES[:3], members=2)
    drawn = picture(design.update_tenant("fabrikam", position=at), overlay)
    assert drawn.positions == picture(design, overlay).positions
    assert "1 tenant has a position more than 100,000 units from the middle" in drawn.left_out
    assert drawn.left_out in drawn.text
    assert picture(design, overlay, positions={"fabrikam": at}).left_out == drawn.left_out


def test_a_far_position_that_can_be_drawn_is_kept():
    design = templates.user_hub(NAMES[:3], members=2).update_tenant(
        "fabrikam", position=(90_000.0, -90_000.0)
    )
    drawn = picture(design)
    assert drawn.positions["fabrikam"] == (90_000.0, -90_000.0)
    assert drawn.left_out == ""


def test_few_points_of_an_arrow_are_looked_at_however_long_it_is(monkeypatch):
    visited = []
    point = Curve.point
    monkeypatch.setattr(Curve, "point", lambda curve, t: (visited.append(t), point(curve, t))[1])
    design = templates.user_hub(NAMES[:2], members=2).update_tenant("fabrikam", position=(90_000.0, 0.0))
    assert picture(design).links[0].label
    assert MAX_STEPS < len(visited) <= MAX_STEPS + 50


def test_only_neighbours_are_looked_at(monkeypatch):
    looked = []
    monkeypatch.setattr(box_positions, "overlap_depth", lambda *given: looked.append(1))
    count = 400
    at = {f"t{n}": ((n % 20) * 200.0, (n // 20) * 70.0) for n in range(count)}
    separate_boxes(at, dict.fromkeys(at, TENANT_SIZE))
    assert len(looked) < 10 * count


def test_crowds_in_any_order_end_up_apart():
    chance = random.Random(3)
    at = {f"t{n}": (chance.uniform(-900, 900), chance.uniform(-900, 900)) for n in range(60)}
    at |= {f"far{n}": (chance.uniform(-9e4, 9e4), -0.0) for n in range(10)}
    size = dict.fromkeys(at, TENANT_SIZE)
    moved = list(separate_boxes(at, size, settled={f"t{n}" for n in range(20)}).values())
    for n, one in enumerate(moved):
        assert not any(overlap_depth(one, TENANT_SIZE, other, TENANT_SIZE) for other in moved[n + 1 :])


@pytest.mark.parametrize(
    "pairs",
    [
        [(0, n) for n in range(1, 150)],
        [(n, n + 1) for n in range(149)],
        [(n, (n + 1) % 150) for n in range(150)],
        [(n, (n + step) % 150) for n in range(150) for step in (1, 7)],
    ],
)
def test_many_tenants_stand_in_rows_that_can_be_read(pairs):
    names = [f"Tenant {n:03}" for n in range(150)]
    drawn = picture(templates.partial_mesh(names, [(names[a], names[b]) for a, b in pairs]))
    left, top, right, bottom = drawn.bounds
    assert 1 < (right - left) / (bottom - top) < 3
    assert right - left < 4000
    assert_disjoint(drawn)


def arrows_through_boxes(drawn):
    """The arrows that pass through a box that is not their own."""
    found = set()
    for link in drawn.links:
        source, target = drawn.node_by_id[link.source], drawn.node_by_id[link.target]
        path = visible_curve(source.box, target.box, link.bend, (source.header, target.header))
        for node in drawn.nodes:
            points = (path.point(n / 60) for n in range(61))
            if node not in (source, target) and any(map(node.box_with_name.holds, points)):
                found.add((link.id, node.id))
    return found


def labels_of(drawn):
    """The boxes of the labels on arrows."""
    for link in drawn.links:
        if link.text:
            source, target = drawn.node_by_id[link.source], drawn.node_by_id[link.target]
            path = visible_curve(source.box, target.box, link.bend, (source.header, target.header))
            yield path.point(link.at), label_size(link.text)


ROOMS = [Room(950, 490), Room(640, 560), Room(1880, 920)]


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("count", [2, 3, 6, 12])
def test_every_template_can_be_read_and_fills_its_room(count, room):
    for name, design in every_template(count).items():
        flow = user_flow(design)
        for overlay in ("everyone", "people", "health"):
            drawn = resolve(design, flow, overlay=overlay, room=room)
            left, top, right, bottom = drawn.bounds
            zoom = room.zoom_for(right - left, bottom - top)
            assert zoom >= FLOOR_ZOOM or (count == 12 and room.width < 800), (name, overlay, zoom)
            if count > 2:
                share = (right - left) * (bottom - top) * zoom**2 / (room.width * room.height)
                assert share >= 0.55, (name, overlay, share)
            if room.width > 1800:
                assert zoom * NAME_SIZE >= 18, (name, overlay, zoom)
            assert not arrows_through_boxes(drawn), (name, overlay)
            labels = [*labels_of(drawn)]
            for n, (at, size) in enumerate(labels):
                assert not any(overlap_depth(at, size, *other) for other in labels[n + 1 :]), (name, overlay)


def test_an_arrow_bends_around_a_tenant_that_a_person_put_in_its_way():
    design = templates.partial_mesh(["A", "B", "C"], [("A", "B"), ("B", "C"), ("A", "C"), ("C", "A")])
    drawn = picture(design, positions={"a": (-400, 0), "b": (0, 0), "c": (400, 0)})
    assert not arrows_through_boxes(drawn)
    there, back = (next(link for link in drawn.links if link.source == end) for end in ("c", "a"))
    assert abs(there.bend + back.bend) > 30  # two curves


def test_a_picture_that_would_be_too_small_shows_less():
    design = templates.user_hub(NAMES, members=5)
    wide, narrow = (picture(design, "people", room=room) for room in ((1880, 920), (900, 480)))
    assert all(person.label for person in picture(design, "people", room=(3000, 1600)).people)
    assert not any(person.label for person in narrow.people)
    assert all(person.name for person in narrow.people)
    assert len(wide.people) == len(narrow.people)


@pytest.mark.parametrize(
    "room", [5, "wide", (1,), (0, 5), (5, -1), (float("nan"), 5), (True, 5), (1e9, 5), ("5", 5)]
)
def test_a_room_that_is_none_is_refused(room):
    with pytest.raises(PictureError, match="room: width and height"):
        picture(templates.user_hub(NAMES[:3]), room=room)


@pytest.mark.parametrize(
    "wrong",
    [
        5,
        "contoso",
        [],
        {"contoso": 5},
        {"contoso": (1,)},
        {"contoso": ("a", "b")},
        {"contoso": (float("nan"), 0)},
        {"contoso": (float("inf"), 0)},
        {"contoso": (10**400, 0)},
        {5: (1, 2)},
        {"contoso": (True, 0)},
    ],
)
def test_positions_that_are_none_are_refused(wrong):
    design = templates.user_hub(NAMES[:3])
    with pytest.raises(PictureError, match="positions: "):
        picture(design, positions=wrong)
    with pytest.raises(PictureError, match="previous_positions: "):
        picture(design, previous_positions=wrong)
