"""The board on the screen: what a class expects, as a widget of its own and as a drawer of the exercises."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from xtsviz.errors import ExerciseError
from xtsviz.training import board_words
from xtsviz.training.board_count import checked_exercise
from xtsviz.training.board_folder import board_folder
from xtsviz.training.board_picture import draws
from xtsviz.training.exercise import Exercise
from xtsviz.view.export.static_preview import static_preview
from xtsviz.view.markup import fragment
from xtsviz.view.picture.blank_picture import blank_picture
from xtsviz.widgets.board_handlers import BoardController
from xtsviz.widgets.board_intents import ReadFile, TakeLive
from xtsviz.widgets.board_state import BoardState
from xtsviz.widgets.board_store import BoardStore
from xtsviz.widgets.bridge import ROOT_CLASS, Bridge
from xtsviz.widgets.common_intents import SetDark, ShowStatus
from xtsviz.widgets.error_reports import report_errors, reporting_errors
from xtsviz.widgets.live_codes import LiveCodes
from xtsviz.widgets.panels.board import FILE, BoardPanel
from xtsviz.widgets.parts import LazyPanel, close_all, html
from xtsviz.widgets.picture_state import Level
from xtsviz.widgets.root import RootWidget

_log = logging.getLogger(__name__)


class Board(RootWidget):
    """A widget that shows what a class expects. Where learners use the same server, it fills by itself.

    Args:
        text: a text with codes, as for `xtsviz.training.board`.
        exercise: count the codes of this exercise only.

    Raises:
        ExerciseError: the text is no text, or the exercise is no prediction.
        UnknownNameError: no exercise has this name.
    """

    controller: BoardController
    _live: LiveCodes | None = None

    def __init__(self, text: str = "", exercise: Exercise | str | None = None) -> None:
        if not isinstance(text, str):
            raise ExerciseError(f"text: a text with codes is needed, not {type(text).__name__}")
        only = None if exercise is None else checked_exercise(exercise)
        self.controller = BoardController(text, only)
        self._store = BoardStore(self.controller)
        super().__init__()
        with report_errors(self._report_fault):
            self._build()
        self.controller.on_view_state(self._show)
        self._live = watch_server(self._store)
        self._show(self._store.view_state)

    def __repr__(self) -> str:
        return f"<Board: {self._store.view_state.summary}>"

    def _preview(self, *, quick: bool = False) -> dict[str, str]:
        result = self._store.view_state.on_screen
        drawn = [count for count in result.exercises if draws(count.exercise.question)]
        design = drawn[0].exercise.design if drawn else None
        words = board_words.lines(result)
        return static_preview(blank_picture(design), words, quick=quick) if design else {"text/plain": words}

    def close(self) -> None:
        """Close the board."""
        if self._live:
            self._live.stop()
        for child in self.children:
            close_all(child)
        super().close()

    def _build(self) -> None:
        send = self._store.send
        self._bridge = Bridge()
        self._bridge.observe(reporting_errors(lambda change: send(SetDark(change["new"]))), "dark")
        self._bridge.on_upload(FILE, self._read_file)
        self._bridge.on_refused(self._refused)
        self.panel = BoardPanel(self._store)
        title = html(fragment('<h1 class="xts-name">What the room thinks</h1>'))
        self.children = [title, self._bridge, self.panel.widget]
        for kind in (ROOT_CLASS, "xts-explorer", "xts-board-page"):
            self.add_class(kind)

    def _read_file(self, name: str, content: bytes) -> None:
        self._store.send(ReadFile(name, content))

    def _refused(self, why: str) -> None:
        self._store.send(ShowStatus(why, "error"))

    def _show(self, view_state: BoardState) -> None:
        message, level = view_state.message, view_state.level
        try:
            self.panel.update(view_state)
        except Exception as problem:  # noqa: BLE001 - a fault of ours must not look like a dead button
            _log.exception("the board could not be shown")
            message, level = self.controller.fault.format(problem), "error"
        self._bridge.set_status(message, level)


class BoardDrawer(LazyPanel):
    """The board as a drawer of the exercises, which has the bridge and the status line.

    Args:
        bridge: of the exercises.
        say: puts a sentence into their status line.
    """

    panel: BoardPanel | None

    def __init__(self, bridge: Bridge, say: Callable[[str, Level], object]) -> None:
        self._controller = BoardController()
        self._store = BoardStore(self._controller)
        super().__init__(lambda: BoardPanel(self._store, summary=True))
        self._say = say
        self._said = self._store.view_state.message
        self._live: LiveCodes | None = None
        bridge.on_upload(FILE, self._read_file)
        self._controller.on_view_state(self._show)

    def update(self, view_state: Any) -> None:
        """Follow the page's theme; the first time, make the board."""
        self._store.send(SetDark(view_state.dark))
        if self.panel is None:
            super().update(self._store.view_state)

    def fill_by_itself(self) -> bool:
        """Show the predictions of this server from now on; False if there is no such server."""
        if self._live is None:
            self._live = watch_server(self._store)
        return self._live is not None

    def close(self) -> None:
        """Look at the server no more."""
        if self._live:
            self._live.stop()

    def _read_file(self, name: str, content: bytes) -> None:
        self._store.send(ReadFile(name, content))

    def _show(self, view_state: BoardState) -> None:
        if self.panel is not None:
            self.panel.update(view_state)
        if view_state.message != self._said:
            self._said = view_state.message
            self._say(view_state.message, view_state.level)


def watch_server(store: BoardStore) -> LiveCodes | None:
    """Let a board follow the predictions on this server; None if there is no such server."""
    folder = board_folder()
    if folder is None:
        return None
    store.send(TakeLive(()))
    return LiveCodes(folder, lambda codes: store.send(TakeLive(codes)))
