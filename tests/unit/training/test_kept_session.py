"""What a browser keeps of a learner's work."""

import json

import pytest

from xtsviz.errors import ProgressError
from xtsviz.training import Progress, catalog
from xtsviz.training.kept_session import resume_session, write_session
from xtsviz.training.session import Session

LIMIT = 1_000_000


def worked() -> Session:
    """A learner who solved the first exercise, and locked a prediction in."""
    session = Session()
    session.set_design(session.design.add_arrow("contoso", "fabrikam"))
    session.check()
    session.choose("no-passing-on")
    for row in session.exercise.question.rows_to_answer:
        session.tick_nothing(row)
    session.tick("adele", "litware")
    session.lock_in()
    return session


def test_another_session_goes_on():
    before, after = worked(), Session()
    resume_session(after, write_session(before, LIMIT), LIMIT)
    assert after.exercise.name == "no-passing-on"
    assert after.prediction == before.prediction
    assert after.prediction.locked
    assert after.progress.table().equals(before.progress.table())
    assert after.progress[catalog[0].name].solved
    after.choose(catalog[0].name)
    assert after.design == before.work[1][catalog[0].name]
    assert write_session(after, LIMIT) != b""


def test_progress_in_a_file_stays_as_it_is(tmp_path):
    session = Session(progress=Progress(tmp_path / "mine.json"))
    resume_session(session, write_session(worked(), LIMIT), LIMIT)
    assert session.exercise.name == "no-passing-on"
    assert not session.progress[catalog[0].name].solved


def test_what_is_too_large_leaves_designs_out():
    session = worked()
    small = write_session(session, 2000)
    assert json.loads(small)["designs"] == {}
    after = Session()
    resume_session(after, small, LIMIT)
    assert after.progress[catalog[0].name].solved


@pytest.mark.parametrize(
    "change",
    [
        {"version": 99},
        {"exercise": 7},
        {"progress": {"format": "other"}},
        {"progress": []},
        {"predictions": {"no-passing-on": {"ticked": [["nobody", "litware"]]}}},
        {"designs": {"first-arrow": {"format": "nonsense"}}},
        {"learner": "../../etc/passwd"},
        {"began_again": 7},
        {"more": 1},
    ],
)
def test_what_cannot_be_read_changes_nothing(change):
    saved = json.dumps({**json.loads(write_session(worked(), LIMIT)), **change}).encode()
    session = Session()
    with pytest.raises(ProgressError, match="it begins anew"):
        resume_session(session, saved, LIMIT)
    assert session.exercise is catalog[0]
    assert not session.progress[catalog[0].name].solved


@pytest.mark.parametrize("saved", [b"", b"[1", b"\xff", b"null", b"{" * 100_000, b" " * (LIMIT + 1)])
def test_no_session_at_all(saved):
    with pytest.raises(ProgressError, match="it begins anew"):
        resume_session(Session(), saved, LIMIT)


def test_exercises_that_are_gone_are_left_out():
    saved = json.loads(write_session(worked(), LIMIT))
    saved["exercise"] = "no longer there"
    saved["designs"]["no longer there"] = {"format": "x"}
    session = Session()
    resume_session(session, json.dumps(saved).encode(), LIMIT)
    assert session.progress[catalog[0].name].solved
