"""Whether an arrow works: its gates, the target's invitation setting, the pair of clouds, its status.

Source: `xtsviz.sources.CONFIGURE` for gates, invitations and clouds.
"""

from __future__ import annotations

from functools import lru_cache
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
    seen = tuple([holds(setting, arrow, topology) for setting in SETTINGS])
    return _state(
        seen, (source.cloud, target.cloud), arrow.scope.users == "unknown", arrow.status == "active"
    )


# A design has many arrows, and few combinations of what decides over them.
@lru_cache(maxsize=4096)
def _state(
    seen: tuple[bool | None, ...], clouds: tuple[Cloud, Cloud], scope_unknown: bool, active: bool
) -> ArrowState:
    """The state by what was seen of `SETTINGS`, in their order."""
    blocked = [setting.code for setting, value in zip(SETTINGS, seen, strict=True) if value is False]
    if clouds not in CLOUD_PAIRS:
        blocked.append("cloud-pair-unsupported")
    if blocked:
        return ArrowState("blocked", tuple(blocked))

    unseen = [setting.is_gate for setting, value in zip(SETTINGS, seen, strict=True) if value is None]
    unknown = ["gate-unknown"] if any(unseen) else []
    if not all(unseen):
        unknown.append("guest-invites-unknown")
    if scope_unknown:
        unknown.append("scope-unknown")
    if unknown:
        return ArrowState("unknown", tuple(unknown))

    if not active:
        return ArrowState("paused", ("arrow-paused",))
    return ArrowState("open", ())
