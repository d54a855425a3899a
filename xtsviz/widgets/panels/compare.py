"""The drawers of the history: snapshots, and what changed since one of them or since another design."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as w

from xtsviz.compare.comparison import Comparison
from xtsviz.view.markup import empty, file_field
from xtsviz.view.panels.compare import NOTHING_CHOSEN, comparison_html, snapshots_html
from xtsviz.widgets.actions import Actions
from xtsviz.widgets.baselines import choices, chosen, read
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.controller import Controller, Scene
from xtsviz.widgets.history import Snapshot
from xtsviz.widgets.parts import Panel, column, html, labelled, press, row


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
        self.take = press("Take snapshot", self._take, hint="Keep the design as it is now, under this name")
        self._table = html()
        self.widget = column(row(labelled("Name", self.name), self.take), self._table)
        actions.on("snapshot-restore", 1, controller.restore)
        actions.on("snapshot-remove", 1, controller.forget)
        actions.on("snapshot-compare", 1, self._compare_with)

    def update(self, scene: Scene) -> None:
        """List the snapshots, and suggest a name for the next."""
        taken = scene.history.snapshots
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
        self._controller.compare(chosen(self._controller.scene, f"snapshot {name}"))
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
        self.against = w.Dropdown(options=[("nothing", "")])
        file = html(file_field("Compare with a file (JSON)", "compare", ".json,application/json"), "xts-fit")
        self.draw = press(
            "Draw it", lambda: controller.look("compare"), hint="The overlay Compare of the graph"
        )
        self._found = html(empty(NOTHING_CHOSEN), kind="xts-found")
        self.widget = column(row(labelled("Compare with", self.against), file, self.draw), self._found)
        self.when(self.against, self._choose)
        bridge.on_upload("compare", self._read)

    def update(self, scene: Scene) -> None:
        """Bring the choice and the tables to the scene."""
        with self.quietly():
            options = choices(scene)
            if list(self.against.options) != options:
                self.against.options = options
            self.against.value = scene.against.key if scene.against else ""
        found = scene.comparison
        if found is self._shown:
            return
        self._found.value = comparison_html(found) if found else empty(NOTHING_CHOSEN)
        self._shown = found

    def _choose(self, value: str) -> None:
        try:
            self._controller.compare(chosen(self._controller.scene, value))
        finally:  # what is refused is not chosen
            self.update(self._controller.scene)

    def _read(self, name: str, content: bytes) -> None:
        self._controller.compare(read(name, content))
