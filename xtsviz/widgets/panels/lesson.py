"""An exercise: its text, the buttons to work on it, and what is said about the solution."""

from __future__ import annotations

from xtsviz.training import exercise_html
from xtsviz.view.markup import fragment
from xtsviz.widgets.parts import Panel, html, row, text_button
from xtsviz.widgets.practice_intents import (
    BeginAgain,
    CheckSolution,
    RevealSolution,
    StepExercise,
    TakeHint,
)
from xtsviz.widgets.practice_state import PracticeState
from xtsviz.widgets.practice_store import PracticeStore


class LessonPanel(Panel):
    """Shows the exercise on the screen; its parts are placed by the owner.

    Attributes:
        buttons: by their words.
        heading: how many exercises are solved.
        strip: all exercises as numbers in a row.
        text: title, story and task.
        tools: the buttons to work on the exercise, in a row.
        said: what is said about the last check, and the hints.
    """

    def __init__(self, store: PracticeStore) -> None:
        super().__init__()
        self.heading, self.strip, self.text, self.said = html(), html(), html(), html()
        send = store.send
        self.buttons = {
            "Check": text_button("Check", lambda: send(CheckSolution()), kind="primary"),
            "Hint": text_button("Hint", lambda: send(TakeHint()), hint="One more hint"),
            "Reveal": text_button("Reveal", lambda: send(RevealSolution()), hint="Show the solution"),
            "Reset": text_button("Reset", lambda: send(BeginAgain()), hint="Start this exercise again"),
            "Previous": text_button("Previous", lambda: send(StepExercise(-1)), hint="The exercise before"),
            "Next": text_button("Next", lambda: send(StepExercise(1)), hint="The next exercise"),
        }
        self.tools = row(*(self.buttons[name] for name in ("Check", "Hint", "Reveal", "Reset")))

    def update(self, view_state: PracticeState) -> None:
        """Bring all parts to the state."""
        exercises, exercise, done = view_state.exercises, view_state.exercise, view_state.done
        self.heading.value = fragment(
            '<h1 class="xts-name">Workshop <span class="xts-muted">{}</span></h1>',
            exercise_html.solved_summary(exercises, done),
        )
        self.strip.value = exercise_html.exercise_strip(exercises, done, exercise.name)
        self.text.value = exercise_html.exercise_text(exercise, view_state.place)
        self.said.value = exercise_html.feedback(
            exercise, view_state.verdict, view_state.hints, view_state.revealed
        )
