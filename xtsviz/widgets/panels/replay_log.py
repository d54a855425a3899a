"""The log of a replay: what happened so far, to everybody or to what is selected."""

from __future__ import annotations

from xtsviz.model.display_names import DisplayNames
from xtsviz.view.markup import fragment
from xtsviz.view.panels.replay_log import log_at
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.widgets.common_intents import Select
from xtsviz.widgets.parts import Panel, column, html, row, text_button
from xtsviz.widgets.replay_state import ReplayState
from xtsviz.widgets.replay_store import ReplayStore


class ReplayLog(Panel):
    """Lists what happened up to the moment of the state.

    Attributes:
        rows: the list.
        everything: the button that ends the selection.
    """

    def __init__(self, store: ReplayStore) -> None:
        super().__init__()
        self.rows = html(kind="xts-replay-log")
        self.everything = text_button("Show everything", lambda: store.send(Select(NOTHING)))
        self.widget = column(row(self.everything), self.rows)

    def update(self, view_state: ReplayState) -> None:
        """Bring the list to the state."""
        selection = view_state.selection
        self.everything.disabled = not selection
        if self.shows(view_state.timeline, view_state.moment, selection):
            return
        if selection:
            heading = fragment("<h3>Only what concerns {}</h3>", _named(view_state, selection))
            self.rows.value = heading + log_at(view_state.timeline, view_state.moment, selection)
        else:
            self.rows.value = log_at(view_state.timeline, view_state.moment)
        self.shown_inputs = (view_state.timeline, view_state.moment, selection)


def _named(view_state: ReplayState, selection: Selection) -> str:
    design = view_state.timeline.moments[view_state.moment].design
    names = DisplayNames(design)
    if selection.kind == "tenant":
        return names.tenant(selection.id)
    if selection.kind == "arrow":
        return names.arrow(design.arrow(str(selection.id)))
    table = view_state.timeline.table
    rows = table[table["user"] == selection.id]["display_name"]
    return str(rows.iloc[-1]) if len(rows) else str(selection.id)
