"""The drawers of the history: snapshots, and the comparison with one of them or with other designs."""

from __future__ import annotations

from itertools import count

import ipywidgets as w
from markupsafe import Markup

from xtsviz.compare.comparison import Comparison
from xtsviz.view.comparison_html import comparison_html, designs_table
from xtsviz.view.export.svg_side_by_side import side_by_side_html
from xtsviz.view.markup import empty_message, file_field
from xtsviz.view.panels.compare import NOTHING_CHOSEN, snapshots_html
from xtsviz.view.picture.side_by_side import pictures_side_by_side
from xtsviz.widgets.baselines import choices
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.common_intents import SetOverlay
from xtsviz.widgets.design_intents import TakeSnapshot
from xtsviz.widgets.history import Snapshot
from xtsviz.widgets.parts import Panel, column, html, labelled, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import CompareWith, CompareWithFile, TurnComparison
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
    """Chooses what the design is compared with, and shows the designs side by side, their numbers and what differs.

    Args:
        store: has the state.
        bridge: brings files from the page.
    """

    def __init__(self, store: Store, bridge: Bridge) -> None:
        super().__init__()
        self._store = store
        self.baseline = w.Dropdown(options=[("nothing", "")])
        self.third = w.Dropdown(options=[("nothing", "")])
        file = html(file_field("Compare with a file (JSON)", "compare", ".json,application/json"), "xts-fit")
        self.turn = text_button(
            "Turn round", lambda: store.send(TurnComparison()), hint="Compare in the other direction"
        )
        self.draw = text_button(
            "Draw it", lambda: store.send(SetOverlay("compare")), hint="The overlay Compare of the graph"
        )
        self._found = html(empty_message(NOTHING_CHOSEN), kind="xts-compared")
        self.widget = column(
            row(
                labelled("Compare with", self.baseline),
                labelled("and with", self.third, width=60),
                self.turn,
                self.draw,
                file,
                kind="xts-compared-with",
            ),
            self._found,
        )
        self.on_change(self.baseline, lambda value: self._choose(CompareWith(value)))
        self.on_change(self.third, lambda value: self._choose(CompareWith(value, third=True)))
        bridge.on_upload("compare", self._read)

    def update(self, view_state: ViewState) -> None:
        """Bring the choices, the pictures and the tables to the view state."""
        with self.suppress_events():
            chosen = view_state.baseline, view_state.third
            for control, baseline in zip((self.baseline, self.third), chosen, strict=True):
                options = choices(view_state, baseline)
                if list(control.options) != options:
                    control.options = options
                control.value = baseline.key if baseline else ""
            self.third.disabled = self.turn.disabled = view_state.baseline is None
        found = view_state.comparisons
        looks = (view_state.dark, view_state.selection, view_state.positions, view_state.context.palette)
        if not self.shows(*found, *looks):
            self._found.value = _compared(view_state, found) if found else empty_message(NOTHING_CHOSEN)
            self.shown_inputs = (*found, *looks)

    def _choose(self, intent: CompareWith) -> None:
        try:
            self._store.send(intent)
        finally:  # what is refused is not chosen
            self.update(self._store.view_state)

    def _read(self, name: str, content: bytes) -> None:
        self._store.send(CompareWithFile(name, content))


def _compared(view_state: ViewState, found: tuple[Comparison, ...]) -> Markup:
    """The numbers beside the pictures, and what differs below."""
    pictures = pictures_side_by_side(
        found,
        selection=view_state.selection,
        dark=view_state.dark,
        positions=view_state.positions,
        palette=view_state.context.palette,
    )
    topology = view_state.design.topology
    known = {("tenant", tenant) for tenant in topology.tenant_by_id}
    known |= {("arrow", arrow) for arrow in topology.arrow_by_id}
    names = designs_table(found).names
    drawn = side_by_side_html(pictures, names, dark=view_state.dark, known=known)
    return comparison_html(found, view_state.design, drawn)
