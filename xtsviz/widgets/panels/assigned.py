"""Who is assigned to an arrow: found by a part of the name, or written by id or name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ipywidgets as w

from xtsviz.flow.assignment import assignable, assigned, search
from xtsviz.model.design import Design
from xtsviz.model.topology import Arrow
from xtsviz.view.panels.assigned import MAX_ASSIGNED, MAX_FOUND, assigned_list, found_list
from xtsviz.widgets.actions import Actions
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.parts import Panel, column, html, labelled, row, text_button

Assign = Callable[[Callable[[Design, Sequence[str]], Sequence[str]]], bool]


class AssignedEditor(Panel):
    """Shows who is assigned to an arrow, and takes more of them.

    Args:
        assign: takes a change from the ids that are assigned to those that shall be; False if it was refused.
    """

    def __init__(self, controller: Controller, actions: Actions, assign: Assign) -> None:
        super().__init__()
        self._controller = controller
        self._assign = assign
        self._arrow: Arrow | None = None
        self.listed = html()
        self.find = w.Text(placeholder="user or group")
        self.add = text_button("Add", self._add, hint="Assign whom the field names, by id or name")
        self.found = html()
        self.widget = column(self.listed, labelled("Find", self.find), row(self.add), self.found)
        self.on_change(self.find, lambda _text: self._search())
        actions.on("assign", 1, self._chosen)
        actions.on("unassign", 1, self._drop)

    def show(self, arrow: Arrow) -> None:
        """Show who is assigned to an arrow."""
        if self._arrow is not None and self._arrow.source != arrow.source:
            with self.suppress_events():
                self.find.value = ""
        self._arrow = arrow
        ids = arrow.scope.assigned
        self.listed.value = assigned_list(assigned(self._controller.design, ids, MAX_ASSIGNED), len(ids))
        self._search()

    def _search(self) -> None:
        if self._arrow is None:
            return
        wanted = self.find.value.strip()
        found = search(self._controller.design, self._arrow.source, wanted, MAX_FOUND)
        self.found.value = found_list(found, self._arrow.scope.assigned, wanted)

    def _add(self) -> None:
        named = self.find.value.strip()
        if not named:
            self._controller.set_status(
                "Write whom to assign into the field, or press one of the list.", "error"
            )
        elif self._take(named):
            with self.suppress_events():
                self.find.value = ""
            self._search()

    def _chosen(self, one: str) -> None:
        self._take(one)

    def _take(self, named: str) -> bool:
        arrow = self._arrow
        if arrow is None:
            return False

        def more(design: Design, ids: Sequence[str]) -> Sequence[str]:
            one = assignable(design, arrow.source, named)
            return ids if one in ids else [*ids, one]

        return self._assign(more)

    def _drop(self, one: str) -> None:
        self._assign(lambda _design, ids: [other for other in ids if other != one])
