"""Drawing arrows: by the grid, by the two lists, on the graph."""

import json
from html.parser import HTMLParser

import pytest

import xtsviz as xts
from xtsviz.view.panels.arrows import MAX_IN_LIST
from xtsviz.view.picture.types import NOTHING, Selection


class Pressed(HTMLParser):
    """What the buttons of some markup ask for, and whether they are pressed."""

    def __init__(self, markup):
        super().__init__()
        self.buttons = {}
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        if tag == "button":
            found = dict(attributes)
            self.buttons[tuple(json.loads(found["data-xts"]))] = found.get("aria-pressed")


@pytest.fixture
def arrows(drive):
    drive.open("Arrows")
    return drive.arrows


def cells(arrows):
    buttons = Pressed(arrows.markup).buttons.items()
    return {words[1:]: on == "true" for words, on in buttons if words[0] == "toggle"}


def pairs(design):
    return {(arrow.source, arrow.target) for arrow in design.arrows}


def test_the_grid_shows_each_pair_once(drive, arrows):
    ids = ["contoso", "fabrikam", "litware"]
    shown = cells(arrows)
    assert shown.keys() == {(a, b) for a in ids for b in ids if a != b}
    assert {pair for pair, on in shown.items() if on} == pairs(drive.design)


def test_a_cell_draws_and_removes(drive, arrows, design):
    drive.act("toggle", "fabrikam", "litware")
    assert drive.design == design.add_arrow("fabrikam", "litware")
    assert drive.status == ("Added Fabrikam → Litware: 3 externals appear in Litware", "info")
    assert cells(arrows)["fabrikam", "litware"]
    drive.act("toggle", "fabrikam", "litware")
    assert drive.design == design
    assert drive.status == ("Removed Fabrikam → Litware: 3 externals disappear from Litware", "info")
    assert not cells(arrows)["fabrikam", "litware"]


def test_a_cell_with_two_arrows_takes_the_last_first(drive, arrows):
    drive.explorer.design = drive.design.add_arrow("contoso", "fabrikam", another=True)
    drive.act("toggle", "contoso", "fabrikam")
    assert [arrow.id for arrow in drive.design.topology.between("contoso", "fabrikam")] == [
        "contoso->fabrikam"
    ]


def test_several_cells_at_once_are_one_step_of_undo(drive, arrows, design):
    ends = ("litware", "contoso", "litware", "fabrikam", "fabrikam", "contoso", "fabrikam", "litware")
    drive.act("toggle-many", "on", *ends)
    assert len(drive.design.arrows) == 6
    assert drive.status[0].startswith("Added 4 arrows: ")
    drive.act("toggle-many", "off", *ends[:4], "contoso", "fabrikam")
    assert pairs(drive.design) == {("contoso", "litware"), ("fabrikam", "contoso"), ("fabrikam", "litware")}
    assert drive.status[0].startswith("Removed 3 arrows: ")
    drive.undo()
    drive.undo()
    assert drive.design == design


def test_a_row_and_a_column(drive, arrows, design):
    drive.act("toggle-row", "contoso")
    assert drive.design.arrows == ()
    drive.act("toggle-column", "contoso")
    assert pairs(drive.design) == {("fabrikam", "contoso"), ("litware", "contoso")}
    drive.act("toggle-row", "fabrikam")
    assert pairs(drive.design) == {("fabrikam", "contoso"), ("fabrikam", "litware"), ("litware", "contoso")}


@pytest.mark.parametrize(
    "words",
    [
        ("toggle-many", "on", "contoso"),
        ("toggle-many", "on"),
        ("toggle-many", "perhaps", "contoso", "fabrikam"),
        ("toggle-many", "on", "contoso", "nowhere"),
        ("toggle-many", "on", "contoso", "contoso"),
    ],
)
def test_the_page_cannot_ask_for_pairs_that_are_none(drive, arrows, unchanged, words):
    drive.act(*words)
    assert drive.status[1] == "error"
    unchanged()


def test_two_lists_and_a_button(drive, arrows, design):
    arrows.source.value, arrows.target.value = "litware", "contoso"
    arrows.add.click()
    assert drive.design == design.add_arrow("litware", "contoso")
    assert drive.explorer.selection == Selection("arrow", "litware->contoso")
    assert drive.status[0].startswith("Added Litware → Contoso: 3 externals appear in Contoso")
    drive.open("Selected arrow")
    assert drive.arrow.chosen.value == "litware->contoso"


def test_an_arrow_to_itself_is_refused(drive, arrows, unchanged):
    arrows.source.value = arrows.target.value = "litware"
    arrows.add.click()
    drive.refused("Litware", "one tenant to another")


