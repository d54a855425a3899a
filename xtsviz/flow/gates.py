"""Whether an arrow works: its gates, the target's invitation setting, the pair of clouds, its status.

Sources: Microsoft Learn, "Configure cross-tenant synchronization" (2026-08-06) for gates, invitations and clouds.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from xtsviz.flow.settings import SETTINGS, Setting
from xtsviz.model.fields import Cloud
from xtsviz.model.topology import Arrow, Topology

State = Literal["open", "blocked", "unknown", "paused"]

CLOUD_PAIRS: frozenset[tuple[Cloud, Cloud]] = frozenset(
    {
        ("commercial", "commercial"),
        ("usgov", "usgov"),
        # The overview (2026-04) denies it, the configuration article (2026-08, newer) lists it as supported.
        ("china", "china"),
        ("commercial", "usgov"),
        ("usgov", "commercial"),
        ("commercial", "china"),
    }
)
"""Clouds of (source, target) between which an arrow is supported."""


class ArrowState(NamedTuple):
    """The state of an arrow, and the codes of the reasons for that state only."""

    state: State
    codes: tuple[str, ...]


def holds(setting: Setting, arrow: Arrow, topology: Topology) -> bool | None:
    """Whether a setting is as an arrow needs it; None where it was not seen."""
    if setting.is_gate:
        return bool(value) if (value := getattr(arrow.gates, setting.field)) is not None else None
    invites = topology.tenant_by_id[arrow.target].allow_invites_from
    return None if invites is None else invites != "none"


def arrow_state(arrow: Arrow, topology: Topology) -> ArrowState:
    """The first state that applies: blocked, unknown, paused, or else open."""
    source, target = topology.tenant_by_id[arrow.source], topology.tenant_by_id[arrow.target]
    seen = [(setting, holds(setting, arrow, topology)) for setting in SETTINGS]

    blocked = [setting.code for setting, value in seen if value is False]
    if (source.cloud, target.cloud) not in CLOUD_PAIRS:
        blocked.append("cloud-pair-unsupported")
    if blocked:
        return ArrowState("blocked", tuple(blocked))

    unknown = ["gate-unknown"] if any(value is None for setting, value in seen if setting.is_gate) else []
    if target.allow_invites_from is None:
        unknown.append("guest-invites-unknown")
    if arrow.scope.users == "unknown":
        unknown.append("scope-unknown")
    if unknown:
        return ArrowState("unknown", tuple(unknown))

    if arrow.status != "active":
        return ArrowState("paused", ("arrow-paused",))
    return ArrowState("open", ())
