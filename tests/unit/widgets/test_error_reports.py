"""Callbacks of the page run one at a time, in whatever threads a kernel hears the page."""

from threading import Event, Thread

import pytest

import xtsviz as xts
from tests.drivers.page import send
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.error_reports import report_errors, reporting_errors

PATIENCE = 60  # seconds


@pytest.fixture
def at_work():
    """A callback that is at work in another thread until it is told to go on; what was done, in order."""
    started, go_on, done = Event(), Event(), []

    def work():
        started.set()
        assert go_on.wait(PATIENCE)
        done.append("work")

    with report_errors(lambda *said: done.append(said)):
        thread = Thread(target=reporting_errors(work))
    thread.start()
    assert started.wait(PATIENCE)
    yield go_on, done
    go_on.set()
    thread.join(PATIENCE)


def second(do, at_work):
    """Do something in a thread of its own, which can end only after the work that began before."""
    go_on, done = at_work
    begun = Event()

    def late():
        begun.set()
        do(done)

    thread = Thread(target=late)
    thread.start()
    assert begun.wait(PATIENCE)
    thread.join(0.05)  # long enough for whoever does not wait
    assert done == []
    go_on.set()
    thread.join(PATIENCE)
    return done


def test_a_callback_waits_for_the_one_before(at_work):
    with report_errors(lambda *_said: None):
        assert second(reporting_errors(lambda done: done.append("late")), at_work) == ["work", "late"]


def test_so_does_what_a_cell_asks_for(at_work):
    control = Controller(xts.templates.user_hub(members=1))
    assert second(lambda done: done.append(control.set_status("late")), at_work) == ["work", None]
    assert control.view_state.message == "late"


def test_the_kernel_answers_the_page_behind_what_was_done_before(at_work, monkeypatch):
    sent = []
    monkeypatch.setattr(Bridge, "send", lambda _bridge, content: sent.append(content))
    with report_errors(lambda *_said: None):
        bridge = Bridge()

    def ask(done):
        send(bridge, {"ping": 7})
        done.append(sent.pop()["pong"])

    assert second(ask, at_work) == ["work", 7]


def test_a_callback_may_lead_to_another_one():
    done = []
    with report_errors(lambda *_said: None):
        inner = reporting_errors(lambda: done.append("inner"))
        reporting_errors(lambda: (inner(), done.append("outer")))()
    assert done == ["inner", "outer"]
