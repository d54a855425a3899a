"""Fewer calls that rebuild the same design: without tenants that were removed again, and with all arrows at the end.

What is proposed here may be wrong where sample people depend on what was left out, so it is carried out and compared.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from xtsviz.errors import XtsvizError
from xtsviz.model.topology import Topology
from xtsviz.provenance.recipe import Call, Recipe
from xtsviz.provenance.topology_edits import edits

if TYPE_CHECKING:
    from xtsviz.model.design import Design

_MAX_USERS = 5_000
"""Designs of more users are not built a second time: that would take too long while somebody waits for code."""
_WITH_MEMBERS, _REMOVE_TENANT = "xts.templates.with_members", "design.remove_tenant"
_KNOWN = {_WITH_MEMBERS, _REMOVE_TENANT, "design.add_users", "design.remove_users"}


def short_calls(recipe: Recipe, topology: Topology) -> list[Call] | None:
    """Calls that may rebuild a design in fewer steps than its recipe; None if there is nothing to leave out."""
    steps = [recipe]
    while steps[0].before is not None:
        steps.insert(0, steps[0].before[0])
    first, *later = steps
    if not later or any(step.call.function not in _KNOWN for step in later):
        return None
    known = first.topology.tenant_by_id
    removed = {step.call.arguments[0] for step in later if step.call.function == _REMOVE_TENANT}
    if removed & topology.tenant_by_id.keys():  # removed, and another one was added under its id
        return None
    calls = list(_needed([step.call for step in later], removed - known.keys()))
    tenants = tuple(topology.tenant_by_id.get(id, tenant) for id, tenant in known.items())
    added = tuple(tenant for tenant in topology.tenants if tenant.id not in known)
    whole = first.topology.replace(tenants=(*tenants, *added))
    rest = whole.replace(
        tenants=topology.tenants,
        arrows=tuple(a for a in whole.arrows if a.source not in removed and a.target not in removed),
    )
    return [first.call, *edits(first.topology, whole), *calls, *edits(rest, topology)]


def rebuilds(code: str, design: Design) -> bool:
    """Whether a piece of code that was written here builds a design."""
    if design.users.is_lazy or len(design.users.frame) > _MAX_USERS:  # type: ignore[arg-type]
        return False
    scope: dict[str, Any] = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(code, scope)  # noqa: S102 - calls of this package, with quoted arguments
    except XtsvizError:
        return False
    return bool(scope.get("design") == design)


def _needed(calls: Sequence[Call], gone: set[str]) -> Iterator[Call]:
    """The calls that are not about a tenant that is gone; of `with_members` the last for each tenant."""
    last = {call.arguments[1]: n for n, call in enumerate(calls) if call.function == _WITH_MEMBERS}
    for n, call in enumerate(calls):
        if call.function == _REMOVE_TENANT and call.arguments[0] in gone:
            continue
        if call.function == _WITH_MEMBERS and (call.arguments[1] in gone or last[call.arguments[1]] != n):
            continue
        yield call
