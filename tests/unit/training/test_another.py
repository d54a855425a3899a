"""A session that goes on to generated exercises."""

from dataclasses import replace

import pytest

from xtsviz.errors import ExerciseError, UnknownNameError
from xtsviz.training import Progress, catalog, find
from xtsviz.training.session import Session


def test_another_one_is_new_each_time_and_stands_with_its_topic():
    session = Session(name="reach-the-end")
    session.another()
    session.another()
    assert session.exercise.name == "transitivity-2"
    session.another("gates")
    session.choose("transitivity-4095")
    generated = [one.name for one in session.exercises if one.generated]
    assert generated == ["transitivity-1", "transitivity-2", "transitivity-4095", "gates-1"]
    assert session.exercises[: len(catalog)] == catalog
    with pytest.raises(UnknownNameError, match="no exercise"):
        session.choose("transitivity-4096")
    with pytest.raises(UnknownNameError, match="no topic"):
        session.another("nothing")


def test_a_generated_exercise_that_was_begun_is_in_the_list_again():
    progress = Progress.in_memory()
    progress.record_attempt("cycles-1", right=True)
    session = Session(progress=progress, name="cycle")
    assert session.exercises[-1].name == "cycles-1"
    session.another()
    assert session.exercise.name == "cycles-2"
    assert Session([find("cycle")], name="gates-9").exercise.name == "gates-9"


def test_an_exercise_without_a_topic_has_no_other_one():
    own = replace(find("cycle"), name="my-own")
    with pytest.raises(ExerciseError, match="choose a topic in More exercises"):
        Session([own]).another()
