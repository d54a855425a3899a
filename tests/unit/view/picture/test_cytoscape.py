import json
import math

import pytest

from tests.unit.view.samples import NAMES, all_pictures, nasty, picture, states
from xtsviz import templates
from xtsviz.view.picture.arrow_curves import control_point, visible_curve
from xtsviz.view.picture.cytoscape import canvas_style, elements, selection_of
from xtsviz.view.picture.types import NOTHING, Selection


def by_id(drawn):
    return {element.id: element for element in elements(drawn)}


def test_every_element_stands_after_what_it_needs_and_has_its_own_id():
    for design in (nasty(), states()):
        for drawn in all_pictures(design):
            seen = set()
            for element in elements(drawn):
                assert element.id not in seen
                for needed in (element.parent, element.source, element.target):
                    assert needed is None or needed in seen
                assert (element.position is not None) == (element.kind == "node")
                assert all(" " not in name for name in element.classes)
                seen.add(element.id)


def test_a_click_selects_what_the_element_stands_for():
    drawn = picture(states(), "people")
    chosen = {selection_of(e.id) for e in elements(drawn)}
    assert {Selection("tenant", n.id) for n in drawn.nodes} <= chosen
    assert {Selection("arrow", link.id) for link in drawn.links} <= chosen
    assert {Selection("user", p.user) for p in drawn.people} <= chosen
    assert selection_of("request:request 0") == NOTHING
    crowd = [
        e
        for e in elements(picture(templates.user_hub(NAMES[:3], members=60), "people"))
        if "crowd" in e.classes
    ]
    assert {selection_of(e.id).kind for e in crowd} == {"tenant"}


@pytest.mark.parametrize("tenant", ["a:b", "1:=x", "#", "=", "10:abc=def:ghi"])
def test_ids_may_hold_any_character(tenant):
    design = templates.user_hub(NAMES[:2], members=1).add_tenant("Odd", id=tenant)
    design = design.add_users([{"id": "u:=1", "tenant": tenant}]).add_arrow(tenant, "contoso")
    found = {selection_of(e.id) for e in elements(picture(design, "people"))}
    assert Selection("tenant", tenant) in found
    assert Selection("user", "u:=1") in found


def test_a_changed_state_changes_classes_and_labels_only():
    design = templates.full_mesh(NAMES[:4], members=2)
    before = picture(design)
    after = picture(
        design.update_arrow("contoso->fabrikam", inbound_auto_redeem=False),
        previous_positions=before.positions,
    )
    one, other = by_id(before), by_id(after)
    assert one.keys() == other.keys()
    changed = [name for name in one if one[name] != other[name]]
    assert set(changed) == {"arrow:contoso->fabrikam", "tenant:fabrikam"}
    assert "is-blocked" in other["arrow:contoso->fabrikam"].classes


def test_a_theme_changes_no_arrow():
    drawn = picture(states())
    light, dark = elements(drawn, dark=False), elements(drawn, dark=True)
    assert [e for e in light if e.kind == "edge"] == [e for e in dark if e.kind == "edge"]


def test_control_points_lie_outside_both_boxes():
    for design in (nasty(), states(), templates.full_mesh(NAMES, members=1)):
        drawn = picture(design)
        for link in drawn.links:
            source, target = drawn.node_by_id[link.source].box, drawn.node_by_id[link.target].box
            beside = control_point(source, target, link.bend)
            assert not source.holds(beside)
            assert not target.holds(beside)


def test_both_directions_keep_apart_between_boxes_of_any_size():
    design = templates.user_hub(["Contoso", "Fabrikam"], members=30).add_arrow("fabrikam", "contoso")
    design = design.remove_users([f for f in design.directory["id"] if "fabrikam" in f][3:])
    for overlay in ("everyone", "people"):
        drawn = picture(design, overlay)
        one, other = drawn.links
        assert min(abs(one.bend), abs(other.bend)) > 20
        assert one.weight + other.weight == pytest.approx(1.0, abs=0.002)
        boxes = [drawn.node_by_id[t].box for t in ("contoso", "fabrikam")]
        there, back = visible_curve(*boxes, one.bend), visible_curve(*boxes[::-1], other.bend)
        for t in (0.1, 0.5, 0.9):
            assert math.dist(there.point(t), back.point(1 - t)) > 15


@pytest.mark.parametrize("dark", [False, True])
def test_the_style_sheet_is_plain_new_and_ends_with_the_pool(dark):
    rules = canvas_style(dark)
    assert json.loads(json.dumps(rules)) == rules
    assert rules[-1] == {"selector": ".pooled", "style": {"display": "none"}}
    assert canvas_style(dark) == rules
    assert canvas_style(dark) is not rules
    assert canvas_style(not dark) != rules


def test_every_class_and_every_datum_is_known_to_the_style_sheet():
    sheet = json.dumps([canvas_style(False), canvas_style(True)])
    for drawn in all_pictures(states()):
        for element in elements(drawn):
            # An open arrow, a plain box and a person at home look like any other.
            for name in set(element.classes) - {"arrow", "plain", "home"}:
                assert f".{name}" in sheet
            # The page says the name and offers it to be changed, and shows other texts on hover.
            assert all(f"data({key})" in sheet for key in element.data.keys() - {"name", "hover"})


def test_labels_are_data_and_no_markup_is_made():
    labels = [str(e.data.get("label")) for e in elements(picture(nasty()))]
    assert any('<b>Bold</b> & "Co"' in label for label in labels)
    assert not any("&lt;b" in label for label in labels)
    assert all(ord(c) >= 32 or c == "\n" for label in labels for c in label)
