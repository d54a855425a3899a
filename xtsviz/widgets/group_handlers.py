"""The handlers of the intents about groups of alike tenants in the graph."""

from __future__ import annotations

from dataclasses import replace

from xtsviz.widgets import view_intents
from xtsviz.widgets.controller import Controller
from xtsviz.widgets.dispatch import EXPLORER_HANDLERS
from xtsviz.widgets.group_choice import GroupChoice

handles = EXPLORER_HANDLERS.handles


@handles(view_intents.GroupTenants)
def group_tenants(control: Controller, intent: view_intents.GroupTenants) -> bool:
    """Draw alike tenants as one box, or each tenant on its own; all boxes are closed then."""
    before = control.view_state.groups
    by = intent.by or before.by
    choice = GroupChoice(intent.on, by)
    _show(control, choice, "")
    if not intent.on:
        message = "Each tenant is drawn on its own"
    else:
        groups = [node.group for node in control.view_state.picture.nodes if node.group]
        what = "tenants of one division" if by == "division" else "alike tenants"
        message = (
            f"Drawn as one box: {what}. Press a box to open it"
            if groups
            else "No two tenants are alike, so each is drawn on its own"
        )
    control.set_status(message)
    return True


@handles(view_intents.PressGroup)
def press_group(control: Controller, intent: view_intents.PressGroup) -> bool:
    """Open a closed box, close an opened one, or say what arrows drawn as one are."""
    picture, choice = control.view_state.picture, control.view_state.groups
    node = picture.node_by_id.get(intent.id)
    if node is None or node.group is None:
        said = next((link.sentence for link in picture.links if link.id == intent.id), "")
        if said:
            control.set_status(said)
        return bool(said)
    tenants = frozenset(node.group.tenants)
    if node.group.opened:
        opened, message = choice.opened - tenants, f"Closed: {node.group.sentence}"
    else:
        opened = choice.opened | {node.group.tenants[0]}
        message = f"Opened: {node.group.sentence}. Press the frame to close it"
        if node.group.count:
            message += "; press a tenant to see its arrows" if len(tenants) > 1 else ""
    _show(control, replace(choice, opened=opened), message)
    return True


@handles(view_intents.TakeOut)
def take_out(control: Controller, intent: view_intents.TakeOut) -> bool:
    """Draw one tenant beside the box of its group, or in it again."""
    context, choice = control.view_state.context, control.view_state.groups
    if intent.tenant not in context.tenant_index:
        return False
    name = context.names.tenant(intent.tenant)
    if intent.out:
        apart, message = choice.apart | {intent.tenant}, f"{name} is drawn on its own"
    else:
        apart, message = choice.apart - {intent.tenant}, f"{name} is back in its group"
    _show(control, replace(choice, apart=apart), message)
    return True


def _show(control: Controller, choice: GroupChoice, message: str) -> None:
    before = control.view_state
    control.change(
        groups=choice,
        previous_positions=None,
        layout_generation=before.layout_generation + 1,
        message=message or before.message,
        level="info",
        prompt=None,
    )
