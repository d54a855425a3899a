"""Says which filters are written and not applied, wherever they cannot be seen: pictures and files are without them."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.panels.unapplied import unapplied_html
from xtsviz.widgets.view_state import FilterDraft, ViewState


def unapplied_notice(view_state: ViewState) -> Markup:
    """One line for each such filter; nothing while all of them can be seen where they are written."""
    arrows = [draft.arrow for draft in view_state.drafts if not _is_seen(view_state, draft)]
    return unapplied_html(view_state.context, arrows) if arrows else Markup()


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
