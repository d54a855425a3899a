"""The edits between two topologies, as calls. An edit that was undone leaves no trace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from xtsviz.model.ids import ArrowIds, TenantIds
from xtsviz.model.topology import Arrow, Tenant, Topology
from xtsviz.provenance import compact_json
from xtsviz.provenance.recipe import Call


def is_edited_from(start: Topology, end: Topology) -> bool:
    """True if `edits` can lead from one topology to the other: its tenants are all there, and in their order."""
    kept = {"name": "", "tenants": (), "arrows": ()}
    tenants = [tenant.id for tenant in start.tenants]
    same_tenants = tenants == [tenant.id for tenant in end.tenants[: len(tenants)]]
    return same_tenants and start.replace(**kept) == end.replace(**kept)


def edits(start: Topology, end: Topology) -> Iterator[Call]:
    """The fewest public edits from one topology to a later one of the same design with the same users.

    Between the two, tenants were added, renamed and updated, and anything was done to arrows.
    """
    if start.name != end.name:
        yield Call("design.renamed", (end.name,))
    for tenant in start.tenants:
        yield from _tenant_edits(tenant, end.tenant_by_id[tenant.id])
    ids = TenantIds(start.tenant_by_id)
    for tenant in end.tenants[len(start.tenants) :]:
        yield _added_tenant(tenant, ids)
        ids.taken.add(tenant.id)
    yield from _arrow_edits(start, end)


def _tenant_edits(old: Tenant, new: Tenant) -> Iterator[Call]:
    if old is new:
        return
    # A dump has a note only if there is one.
    old_fields, fields = ({"note": None, **tenant.model_dump(mode="json")} for tenant in (old, new))
    changes = {name: _as_python(name, fields[name]) for name in fields if fields[name] != old_fields[name]}
    if "name" in changes:
        yield Call("design.rename_tenant", (new.id, changes.pop("name")))
    if changes:
        yield Call("design.update_tenant", (new.id,), tuple(changes.items()))


def _added_tenant(tenant: Tenant, ids: TenantIds) -> Call:
    fields = {name: _as_python(name, value) for name, value in compact_json.tenant(tenant).items()}
    fields.pop("name", None)
    if ids.of(tenant.name) == tenant.id:
        del fields["id"]
    return Call("design.add_tenant", (tenant.name,), tuple(fields.items()))


def _as_python(name: str, value: Any) -> Any:
    return tuple(value) if name == "position" and value is not None else value


def _arrow_edits(start: Topology, end: Topology) -> Iterator[Call]:
    kept = _kept_arrows(start, end)
    for arrow in start.arrows:
        if arrow.id not in kept:
            yield Call("design.remove_arrow", (arrow.id,))
    for arrow in end.arrows[: len(kept)]:
        old = start.arrow_by_id[arrow.id]
        if old is not arrow and (changes := _arrow_changes(old, arrow)):
            yield Call("design.update_arrow", (arrow.id,), tuple(changes.items()))
    ids = ArrowIds(kept)
    pairs = Counter((arrow.source, arrow.target) for arrow in end.arrows[: len(kept)])
    defaults = Arrow.model_construct(id="-", source="-", target="-")
    for arrow in end.arrows[len(kept) :]:
        pair = (arrow.source, arrow.target)
        options: dict[str, Any] = {"another": True} if pairs[pair] else {}
        if ids.of(*pair) != arrow.id:
            options["id"] = arrow.id
        yield Call("design.add_arrow", pair, tuple({**options, **_arrow_changes(defaults, arrow)}.items()))
        ids.taken.add(arrow.id)
        pairs[pair] += 1


def _kept_arrows(start: Topology, end: Topology) -> dict[str, int]:
    """Ids of the arrows that were never removed. They come first, in their old order.

    An arrow that was removed and added again comes after all others.
    """
    index = {arrow.id: n for n, arrow in enumerate(start.arrows)}
    kept: dict[str, int] = {}
    last = -1
    for arrow in end.arrows:
        old = start.arrow_by_id.get(arrow.id)
        if old is None or index[arrow.id] < last or (old.source, old.target) != (arrow.source, arrow.target):
            break
        kept[arrow.id] = last = index[arrow.id]
    return kept


def _arrow_changes(old: Arrow, new: Arrow) -> dict[str, Any]:
    """The keyword arguments for `add_arrow` and `update_arrow`."""
    old_fields, fields = _keyword_values(old), _keyword_values(new)
    return {name: value for name, value in fields.items() if value != old_fields[name]}


def _keyword_values(arrow: Arrow) -> dict[str, Any]:
    fields = arrow.model_dump(mode="json", exclude={"id", "source", "target"})
    gates, scope = fields.pop("gates"), fields.pop("scope")
    return {
        "status": fields.pop("status"),
        "scope_users": scope["users"],
        "assigned": scope["assigned"],
        "filters": compact_json.compact_clauses(scope["filters"]),
        "note": None,  # a dump has it only if there is one
        **fields,
        **gates,
    }
