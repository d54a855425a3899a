"""The differences between two topologies: tenants, arrows and the other parts, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from xtsviz.model.design import Design
from xtsviz.model.topology import Arrow, Tenant, Topology

Kind: TypeAlias = Literal["added", "removed", "renamed", "changed"]


class RecordChange(NamedTuple):
    """One difference: an added or removed tenant or arrow, or a changed field with both values."""

    record: Tenant | Arrow
    kind: Kind
    field: str | None = None
    before: Any = None
    after: Any = None


def tenant_changes(before: Design, after: Design) -> Iterator[RecordChange]:
    """Changes of tenants, matched by id: first the tenants of `after` in order, then the removed ones."""
    yield from _record_changes(before.topology.tenant_by_id, after.topology.tenant_by_id)


def arrow_changes(before: Design, after: Design) -> Iterator[RecordChange]:
    """Changes of arrows, matched by id: first the arrows of `after` in order, then the removed ones.

    The arrows of one pair run in order, so a change of their ``place`` (1-based) is a change, too.
    """
    old, new = before.topology, after.topology
    yield from _record_changes(old.arrow_by_id, new.arrow_by_id)
    for pair, arrows in new.arrows_by_pair.items():
        old_places = {arrow.id: place for place, arrow in enumerate(old.between(*pair), start=1)}
        for place, arrow in enumerate(arrows, start=1):
            if (old_place := old_places.get(arrow.id, place)) != place:
                yield RecordChange(arrow, "changed", "place", old_place, place)


def other_changes(before: Topology, after: Topology) -> Iterator[tuple[str, Any, Any]]:
    """Other changes, as (what, old, new): name of the design, groups by id, multitenant organization, options."""
    if before.name != after.name:
        yield "name", before.name, after.name
    groups = before.group_by_id, after.group_by_id
    for group in [*groups[0], *(name for name in groups[1] if name not in groups[0])]:
        old, new = (found[group].model_dump(mode="json") if group in found else None for found in groups)
        if old != new:
            yield f"groups.{group}", old, new
    for part in ("multi_tenant_organization", "connected_organizations", "options"):
        if getattr(before, part) != getattr(after, part):
            yield part, _part_value(before, part), _part_value(after, part)


def _part_value(topology: Topology, part: str) -> Any:
    return topology.model_dump(mode="json", include={part})[part]


def _record_changes(
    old: Mapping[str, Tenant] | Mapping[str, Arrow], new: Mapping[str, Tenant] | Mapping[str, Arrow]
) -> Iterator[RecordChange]:
    for name, record in new.items():
        if name not in old:
            yield RecordChange(record, "added")
        elif record is not old[name] and record != old[name]:
            old_values, new_values = record_fields(old[name]), record_fields(record)
            for field in new_values:
                if old_values[field] != new_values[field]:
                    kind: Kind = "renamed" if field == "name" else "changed"
                    yield RecordChange(record, kind, field, old_values[field], new_values[field])
    yield from (RecordChange(record, "removed") for name, record in old.items() if name not in new)


def record_fields(record: Tenant | Arrow) -> dict[str, Any]:
    """The fields as in the document; fields of gates and scope by their path (``scope.users``)."""
    fields: dict[str, Any] = {"note": None}  # a dump has it only if there is one
    for name, value in record.model_dump(mode="json").items():
        if isinstance(value, dict):
            fields |= {f"{name}.{inner}": one for inner, one in value.items()}
        else:
            fields[name] = value
    return fields
