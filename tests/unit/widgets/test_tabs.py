"""The pictures: graph with its find field, findings; all of one view_state."""

import json
import re
from html import unescape

import pytest

from tests.unit.widgets.rows import actions
from xtsviz.view.markup import esc
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.types import NOTHING, Selection


def visible(drive):
    """The elements on the canvas by id."""
    return drive.graph.canvas.elements


# ------------------------------------------------------------------------------------------------------- graph


def test_the_canvas_shows_the_picture(drive):
    arrows = {"arrow:contoso->fabrikam", "arrow:contoso->litware"}
    assert visible(drive).keys() == {"tenant:contoso", "tenant:fabrikam", "tenant:litware"} | arrows
    drive.open("Selected arrow")
    drive.act("select", "arrow", "contoso->fabrikam")
    drive.arrow.gates["inbound_sync_allowed"].value = False
    assert "is-blocked" in visible(drive)["arrow:contoso->fabrikam"].classes
    assert "is-open" in visible(drive)["arrow:contoso->litware"].classes


def test_an_edit_pushes_only_what_differs(drive, monkeypatch):
    before = {name: element.widget for name, element in visible(drive).items()}
    pushed = []
    for widget in before.values():
        monkeypatch.setattr(widget, "send_state", lambda key=None, w=widget: pushed.append(w), raising=False)
    graph = drive.graph.canvas.widget.graph
    nodes, edges = graph.nodes, graph.edges
    drive.open("Tenants")
    drive.act("toggle", "contoso", "litware")
    # One arrow hides; the number of people in its target changes. Nothing else is sent, no list grows.
    names = [name for name, widget in before.items() if any(widget is other for other in pushed)]
    assert set(names) == {"arrow:contoso->litware", "tenant:litware"}
    assert (graph.nodes, graph.edges) == (nodes, edges)


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_overlays_by_their_buttons(drive, overlay):
    drive.act("select", "tenant", "fabrikam")
    drive.graph.overlays.value = overlay
    assert drive.explorer.overlay == overlay
    assert esc(drive.control.view_state.picture.title) in drive.graph.markup
    assert "<svg" in drive.graph.markup
    assert drive.control.view_state.picture.text.splitlines()[0] in drive.graph.markup
    people = [name for name in visible(drive) if name.startswith("person:")]
    assert bool(people) == (overlay in ("people", "tenant"))


def test_a_person_is_found_by_name_sign_in_name_and_id(drive):
    someone = drive.design.directory.iloc[0]
    for text in (someone["display_name"], f" {someone['user_principal_name']} ", someone["id"]):
        drive.explorer.overlay, drive.explorer.selection = "everyone", NOTHING
        drive.find_person(text)
        assert drive.explorer.selection == Selection("user", someone["id"])
        assert drive.explorer.overlay == "user"
    lit = {name for name, element in visible(drive).items() if "lit" in element.classes}
    assert {"tenant:contoso", "tenant:fabrikam", "tenant:litware"} <= lit


@pytest.mark.parametrize("text", ["Nobody Here", "<b>", "x" * 300])
def test_nobody_of_that_name(drive, unchanged, text):
    drive.find_person(text)
    drive.refused("no user")
    assert (drive.explorer.selection, drive.explorer.overlay) == (NOTHING, "everyone")


def test_several_of_a_name_are_told_apart_by_id(drive):
    someone = drive.design.directory.iloc[0]
    twin = {"id": "twin", "tenant": "litware", "display_name": someone["display_name"]}
    drive.explorer.design = drive.design.add_users([{**twin, "user_principal_name": "t@litware.com"}])
    drive.find_person(someone["display_name"])
    drive.refused('"twin"', f'"{someone["id"]}"')
    drive.find_person("twin")
    assert drive.explorer.selection == Selection("user", "twin")


def test_people_are_suggested_while_a_name_is_typed(drive):
    accents = {"id": "lu", "tenant": "litware", "display_name": "Łucja MÜLLER <b>", "mail": "l.m@litware.com"}
    drive.explorer.design = drive.design.add_users([accents])
    for text in ("luc", "mull luc", "L.M@"):
        drive.graph.person.value = text
        assert actions(drive.graph.suggestions) == [["find", "lu"]]
    assert "Łucja MÜLLER &lt;b&gt;" in drive.graph.suggestions
    assert "Litware · lu" in drive.graph.suggestions
    drive.graph.person.value = "lucia muler"
    assert "Did you mean:" in drive.graph.suggestions
    assert actions(drive.graph.suggestions) == [["find", "lu"]]
    assert drive.explorer.selection == NOTHING
    drive.act("find", "lu")
    assert drive.explorer.selection == Selection("user", "lu")
    assert drive.graph.person.value == "Łucja MÜLLER <b>"
    drive.graph.person.value = "-00"
    assert len(actions(drive.graph.suggestions)) == 8
    assert "and 1 more" in drive.graph.suggestions
    drive.graph.person.value = " "
    assert drive.graph.suggestions == ""


def test_a_part_of_a_name_finds_the_person_whom_it_fits_alone(drive):
    drive.find_person("CONTOSO-001")
    assert drive.explorer.selection == Selection("user", "contoso-001")
    drive.find_person("fabrikam-00")
    drive.refused("3 users have", "fabrikam-001")
    assert drive.explorer.selection == Selection("user", "contoso-001")
    drive.find_person(" ")
    drive.refused("Write a part of a name")


# -------------------------------------------------------------------------------------------------- findings


def test_findings_follow_and_select(drive):
    drive.open("Findings")
    quiet = drive.findings.markup
    drive.explorer.design = drive.design.update_arrow("contoso->fabrikam", inbound_sync_allowed=False)
    assert drive.findings.markup != quiet
    rows = drive.findings.markup.split("<li ")
    row = next(row for row in rows if "inbound-sync-not-allowed" in row)
    assert "error" in row
    (press,) = re.findall(r'data-xts="([^"]*select[^"]*)"', row)
    drive.act(*json.loads(unescape(press)))
    assert drive.explorer.selection == Selection("arrow", "contoso->fabrikam")
