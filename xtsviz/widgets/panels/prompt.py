"""What the explorer asks before it goes on, with a button for each answer."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.markup import button, fragment, join_markup
from xtsviz.widgets.looks import show
from xtsviz.widgets.parts import Panel, html
from xtsviz.widgets.view_state import ViewState


class PromptPanel(Panel):
    """Shows the question of the view state; nothing where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.widget = html(kind="xts-prompt", shown=False)

    def update(self, view_state: ViewState) -> None:
        """Bring question and answers to the view state."""
        prompt = view_state.prompt
        self.widget.value = (
            fragment("<p>{}</p>", prompt.text)
            + join_markup(button(answer, action, kind="xts-answer") for answer, action in prompt.answers)
            if prompt
            else Markup()
        )
        show(self.widget, bool(prompt))
