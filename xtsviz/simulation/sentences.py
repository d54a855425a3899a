"""All sentences and labels of a simulation, as plain text: the code that shows them escapes them."""

from __future__ import annotations

from collections.abc import Mapping

from xtsviz.flow.arrow_codes import ARROW_CODES
from xtsviz.flow.required_settings import SETTING_BY_FIELD
from xtsviz.flow.wording import Wording
from xtsviz.model.design import Design
from xtsviz.simulation.cycle_input import UserSnapshot
from xtsviz.simulation.events import GUEST_INVITES, Event

CODE_SOURCES: Mapping[str, str] = {"arrow-quarantined": "QUAR"}
"""The documents behind the codes of an arrow that does not run; ``CFG26`` is behind all others."""

ACTIONS: Mapping[str, str] = {
    "created": "created",
    "matched": "matched",
    "updated": "updated",
    "blocked": "blocked",
    "unblocked": "enabled",
    "softDeleted": "soft-deleted",
    "restored": "restored",
    "recreated": "re-created",
    "hardDeleted": "hard-deleted",
    "groupCreated": "group created",
    "groupDeleted": "group deleted",
    "joinedGroup": "joined a group",
    "leftGroup": "left a group",
    "leftAlone": "left as it is",
    "stagedDelete": "deletion waits",
    "stopped": "stopped",
    "quarantined": "quarantined",
    "disabledJob": "job disabled",
    "runs": "runs",
    "hire": "hired",
    "deleteSource": "deleted at home",
    "restoreSource": "restored at home",
    "sourceAttributeChange": "changed at home",
    "disableSource": "disabled at home",
    "enableSource": "enabled at home",
    "addToGroup": "added to a group",
    "removeFromGroup": "taken out of a group",
    "assign": "assigned",
    "unassign": "unassigned",
    "changeArrow": "configuration changed",
    "pauseJob": "job paused",
    "startJob": "job started",
    "restartJob": "job restarted",
    "allowDeletes": "deletions allowed",
    "closeGate": "gate closed",
    "openGate": "gate opened",
    "inboundSyncOff": "inbound sync off",
    "severRelationship": "relationship severed",
    "deleteInTarget": "deleted in the target",
    "restoreInTarget": "restored by hand",
    "userLeaves": "left the target",
    "disableInTarget": "blocked in the target",
    "enableInTarget": "unblocked in the target",
    "redeemInvitation": "invitation redeemed",
}
"""Every value of the table's column ``action``, in words."""
ACTION_SYMBOLS: Mapping[str, str] = {
    "created": "+",
    "recreated": "+",
    "matched": "=",
    "restored": "↩",
    "updated": "✎",
    "blocked": "⊘",
    "unblocked": "✓",
    "softDeleted": "−",
    "hardDeleted": "✕",
    "groupCreated": "⊞",
    "groupDeleted": "⊟",
    "joinedGroup": "⊞",
    "leftGroup": "⊟",
    "leftAlone": "·",
    "stagedDelete": "‖",
    "deleteInTarget": "−",
    "userLeaves": "−",
    "restoreInTarget": "↩",
    "disableInTarget": "⊘",
    "enableInTarget": "✓",
}
"""A symbol for each action on an external, so that colour need not carry it."""

_GATES = {
    setting.field if setting.is_gate else GUEST_INVITES: setting for setting in SETTING_BY_FIELD.values()
}
_SENTENCES = {
    "hire": "{tenant} hires {user}{values}",
    "deleteSource": "{tenant} deletes {user}",
    "restoreSource": "{tenant} restores {user}",
    "sourceAttributeChange": "{user} changes at home{values}",
    "disableSource": "{tenant} disables {user}",
    "enableSource": "{tenant} enables {user}",
    "addToGroup": "{user} joins the group {group}",
    "removeFromGroup": "{user} leaves the group {group}",
    "assign": "{who} is assigned to {arrow}",
    "unassign": "{who} is no longer assigned to {arrow}",
    "changeArrow": "the configuration of {arrow} changes{values}",
    "pauseJob": "the job of {arrow} is paused",
    "startJob": "the job of {arrow} is started",
    "restartJob": "the job of {arrow} is restarted: its next cycle is an initial one",
    "allowDeletes": "an administrator allows the waiting deletions of {arrow}",
    "closeGate": "{arrow}: {gate} is closed in {side}",
    "openGate": "{arrow}: {gate} is opened in {side}",
    "inboundSyncOff": "{target} no longer allows users to be synchronized from {source}",
    "severRelationship": "{target} removes its access settings for {source}",
    "deleteInTarget": "an administrator of {tenant} deletes {user} there",
    "restoreInTarget": "an administrator of {tenant} restores {user} there by hand",
    "userLeaves": "{user} leaves {tenant}",
    "disableInTarget": "an administrator of {tenant} blocks the sign-in of {user} there",
    "enableInTarget": "an administrator of {tenant} lifts the block of {user} there",
    "redeemInvitation": "{user} redeems the invitation to {tenant}",
}


def event_sentence(event: Event, design: Design, user: str, home: str | None) -> str:
    """An event as a sentence.

    Args:
        design: the design that the event happened to.
        user: the display name of the event's user, if it has one.
        home: the id of that user's home tenant.
    """
    wording = Wording(design)
    names: dict[str, str] = {}
    if event.arrow is not None:
        arrow = design.arrow(event.arrow)
        names = wording.arrow_names(arrow)
        if event.gate is not None:
            setting = _GATES[event.gate]
            names["side"], names["gate"] = names[setting.side], setting.title
        names["arrow"] = arrow_name(design, event.arrow)
    tenant = event.tenant or home
    names_of_user = ("display_name", "user_principal_name", "mail") if event.event == "hire" else ()
    values = ", ".join(
        f"{name}: {value}" for name, value in event.values.items() if name not in names_of_user
    )
    text = _SENTENCES[event.event].format(
        **names,
        user=user,
        who=user if event.user is not None else f"the group {event.group}",
        group=event.group,
        tenant=wording.tenant(tenant) if tenant in design.topology.tenant_by_id else "",
        values=f" ({values})" if values else "",
    )
    return text[0].upper() + text[1:]


def arrow_name(design: Design, arrow: str) -> str:
    """The names of an arrow's source and target: ``Contoso → Fabrikam``."""
    names = Wording(design).arrow_names(design.arrow(arrow))
    return f"{names['source']} → {names['target']}"


def stop_sentence(design: Design, arrow: str, code: str) -> str:
    """Why an arrow runs no cycle, as a sentence."""
    names = Wording(design).arrow_names(design.arrow(arrow))
    return f"{ARROW_CODES[code].message.format(**names)} Existing externals stay in the target."


_FIELD_LABELS = {
    "display_name": "name",
    "user_principal_name": "sign-in name",
    "account_enabled": "account enabled",
}


def snapshot_differences(before: UserSnapshot, after: UserSnapshot) -> str:
    """What changed of a user at home: ``department: IT → HR``; empty if nothing."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return ", ".join(
        f"{_FIELD_LABELS.get(n, n)}: {before.get(n, '(empty)')} → {after.get(n, '(empty)')}"
        for n in sorted(names)
    )
