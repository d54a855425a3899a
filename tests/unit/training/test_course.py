"""The exercises that come with the package: complete, and judged as a trainer would."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.unit.training.solutions import RIGHT, WRONG
from xtsviz.errors import UnknownNameError
from xtsviz.training import catalog, check, find
from xtsviz.training.exercise import Build

NAMES = [exercise.name for exercise in catalog]


def test_there_are_at_least_twelve_of_both_kinds_each_named_once():
    assert len(catalog) >= 12
    assert len(set(NAMES)) == len(NAMES)
    assert {exercise.kind for exercise in catalog} == {"build", "predict"}


def test_every_exercise_has_sample_solutions():
    assert set(RIGHT) == set(WRONG) == set(NAMES)
    assert all(RIGHT.values())
    assert all(len(wrong) >= 2 for wrong in WRONG.values())


@pytest.mark.parametrize("name", NAMES)
def test_right_and_typical_wrong_solutions(name):
    check(find(name), right=RIGHT[name], wrong=WRONG[name])


@pytest.mark.parametrize("exercise", catalog, ids=NAMES)
def test_every_exercise_is_complete(exercise):
    assert len(exercise.hints) >= 2
    assert exercise.lesson
    assert exercise.source.startswith("Microsoft Learn")
    # A title or a hint that is the same as another's was copied and forgotten.
    assert len(set(exercise.hints)) == len(exercise.hints)
    if isinstance(exercise, Build):
        assert exercise.judge(exercise.solution(exercise.design)).right


def test_topics_stand_together():
    topics = [exercise.topic for exercise in catalog]
    changes = sum(a != b for a, b in pairwise(topics))
    assert changes + 1 == len(set(topics))


def test_an_unknown_exercise_is_refused_with_a_near_name():
    with pytest.raises(UnknownNameError, match='no exercise "first-arow"; did you mean "first-arrow"'):
        find("first-arow")
    with pytest.raises(UnknownNameError, match="there are first-arrow, both-ways"):
        find("?")


def test_the_trainers_plan_names_exercises_as_learners_see_them_and_topics_that_are_there():
    text = (Path(__file__).parents[3] / "notebooks/TRAINER.md").read_text("utf-8")
    named = set(re.findall(r"(\d+)\. \*(.+?)\*", text))
    shown = {(str(number), exercise.title) for number, exercise in enumerate(catalog, 1)}
    assert len(named) > 15
    assert named <= shown
    plans = text[text.index("## 60 minutes") :]
    assert not {name for name in NAMES if f"`{name}`" in plans}
    topics = set(re.findall(r"all of \*(.+?)\*", text))
    assert topics
    assert topics <= {exercise.topic for exercise in catalog}


def test_the_notebook_gives_no_answer_away():
    notebook = json.loads((Path(__file__).parents[3] / "notebooks/05-workshop.ipynb").read_text("utf-8"))
    sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    for exercise in catalog:
        for text in (exercise.name, exercise.lesson, *exercise.hints):
            assert not any(text in source for source in sources if "-" in text or " " in text)
    assert not any("→" in source or "judge(" in source for source in sources[:4])


def test_everybody_has_the_same_home_in_all_exercises():
    homes = {}
    for exercise in catalog:
        people = exercise.design.directory.to_dict("records") if exercise.design else []
        for person in people:
            if person["credentials"] == "internal":
                homes.setdefault(person["display_name"], set()).add(person["tenant"])
    assert homes["Adele Vance"] == {"contoso"}
    assert {name: at for name, at in homes.items() if len(at) > 1} == {}
    first_names = {name.split()[0]: at for name, at in homes.items()}
    assert len(first_names) == len(homes)


@pytest.mark.parametrize("exercise", catalog, ids=NAMES)
def test_sentences_are_short(exercise):
    for text in (exercise.story, exercise.task, exercise.lesson, *exercise.hints):
        for sentence in re.split(r"(?<=[.?!:”])\s", text):
            assert len(sentence.split()) <= 26, sentence
