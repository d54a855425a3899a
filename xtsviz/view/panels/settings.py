"""What must hold for an arrow, as a checklist: state, tenant, page, role and Graph setting."""

from __future__ import annotations

from xtsviz.flow.gates import holds
from xtsviz.flow.settings import SETTINGS, Setting
from xtsviz.model.topology import Arrow
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import esc

_STATES = {True: ("✓", "open", "open"), False: ("✕", "closed", "blocked"), None: ("?", "unknown", "unknown")}


def setting_state(context: ViewContext, arrow: Arrow, setting: Setting) -> str:
    """Symbol, word and colour of a setting."""
    sign, word, kind = _STATES[holds(setting, arrow, context.design.topology)]
    return f'<span class="xts-gate xts-{kind}">{sign} {word}</span>'


def setting_line(context: ViewContext, arrow: Arrow, setting: Setting) -> str:
    """State and what is asked for, in one line."""
    return f"{setting_state(context, arrow, setting)} {esc(_filled(context, arrow, setting.asks))}"


def setting_help(context: ViewContext, arrow: Arrow, setting: Setting) -> str:
    """State, what is asked for, and where, by whom and through which Graph property it is set."""
    page, where, resource = (
        esc(_filled(context, arrow, text)) for text in (setting.page, setting.where, setting.resource)
    )
    return (
        f'<div class="xts-check"><p>{setting_line(context, arrow, setting)}</p>'
        f'<p class="xts-muted">{where}:<br>{page}</p>'
        f'<p class="xts-muted">Graph: <code>{_breaking(esc(setting.graph))}</code><br>'
        f"at <code>{_breaking(resource)}</code></p></div>"
    )


def settings_count(context: ViewContext, arrow: Arrow) -> str:
    """How many of the settings hold: "3 of 4 hold"."""
    good = sum(holds(setting, arrow, context.design.topology) is True for setting in SETTINGS)
    return f"{good} of {len(SETTINGS)} hold"


def _filled(context: ViewContext, arrow: Arrow, template: str) -> str:
    return template.format(
        source=context.names.tenant(arrow.source), target=context.names.tenant(arrow.target)
    )


def _breaking(markup: str) -> str:
    """Long names of properties and paths may go on in the next line after a dot or a stroke."""
    return markup.replace(".", ".<wbr>").replace("/", "/<wbr>")