def test_a_second_arrow_is_asked_about_and_added(drive, arrows, design):
    arrows.source.value, arrows.target.value = "contoso", "fabrikam"
    arrows.add.click()
    assert drive.design is design
    assert drive.status[1] == "warning"
    answers = list(Pressed(drive.prompt).buttons)
    assert answers == [("another", "contoso", "fabrikam"), ("never mind",)]
    drive.act(*answers[0])
    assert drive.design == design.add_arrow("contoso", "fabrikam", another=True)
    assert drive.explorer.selection == Selection("arrow", "contoso->fabrikam#2")
    assert drive.prompt == ""


def test_a_second_arrow_is_asked_about_and_left(drive, arrows, unchanged):
    arrows.source.value, arrows.target.value = "contoso", "fabrikam"
    arrows.add.click()
    drive.act("never mind")
    assert drive.status == ("Nothing changed", "info")
    assert drive.prompt == ""


def test_source_then_target_on_the_graph(drive, arrows, design):
    arrows.draw.value = True
    assert drive.status == ("Press the source tenant on the graph", "info")
    drive.press_on_canvas("tenant:litware")
    assert drive.status == ("Source: Litware. Now press the target.", "info")
    assert drive.explorer.selection == NOTHING
    drive.press_on_canvas("tenant:fabrikam")
    assert drive.design == design.add_arrow("litware", "fabrikam")
    assert drive.explorer.selection == Selection("arrow", "litware->fabrikam")
    assert not arrows.draw.value
    drive.press_on_canvas("tenant:contoso")
    assert drive.explorer.selection == Selection("tenant", "contoso")


def test_the_same_tenant_twice_on_the_graph_is_refused(drive, arrows, unchanged):
    arrows.draw.value = True
    drive.press_on_canvas("tenant:litware")
    drive.press_on_canvas("tenant:litware")
    drive.refused("Litware", "one tenant to another")
    assert not arrows.draw.value


def test_drawing_can_be_ended(drive, arrows, unchanged):
    arrows.draw.value = True
    drive.press_on_canvas("tenant:litware")
    arrows.draw.value = False
    drive.press_on_canvas("tenant:fabrikam")
    assert drive.explorer.selection == Selection("tenant", "fabrikam")


def test_a_source_that_went_away_meanwhile(drive, arrows):
    arrows.draw.value = True
    drive.press_on_canvas("tenant:litware")
    drive.explorer.design = drive.design.remove_tenant("litware")
    drive.press_on_canvas("tenant:fabrikam")
    drive.press_on_canvas("tenant:contoso")
    assert drive.design.topology.between("fabrikam", "contoso")


def test_arrows_and_people_on_the_graph_are_selected(drive):
    drive.press_on_canvas("arrow:contoso->litware")
    assert drive.explorer.selection == Selection("arrow", "contoso->litware")
    drive.explorer.overlay = "people"
    person = next(id for id in drive.graph.canvas.nodes if id.startswith("person:7:contoso="))
    drive.press_on_canvas(person)
    assert drive.explorer.selection == Selection("user", person.partition("=")[2])


def test_one_tenant_alone_is_told_what_to_do(drive, arrows):
    drive.explorer.design = drive.design.remove_tenant("litware").remove_tenant("fabrikam")
    assert "Add a second tenant" in arrows.markup
    arrows.add.click()
    drive.refused("Add a second tenant")


def test_many_tenants_are_a_list_that_can_be_narrowed_down(drive, arrows):
    drive.explorer.design = xts.templates.full_mesh([f"Tenant {n:02}" for n in range(1, 14)], members=1)
    listed = Pressed(arrows.markup).buttons
    assert len(listed) == MAX_IN_LIST
    assert f"{13 * 12 - MAX_IN_LIST} more" in arrows.markup
    assert arrows.wanted.layout.display is None
    arrows.wanted.value = "tenant-13->"
    listed = Pressed(arrows.markup).buttons
    assert set(listed) == {("select", "arrow", f"tenant-13->tenant-{n:02}") for n in range(1, 13)}
    drive.act("select", "arrow", "tenant-13->tenant-07")
    assert drive.front[0] == "Selected arrow"
    drive.open("Arrows")
    assert Pressed(arrows.markup).buttons["select", "arrow", "tenant-13->tenant-07"] == "true"
    drive.act(
        "select", "arrow", "tenant-13->tenant-07"
    )  # chosen already: its settings come to the front all the same
    assert drive.front[0] == "Selected arrow"
    drive.open("Arrows")
    arrows.wanted.value = "<i>nothing"
    assert "&lt;i&gt;nothing" in arrows.markup
    assert "<i>" not in arrows.markup
