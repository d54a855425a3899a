"""The drawers of the history: snapshots, and what changed since one of them or since another design."""

from __future__ import annotations

from itertools import count

import ipywidgets as w

from xtsviz.compare.comparison import Comparison
from xtsviz.view.markup import empty_message, file_field
from xtsviz.view.panels.compare import NOTHING_CHOSEN, comparison_html, snapshots_html
from xtsviz.widgets.baselines import choices
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.common_intents import SetOverlay
from xtsviz.widgets.design_intents import TakeSnapshot
from xtsviz.widgets.history import Snapshot
from xtsviz.widgets.parts import Panel, column, html, labelled, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import CompareWith, CompareWithFile
from xtsviz.widgets.view_state import ViewState


class SnapshotPanel(Panel):
    """Takes snapshots, and leads back to them."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._shown: tuple[Snapshot, ...] | None = None
        self.name = w.Text(placeholder="Name of the snapshot", continuous_update=False)
        self.take = text_button(
            "Take snapshot", self._take, hint="Keep the design as it is now, under this name"
        )
        self._table = html()
        self.widget = column(row(labelled("Name", self.name), self.take, kind="xts-enter"), self._table)
        self.on_change(self.name, lambda name: store.write(snapshot_name=name))

    def update(self, view_state: ViewState) -> None:
        """List the snapshots, and suggest a name for the next."""
        taken = view_state.history.snapshots
        with self.suppress_events():
            self.name.value = _name(view_state)
        if taken is not self._shown:
            names = [snapshot.name for snapshot in taken]
            self._table.value = snapshots_html(names, [len(snapshot.design.arrows) for snapshot in taken])
            self._shown = taken

    def _take(self) -> None:
        self._store.send(TakeSnapshot(_name(self._store.view_state)))


def _name(view_state: ViewState) -> str:
    """The name of the next snapshot: what was written, or one that no snapshot has."""
    if view_state.forms.snapshot_name is not None:
        return view_state.forms.snapshot_name
    names = {snapshot.name for snapshot in view_state.history.snapshots}
    places = count(len(names) + 1)
    return next(name for place in places if (name := f"Snapshot {place}") not in names)


class ComparePanel(Panel):
    """Chooses what the design is compared with, and lists what changed.

    Args:
        store: has the state.
        bridge: brings files from the page.
    """

    def __init__(self, store: Store, bridge: Bridge) -> None:
        super().__init__()
        self._store = store
        self._shown: Comparison | None = None
        self.baseline = w.Dropdown(options=[("nothing", "")])
        file = html(file_field("Compare with a file (JSON)", "compare", ".json,application/json"), "xts-fit")
        self.draw = text_button(
            "Draw it", lambda: store.send(SetOverlay("compare")), hint="The overlay Compare of the graph"
        )
        self._found = html(empty_message(NOTHING_CHOSEN), kind="xts-found")
        self.widget = column(row(labelled("Compare with", self.baseline), file, self.draw), self._found)
        self.on_change(self.baseline, self._choose)
        bridge.on_upload("compare", self._read)

    def update(self, view_state: ViewState) -> None:
        """Bring the choice and the tables to the view state."""
        with self.suppress_events():
            options = choices(view_state)
            if list(self.baseline.options) != options:
                self.baseline.options = options
            self.baseline.value = view_state.baseline.key if view_state.baseline else ""
        found = view_state.comparison
        if found is self._shown:
            return
        self._found.value = comparison_html(found) if found else empty_message(NOTHING_CHOSEN)
        self._shown = found

    def _choose(self, value: str) -> None:
        try:
            self._store.send(CompareWith(value))
        finally:  # what is refused is not chosen
            self.update(self._store.view_state)

    def _read(self, name: str, content: bytes) -> None:
        self._store.send(CompareWithFile(name, content))
