"""What somebody thinks who gets a cell wrong: the kinds of mistake that the engine knows."""

import pytest

from tests.unit.training.predictions import of_cells
from xtsviz.training import find
from xtsviz.training.wrong_ideas import wrong_ideas


@pytest.mark.parametrize(
    "exercise, cell, kind, words",
    [
        ("no-passing-on", ("adele", "litware"), "external-in-source", "passed Adele Vance on to Litware"),
        (
            "no-passing-on",
            ("kenji", "contoso"),
            "against",
            "expected Kenji Tanaka in Contoso, against the arrow",
        ),
        ("no-passing-on", ("lars", "contoso"), "no-arrow", "expected Lars Silva in Contoso without an arrow"),
        ("no-passing-on", ("adele", "fabrikam"), "left-out", "left Adele Vance out of Fabrikam"),
        (
            "externals-stay",
            ("robin", "fabrikam"),
            "external-in-source",
            "passed Robin Costa on to Fabrikam",
        ),
        ("externals-stay", ("diego", "fabrikam"), "blocked-account", "Diego Okafor in Fabrikam"),
        ("empty-department", ("omar", "fabrikam"), "empty-attribute", "Omar Patel in Fabrikam"),
        ("empty-department", ("diego", "fabrikam"), "filter-not-met", "forgot the filter: Diego Okafor"),
        ("nested-group", ("diego", "fabrikam"), "nested-group", "followed a group in a group: Diego Okafor"),
        ("nested-group", ("omar", "fabrikam"), "not-assigned", "forgot the scope: Omar Patel"),
        ("mail-domain", ("diego", "fabrikam"), "mail-domain-unverified", "forgot the mail domain: Diego"),
    ],
)
def test_a_cell_of_who_appears_where(exercise, cell, kind, words):
    question = find(exercise).question
    ideas = {idea.place: idea for idea in wrong_ideas(find(exercise))}
    idea = ideas[question.cells.index(cell)]
    assert idea.kind == kind
    assert words in idea.words
    assert idea.ticked is (cell not in question.answer)


def test_a_cell_of_any_other_table():
    first, second = wrong_ideas(of_cells(2, answer=()))
    assert first.words == "ticked “Yes” for “Row 0”"
    assert (second.place, second.ticked) == (1, True)


def test_one_right_cell_in_each_row_is_one_mistake_not_two():
    assert all(idea.ticked for idea in wrong_ideas(find("out-and-back")))
    assert not all(idea.ticked for idea in wrong_ideas(find("four-shapes")))
