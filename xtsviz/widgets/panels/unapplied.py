"""Says which filters are written and not applied, wherever they cannot be seen: pictures and files are without them."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.panels.unapplied import unapplied_html
from xtsviz.widgets.looks import show
from xtsviz.widgets.parts import Panel, html
from xtsviz.widgets.view_state import FilterDraft, ViewState


class UnappliedPanel(Panel):
    """One line for each such filter; nothing while all of them can be seen where they are written."""

    def __init__(self) -> None:
        super().__init__()
        self.widget = html(kind="xts-unapplied", shown=False)

    def update(self, view_state: ViewState) -> None:
        """Bring the lines to the view state."""
        arrows = [draft.arrow for draft in view_state.drafts if not _is_seen(view_state, draft)]
        self.widget.value = unapplied_html(view_state.context, arrows) if arrows else Markup()
        show(self.widget, bool(arrows))


def _is_seen(view_state: ViewState, draft: FilterDraft) -> bool:
    """Whether a filter is on the screen, and nothing that might be taken to have it in it lies above."""
    front, arrow = view_state.front, view_state.shown_arrow
    return (
        front.panel == "Selected arrow"
        and "controls" not in front.folded
        and front.drawer is None
        and arrow is not None
        and arrow.id == draft.arrow
    )
