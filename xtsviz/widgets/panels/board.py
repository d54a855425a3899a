"""The board: a field for a text with codes, and what a class expects."""

from __future__ import annotations

import ipywidgets as w

from xtsviz.training import board_html
from xtsviz.view.markup import file_field, fragment
from xtsviz.widgets.board_intents import ReadText, ShowAnswers, ShowCounted
from xtsviz.widgets.board_state import BoardState
from xtsviz.widgets.board_store import BoardStore
from xtsviz.widgets.looks import create, show
from xtsviz.widgets.parts import HtmlView, Panel, column, html, row, text_button

FILE = "board-text"
"""What the page calls a file with codes, or a text that is too long for the field."""
_ALL = "All exercises"


class BoardPanel(Panel):
    """Shows the board.

    Args:
        store: has the state.
        summary: say how many codes are counted; not where a status line says it.

    Attributes:
        text: the field for a text with codes.
        exercise: chooses the exercise on the screen.
        answers: shows or hides what is right.
        shown: what a class expects.
    """

    def __init__(self, store: BoardStore, *, summary: bool = False) -> None:
        super().__init__()
        self._summary = summary
        self.text = create(
            w.Textarea,
            placeholder="Paste the chat here: every code in it is found",
            layout={"width": "calc(100% - 4px)", "height": "56px"},
            classes=["xts-board-text"],
        )
        self.exercise = create(w.Dropdown, options=[(_ALL, "")], value="", description="Show")
        self.answers = create(
            w.ToggleButton,
            description="Hide right and wrong",
            tooltip="Hide what is right, until the class has heard it",
            layout={"width": "auto"},
        )
        clear = text_button("Clear", lambda: store.send(ReadText("")), hint="Take the codes of the text away")
        opened = create(
            HtmlView,
            value=file_field("Open a text file", FILE, ".txt,.csv,.md,.html,.json,text/*"),
            layout={"width": "auto", "margin": "0"},
        )
        self._from = html(kind="xts-board-from")
        self.shown = html(kind="xts-board-shown")
        self.on_change(self.text, lambda text: store.send(ReadText(text)))
        self.on_change(self.exercise, lambda name: store.send(ShowCounted(name)))
        self.on_change(self.answers, lambda hidden: store.send(ShowAnswers(not hidden)))
        tools = row(opened, clear, self.exercise, self.answers)
        self.widget = column(self.text, tools, self._from, self.shown, kind="xts-board-panel")

    def update(self, view_state: BoardState) -> None:
        """Bring the board to the state."""
        with self.suppress_events():
            typed = "" if view_state.source else view_state.text
            if self.text.value != typed:
                self.text.value = typed
            counts = view_state.result.exercises
            options = [(_ALL, ""), *((count.exercise.title, count.exercise.name) for count in counts)]
            chosen = view_state.shown if view_state.shown in [name for _, name in options] else ""
            if self.exercise.options != tuple(options):
                self.exercise.options = options
            self.exercise.value = chosen
            self.answers.value = not view_state.answers
        show(self.exercise, len(counts) > 1)
        lines = [view_state.summary] if self._summary else []
        if view_state.source:
            lines.append(f"The codes are from {view_state.source}.")
        if view_state.live is not None:
            lines.append("Predictions of learners on this server come by themselves.")
        self._from.value = fragment('<p class="xts-muted">{}</p>', " ".join(lines)) if lines else fragment("")
        if not self.shows(view_state.on_screen, view_state.answers, view_state.dark):
            self.shown.value = board_html.page(
                view_state.on_screen, dark=view_state.dark, answers=view_state.answers
            )
            self.shown_inputs = (view_state.on_screen, view_state.answers, view_state.dark)
