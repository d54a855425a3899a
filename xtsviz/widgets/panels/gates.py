"""The settings of an arrow as a checklist: each with its state, to be changed in place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, get_args

import ipywidgets as w

from xtsviz.flow.required_settings import (
    FURTHER_SETTINGS,
    REQUIRED_SETTINGS,
    SETTING_BY_FIELD,
    RequiredSetting,
    further_settings,
)
from xtsviz.model.fields import InviteSetting
from xtsviz.model.topology import Arrow
from xtsviz.view.markup import fragment
from xtsviz.view.panels.gates import FURTHER_TITLE, setting_help, settings_count
from xtsviz.widgets.looks import show
from xtsviz.widgets.parts import Panel, column, html, labelled
from xtsviz.widgets.view_state import ViewState

UNKNOWN = ""
"""Stands for what was not seen: a list of choices takes None for "nothing is chosen"."""
INVITES: list[tuple[str, str]] = [*((word, word) for word in get_args(InviteSetting)), ("unknown", UNKNOWN)]
_GATE_STATES = [("open", True), ("closed", False), ("unknown", UNKNOWN)]


class Checklist(Panel):
    """The gates of an arrow, and the invitation setting of its target.

    Args:
        change: takes the setting and its new value, None for one that was not seen.

    Attributes:
        controls: by the field that they set.
        helps: what stands below each: where, by whom and how it is set.
    """

    def __init__(self, change: Callable[[RequiredSetting, Any], None]) -> None:
        super().__init__()
        self._change = change
        self._count = html()
        self.controls = {
            field: w.Dropdown(options=_GATE_STATES if setting.is_gate else INVITES)
            for field, setting in SETTING_BY_FIELD.items()
        }
        self.helps = {field: html() for field in SETTING_BY_FIELD}
        self._parts = {
            field: column(
                labelled(setting.label, self.controls[field], width=124),
                self.helps[field],
            )
            for field, setting in SETTING_BY_FIELD.items()
        }
        further = html()
        further.value = fragment("<h3>{}</h3>", FURTHER_TITLE)
        self.widget = column(
            self._count,
            *(self._parts[setting.field] for setting in REQUIRED_SETTINGS),
            further,
            *(self._parts[setting.field] for setting in FURTHER_SETTINGS),
        )
        for setting in SETTING_BY_FIELD.values():
            self.on_change(self.controls[setting.field], partial(self._chosen, setting))

    def show(self, view_state: ViewState, arrow: Arrow) -> None:
        """Show how the settings of an arrow are."""
        self._count.value = fragment("<h3>Gates: {}</h3>", settings_count(view_state.context, arrow))
        target = view_state.design.tenant(arrow.target)
        with self.suppress_events():
            shown = {setting.field for setting in further_settings(arrow)}
            for setting in FURTHER_SETTINGS:
                show(self._parts[setting.field], setting.field in shown)
            for setting in SETTING_BY_FIELD.values():
                owner = arrow.gates if setting.is_gate else target
                value = getattr(owner, setting.field)
                self.controls[setting.field].value = UNKNOWN if value is None else value
                self.helps[setting.field].value = setting_help(view_state.context, arrow, setting)

    def _chosen(self, setting: RequiredSetting, value: Any) -> None:
        self._change(setting, None if value == UNKNOWN else value)
