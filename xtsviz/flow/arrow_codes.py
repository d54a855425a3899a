"""The codes for the reasons why an arrow is not open: their meaning, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from xtsviz.flow.arrow_states import State
from xtsviz.flow.required_settings import REQUIRED_SETTINGS
from xtsviz.flow.roles import CONFIGURATION_ROLE
from xtsviz.sources import CONFIGURE, QUARANTINE


class ArrowCode(NamedTuple):
    """The texts of one code.

    Attributes:
        state: the state of an arrow that has this code.
        question: the question that it answers, for the list of all rules.
        message: a template for the values of `xtsviz.flow.wording.Wording.arrow_names`.
        remedy: a template for the same values.
        source: the document that states this rule.
        side: the tenant in which the remedy is carried out: ``source``, ``target``, or empty where it is both or none.
        role: the role that carries it out; empty if no document names one.
    """

    state: State
    question: str
    message: str
    remedy: str
    source: str
    side: Literal["source", "target", ""] = ""
    role: str = ""


ARROW_CODES: Mapping[str, ArrowCode] = {
    **{
        setting.code: ArrowCode(
            "blocked",
            f"Does the setting “{setting.label}” block an arrow?",
            f"{{source}} → {{target}} syncs nobody: {setting.violation}.",
            setting.remedy,
            CONFIGURE,
            setting.side,
            setting.role,
        )
        for setting in REQUIRED_SETTINGS
    },
    "cloud-pair-unsupported": ArrowCode(
        "blocked",
        "Does an arrow lead between two clouds that do not support synchronization?",
        "{source} → {target} syncs nobody: synchronization from the {source_cloud} cloud to the {target_cloud} "
        "cloud is not supported.",
        "Remove the arrow, or use ordinary B2B collaboration where both clouds allow it.",
        CONFIGURE,
    ),
    "gate-unknown": ArrowCode(
        "unknown",
        "Is a gate of an arrow unknown?",
        "It is not known whether {source} → {target} works: a setting of {unseen} is not known.",
        "Read the cross-tenant access settings of {unseen}, and set the gates of this arrow to these values.",
        CONFIGURE,
    ),
    "guest-invites-unknown": ArrowCode(
        "unknown",
        "Is the guest invite setting of a target unknown?",
        "It is not known whether {source} → {target} works: the guest invite setting of {target} is not known.",
        "Read the external collaboration settings of {target}.",
        CONFIGURE,
        "target",
    ),
    "scope-unknown": ArrowCode(
        "unknown",
        "Is the scope of an arrow unknown?",
        "It is not known whom {source} → {target} syncs: {unread}.",
        "Read the configuration in {source} (an Application Administrator can), and set the arrow's scope.",
        CONFIGURE,
        "source",
        "Application Administrator",
    ),
    "arrow-paused": ArrowCode(
        "paused",
        "Is the provisioning job of an arrow paused?",
        "{source} → {target} syncs nobody new: its provisioning job is paused.",
        "In {source}, open the configuration's provisioning page and start provisioning.",
        CONFIGURE,
        "source",
        CONFIGURATION_ROLE,
    ),
    "arrow-quarantined": ArrowCode(
        "paused",
        "Is the provisioning job of an arrow in quarantine?",
        "{source} → {target} syncs nobody new: its provisioning job is quarantined.",
        "In {source}, open the configuration's provisioning page, repair the cause, and start provisioning.",
        QUARANTINE,
        "source",
        CONFIGURATION_ROLE,
    ),
}
"""By code, in the order in which they are checked."""
