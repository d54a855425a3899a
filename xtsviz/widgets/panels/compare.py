"""The drawers of the history: snapshots, and what changed since one of them or since another design."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as w

from xtsviz.compare.comparison import Comparison
from xtsviz.view.markup import empty, file_field
from xtsviz.view.panels.compare import NOTHING_CHOSEN, comparison_html, snapshots_html
from xtsviz.widgets.actions import Actions
from xtsviz.widgets.baselines import choices, from_choice, from_file
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.controller import Controller, ViewState
from xtsviz.widgets.history import Snapshot
from xtsviz.widgets.parts import Panel, column, html, labelled, row, text_button


class SnapshotPanel(Panel):
    """Takes snapshots, and leads back to them.

    Args:
        compare: is called when the design is compared with a snapshot.
    """

    def __init__(self, controller: Controller, actions: Actions, compare: Callable[[], None]) -> None:
        super().__init__()
        self._controller = controller
        self._compare = compare
        self._shown: tuple[Snapshot, ...] | None = None
        self._suggested = ""
        self.name = w.Text(placeholder="Name of the snapshot", continuous_update=False)
        self.take = text_button(
            "Take snapshot", self._take, hint="Keep the design as it is now, under this name"
        )
        self._table = html()
        self.widget = column(row(labelled("Name", self.name), self.take), self._table)
        actions.on("snapshot-restore", 1, controller.restore)
        actions.on("snapshot-remove", 1, controller.forget)
        actions.on("snapshot-compare", 1, self._compare_with)

    def update(self, view_state: ViewState) -> None:
        """List the snapshots, and suggest a name for the next."""
        taken = view_state.history.snapshots
        if taken is self._shown:
            return
        self._shown = taken
        names = [snapshot.name for snapshot in taken]
        self._table.value = snapshots_html(names, [len(snapshot.design.arrows) for snapshot in taken])
        if self.name.value.strip() in {"", self._suggested, *names}:
            place = len(names) + 1
            while (suggested := f"Snapshot {place}") in names:
                place += 1
            self.name.value = self._suggested = suggested

    def _take(self) -> None:
        self._controller.snapshot(self.name.value)

    def _compare_with(self, name: str) -> None:
        self._controller.compare(from_choice(self._controller.view_state, f"snapshot {name}"))
        self._compare()


class ComparePanel(Panel):
    """Chooses what the design is compared with, and lists what changed.

    Args:
        controller: holds the design.
        bridge: brings files from the page.
    """

    def __init__(self, controller: Controller, bridge: Bridge) -> None:
        super().__init__()
        self._controller = controller
        self._shown: Comparison | None = None
        self.baseline = w.Dropdown(options=[("nothing", "")])
        file = html(file_field("Compare with a file (JSON)", "compare", ".json,application/json"), "xts-fit")
        self.draw = text_button(
            "Draw it", lambda: controller.set_overlay("compare"), hint="The overlay Compare of the graph"
        )
        self._found = html(empty(NOTHING_CHOSEN), kind="xts-found")
        self.widget = column(row(labelled("Compare with", self.baseline), file, self.draw), self._found)
        self.on_change(self.baseline, self._choose)
        bridge.on_upload("compare", self._read)

    def update(self, view_state: ViewState) -> None:
        """Bring the choice and the tables to the view_state."""
        with self.suppress_events():
            options = choices(view_state)
            if list(self.baseline.options) != options:
                self.baseline.options = options
            self.baseline.value = view_state.baseline.key if view_state.baseline else ""
        found = view_state.comparison
        if found is self._shown:
            return
        self._found.value = comparison_html(found) if found else empty(NOTHING_CHOSEN)
        self._shown = found

    def _choose(self, value: str) -> None:
        try:
            self._controller.compare(from_choice(self._controller.view_state, value))
        finally:  # what is refused is not chosen
            self.update(self._controller.view_state)

    def _read(self, name: str, content: bytes) -> None:
        self._controller.compare(from_file(name, content))
