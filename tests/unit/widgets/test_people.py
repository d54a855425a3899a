"""The people panel: who is where, who is missing where; by its controls, without a browser."""

import logging

import pandas as pd
import pytest

import xtsviz as xts
from tests.unit.widgets.rows import Rows, actions
from xtsviz.people.pages import People
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.widgets.panels.people import PAGE

HOSTILE = "=1+3 <b>Bold</b>"


@pytest.fixture
def people(drive):
    drive.open("People")
    return drive.people


def shown(panel):
    """The rows, and what the name in each asks for."""
    table = Rows(panel.markup)
    return table.rows[1:], [asks[0] for asks in table.asks[1:]]


def users(panel):
    return [ask[2] for ask in shown(panel)[1]]


def test_a_row_for_each_person_a_column_for_each_tenant(drive, people):
    rows, asks = shown(people)
    assert len(rows) == len(drive.design.directory) == 9
    assert {words[:2] for words in asks} == {("select", "user")}
    by_user = {words[2]: row for words, row in zip(asks, rows, strict=True)}
    for user in drive.design.directory.to_dict("records"):
        elsewhere, *where = by_user[user["id"]][2:]
        where = [cell.partition(" ")[2] for cell in where]
        if user["tenant"] == "contoso":
            assert (elsewhere, where) == ("2", ["home", "external member", "external member"])
        else:
            there = ["contoso", "fabrikam", "litware"].index(user["tenant"])
            assert (elsewhere, where) == ("0", ["home" if n == there else "not there" for n in range(3)])


def test_pressing_a_row_selects_the_person_everywhere(drive, people):
    _, asks = shown(people)
    assert people.find_selected.disabled
    drive.act(*asks[4])
    assert drive.explorer.selection == Selection("user", asks[4][2])
    assert people.markup.count('aria-pressed="true"') == people.markup.count("xts-marked") == 1
    assert shown(people)[0][4][0].startswith("▸")
    assert "Where they appear" in drive.details
    assert not people.find_selected.disabled


def test_searching_filtering_sorting(drive, people):
    someone = drive.design.directory.iloc[4]
    people.search.value = someone["user_principal_name"].upper()
    assert users(people) == [someone["id"]]
    people.search.value = "<i>nobody</i>"
    assert "Nobody to show" in people.markup
    people.everybody.click()
    assert (people.search.value, len(users(people))) == ("", 9)
    people.home.value = "litware"
    assert len(users(people)) == 3
    people.home.value = ""
    people.tenant.value, people.presence.value = "fabrikam", "missing"
    assert {row[1] for row in shown(people)[0]} == {"Litware"}
    assert {row[2] for row in shown(people)[0]} == {"no arrow from Litware"}
    people.presence.value = "member"
    assert {row[1] for row in shown(people)[0]} == {"Contoso"}
    people.tenant.value = ""
    assert people.presence.disabled
    assert len(users(people)) == 9
    people.sort.value = "user"
    ids = users(people)
    assert ids == sorted(ids)
    people.order.value = True
    assert users(people) == ids[::-1]


def test_a_column_is_sorted_by_its_button(drive, people):
    heads = Rows(people.markup).asks[0]
    assert ("people-sort", "presence", "litware", "ascending") in heads
    drive.act("people-sort", "presence", "litware", "ascending")
    assert [row[5].partition(" ")[2] for row in shown(people)[0]] == (
        ["home"] * 3 + ["external member"] * 3 + ["not there"] * 3
    )
    assert ("people-sort", "presence", "litware", "descending") in Rows(people.markup).asks[0]
    before = people.markup
    drive.act("people-sort", "presence", "nowhere", "ascending")
    assert people.markup == before


def test_departments(drive, people):
    departments = drive.design.directory["department"]
    people.attribute.value = "department"
    wanted = departments.iloc[0]
    people.value.value = dict(people.value.options)[wanted]
    assert len(users(people)) == (departments == wanted).sum()
    assert dict(drive.design.directory.set_index("id")["department"])[users(people)[0]] == wanted
    people.attribute.value = ""
    assert (people.value.value, len(users(people))) == (-1, 9)


