"""What a person does on the graph itself: place, rename, remove, draw; each is one step of undo."""

import pytest

from tests.drivers.canvas import graph_widget
from tests.drivers.page import Page
from xtsviz.view.picture.types import NOTHING, Selection


def sent(drive, monkeypatch):
    """All messages of the bridge to the page from now on."""
    found = []
    monkeypatch.setattr(drive.bridge, "send", lambda message, *_: found.append(message))
    return found


def test_the_page_gets_the_verdicts_that_it_asks_for(drive, monkeypatch):
    assert drive.bridge.by_hand
    messages = sent(drive, monkeypatch)
    drive.send({"targets_wanted": "tenant:contoso"})
    drive.send({"targets_wanted": "arrow:contoso->fabrikam"})
    there = ["• already there", "There is an arrow already."]
    assert messages == [
        {
            "targets": {
                "source": "tenant:contoso",
                "ends": {"tenant:fabrikam": there, "tenant:litware": there},
            }
        },
        {"targets": {"source": "arrow:contoso->fabrikam", "ends": {}}},
    ]


def test_a_tenant_is_placed_where_the_ground_was_pressed_and_undone_in_one_step(drive):
    drive.send({"new_tenant": [400.0, -250.0]})
    drive.send({"new_tenant": [600.0, -250.0]})
    assert [tenant.name for tenant in drive.design.tenants[3:]] == ["Tenant 4", "Tenant 5"]
    assert drive.explorer.positions == {"tenant-4": (400.0, -250.0), "tenant-5": (600.0, -250.0)}
    assert drive.explorer.selection == Selection("tenant", "tenant-5")
    node = drive.control.view_state.picture.node_by_id["tenant-4"]
    assert (node.x, node.y) == (400.0, -250.0)
    drive.undo()
    drive.undo()
    assert len(drive.design.tenants) == 3
    assert drive.explorer.positions == {}


def test_a_free_name_is_taken(drive):
    drive.act("rename", "tenant:litware", "Tenant 4")
    drive.send({"new_tenant": [0.0, 500.0]})
    assert drive.design.tenants[-1].name == "Tenant 5"


def test_a_tenant_is_renamed_in_place(drive):
    drive.act("rename", "tenant:litware", "Litware <b>")
    assert drive.design.tenant("litware").name == "Litware <b>"
    drive.undo()
    assert drive.design.tenant("litware").name == "Litware"


@pytest.mark.parametrize("name", ["", "x" * 257])
def test_a_bad_name_is_refused_with_the_usual_message(drive, name, unchanged):
    drive.act("rename", "tenant:litware", name)
    assert drive.status[1] == "error"


def test_what_is_selected_is_removed(drive):
    drive.explorer.selection = Selection("arrow", "contoso->litware")
    drive.act("remove-selected")
    assert [arrow.id for arrow in drive.design.arrows] == ["contoso->fabrikam"]
    drive.explorer.selection = Selection("tenant", "fabrikam")
    drive.act("remove-selected")
    assert [tenant.id for tenant in drive.design.tenants] == ["contoso", "litware"]
    drive.undo()
    drive.undo()
    assert len(drive.design.arrows) == 2


@pytest.mark.parametrize("kind, says", [("user", "panel Tenants"), (None, "Nothing is selected")])
def test_a_person_and_nothing_are_not_removed(drive, unchanged, kind, says):
    user = drive.design.directory["id"].iloc[0]
    drive.explorer.selection = Selection("user", user) if kind else NOTHING
    drive.act("remove-selected")
    assert says in drive.status[0]
    assert drive.status[1] == "warning"


def test_a_key_or_a_finger_presses_like_the_mouse(drive):
    ids = {node.data["element"]: node.data["id"] for node in graph_widget(drive.explorer).graph.edges}
    drive.send({"pressed": "nobody"})
    assert drive.explorer.selection == NOTHING
    drive.send({"pressed": ids["arrow:contoso->litware"]})
    assert drive.explorer.selection == Selection("arrow", "contoso->litware")


def test_a_menu_removes_by_element(drive):
    drive.act("remove", "arrow:contoso->litware")
    drive.act("remove", "tenant:fabrikam")
    assert [tenant.id for tenant in drive.design.tenants] == ["contoso", "litware"]
    assert drive.design.arrows == ()


@pytest.mark.parametrize(
    "words",
    [
        ("rename", "arrow:contoso->litware", "x"),
        ("rename", "tenant:litware"),
        ("remove", "person:7:contoso=adele"),
        ("remove", "person:x"),
        ("remove", "person:99999999999999999999:a=b"),
        ("rename", "tenant:litware", "x", "more"),
        ("remove-selected", "x"),
        ("rename", "", ""),
    ],
)
def test_what_makes_no_sense_changes_nothing(drive, unchanged, words):
    drive.act(*words)
    assert "does not know" in drive.status[0]


def test_a_person_in_a_box_means_the_tenant_while_an_arrow_is_drawn(drive: Page):
    drive.explorer.overlay = "people"
    people = {
        element.id.partition("=")[2]: element.id
        for element in drive.graph.canvas.elements.values()
        if element.id.startswith("person:7:litware=")
    }
    drive.arrows.draw.value = True
    drive.press_on_canvas(next(iter(people.values())))
    drive.press_on_canvas("tenant:fabrikam")
    assert drive.design.arrows[-1].id == "litware->fabrikam"
    drive.press_on_canvas(next(iter(people.values())))
    assert drive.explorer.selection.kind == "user"
