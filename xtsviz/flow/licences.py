"""How many licences a design needs, and where.

Source: `xtsviz.sources.OVERVIEW`: in the source tenant, Entra ID P1 for each synchronized user;
Entra ID Governance or Entra Suite where groups or another cloud are involved.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import narwhals as nw

from xtsviz.flow.existing import any_existing
from xtsviz.flow.provisioning import Provisioning
from xtsviz.flow.scope import ScopeKey
from xtsviz.flow.scopes import people
from xtsviz.model.directory import Directory
from xtsviz.model.frames import Frame, collect, table_like
from xtsviz.model.topology import Arrow

if TYPE_CHECKING:
    from xtsviz.flow.engine import Flow
    from xtsviz.flow.reasons import NumberedArrow

P1 = "Entra ID P1"
GOVERNANCE = "Entra ID Governance"


def licence_of(flow: Flow, arrow: Arrow) -> str:
    """The licence that each user of an arrow needs in its source."""
    clouds = flow.design.topology.tenant_by_id
    across = clouds[arrow.source].cloud != clouds[arrow.target].cloud
    return GOVERNANCE if across or arrow.sync_groups else P1


def licences(flow: Flow) -> dict[str, dict[str, int]]:
    """For each source, how many licences of which kind: one per user, whatever the number of its targets.

    A user who needs the greater licence for one arrow does not need the lesser one for another.
    """
    arrows = [(order, f.arrow) for order, f in enumerate(flow.by_arrow.values()) if f.carried]
    greater = frozenset(order for order, arrow in arrows if licence_of(flow, arrow) == GOVERNANCE)
    everybody = _users(flow, arrows, None)
    most = _users(flow, arrows, greater) if greater else {}
    found: dict[str, dict[str, int]] = {}
    for tenant in flow.design.tenants:
        if number := everybody.get(tenant.id, 0):
            needed = {GOVERNANCE: most.get(tenant.id, 0), P1: number - most.get(tenant.id, 0)}
            found[tenant.id] = {licence: number for licence, number in needed.items() if number}
    return found


def _users(flow: Flow, arrows: Sequence[NumberedArrow], of: frozenset[int] | None) -> dict[str, int]:
    """For each source, how many users some open arrows synchronize, each counted once.

    Args:
        arrows: all open arrows that synchronize anybody; what one does may depend on another of its pair.
        of: the places of the arrows to count; None: all.
    """
    design = flow.design
    if any_existing(design.users) or any("Add" not in arrow.actions for _, arrow in arrows):
        open_arrows = frozenset(arrow.id for _, arrow in arrows)
        carried = Provisioning(design, arrows, open_arrows).carried.select("order", "source", "id")
        if of is not None:
            carried = carried.filter(nw.col("order").is_in(sorted(of)))
        return _distinct(carried)
    # Here everybody in scope is synchronized, and arrows with the same scope share the answer, which is remembered.
    keys = dict.fromkeys(
        ScopeKey.of(design, arrow.source, arrow.scope) for order, arrow in arrows if of is None or order in of
    )
    scopes = tuple(keys)
    return design.users.remember(
        ("users of scopes", frozenset(scopes)), lambda: _of_scopes(design.users, scopes)
    )


def _of_scopes(directory: Directory, scopes: Sequence[ScopeKey]) -> dict[str, int]:
    sources: dict[str, list[Any]] = {
        "_scope": list(range(len(scopes))),
        "source": [key.source for key in scopes],
    }
    table = table_like(directory.frame, sources, {"_scope": nw.Int64, "source": nw.String})
    rows = people(directory, scopes).join(table, on="_scope", how="inner")  # type: ignore[arg-type]
    return _distinct(rows)


def _distinct(carried: Frame) -> dict[str, int]:
    counted = carried.group_by("source").agg(n=nw.col("id").n_unique())
    return {source: int(n) for source, n in collect(counted.select("source", "n")).iter_rows()}
