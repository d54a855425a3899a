"""The other tabs: people, findings. Each is brought to the scene only while it is in front."""

from __future__ import annotations

import ipywidgets as w

from xtsviz.flow import Flow
from xtsviz.view.panels.findings import findings_table
from xtsviz.view.panels.people import people_table
from xtsviz.view.tables import People
from xtsviz.widgets.controller import Controller, Scene
from xtsviz.widgets.parts import Panel, column, html, labelled, press, row

PAGE = 20
_ANY = ("any", "")


class PeoplePanel(Panel):
    """Who is where, page by page; pressing a name selects the user everywhere."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self._flow: Flow | None = None
        self._people: People | None = None
        self._number = 1
        self.search = w.Text(placeholder="Search by name, sign-in name or id", continuous_update=False)
        self.home = w.Dropdown(options=[_ANY])
        self.missing = w.Dropdown(options=[_ANY])
        self.sort = w.Dropdown(options=[("name", "name"), ("id", "user"), ("home tenant", "home")])
        self.before = press("Previous page", lambda: self._turn(-1))
        self.after = press("Next page", lambda: self._turn(1))
        self._table = html()
        self.widget = column(
            row(
                self.search,
                labelled("Home", self.home),
                labelled("Missing in", self.missing),
                labelled("Sort by", self.sort),
            ),
            self._table,
            row(self.before, self.after),
        )
        for control in (self.search, self.home, self.missing, self.sort):
            self.when(control, lambda _value: self._from_start())

    def update(self, scene: Scene) -> None:
        """Bring the table to the scene."""
        names = scene.facts.names
        options = [_ANY, *((names.tenant(t), t) for t in scene.facts.place)]
        with self.quietly():
            for control in (self.home, self.missing):
                if list(control.options) != options:
                    before = control.value
                    control.options = options
                    control.value = before if before in scene.facts.place else ""
        if scene.flow is not self._flow:
            self._flow, self._people = scene.flow, People(scene.flow)
        assert self._people is not None
        page = self._people.page(
            self._number,
            PAGE,
            search=self.search.value,
            sort=self.sort.value,
            home=self.home.value or None,
            missing_in=self.missing.value or None,
        )
        self._number = page.number
        self.before.disabled = page.number <= 1
        self.after.disabled = page.number >= page.pages
        self._table.value = people_table(scene.facts, page, scene.selection)

    def _turn(self, step: int) -> None:
        self._number += step
        self.update(self._controller.scene)

    def _from_start(self) -> None:
        self._number = 1
        self.update(self._controller.scene)


class FindingsPanel(Panel):
    """What is wrong or worth knowing."""

    def __init__(self) -> None:
        super().__init__()
        self.widget = html()

    def update(self, scene: Scene) -> None:
        """Bring the table to the scene."""
        from xtsviz.review import review

        self.widget.value = (
            f'<div class="xts-scroll">{findings_table(scene.facts, review(scene.design))}</div>'
        )
