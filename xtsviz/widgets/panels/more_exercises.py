"""The drawer of generated exercises: a topic, or a topic and a number; and the button for another one."""

from __future__ import annotations

import ipywidgets as w

from xtsviz.training.seeded.generate import SEEDS, exercise_name, topic_of, topics
from xtsviz.view.markup import button, fragment, item_list
from xtsviz.widgets.looks import set_layout
from xtsviz.widgets.parts import Panel, column, field, html, row, text_button
from xtsviz.widgets.practice_intents import AnotherExercise, AskForGenerated, ChooseExercise
from xtsviz.widgets.practice_state import PracticeState
from xtsviz.widgets.practice_store import PracticeStore


class MoreExercisesPanel(Panel):
    """Shows the topics of generated exercises, and a form for one of them.

    Attributes:
        another: the button for another exercise like the one on the screen; placed by the owner.
    """

    def __init__(self, store: PracticeStore) -> None:
        super().__init__()
        self._store = store
        send = store.send
        self.another = text_button(
            "Another one", lambda: send(AnotherExercise()), hint="A new exercise about the same topic"
        )
        self.topic = field(w.Dropdown, "Topic", options=[(title, key) for key, title in topics.items()])
        self.number = field(w.BoundedIntText, "Number", min=0, max=SEEDS - 1)
        set_layout(self.topic, width="380px")
        set_layout(self.number, width="200px")
        for control in (self.topic, self.number):
            self.on_change(control, lambda _: send(AskForGenerated(self.topic.value, self.number.value)))
        go = text_button("Go", self._go, hint="Show the exercise of this topic and number", kind="primary")
        self._list = html()
        said = fragment(
            "<p>Or choose a topic and a number from 0 to {}. It is the same exercise for everybody.</p>",
            SEEDS - 1,
        )
        self.widget = column(self._list, html(said), row(self.topic, self.number, go))

    def update(self, view_state: PracticeState) -> None:
        """Bring the form, the list and the button to the state."""
        with self.suppress_events():
            self.topic.value, self.number.value = view_state.asked
        self.another.disabled = not topic_of(view_state.exercise)
        topic_list = item_list(
            fragment(
                '{} <span class="xts-muted">{}</span>',
                button(title, ["another-exercise", key], kind="xts-link", hint=f"Another one: {title}"),
                _solved_text(view_state, key),
            )
            for key, title in topics.items()
        )
        self._list.value = fragment(
            '<p>Press a topic for a new exercise about it.</p><div class="xts-columns">{}</div>', topic_list
        )

    def _go(self) -> None:
        self._store.send(ChooseExercise(exercise_name(*self._store.view_state.asked)))


def _solved_text(view_state: PracticeState, topic: str) -> str:
    """How many generated exercises of a topic are solved; an empty text if none was begun."""
    begun = [
        view_state.done[one.name].solved
        for one in view_state.exercises
        if one.generated and one.generated.topic == topic
    ]
    return f"{sum(begun)} of {len(begun)} solved" if begun else ""
