"""The selected arrow: whom it is for, what they become, and the settings that must hold for it."""

from __future__ import annotations

from functools import partial
from typing import Any, get_args

import ipywidgets as w

from xtsviz.errors import DesignError, quoted
from xtsviz.flow.trace import find_user
from xtsviz.model.design import Design
from xtsviz.model.fields import Status
from xtsviz.model.topology import Arrow
from xtsviz.view.markup import empty, esc
from xtsviz.view.picture import Selection
from xtsviz.widgets.controller import Controller, Scene
from xtsviz.widgets.panels.filters import FilterEditor
from xtsviz.widgets.parts import Panel, column, html, labelled, press, row

_GATE_STATES = [("open", True), ("closed", False), ("unknown", None)]
_SCOPES = [("all users", "all"), ("assigned users and groups", "assigned"), ("unknown", "unknown")]
_ADMIN = "Security Administrator"
_GATES = {
    "inbound_sync_allowed": (
        "Inbound sync",
        "target",
        "Cross-tenant access settings > {other} > Cross-tenant sync",
    ),
    "inbound_auto_redeem": (
        "Redeem inbound",
        "target",
        "Cross-tenant access settings > {other} > Inbound access > Trust settings",
    ),
    "outbound_auto_redeem": (
        "Redeem outbound",
        "source",
        "Cross-tenant access settings > {other} > Outbound access > Trust settings",
    ),
}


