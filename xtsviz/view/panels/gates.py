"""The settings that an arrow needs, as a checklist: state, tenant, page, role and Graph setting."""

from __future__ import annotations

import re

from markupsafe import Markup

from xtsviz.flow.arrow_states import setting_value
from xtsviz.flow.required_settings import REQUIRED_SETTINGS, RequiredSetting
from xtsviz.model.topology import Arrow
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import esc, fragment, join_markup

FURTHER_TITLE = "Further settings, which stop no user"
_STATES = {True: ("✓", "open", "open"), False: ("✕", "closed", "blocked"), None: ("?", "unknown", "unknown")}


def setting_state(context: ViewContext, arrow: Arrow, setting: RequiredSetting) -> Markup:
    """The state of a setting: its symbol, word and colour."""
    sign, word, kind = _STATES[setting_value(setting, arrow, context.design.topology)]
    return fragment('<span class="xts-gate xts-{}">{} {}</span>', kind, sign, word)


def setting_line(context: ViewContext, arrow: Arrow, setting: RequiredSetting) -> Markup:
    """The state of a setting and what it must be, in one line."""
    return fragment(
        "{} {}", setting_state(context, arrow, setting), _filled(context, arrow, setting.requirement)
    )


def setting_help(context: ViewContext, arrow: Arrow, setting: RequiredSetting) -> Markup:
    """The state of a setting and what it must be, then the tenant, role, page and Graph property that set it."""
    page, who, graph_resource = (
        _filled(context, arrow, text) for text in (setting.page, setting.who, setting.graph_resource)
    )
    return fragment(
        '<div class="xts-check"><p>{}</p><p class="xts-muted">{}:<br>{}</p><p '
        'class="xts-muted">Graph: <code>{}</code><br>at <code>{}</code></p></div>',
        setting_line(context, arrow, setting),
        who,
        page,
        _with_line_breaks(setting.graph_property),
        _with_line_breaks(graph_resource),
    )


def settings_count(context: ViewContext, arrow: Arrow) -> str:
    """The number of settings with the value that the arrow needs: "3 of 4 open"."""
    good = sum(
        setting_value(setting, arrow, context.design.topology) is True for setting in REQUIRED_SETTINGS
    )
    return f"{good} of {len(REQUIRED_SETTINGS)} open"


def _filled(context: ViewContext, arrow: Arrow, template: str) -> str:
    return template.format(
        source=context.names.tenant(arrow.source), target=context.names.tenant(arrow.target)
    )


def _with_line_breaks(path: str) -> Markup:
    """A long property name or path, with possible line breaks after dots and slashes."""
    return join_markup(map(esc, re.findall(r"[^./]*[./]|[^./]+", path)), Markup("<wbr>"))
