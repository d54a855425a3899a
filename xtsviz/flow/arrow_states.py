"""The state of an arrow: its gates, the target's invitation setting, the two clouds, its status.

Source: `xtsviz.sources.CONFIGURE` for gates, invitations and clouds.
"""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import Literal, NamedTuple

from xtsviz.flow.required_settings import REQUIRED_SETTINGS, RequiredSetting
from xtsviz.model.fields import Cloud, Status
from xtsviz.model.topology import Arrow, Tenant, Topology

State = Literal["open", "blocked", "unknown", "paused"]

CLOUD_PAIRS: frozenset[tuple[Cloud, Cloud]] = frozenset(
    {
        ("commercial", "commercial"),
        ("usgov", "usgov"),
        # The configuration article (2026-08) lists it as supported. The overview (2026-04) says the contrary.
        ("china", "china"),
        ("commercial", "usgov"),
        ("usgov", "commercial"),
        ("commercial", "china"),
    }
)
"""The supported clouds of (source, target)."""


class ArrowState(NamedTuple):
    """The state of an arrow, and the codes of the reasons for that state only."""

    state: State
    codes: tuple[str, ...]


def setting_value(setting: RequiredSetting, arrow: Arrow, topology: Topology) -> bool | None:
    """True if a setting has the value that an arrow needs; None if the value is not known."""
    if setting.is_gate:
        gate: bool | None = getattr(arrow.gates, setting.field)
        return gate
    return _lets_invite(topology.tenant_by_id[arrow.target])


def arrow_state(arrow: Arrow, topology: Topology) -> ArrowState:
    """The first state that applies: blocked, unknown, paused, or else open."""
    source, target = topology.tenant_by_id[arrow.source], topology.tenant_by_id[arrow.target]
    seen = (*_gate_values(arrow.gates), _lets_invite(target))  # in the order of REQUIRED_SETTINGS
    return _state_of_settings(seen, (source.cloud, target.cloud), not arrow.scope.is_known, arrow.status)


# After each edit, the states of all arrows are found again: one call is faster than one for each setting.
_gate_values = attrgetter(*(setting.field for setting in REQUIRED_SETTINGS if setting.is_gate))


def _lets_invite(target: Tenant) -> bool | None:
    return None if target.allow_invites_from is None else target.allow_invites_from != "none"


# A design can have many arrows, but there are few combinations of settings.
@lru_cache(maxsize=4096)
def _state_of_settings(
    seen: tuple[bool | None, ...], clouds: tuple[Cloud, Cloud], scope_unknown: bool, status: Status
) -> ArrowState:
    """The state of an arrow.

    Args:
        seen: the `setting_value` of each of `REQUIRED_SETTINGS`, in their order.
    """
    blocked = [setting.code for setting, value in zip(REQUIRED_SETTINGS, seen, strict=True) if value is False]
    if clouds not in CLOUD_PAIRS:
        blocked.append("cloud-pair-unsupported")
    if blocked:
        return ArrowState("blocked", tuple(blocked))

    unseen = [
        setting.is_gate for setting, value in zip(REQUIRED_SETTINGS, seen, strict=True) if value is None
    ]
    unknown = ["gate-unknown"] if any(unseen) else []
    if not all(unseen):
        unknown.append("guest-invites-unknown")
    if scope_unknown:
        unknown.append("scope-unknown")
    if unknown:
        return ArrowState("unknown", tuple(unknown))

    if status != "active":
        return ArrowState("paused", (f"arrow-{status}",))
    return ArrowState("open", ())
