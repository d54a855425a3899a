"""Work in the background is done once for all that was asked for, and never twice at one time."""

import threading

import pytest

from xtsviz.widgets.background import Background


class Work:
    def __init__(self):
        self.done, self.reported = 0, []
        self.is_reported = threading.Event()

    def do(self):
        self.done += 1
        return self.done

    def report(self, result):
        self.reported.append(result)
        self.is_reported.set()


@pytest.fixture
def work():
    return Work()


def test_a_moment_after_it_was_asked_for_it_is_done_once(work):
    background = Background(work.do, work.report, pause=0.01)
    for _ in range(5):
        background.ask()
    assert work.is_reported.wait(10)
    background.finish()
    assert work.reported == [1]


def test_it_can_be_done_at_once_and_forgotten(work):
    background = Background(work.do, work.report, pause=60)
    background.finish()
    assert work.reported == []
    background.ask()
    background.finish()
    assert work.reported == [1]
    background.ask()
    background.forget()
    background.finish()
    assert work.reported == [1]


def test_who_never_pauses_waits_no_longer_than_the_limit(work):
    background = Background(work.do, work.report, pause=60, longest=0.01)
    background.ask()
    assert work.is_reported.wait(10)


def test_work_that_fails_is_logged_and_done_again_when_asked(work, caplog):
    def fails():
        work.done += 1
        raise ValueError("no paint")

    background = Background(fails, work.report, pause=60)
    for _ in range(2):
        background.ask()
        background.finish()
    assert (work.done, work.reported) == (2, [])
    assert "work in the background failed" in caplog.text
