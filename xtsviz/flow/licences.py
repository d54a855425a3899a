"""The licences that a design needs, for each source tenant.

Source: `xtsviz.sources.OVERVIEW`: in the source tenant, Entra ID P1 for each synchronized user;
Entra ID Governance or Entra Suite where groups or another cloud are involved. Governance is an add-on: who needs it
needs P1 too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import narwhals as nw

from xtsviz.flow.existing_externals import has_existing_externals
from xtsviz.flow.mail_domains import unverified_mail
from xtsviz.flow.provisioning import Provisioning
from xtsviz.flow.scope_members import users_in_scopes
from xtsviz.flow.scope_rules import ScopeKey
from xtsviz.model.directory import Directory
from xtsviz.model.frames import Frame, collect, table_like
from xtsviz.model.topology import Arrow

if TYPE_CHECKING:
    from xtsviz.flow.engine import Flow
    from xtsviz.flow.reasons import NumberedArrow

P1 = "Entra ID P1"
GOVERNANCE = "Entra ID Governance"


def licences_of(flow: Flow, arrow: Arrow) -> tuple[str, ...]:
    """The licences that each user of an arrow needs in its source."""
    clouds = flow.design.topology.tenant_by_id
    across = clouds[arrow.source].cloud != clouds[arrow.target].cloud
    return (P1, GOVERNANCE) if across or arrow.sync_groups else (P1,)


def count_licences(flow: Flow) -> dict[str, dict[str, int]]:
    """For each source, the number of licences of each kind. A user needs each kind once for all targets together.

    Every synchronized user needs P1, and some of them Governance on top of it.
    """
    arrows = [(order, f.arrow) for order, f in enumerate(flow.by_arrow.values()) if f.carried]
    greater = frozenset(order for order, arrow in arrows if GOVERNANCE in licences_of(flow, arrow))
    everybody = _users_by_source(flow, arrows, None)
    with_governance = _users_by_source(flow, arrows, greater) if greater else {}
    found: dict[str, dict[str, int]] = {}
    for tenant in flow.design.tenants:
        if number := everybody.get(tenant.id, 0):
            needed = {P1: number, GOVERNANCE: with_governance.get(tenant.id, 0)}
            found[tenant.id] = {licence: number for licence, number in needed.items() if number}
    return found


def _users_by_source(
    flow: Flow, arrows: Sequence[NumberedArrow], of: frozenset[int] | None
) -> dict[str, int]:
    """For each source, the number of users whom some open arrows sync. Each user counts once.

    Args:
        arrows: all open arrows that sync any user; the result of one can depend on another of its pair.
        of: the indexes of the arrows to count; None: all.
    """
    design = flow.design
    scope_decides = not has_existing_externals(design.users) and unverified_mail(design) is None
    if not scope_decides or any("Add" not in arrow.actions for _, arrow in arrows):
        open_arrows = frozenset(arrow.id for _, arrow in arrows)
        carried = Provisioning(design, arrows, open_arrows).carried.select("order", "source", "id")
        if of is not None:
            carried = carried.filter(nw.col("order").is_in(sorted(of)))
        return _distinct_users(carried)
    # Here all users in scope are synchronized, so the directory can remember the number for each set of scopes.
    keys = dict.fromkeys(
        ScopeKey.of(design, arrow.source, arrow.scope) for order, arrow in arrows if of is None or order in of
    )
    scopes = tuple(keys)
    return design.users.remember(
        ("users of scopes", frozenset(scopes)), lambda: _users_of_scopes(design.users, scopes)
    )


def _users_of_scopes(directory: Directory, scopes: Sequence[ScopeKey]) -> dict[str, int]:
    sources: dict[str, list[Any]] = {
        "_scope": list(range(len(scopes))),
        "source": [key.source for key in scopes],
    }
    table = table_like(directory.frame, sources, {"_scope": nw.Int64, "source": nw.String})
    rows = users_in_scopes(directory, scopes).join(table, on="_scope", how="inner")  # type: ignore[arg-type]
    return _distinct_users(rows)


def _distinct_users(carried: Frame) -> dict[str, int]:
    counted = carried.group_by("source").agg(n=nw.col("id").n_unique())
    return {source: int(n) for source, n in collect(counted.select("source", "n")).iter_rows()}
