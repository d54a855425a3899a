"""Who travels along the arrows, in which colour, and how each journey ends."""

from __future__ import annotations

import json

import pytest

from tests.unit.view.samples import NASTY, nasty, picture, states
from xtsviz import examples, templates
from xtsviz.flow import user_flow
from xtsviz.view.picture.journeys import MAX_LABELS, MAX_MARKS, MOTION_OVERLAYS, changes, journeys
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import Selection


@pytest.fixture(scope="module")
def example():
    design = examples.acquisition()
    return design, user_flow(design)


def played(design, overlay="everyone", selection=None, **more):
    flow = user_flow(design)
    return journeys(resolve(design, flow, selection, overlay), flow, **more)


def arriving(motion):
    return [journey for journey in motion.journeys if not journey.reason]


def stopping(motion):
    return [journey for journey in motion.journeys if journey.reason]


@pytest.mark.parametrize("overlay", ["everyone", "people"])
def test_as_many_arrive_as_the_arrows_sync_in_the_colour_of_their_home(example, overlay):
    design, flow = example
    drawn = resolve(design, flow, None, overlay)
    motion = journeys(drawn, flow)
    for name, done in flow.by_arrow.items():
        there = [journey for journey in arriving(motion) if journey.link == name]
        assert sum(journey.users for journey in there) == done.carried
        assert {journey.paint for journey in there} <= {drawn.node_by_id[done.arrow.source].paint}


def test_in_people_each_goes_from_the_own_place_to_the_own_ring(example):
    design, flow = example
    drawn = resolve(design, flow, None, "people")
    at = {(person.x, person.y): person for person in drawn.people}
    for journey in arriving(journeys(drawn, flow)):
        home, there = at[journey.start], at[journey.end]
        assert home.user == there.user
        assert (home.relation, there.relation) == ("home", journey.relation)
        assert journey.person.endswith(f"={there.user}")


def test_each_path_is_the_drawn_curve_from_border_to_border(example):
    design, flow = example
    drawn = resolve(design, flow, None, "everyone")
    for name, points in journeys(drawn, flow).paths.items():
        link = next(link for link in drawn.links if link.id == name)
        for point, tenant in ((points[0], link.source), (points[-1], link.target)):
            box = drawn.node_by_id[tenant].box
            assert box.holds(point, 6)
            assert not box.holds(point)


def test_those_who_stop_have_the_reason_of_their_trace(example):
    design, flow = example
    motion = played(design)
    told = [one for one in stopping(motion) if one.relation == "home"]
    at_home = flow.presence[flow.presence["relation"] == "internal"]
    stopped = 0
    for user in at_home[at_home["tenant"] == "northwind"]["user"]:
        for row in flow.trace(user).itertuples():
            stopped += not row.carried and row.reason not in ("not-in-source", "external-in-source")
    assert sum(one.users for one in told if one.link.startswith("northwind->")) == stopped > 0
    assert {(one.link, one.users, one.reason) for one in told} >= {
        ("contoso->fabrikam", 32, "filter not met"),
        ("contoso->northwind", 40, "arrow blocked"),
    }


def test_externals_are_never_passed_on_and_one_sees_it():
    design = templates.partial_mesh(
        ["Contoso", "Fabrikam", "Litware"], [("Contoso", "Fabrikam"), ("Fabrikam", "Litware")], members=2
    )
    (one,) = stopping(played(design))
    assert (one.link, one.users, one.reason) == ("fabrikam->litware", 2, "externals are never passed on")
    assert one.paint == picture(design).node_by_id["contoso"].paint
    mesh = templates.full_mesh(["Contoso", "Fabrikam", "Litware"], members=2)
    assert not stopping(played(mesh)), "who is there by another arrow does not stop"


def test_one_user(example):
    design, flow = example
    user = flow.presence[flow.presence["arrow"] == "fabrikam->contoso"]["user"].iloc[0]
    motion = played(design, "user", Selection("user", user))
    (one,) = arriving(motion)
    assert (one.link, one.users) == ("fabrikam->contoso", 1)
    assert all(journey.users == 1 for journey in motion.journeys)
    stops = played(design, "user", Selection("user", design.directory["id"].iloc[0]))
    assert {one.reason for one in stopping(stops)} == {"filter not met", "arrow blocked"}


def test_too_many_become_crowds_with_numbers():
    design = templates.full_mesh([f"Tenant {n}" for n in range(6)], members=50)
    for overlay in ("everyone", "people"):
        motion = played(design, overlay)
        assert len(motion.journeys) == 30
        assert {journey.users for journey in motion.journeys} == {50}
    large = played(templates.full_mesh([f"Tenant {n}" for n in range(14)], members=20))
    assert len(large.journeys) <= MAX_MARKS
    assert sum(bool(one.label) for one in stopping(played(states()))) <= MAX_LABELS


def test_other_overlays_have_no_journeys():
    design = states()
    for overlay in OVERLAYS.keys() - MOTION_OVERLAYS:
        assert not played(design, overlay)
    assert not played(design, "user"), "nobody is chosen"


def test_the_same_in_words(example):
    text = played(example[0]).text
    assert "Fabrikam → Contoso: 22 users arrive." in text
    assert "Contoso → Northwind Traders: 40 users stop (arrow blocked)." in text
    assert played(templates.just_in_time(["Contoso", "Fabrikam"])).text.startswith("Nobody travels")


@pytest.mark.parametrize("overlay", ["everyone", "people"])
def test_an_edit_brings_and_takes(example, overlay):
    design, flow = example
    less = design.remove_arrow("fabrikam->contoso")
    pictures = [(resolve(d, f, None, overlay), f) for d, f in ((design, flow), (less, user_flow(less)))]
    (full, full_flow), (empty, empty_flow) = pictures
    went = changes(full, full_flow, empty, empty_flow)
    came = changes(empty, empty_flow, full, full_flow)
    assert (len(went.journeys), len(came.journeys)) == (22, 22)
    assert all(one.back for one in went.journeys)
    assert not any(one.back for one in came.journeys)
    assert {went.brief, came.brief} == {True}
    assert not changes(full, full_flow, full, full_flow)
    other = resolve(design, flow, None, "health")
    assert not changes(other, flow, full, full_flow)


def test_hostile_names_make_plain_data():
    design = nasty()
    message = played(design, "people").message()
    text = json.dumps(message)
    assert json.loads(text) == message
    assert all(len(mark["color"]) == 2 for mark in message["marks"])
    assert not any(name in text for name in NASTY if "<" in name), "no name is in it but ids"
