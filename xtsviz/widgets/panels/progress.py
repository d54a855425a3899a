"""The drawers of the exercises: all of them by topic, and what was done so far."""

from __future__ import annotations

from xtsviz.training import exercise_html
from xtsviz.view.markup import button, fragment
from xtsviz.widgets.parts import Panel, html
from xtsviz.widgets.practice_state import PracticeState


class ContentsPanel(Panel):
    """All exercises by topic."""

    def __init__(self) -> None:
        super().__init__()
        self.widget = html()

    def update(self, view_state: PracticeState) -> None:
        """List the exercises."""
        self.widget.value = exercise_html.exercise_list(view_state.exercises, view_state.done)


class ProgressPanel(Panel):
    """What was done so far: where it is kept, a copy to take away, and the way to start over."""

    def __init__(self) -> None:
        super().__init__()
        self.widget = html()

    def update(self, view_state: PracticeState) -> None:
        """Say what was done."""
        path = view_state.kept_in
        where = f"Kept in {path}" if path else "Kept in memory only, until the kernel ends"
        self.widget.value = fragment(
            '<p>{}. {}.</p><p>{} <span class="xts-muted">a JSON file that xts.practice(progress=…) '
            'goes on from</span></p><p>{} <span class="xts-muted">forgets everything; an old file is '
            "set aside under another name</span></p>",
            exercise_html.solved_summary(view_state.exercises, view_state.done),
            where,
            button("Download a copy", ["copy-progress"]),
            button("Start over", ["start-over"]),
        ) + exercise_html.lessons(view_state.exercises, view_state.done)
