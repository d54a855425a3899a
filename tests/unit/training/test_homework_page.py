"""The homework: ten generated exercises, and the same ten with answers."""

import pytest

from xtsviz.errors import ExerciseError, FileError, UnknownNameError
from xtsviz.training import generate, homework, topics
from xtsviz.training.homework_page import homework_exercises
from xtsviz.view.markup import esc


def names(*arguments):
    return [exercise.name for exercise in homework_exercises(*arguments)]


def test_ten_exercises_of_one_topic_or_of_several_in_turn():
    assert names("cycles") == [f"cycles-{seed}" for seed in range(1, 11)]
    assert names(["gates", "cycles"], [3, 4, 5]) == ["cycles-4", "gates-3", "gates-5"]
    assert len(names()) == 10
    assert names("cycles", [4, 4]) == ["cycles-4"]


def test_the_learners_page_has_no_answers_and_the_trainers_has_them():
    chosen = ["transitivity", "over-time"], [7, 8]
    learners, trainers = homework(*chosen), homework(*chosen, answers=True)
    for exercise in homework_exercises(*chosen):
        for text in (learners, trainers):
            assert esc(exercise.story) in text
            assert exercise.name in text
        assert esc(exercise.lesson) not in learners
        assert esc(exercise.lesson) in trainers
        assert all(esc(mistake.idea) in trainers for mistake in exercise.mistakes)
        assert esc(exercise.mistakes[0].idea) not in learners
    assert "☑" not in learners
    right = [len(exercise.question.answer) for exercise in homework_exercises(*chosen)]
    assert trainers.count("☑") == sum(right)
    assert "<script" not in learners + trainers
    assert "src=" not in learners + trainers


def test_a_typical_mistake_says_which_ticks_are_too_many_and_which_are_left_out():
    exercise = generate("transitivity", 7)
    backward = next(mistake for mistake in exercise.mistakes if mistake.key == "backward")
    text = homework("transitivity", [7], answers=True)
    assert text.count("<em>Left out:</em>") == 1
    row, column = next(cell for cell in exercise.question.cells if cell in backward.cells)
    label = f"{exercise.question.row_labels[row]}: {exercise.question.column_labels[column]}"
    assert f"<em>Ticked too much:</em> {label}" in text


def test_hints_of_one_topic_stand_once():
    text = homework("cycles", [1, 2])
    assert "<strong>1, 2</strong> Look at one arrow at a time." in text


def test_a_page_goes_into_a_file(tmp_path):
    path = tmp_path / "homework.html"
    text = homework("cycles", [1], path)
    assert path.read_text("utf-8") == text
    with pytest.raises(FileError):
        homework("cycles", [1], tmp_path / "no" / "homework.html")


@pytest.mark.parametrize(
    "arguments, error, message",
    [
        (("cycle",), UnknownNameError, 'did you mean "cycles"'),
        (([],), ExerciseError, "topic: at least one is needed"),
        (("cycles", []), ExerciseError, "seeds: at least one is needed"),
        (("cycles", 7), ExerciseError, "seeds: a list is needed, not"),
        (("cycles", "7"), ExerciseError, "seeds: a list is needed, not"),
        (("cycles", range(101)), ExerciseError, "seeds: a page has at most 100 exercises"),
        (("cycles", [4096]), ExerciseError, "a whole number from 0 to 4095 is needed"),
        ((7,), ExerciseError, "topic: a list is needed"),
    ],
)
def test_what_makes_no_page_is_refused(arguments, error, message):
    with pytest.raises(error, match=message):
        homework(*arguments)


def test_all_topics_are_known():
    assert {name.rpartition("-")[0] for name in names(None, range(len(topics)))} == {*topics}