def test_pages(drive, people):
    drive.explorer.design = xts.templates.user_hub(["Contoso", "Fabrikam"], members=PAGE)
    assert len(users(people)) == PAGE
    assert (people.before.disabled, people.after.disabled, people.number.max) == (True, False, 2)
    first = set(users(people))
    people.after.click()
    assert first.isdisjoint(users(people))
    assert (people.before.disabled, people.after.disabled) == (False, True)
    people.number.value = 1
    assert set(users(people)) == first
    people.size.value = 50
    assert (len(users(people)), people.number.max) == (2 * PAGE, 1)
    people.size.value = 10
    people.number.value = 4
    drive.explorer.design = xts.templates.user_hub(["Contoso", "Fabrikam"], members=2)
    assert len(users(people)) == 4  # there is no fourth page any more
    assert (people.before.disabled, people.after.disabled, people.number.value) == (True, True, 1)


def test_the_selected_person_is_found(drive, people):
    drive.explorer.design = xts.templates.user_hub(["Contoso", "Fabrikam"], members=2 * PAGE)
    user = People(drive.control.view_state.flow).page(3, PAGE).people[7].user
    drive.explorer.selection = Selection("user", user)
    assert "xts-marked" not in people.markup
    people.find_selected.click()
    assert (people.number.value, users(people)[7]) == (3, user)
    assert "xts-marked" in people.markup
    people.search.value = "nobody at all"
    people.find_selected.click()
    assert (people.search.value, people.number.value) == ("", 3)
    assert "everybody is shown" in drive.status[0]
    drive.explorer.selection = NOTHING
    assert people.find_selected.disabled


def test_who_is_missing_where(drive, people):
    people.view.value = "missing"
    rows = Rows(people.markup).rows[1:]
    assert [row[:3] for row in rows] == [
        ["Contoso", "0 of 6", "6 missing ›"],
        ["Fabrikam", "3 of 6", "3 missing ›"],
        ["Litware", "3 of 6", "3 missing ›"],
    ]
    assert rows[0][3] == "3 of Fabrikam and 3 of Litware"
    assert rows[1][4].count("no arrow from Litware") == 3
    drive.act("people-missing", "contoso")
    assert people.view.value == "there"
    assert {row[1] for row in shown(people)[0]} == {"Fabrikam", "Litware"}
    assert len(users(people)) == 6
    drive.act("people-missing", "nowhere")
    assert len(users(people)) == 6


def test_reasons_of_those_who_are_missing(drive, people):
    drive.explorer.design = drive.design.update_arrow("contoso->litware", inbound_sync_allowed=False)
    drive.act("people-missing", "litware")
    reasons = {(row[1], row[2]) for row in shown(people)[0]}
    assert reasons == {("Contoso", "arrow blocked"), ("Fabrikam", "no arrow from Fabrikam")}
    assert "does not allow users to be synchronized" in people.markup
    # Contoso's members are externals in Fabrikam, from where nobody is passed on.
    again = drive.design.add_arrow("fabrikam", "litware").remove_arrow("contoso->litware")
    drive.explorer.design = again
    assert {(row[1], row[2]) for row in shown(people)[0]} == {
        ("Contoso", "externals are never passed on"),
    }


def test_why_somebody_is_not_there(drive, people):
    people.view.value = "why"
    people.ask_why.click()
    drive.refused("Write a part of a name")
    people.why_person.value = "fabrikam-001"
    assert actions(people.suggestions) == [["why", "fabrikam-001"]]
    people.ask_why.click()
    drive.refused("Choose a tenant")
    people.why_tenant.value = "contoso"
    people.ask_why.click()
    said = drive.explorer.controller.view_state.flow.why("fabrikam-001", "contoso")
    assert drive.status == (said, "info")
    assert said in people.answer
    assert people.why_person.value != "fabrikam-001"  # the name of the person
    # The answer follows each edit, and the status line of an edit is its own.
    drive.explorer.design = drive.design.add_arrow("fabrikam", "contoso")
    assert "is in Contoso" in people.answer
    drive.explorer.design = drive.design.remove_users(["fabrikam-001"])
    assert "no user" in people.answer
    drive.explorer.design = drive.design.remove_tenant("contoso")
    assert (people.answer, people.why_tenant.value) == ("", "")


