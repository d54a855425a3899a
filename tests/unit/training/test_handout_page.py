"""The handout: everything on it, nothing fetched, no answers on the learners' copy."""

from html.parser import HTMLParser

import pytest

from xtsviz.errors import FileError
from xtsviz.training import catalog, find, handout
from xtsviz.view.markup import esc


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.links = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name in ("src", "href")]


@pytest.fixture(scope="module")
def copies():
    return handout(), handout(answers=True)


def test_every_exercise_is_on_both_copies(copies):
    for text in copies:
        for exercise in catalog:
            assert esc(exercise.story) in text
            assert esc(exercise.task) in text
        read = Tags(text)
        assert read.tags.count("article") == len(catalog)
        assert not {"script", "link", "img", "iframe"} & set(read.tags)
        assert all(link.startswith("#") for link in read.links)


def test_only_the_trainers_copy_has_answers(copies):
    learners, trainers = copies
    right = sum(len(one.question.answer) for one in catalog if one.kind == "predict")
    assert "☑" not in learners
    assert trainers.count("☑") == right
    for exercise in catalog:
        assert esc(exercise.lesson) not in learners
        assert esc(exercise.lesson) in trainers
        assert esc(exercise.hints[0]) in learners
        assert esc(exercise.hints[-1]) not in learners


def test_some_exercises_into_a_file(tmp_path):
    path = tmp_path / "handout.html"
    text = handout(path, [find("cycle")])
    assert path.read_text("utf-8") == text
    assert text.count("<article>") == 1
    with pytest.raises(FileError):
        handout(tmp_path / "no" / "handout.html", [find("cycle")])
