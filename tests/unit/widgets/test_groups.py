"""Synchronized groups in the explorer: the filter of the people, the details of a person."""

import pytest

from tests.drivers.explorer import ExplorerDriver
from tests.unit.group_designs import ARROW, group_design
from tests.unit.widgets.rows import Rows
from xtsviz.widgets.explorer import Explorer


@pytest.fixture
def design():
    return group_design("<b>Sales")


@pytest.fixture
def people(drive):
    drive.open("People")
    return drive.people


def users(panel):
    return [asks[0][2] for asks in Rows(panel.markup).asks[1:]]


def test_people_can_be_filtered_by_group(drive, people):
    assert [words for words, _ in people.group.options] == [
        "any",
        "<b>Sales, copy in Fabrikam",
        "<b>Sales, at home in Contoso",
        "Inner, at home in Contoso",
    ]
    people.group.value = ("sales", "fabrikam")
    assert users(people) == ["a1", "a2"]
    people.group.value = ("sales", None)
    assert users(people) == ["a1", "a2", "a3"]
    people.everybody.click()
    assert people.group.label == "any"
    assert len(users(people)) == 4


def test_the_filter_goes_when_the_copy_goes(drive, people):
    people.group.value = ("sales", "fabrikam")
    drive.explorer.design = drive.design.update_arrow(ARROW, sync_groups=False)
    assert people.group.label == "any"
    assert len(users(people)) == 4


def test_another_explorer_in_the_same_state_has_the_same_filter(drive, people):
    people.group.value = ("sales", "fabrikam")
    other = ExplorerDriver(Explorer(drive.design))
    other.open("People")
    other.control.change(people=drive.control.view_state.people)
    assert other.people.group.value == ("sales", "fabrikam")
    assert other.people.markup == people.markup
    other.explorer.close()


def test_the_details_of_a_person_name_the_copies(drive):
    drive.act("select", "user", "a1")
    assert "In Fabrikam&#39;s copy of &lt;b&gt;Sales" in drive.details
