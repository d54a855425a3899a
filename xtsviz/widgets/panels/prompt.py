"""What the explorer asks before it goes on, with a button for each answer."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.markup import button, fragment, join_markup
from xtsviz.widgets.view_state import ViewState


def prompt_notice(view_state: ViewState) -> Markup:
    """The question of the view state; nothing where there is none."""
    if (prompt := view_state.prompt) is None:
        return Markup()
    answers = join_markup(button(answer, action, kind="xts-answer") for answer, action in prompt.answers)
    return fragment("<p>{}</p>{}", prompt.text, answers)
