"""The handlers of the intents that are about the check list of findings."""

from __future__ import annotations

from xtsviz.view.words import number
from xtsviz.widgets import check_intents
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.dispatch import EXPLORER_HANDLERS

handles = EXPLORER_HANDLERS.handles

_GONE = "This finding is not in the check list any more."


@handles(check_intents.TickFinding)
def tick_finding(control: Controller, intent: check_intents.TickFinding) -> bool:
    """Tick a finding, and say how many are left."""
    state = control.view_state
    found = state.context.checks
    if not any(check.key == intent.key for section in found if section.is_work for check in section.checks):
        control.set_status(_GONE, "warning")
        return False
    checks = state.checks.with_tick(intent.key)
    left = number(found.open_work(checks.done), "finding")
    done = "Ticked" if intent.key in checks.done else "Not done any more"
    control.change(checks=checks, message=f"{done}: {left} left to do", level="info", prompt=None)
    return True


@handles(check_intents.UnfoldFindings)
def unfold_findings(control: Controller, intent: check_intents.UnfoldFindings) -> bool:
    """Unfold a group or lines to paste."""
    state = control.view_state
    found = state.context.checks
    keys = {group.key for section in found for group in section.groups} | {
        check.key for check in found.checks
    }
    if intent.key not in keys:
        control.set_status(_GONE, "warning")
        return False
    control.change(checks=state.checks.with_fold(intent.key))
    return True