class ArrowPanel(Panel):
    """Edits the selected arrow."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self._arrow: Arrow | None = None
        self.chosen = w.Dropdown(options=[])
        self.scope = w.Dropdown(options=_SCOPES)
        self.assigned = w.Textarea(
            rows=3, placeholder="one user or group in each line", continuous_update=False
        )
        self.filters = FilterEditor(lambda filters: self._set(filters=filters))
        self.user_type = w.Dropdown(options=["Member", "Guest"])
        self.existing = w.Checkbox(description="also change who is external there already", indent=False)
        self.status = w.Dropdown(options=get_args(Status))
        self.creates = w.Checkbox(description="creates users (Add)", indent=False)
        self.deletes = w.Checkbox(description="deletes users (Delete)", indent=False)
        self.gates = {gate: w.Dropdown(options=_GATE_STATES) for gate in _GATES}
        self._gate_help = {gate: html() for gate in _GATES}
        self.remove = press("Remove arrow", self._remove, kind="danger")
        self._assigned_box = labelled("Assigned", self.assigned)
        self._live = html()
        self._form = column(
            self._live,
            html("<h3>Scope</h3>"),
            labelled("Who", self.scope),
            self._assigned_box,
            self.filters.widget,
            html("<h3>In the target</h3>"),
            labelled("User type", self.user_type),
            self.existing,
            self.creates,
            self.deletes,
            html("<h3>Gates</h3>"),
            *(
                part
                for gate, (label, *_rest) in _GATES.items()
                for part in (labelled(label, self.gates[gate]), self._gate_help[gate])
            ),
            labelled("Job", self.status),
            row(self.remove),
        )
        self._nothing = html(empty("No arrow yet. Draw one under Arrows, then choose it here."))
        self.widget = column(labelled("Arrow", self.chosen), self._nothing, self._form)
        self.when(self.chosen, self._choose)
        self.when(self.scope, lambda users: self._set(scope_users=users))
        self.when(self.assigned, self._assign)
        self.when(self.user_type, lambda kind: self._set(user_type=kind))
        self.when(self.existing, lambda on: self._set(user_type_flow="Always" if on else "ObjectAddOnly"))
        self.when(self.status, lambda status: self._set(status=status))
        self.when(self.creates, lambda _on: self._set_actions())
        self.when(self.deletes, lambda _on: self._set_actions())
        for gate, control in self.gates.items():
            self.when(control, partial(self._set_gate, gate))

    def update(self, scene: Scene) -> None:
        """Show the arrow that is selected, or the one shown last."""
        arrows = scene.design.topology.arrow_by_id
        wanted = scene.selection.id if scene.selection.kind == "arrow" else self.chosen.value
        arrow = arrows.get(wanted or "") or next(iter(arrows.values()), None)
        with self.quietly():
            options = [(scene.facts.names.arrow(a) + _ordinal(a), a.id) for a in arrows.values()]
            if options != list(self.chosen.options):
                self.chosen.options = options
            self.chosen.value = arrow.id if arrow else None
            self._form.layout.display = None if arrow else "none"
            self._nothing.layout.display = "none" if arrow else None
            if arrow:
                self._fill(scene, arrow)

    def _fill(self, scene: Scene, arrow: Arrow) -> None:
        done = scene.flow.by_arrow[arrow.id]
        number = "not known" if done.eligible is None else f"{done.eligible:,}"
        self._live.value = (
            f"<p><strong>{esc(number)}</strong> in scope, <strong>{done.carried:,}</strong> carried "
            f"({esc(done.state)})</p>"
        )
        ends = {"source": arrow.source, "target": arrow.target}
        for gate, (_label, side, page) in _GATES.items():
            where = scene.facts.names.tenant(ends[side])
            other = scene.facts.names.tenant(ends["source" if side == "target" else "target"])
            said = f"Set in {where} by a {_ADMIN}: {page.format(other=other)}"
            self._gate_help[gate].value = f'<p class="xts-muted xts-help">{esc(said)}</p>'
        if arrow is self._arrow:
            return
        self._arrow = arrow
        self.scope.value = arrow.scope.users
        self.assigned.value = "\n".join(arrow.scope.assigned)
        self._assigned_box.layout.display = None if arrow.scope.users == "assigned" else "none"
        self.filters.show(arrow.scope.filters, scene.facts.attributes)
        self.user_type.value = arrow.user_type
        self.existing.value = arrow.user_type_flow == "Always"
        self.status.value = arrow.status
        self.creates.value = "Add" in arrow.actions
        self.deletes.value = "Delete" in arrow.actions
        for gate in _GATES:
            self.gates[gate].value = getattr(arrow.gates, gate)

    def _set(self, **fields: Any) -> None:
        arrow = self._arrow
        if arrow is None:
            return
        name = self._controller.scene.facts.names.arrow(arrow)
        if not self._controller.edit(lambda d: d.update_arrow(arrow.id, **fields), f"Changed {name}"):
            # Refused: the fields go back to what the design says.
            self._arrow = None
            self.update(self._controller.scene)

    def _choose(self, arrow: str | None) -> None:
        if arrow is not None:
            self._controller.select(Selection("arrow", arrow))

    def _set_gate(self, gate: str, value: bool | None) -> None:
        self._set(**{gate: value})

    def _set_actions(self) -> None:
        wanted = {"Add": self.creates.value, "Update": True, "Delete": self.deletes.value}
        self._set(actions=[action for action, on in wanted.items() if on])

    def _assign(self, text: str) -> None:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        arrow = self._arrow
        if arrow is None:
            return
        name = self._controller.scene.facts.names.arrow(arrow)

        def change(design: Design) -> Design:
            assigned = [_assignable(design, line) for line in lines]
            return design.update_arrow(arrow.id, assigned=assigned)

        if not self._controller.edit(change, f"Changed {name}"):
            self._arrow = None
            self.update(self._controller.scene)

    def _remove(self) -> None:
        if self._arrow is not None:
            arrow = self._arrow
            name = self._controller.scene.facts.names.arrow(arrow)
            self._controller.edit(lambda d: d.remove_arrow(arrow.id), f"Removed {name}")


def _ordinal(arrow: Arrow) -> str:
    return f" {arrow.id[arrow.id.rindex('#') :]}" if "#" in arrow.id else ""


def _assignable(design: Design, line: str) -> str:
    """The id of the group or user that a person wrote by id or name."""
    groups = design.topology.group_by_id
    if line in groups:
        return line
    named = [group.id for group in groups.values() if group.name == line]
    if len(named) > 1:
        raise DesignError(f"{len(named)} groups are named {quoted(line)}; write the id")
    return named[0] if named else find_user(design, line).id
