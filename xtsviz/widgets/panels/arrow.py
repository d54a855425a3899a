"""The selected arrow: whom it is for, what they become, and the settings that must hold for it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, get_args

import ipywidgets as w
from markupsafe import Markup

from xtsviz.flow.required_settings import RequiredSetting
from xtsviz.flow.scope_outcome import Audience, audience
from xtsviz.flow.scope_rules import ScopeKey
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory
from xtsviz.model.fields import Action, Status
from xtsviz.model.scope import Scope
from xtsviz.model.topology import Arrow
from xtsviz.view.markup import empty_message
from xtsviz.view.panels.audience import current_scope_html, draft_scope_html, unreadable_draft_html
from xtsviz.view.picture.types import Selection
from xtsviz.widgets.common_intents import Select
from xtsviz.widgets.design_intents import ApplyFilter, RemoveArrow, SetArrowFields, SetGate
from xtsviz.widgets.looks import create, show
from xtsviz.widgets.panels.assigned import AssignedEditor
from xtsviz.widgets.panels.filters import FilterEditor
from xtsviz.widgets.panels.gates import Checklist
from xtsviz.widgets.parts import Panel, column, html, labelled, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import DiscardFilter, EditFilter, ExplorerIntent
from xtsviz.widgets.view_state import Filters, ViewState

_SCOPES = [("all users", "all"), ("assigned only", "assigned"), ("unknown", "unknown")]
_MAY: dict[Action, str] = {
    "Add": "creates users (Add)",
    "Update": "updates users (Update)",
    "Delete": "deletes users (Delete)",
}
_MAX_REMEMBERED = 32


class ArrowPanel(Panel):
    """Edits the selected arrow.

    Args:
        store: has the state.
        parts: which parts are shown: ``scope``, ``target``, ``gates``, ``job``; by default all, and the note.
    """

    def __init__(self, store: Store, parts: Collection[str] | None = None) -> None:
        super().__init__()
        self._store = store
        self._arrow: Arrow | None = None
        self._people: Directory | None = None
        self._audiences: dict[ScopeKey, Audience] = {}
        self.chosen = w.Dropdown(options=[])
        self.scope = w.Dropdown(options=_SCOPES)
        self.assigned = AssignedEditor(store, self._send)
        self.filters = FilterEditor(
            apply=lambda filters: self._send_filter(ApplyFilter, filters),
            edit=lambda filters: self._send_filter(EditFilter, filters),
            discard=self._discard_filter,
        )
        self.user_type = w.Dropdown(options=["Member", "Guest"])
        self.existing = _switch("also change who is external there already")
        self.groups = _switch("also synchronizes groups")
        self.status = w.Dropdown(options=get_args(Status))
        self.may = {action: _switch(words) for action, words in _MAY.items()}
        self.checklist = Checklist(self._set_setting)
        self.gates = self.checklist.controls
        self.note = w.Textarea(placeholder="for the report and the file", rows=2, continuous_update=False)
        self.remove = text_button("Remove arrow", self._remove, kind="danger")
        self._live = html()
        sections: dict[str, tuple[w.Widget, ...]] = {
            "scope": (
                html(Markup("<h3>Scope</h3>")),
                labelled("Who", self.scope),
                self.assigned.widget,
                self.filters.widget,
            ),
            "target": (
                html(Markup("<h3>In the target</h3>")),
                labelled("User type", self.user_type),
                self.existing,
                *self.may.values(),
                self.groups,
            ),
            "gates": (self.checklist.widget,),
            "job": (html(Markup("<h3>Provisioning job</h3>")), labelled("Job", self.status)),
            "note": (
                html(Markup("<h3>Note</h3>")),
                labelled("Note", self.note),
                row(self.remove),
            ),
        }
        shown = [part for name, part in sections.items() if parts is None or name in parts]
        self._form = column(self._live, *(control for part in shown for control in part))
        self._nothing = html(empty_message("No arrow yet. Draw one under Arrows, then choose it here."))
        self.widget = column(labelled("Arrow", self.chosen), self._nothing, self._form)
        self.on_change(self.chosen, self._choose)
        self.on_change(self.scope, lambda users: self._set(scope_users=users))
        self.on_change(self.user_type, lambda kind: self._set(user_type=kind))
        self.on_change(
            self.existing, lambda on: self._set(user_type_flow="Always" if on else "ObjectAddOnly")
        )
        self.on_change(self.groups, lambda on: self._set(sync_groups=on))
        self.on_change(self.status, lambda status: self._set(status=status))
        self.on_change(self.note, lambda note: self._set(note=note.strip() or None))
        for control in self.may.values():
            self.on_change(control, lambda _on: self._set_actions())

    def update(self, view_state: ViewState) -> None:
        """Show the arrow that is selected, or the one shown last."""
        arrows, arrow = view_state.design.topology.arrow_by_id, view_state.shown_arrow
        with self.suppress_events():
            options = [(view_state.context.names.arrow(a) + _ordinal(a), a.id) for a in arrows.values()]
            if options != list(self.chosen.options):
                self.chosen.options = options
            self.chosen.value = arrow.id if arrow else None
            show(self._form, bool(arrow))
            show(self._nothing, not (arrow))
            if arrow:
                self._fill(view_state, arrow)

    def _fill(self, view_state: ViewState, arrow: Arrow) -> None:
        self.checklist.show(view_state, arrow)
        if arrow is not self._arrow:
            self._arrow = arrow
            self.scope.value = arrow.scope.users
            self.user_type.value = arrow.user_type
            self.existing.value = arrow.user_type_flow == "Always"
            self.groups.value = arrow.sync_groups
            self.status.value = arrow.status
            self.note.value = arrow.note or ""
            for action, control in self.may.items():
                control.value = action in arrow.actions
        is_assigned = arrow.scope.users == "assigned"
        show(self.assigned.widget, is_assigned)
        if is_assigned:
            self.assigned.show(arrow)
        draft = view_state.draft_of(arrow.id)
        filters = draft.filters if draft else None
        self.filters.show(arrow.id, arrow.scope.filters, view_state.context.attributes, filters)
        self._preview()

    def _preview(self) -> None:
        """Say whom the arrow has in scope, and whom it would have with the filter that is being written."""
        arrow, context = self._arrow, self._store.view_state.context
        if arrow is None or arrow.id not in context.design.topology.arrow_by_id:
            return
        now = self._audience(context.design, arrow.source, arrow.scope)
        self._live.value = current_scope_html(context, arrow, now)
        self.filters.discard.disabled = not self.filters.edited
        draft = self.filters.draft
        if draft.clauses is None:
            self.filters.live.value = unreadable_draft_html(context, draft.problems, now)
            return
        scope = arrow.scope.model_copy(update={"filters": draft.clauses})
        self.filters.live.value = draft_scope_html(
            context,
            arrow.model_copy(update={"scope": scope}),
            self._audience(context.design, arrow.source, scope),
            now if self.filters.edited else None,
        )

    def _audience(self, design: Design, source: str, scope: Scope) -> Audience:
        """Whom a scope lets in; what was asked of these people before is remembered."""
        if self._people is not design.users or len(self._audiences) > _MAX_REMEMBERED:
            self._people, self._audiences = design.users, {}
        key = ScopeKey.of(design, source, scope)
        if key not in self._audiences:
            self._audiences[key] = audience(design, source, scope)
        return self._audiences[key]

    def _set(self, **fields: Any) -> None:
        if self._arrow is not None:
            self._send(SetArrowFields(self._arrow.id, fields))

    def _send(self, intent: ExplorerIntent) -> bool:
        """Send an intent; where it is refused, the fields go back, except for a filter that is being written."""
        done = self._store.send(intent)
        if not done:
            self._arrow = None
            self.update(self._store.view_state)
        return done

    def _send_filter(self, kind: type[ApplyFilter | EditFilter], filters: Filters) -> None:
        if self._arrow is not None:
            self._send(kind(self._arrow.id, filters))

    def _discard_filter(self) -> None:
        if self._arrow is not None:
            self._store.send(DiscardFilter(self._arrow.id))

    def _choose(self, arrow: str | None) -> None:
        if arrow is not None:
            self._store.send(Select(Selection("arrow", arrow)))

    def _set_setting(self, setting: RequiredSetting, value: Any) -> None:
        if self._arrow is not None:
            self._send(SetGate(self._arrow.id, setting.field, value))

    def _set_actions(self) -> None:
        self._set(actions=[action for action, control in self.may.items() if control.value])

    def _remove(self) -> None:
        if self._arrow is not None:
            self._send(RemoveArrow(self._arrow.id))


def _switch(words: str) -> w.Checkbox:
    return create(w.Checkbox, description=words, indent=False, layout={"width": "auto"})


def _ordinal(arrow: Arrow) -> str:
    return f" {arrow.id[arrow.id.rindex('#') :]}" if "#" in arrow.id else ""
