"""Generated exercises on the screen, driven by their controls; no browser."""

from dataclasses import replace

from xtsviz.training import find


def test_generated_exercises_are_reached_by_a_press_a_topic_or_a_number(learn):
    learner = learn("no-passing-on")
    learner.press("Another one")
    assert learner.practice.exercise == "transitivity-1"
    assert "Two arrows in a row, number 1" in learner.markup
    assert "0 of 1 solved" in learner.open_drawer("More exercises")
    learner.act("another-exercise", "gates")
    assert learner.practice.exercise == "gates-1"
    learner.open_drawer("More exercises")
    learner.field("Topic").value = "hubs"
    learner.field("Number").value = 77
    assert learner.practice.exercise == "gates-1"
    assert learner.practice.controller.view_state.asked == ("hubs", 77)
    learner.press("Go")
    assert learner.practice.exercise == "hubs-77"
    learner.act("another-exercise", "<b>")
    assert learner.status[0].startswith('no topic "<b>"')
    assert learner.practice.exercise == "hubs-77"


def test_an_exercise_of_ones_own_has_no_other_one(learn):
    learner = learn(exercises=[replace(find("cycle"), name="my-own")])
    assert learner.button("Another one").disabled
