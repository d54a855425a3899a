"""How many licences a design needs, and where.

Source: Microsoft Learn, "What is cross-tenant synchronization?" (2026-04-27): in the source tenant, Entra ID P1 for
each synchronized user; Entra ID Governance or Entra Suite where groups or another cloud are involved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals as nw

from xtsviz.flow.carriage import Carriage
from xtsviz.flow.existing import any_existing
from xtsviz.flow.scope import scope_set
from xtsviz.model.tables import Frame, collect
from xtsviz.model.topology import Arrow

if TYPE_CHECKING:
    from xtsviz.flow.engine import Flow

P1 = "Entra ID P1"
GOVERNANCE = "Entra ID Governance"


def licence_of(flow: Flow, arrow: Arrow) -> str:
    """The licence that each user of an arrow needs in its source."""
    clouds = flow.design.topology.tenant_by_id
    across = clouds[arrow.source].cloud != clouds[arrow.target].cloud
    return GOVERNANCE if across or arrow.sync_groups else P1


def licences(flow: Flow) -> dict[str, dict[str, int]]:
    """For each source, how many licences of which kind: one per user, whatever the number of its targets.

    Whoever needs the greater licence for one arrow does not need the lesser one for another.
    """
    found: dict[str, dict[str, int]] = {}
    for tenant in flow.design.tenants:
        arrows = [
            (order, f.arrow)
            for order, f in enumerate(flow.by_arrow.values())
            if f.arrow.source == tenant.id and f.carried
        ]
        greater = [arrow for _, arrow in arrows if licence_of(flow, arrow) == GOVERNANCE]
        all_users = _users(flow, arrows, [arrow for _, arrow in arrows])
        most = _users(flow, arrows, greater)
        need = {GOVERNANCE: most, P1: all_users - most}
        if all_users:
            found[tenant.id] = {licence: number for licence, number in need.items() if number}
    return found


def _users(flow: Flow, arrows: list[tuple[int, Arrow]], of: list[Arrow]) -> int:
    """How many users some open arrows of one source carry, each counted once.

    Args:
        arrows: all open arrows of the source: what one of them carries may hang on another of its pair.
        of: those of them that are asked about.
    """
    if not of:
        return 0
    design = flow.design
    if any_existing(design.users) or any("Add" not in arrow.actions for _, arrow in arrows):
        carried = Carriage(design, arrows, frozenset(arrow.id for _, arrow in arrows)).carried
        wanted = [order for order, arrow in arrows if arrow in of]
        return _distinct(carried.filter(nw.col("order").is_in(wanted)))
    # Then all in scope are carried, and arrows with the same scope share them: a question that comes again.
    scopes = frozenset(scope_set(design, arrow.source, arrow.scope) for arrow in of)
    together = [scope.users.select("id") for scope in scopes]
    return design.users.remember(
        ("users of scopes", scopes),
        lambda: _distinct(nw.concat(together)),  # type: ignore[type-var]
    )


def _distinct(users: Frame) -> int:
    return int(collect(users.select(n=nw.col("id").n_unique()))["n"][0])
