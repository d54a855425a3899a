"""Who is assigned to an arrow: found by a part of the name, or written by id or name."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as w

from xtsviz.flow.assignable import describe_assigned, search_assignable
from xtsviz.model.topology import Arrow
from xtsviz.view.panels.assigned import MAX_ASSIGNED, MAX_FOUND, assigned_list, found_list
from xtsviz.widgets.common_intents import ShowStatus
from xtsviz.widgets.design_intents import AssignUser
from xtsviz.widgets.parts import Panel, column, html, labelled, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import ExplorerIntent


class AssignedEditor(Panel):
    """Shows who is assigned to an arrow, and takes more of them.

    Args:
        store: has the design.
        send: answers an intent; False if it was refused.
    """

    def __init__(self, store: Store, send: Callable[[ExplorerIntent], bool]) -> None:
        super().__init__()
        self._store = store
        self._send = send
        self._arrow: Arrow | None = None
        self.listed = html()
        self.find = w.Text(placeholder="user or group")
        self.add = text_button("Add", self._add, hint="Assign whom the field names, by id or name")
        self.found = html()
        find = column(labelled("Find", self.find), row(self.add), kind="xts-enter")
        self.widget = column(self.listed, find, self.found)
        self.on_change(self.find, lambda text: store.write(assign=text))

    def show(self, arrow: Arrow) -> None:
        """Show who is assigned to an arrow."""
        self._arrow = arrow
        with self.suppress_events():
            self.find.value = self._store.view_state.forms.assign
        ids = arrow.scope.assigned
        self.listed.value = assigned_list(
            describe_assigned(self._store.view_state.design, ids, MAX_ASSIGNED), len(ids)
        )
        self._search()

    def _search(self) -> None:
        if self._arrow is None:
            return
        wanted = self.find.value.strip()
        found = search_assignable(self._store.view_state.design, self._arrow.source, wanted, MAX_FOUND)
        self.found.value = found_list(found, self._arrow.scope.assigned, wanted)

    def _add(self) -> None:
        named = self.find.value.strip()
        if not named:
            message = "Write whom to assign into the field, or press one of the list."
            self._send(ShowStatus(message, "error"))
        elif self._arrow is not None and self._send(AssignUser(self._arrow.id, named)):
            self._store.write(assign="")
