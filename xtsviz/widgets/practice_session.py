"""What the tab of a browser saves of the exercises, and gives back to the next kernel after a reload."""

from __future__ import annotations

from xtsviz.training.kept_session import resume_session, write_session
from xtsviz.training.session import Session
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.limits import MAX_SESSION
from xtsviz.widgets.practice_handlers import PracticeController
from xtsviz.widgets.practice_state import PracticeState

BACK = "Your work from before the reload is back"


class PracticeSession:
    """Gives the page the session of a learner to save, and takes it back after a reload.

    Args:
        session: of the learner.
        controller: of the exercises.
        bridge: to their page.
    """

    def __init__(self, session: Session, controller: PracticeController, bridge: Bridge) -> None:
        self._session = session
        self._controller = controller
        self._bridge = bridge
        self._last = _saved_parts(controller.view_state)
        controller.on_view_state(self._count_change)
        bridge.on_page(self._resume, lambda: write_session(session, MAX_SESSION))

    def _count_change(self, state: PracticeState) -> None:
        parts = _saved_parts(state)
        if parts != self._last:
            self._last = parts
            self._bridge.changes += 1

    def _resume(self, saved: bytes) -> None:
        """Go on from what the page saved; `saved` is empty if it saved nothing."""
        if not saved:
            return
        before = self._session.exercise
        if self._controller.work(
            lambda session: resume_session(session, saved, MAX_SESSION), start_over=True
        ):
            self._controller.give_code()
            told = f" Exercise {self._session.position}: {self._session.exercise.title}"
            self._controller.set_status(f"{BACK}.{told if self._session.exercise is not before else ''}")


def _saved_parts(state: PracticeState) -> tuple[object, ...]:
    """What is saved of a state."""
    return (state.exercise.name, dict(state.done), id(state.design), state.prediction)
