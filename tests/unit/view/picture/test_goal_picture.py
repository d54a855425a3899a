"""The goal as a picture of outcomes, compared with the present."""

import pytest

import xtsviz as xts
from tests.unit.training.solutions import RIGHT
from xtsviz.flow import user_flow
from xtsviz.training import Build, catalog, find
from xtsviz.training.needed_tools import needed_tools
from xtsviz.view.picture.goal_picture import goal_picture
from xtsviz.view.picture.people_layout import MAX_PEOPLE

BUILDS = [exercise for exercise in catalog if isinstance(exercise, Build)]


def seen(goal, now):
    return goal_picture(user_flow(goal), user_flow(now))


def test_who_is_missing_who_is_there_and_who_must_not_be():
    start = find("both-ways").design
    goal = find("first-arrow").solved_design
    picture = seen(goal, start.remove_arrow("contoso->fabrikam").add_arrow("fabrikam", "contoso"))
    assert sorted(picture.differences.values()) == ["extra", "extra", "missing", "missing"]
    assert picture.sentences == (
        "Must not be in Contoso: Kenji Tanaka and Priya Moreau.",
        "Still missing in Fabrikam: Adele Vance and Diego Okafor.",
    )
    assert not picture.is_reached
    assert set(seen(goal, goal).differences.values()) == {"there"}
    assert seen(goal, goal).is_reached


def test_the_other_user_type_is_a_difference():
    exercise = find("guest-not-member")
    picture = seen(exercise.solved_design, exercise.design)
    assert "Must be external guests in Contoso: Lars Silva and Zoë Novák." in picture.sentences
    assert sorted(set(picture.differences.values())) == ["other", "there"]


def test_it_shows_no_arrow():
    picture = seen(find("both-ways").solved_design, find("both-ways").design).picture
    assert picture.links == ()
    assert "→" not in picture.text


@pytest.mark.parametrize("exercise", BUILDS, ids=lambda exercise: exercise.name)
def test_every_right_solution_reaches_the_goal_and_no_start_does(exercise):
    goal, types = user_flow(exercise.solved_design), needed_tools(exercise).sets_user_types
    assert not goal_picture(goal, user_flow(exercise.design), user_types=types).is_reached
    for solution in RIGHT[exercise.name]:
        assert goal_picture(goal, user_flow(solution(exercise.design)), user_types=types).is_reached


@pytest.mark.parametrize("exercise", BUILDS, ids=lambda exercise: exercise.name)
def test_no_shorter_solution_than_the_authors_is_known(exercise):
    for solution in RIGHT[exercise.name]:
        assert len(solution(exercise.design).arrows) >= exercise.fewest_arrows


def test_many_people_are_not_drawn_one_by_one():
    many = xts.templates.user_hub(["A", "B"], members=MAX_PEOPLE)
    picture = seen(many, many.remove_arrow("a->b"))
    assert not picture.picture.people
    assert picture.sentences[0].startswith("Still missing in B: ")
    assert len(picture.sentences[0]) < 300