def test_the_question_why_about_the_selected_person_and_about_one_of_two_with_a_name(drive, people):
    twins = [{"id": id, "tenant": "litware", "display_name": "Ann <b>"} for id in ("t1", "t2")]
    drive.explorer.design = drive.design.add_users(twins)
    drive.open("Graph")
    drive.explorer.selection = Selection("user", "t2")
    assert ["why", "t2"] in actions(drive.details)
    drive.act("why", "t2")
    assert (drive.front[1], people.view.value, people.why_person.value) == ("People", "why", "Ann <b>")
    assert "Choose the tenant" in drive.status[0]
    people.why_tenant.value = "fabrikam"
    people.ask_why.click()
    assert "Ann &lt;b&gt; is not in Fabrikam" in people.answer
    assert actions(people.answer)[0] == ["find", "t2"]
    people.why_person.value = "Ann <b>"  # as it was: still the same one
    people.why_person.value = "ann"
    people.ask_why.click()
    drive.refused("2 users have", '"t1"')
    drive.act("why", "t1")
    assert actions(people.answer)[0] == ["find", "t1"]


def test_names_are_text(drive, people):
    drive.explorer.design = drive.design.add_users(
        [{"id": HOSTILE, "tenant": "litware", "display_name": HOSTILE, "attributes": {"department": HOSTILE}}]
    ).rename_tenant("litware", HOSTILE)
    people.search.value = HOSTILE
    assert users(people) == [HOSTILE]
    assert shown(people)[0][0][0] == HOSTILE
    there = people.markup
    people.view.value = "missing"
    for markup in (there, people.markup):
        assert "<b>" not in markup
        assert "=1+3 &lt;b&gt;" in markup
    people.attribute.value = "department"
    assert HOSTILE in dict(people.value.options)


def test_a_filter_on_a_tenant_that_goes_is_dropped(drive, people):
    people.tenant.value, people.presence.value = "litware", "missing"
    people.sort.value = "presence:litware"
    drive.explorer.design = drive.design.remove_tenant("litware")
    assert (people.tenant.value, people.sort.value) == ("", "name")
    assert len(users(people)) == 6


def test_more_tenants_than_columns(drive, people):
    count = 61
    names = [f"Tenant {n:02}" for n in range(1, count + 1)]
    drive.explorer.design = xts.templates.just_in_time(names, members=1)
    assert "Scroll sideways" in people.markup
    assert "1 more tenant without a column" in people.markup
    assert all("Tenant 61 " not in cell for cell in Rows(people.markup).rows[0])
    people.tenant.value = "tenant-61"
    assert any("Tenant 61 " in cell for cell in Rows(people.markup).rows[0])


def test_it_says_when_it_is_looking(drive, people):
    said = []
    people.busy.observe(lambda change: said.append(change["new"]), "value")
    count = 30_000
    table = pd.DataFrame({"id": [f"u{n}" for n in range(count)], "tenant": "contoso"})
    drive.explorer.design = drive.design.with_directory(table)
    assert said == ["Looking through 30,000 people …", ""]
    people.after.click()
    assert len(said) == 2


def test_a_fault_is_said_and_logged(drive, people, monkeypatch, caplog):
    monkeypatch.setattr(People, "page", lambda *_given: 1 / 0)
    with caplog.at_level(logging.ERROR):
        people.search.value = "x"
    drive.refused("People could not be shown", "design is intact")
    assert caplog.records
