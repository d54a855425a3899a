"""The lines below the toolbar: what is asked, and what is easily overlooked."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from xtsviz.view.markup import fragment, join_markup
from xtsviz.widgets.looks import show
from xtsviz.widgets.parts import Panel, html
from xtsviz.widgets.view_state import ViewState


class NoticesPanel(Panel):
    """Shows notices below each other; nothing where there are none.

    Args:
        notices: by their CSS class, what gives the HTML of each for a view state; empty if it has nothing to say.
    """

    def __init__(self, notices: dict[str, Callable[[ViewState], Markup]]) -> None:
        super().__init__()
        self._notices = notices
        self.widget = html(shown=False)

    def update(self, view_state: ViewState) -> None:
        """Bring all of them to the view state."""
        made = {kind: notice(view_state) for kind, notice in self._notices.items()}
        self.widget.value = join_markup(
            fragment('<div class="{}">{}</div>', kind, markup) for kind, markup in made.items() if markup
        )
        show(self.widget, any(made.values()))
