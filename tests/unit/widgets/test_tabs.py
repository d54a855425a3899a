"""The pictures: graph with its find field, people, findings; all of one scene."""

import json
from html.parser import HTMLParser

import pytest

import xtsviz as xts
from xtsviz.view.picture import NOTHING, OVERLAYS, Selection
from xtsviz.widgets.panels.tables import PAGE


class Rows(HTMLParser):
    """The body of a table: its cells as text, and what the buttons of each row ask for."""

    def __init__(self, markup):
        super().__init__()
        self.rows = []
        self.asks = []
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
            self.asks.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
        elif tag == "button" and self.asks:
            self.asks[-1].append(tuple(json.loads(dict(attributes)["data-xts"])))

    def handle_data(self, text):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += text


def shown(panel):
    table = Rows(panel._table.value)
    return table.rows[1:], [asks[0] for asks in table.asks[1:]]


def visible(drive):
    """The elements on the canvas by id."""
    return {slot.element.id: slot.element for slot in drive.graph.canvas._slots.values() if slot.visible}


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
    before = {slot.element.id: slot.widget for slot in drive.graph.canvas._slots.values()}
    pushed = []
    for widget in before.values():
        monkeypatch.setattr(widget, "send_state", lambda key=None, w=widget: pushed.append(w), raising=False)
    graph = drive.graph.canvas._graph
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
    assert drive.control.scene.picture.title in drive.graph.title.value.replace("&#x27;", "'")
    assert "<svg" in drive.graph.legend.value
    assert drive.control.scene.picture.text.splitlines()[0] in drive.graph.twin.value
    people = [name for name in visible(drive) if name.startswith("person:")]
    assert bool(people) == (overlay in ("people", "tenant"))


def test_a_person_is_found_by_name_sign_in_name_and_id(drive):
    someone = drive.design.directory.iloc[0]
    for text in (someone["display_name"], f" {someone['user_principal_name']} ", someone["id"]):
        drive.explorer.overlay, drive.explorer.selection = "everyone", NOTHING
        drive.graph.person.value = ""
        drive.graph.person.value = text
        assert drive.explorer.selection == Selection("user", someone["id"])
        assert drive.explorer.overlay == "user"
    lit = {name for name, element in visible(drive).items() if "lit" in element.classes}
    assert {"tenant:contoso", "tenant:fabrikam", "tenant:litware"} <= lit


@pytest.mark.parametrize("text", ["Nobody Here", "<b>", "x" * 300])
def test_nobody_of_that_name(drive, unchanged, text):
    drive.graph.person.value = text
    drive.refused("no user")
    assert (drive.explorer.selection, drive.explorer.overlay) == (NOTHING, "everyone")


def test_several_of_a_name_are_told_apart_by_id(drive):
    someone = drive.design.directory.iloc[0]
    twin = {"id": "twin", "tenant": "litware", "display_name": someone["display_name"]}
    drive.explorer.design = drive.design.add_users([{**twin, "user_principal_name": "t@litware.com"}])
    drive.graph.person.value = someone["display_name"]
    drive.refused('"twin"', f'"{someone["id"]}"')
    drive.graph.person.value = "twin"
    assert drive.explorer.selection == Selection("user", "twin")


# ------------------------------------------------------------------------------------------------------ people


@pytest.fixture
def people(drive):
    drive.open("People")
    return drive.people


def test_a_row_for_each_person_a_column_for_each_tenant(drive, people):
    rows, asks = shown(people)
    assert len(rows) == len(drive.design.directory) == 9
    assert {words[:2] for words in asks} == {("select", "user")}
    by_user = {words[2]: row for words, row in zip(asks, rows, strict=True)}
    for user in drive.design.directory.to_dict("records"):
        where = [cell.partition(" ")[2] for cell in by_user[user["id"]][2:]]
        if user["tenant"] == "contoso":
            assert where == ["home", "external member", "external member"]
        else:
            there = ["contoso", "fabrikam", "litware"].index(user["tenant"])
            assert where == ["home" if n == there else "not there" for n in range(3)]


def test_pressing_a_name_selects_the_person_everywhere(drive, people):
    _, asks = shown(people)
    drive.act(*asks[0])
    assert drive.explorer.selection == Selection("user", asks[0][2])
    assert 'aria-pressed="true"' in people._table.value
    assert "Where they appear" in drive.explorer._details.value


def test_searching_filtering_sorting(drive, people):
    someone = drive.design.directory.iloc[4]
    people.search.value = someone["user_principal_name"].upper()
    assert [ask[2] for ask in shown(people)[1]] == [someone["id"]]
    people.search.value = "<i>nobody</i>"
    assert "Nobody to show" in people._table.value
    people.search.value = ""
    people.home.value = "litware"
    assert len(shown(people)[0]) == 3
    people.home.value = ""
    people.missing.value = "fabrikam"
    assert {row[1] for row in shown(people)[0]} == {"Litware"}
    people.missing.value = ""
    people.sort.value = "user"
    ids = [ask[2] for ask in shown(people)[1]]
    assert ids == sorted(ids, key=str.casefold)


def test_pages(drive, people):
    drive.explorer.design = xts.templates.user_hub(["Contoso", "Fabrikam"], members=PAGE)
    assert len(shown(people)[0]) == PAGE
    assert (people.before.disabled, people.after.disabled) == (True, False)
    first = {ask[2] for ask in shown(people)[1]}
    people.after.click()
    assert first.isdisjoint(ask[2] for ask in shown(people)[1])
    assert (people.before.disabled, people.after.disabled) == (False, True)
    drive.explorer.design = xts.templates.user_hub(["Contoso", "Fabrikam"], members=2)
    assert len(shown(people)[0]) == 4  # there is no second page any more
    assert (people.before.disabled, people.after.disabled) == (True, True)


def test_a_filter_on_a_tenant_that_goes_is_dropped(drive, people):
    people.missing.value = "litware"
    drive.explorer.design = drive.design.remove_tenant("litware")
    assert people.missing.value == ""
    assert len(shown(people)[0]) == 6


# -------------------------------------------------------------------------------------------------- findings


def test_findings_follow_and_select(drive):
    drive.open("Findings")
    quiet = drive.findings.widget.value
    drive.explorer.design = drive.design.update_arrow("contoso->fabrikam", inbound_sync_allowed=False)
    table = Rows(drive.findings.widget.value)
    assert drive.findings.widget.value != quiet
    place = next(n for n, row in enumerate(table.rows) if row and "error" in row[0])
    assert "inbound-sync-not-allowed" in table.rows[place][4]
    drive.act(*table.asks[place][0])
    assert drive.explorer.selection == Selection("arrow", "contoso->fabrikam")
