"""`xtsviz homework`: a page for learners, and one with answers for the trainer."""

from pathlib import Path

import pytest

from xtsviz.training import topics


def test_it_writes_two_pages_with_the_same_exercises(run):
    done = run("homework", "cycles,gates", "--seeds", "3,7-8", "-o", "a.html", "--answers", "b.html")
    assert (done.status, done.out) == (0, "")
    assert done.err == "Wrote a.html and b.html: open in a browser and print.\n"
    learners, trainers = (Path(name).read_text("utf-8") for name in ("a.html", "b.html"))
    for name in ("cycles-3", "gates-7", "cycles-8"):
        assert name in learners
        assert name in trainers
    assert "☑" not in learners
    assert "☑" in trainers


def test_it_lists_the_topics_and_writes_nothing(run):
    done = run("homework", "--list")
    assert done.status == 0
    assert all(key in done.out and title in done.out for key, title in topics.items())
    assert not Path("homework.html").exists()


def test_it_writes_to_standard_output(run):
    done = run("homework", "cycles", "--seeds", "5", "-o", "-")
    assert done.out.startswith("<!DOCTYPE html>")
    assert done.err == ""


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["cycle"], 'did you mean "cycles"'),
        (["--seeds", "x"], "is no number from 0 to 4095"),
        (["--seeds", "9-3"], "no range such as 1-10"),
        (["--seeds", "1-200"], "at most 100 exercises"),
        (["--answers", "homework.html"], "the answers need a file of their own"),
        (["cycles", "--seeds", "1", "-o", "no/a.html"], "no/a.html"),
    ],
)
def test_bad_input_is_one_message(run, arguments, message):
    done = run("homework", *arguments)
    assert done.status == 2
    assert message in " ".join(done.err.split())
    assert list(Path().iterdir()) == []
