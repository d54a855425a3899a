"""An exercise: its title and text, the buttons to work on it, and what is said about the solution."""

from __future__ import annotations

from xtsviz.training import exercise_html
from xtsviz.training.code_html import code_html
from xtsviz.training.exercise import Build
from xtsviz.view.markup import fragment
from xtsviz.widgets.looks import show
from xtsviz.widgets.parts import Panel, html, row, text_button
from xtsviz.widgets.practice_intents import (
    BeginAgain,
    CheckSolution,
    LockIn,
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
        heading: number and title of the exercise.
        strip: all exercises as numbers in a row, and how many are solved.
        text: story and task.
        tools: the buttons to work on the exercise, in a row.
        after_lock: the place for what belongs to a prediction that is locked in.
        said: what is said about the last check, and the hints.
    """

    def __init__(self, store: PracticeStore) -> None:
        super().__init__()
        self.heading, self.strip, self.text, self.said = html(), html(), html(), html(kind="xts-verdict")
        self.after_lock = html(kind="xts-after-lock", shown=False)
        send = store.send
        self.buttons = {
            "Lock in": text_button(
                "Lock in",
                lambda: send(LockIn()),
                kind="primary",
                hint="Then nothing can be changed before Check",
            ),
            "Check": text_button("Check", lambda: send(CheckSolution()), kind="primary"),
            "Hint": text_button("Hint", lambda: send(TakeHint()), hint="One more hint"),
            "Reveal": text_button("Reveal", lambda: send(RevealSolution()), hint="Show the solution"),
            "Reset": text_button("Reset", lambda: send(BeginAgain()), hint="Start this exercise again"),
            "Previous": text_button("Previous", lambda: send(StepExercise(-1)), hint="The exercise before"),
            "Next": text_button("Next", lambda: send(StepExercise(1)), hint="The next exercise"),
        }
        working = ("Lock in", "Check", "Hint", "Reveal", "Reset")
        self.tools = row(*(self.buttons[name] for name in working))

    def update(self, view_state: PracticeState) -> None:
        """Bring all parts to the state."""
        exercises, exercise, done = view_state.exercises, view_state.exercise, view_state.done
        self.heading.value = exercise_html.exercise_title(exercise, view_state.place)
        self.strip.value = fragment(
            '<div class="xts-strip-line">{}<span class="xts-muted">{}</span></div>',
            exercise_html.exercise_strip(exercises, done, exercise.name),
            exercise_html.solved_summary(exercises, done),
        )
        self.text.value = exercise_html.exercise_text(exercise)
        self.said.value = exercise_html.feedback(
            exercise,
            view_state.verdict,
            view_state.hints,
            view_state.revealed,
            view_state.prediction,
            solved=done[exercise.name].solved,
            used=len(view_state.design.arrows) if view_state.design else 0,
        )
        self.after_lock.value = code_html(view_state.code)
        show(self.after_lock, view_state.code is not None)
        self._show_buttons(view_state)

    def _show_buttons(self, view_state: PracticeState) -> None:
        """The buttons that lead on from here."""
        builds, locked = isinstance(view_state.exercise, Build), view_state.prediction.locked
        right = view_state.verdict is not None and view_state.verdict.right
        show(self.buttons["Lock in"], not builds)
        self.buttons["Lock in"].disabled = locked or right
        self.buttons["Check"].disabled = not builds and not locked
        self.buttons["Hint"].disabled = locked or right or view_state.tells_truth
        self.buttons["Reveal"].disabled = locked or right or view_state.tells_truth
