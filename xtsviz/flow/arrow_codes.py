"""The codes that say why an arrow is not open: what each means, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from xtsviz.flow.gates import State
from xtsviz.flow.settings import SETTINGS
from xtsviz.sources import CONFIGURE, QUARANTINE


class ArrowCode(NamedTuple):
    """One code in words.

    Attributes:
        state: the state of an arrow that has it.
        question: what it answers, for a list of all rules.
        message: a template over the names of `xtsviz.flow.wording.Wording.of_arrow`.
        remedy: likewise.
        source: the document that says so.
    """

    state: State
    question: str
    message: str
    remedy: str
    source: str


ARROW_CODES: Mapping[str, ArrowCode] = {
    **{
        setting.code: ArrowCode(
            "blocked",
            f"Does the setting “{setting.label}” block an arrow?",
            f"{{source}} → {{target}} carries nobody: {setting.denies}.",
            setting.remedy,
            CONFIGURE,
        )
        for setting in SETTINGS
    },
    "cloud-pair-unsupported": ArrowCode(
        "blocked",
        "Does an arrow lead between two clouds that do not support synchronization?",
        "{source} → {target} carries nobody: synchronization from the {source_cloud} cloud to the {target_cloud} "
        "cloud is not supported.",
        "Remove the arrow, or use ordinary B2B collaboration where both clouds allow it.",
        CONFIGURE,
    ),
    "gate-unknown": ArrowCode(
        "unknown",
        "Is a gate of an arrow unknown?",
        "It is not known whether {source} → {target} works: a setting of {unseen} was not seen.",
        "Read the cross-tenant access settings of {unseen}, and set the gates of this arrow to what is there.",
        CONFIGURE,
    ),
    "guest-invites-unknown": ArrowCode(
        "unknown",
        "Is the guest invite setting of a target unknown?",
        "It is not known whether {source} → {target} works: the guest invite setting of {target} was not seen.",
        "Read the external collaboration settings of {target}.",
        CONFIGURE,
    ),
    "scope-unknown": ArrowCode(
        "unknown",
        "Is the scope of an arrow unknown?",
        "It is not known whom {source} → {target} carries: its scope could not be read.",
        "Read the configuration in {source} (an Application Administrator can), and set the arrow's scope.",
        CONFIGURE,
    ),
    "arrow-paused": ArrowCode(
        "paused",
        "Is the provisioning job of an arrow paused?",
        "{source} → {target} carries nobody new: its provisioning job is {status}.",
        "In {source}, open the configuration's provisioning page, mend what stopped it, and start provisioning.",
        QUARANTINE,
    ),
}
"""By code, in the order in which they are looked for."""
