"""What differs between two topologies: tenants, arrows and the rest, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from xtsviz.model.design import Design
from xtsviz.model.topology import Arrow, Tenant, Topology

Kind: TypeAlias = Literal["added", "removed", "renamed", "changed"]


class Change(NamedTuple):
    """One difference: a whole tenant or arrow added or removed, or one field of it with both values."""

    of: Tenant | Arrow
    kind: Kind
    field: str | None = None
    before: Any = None
    after: Any = None


def tenant_changes(before: Design, after: Design) -> Iterator[Change]:
    """Tenants by their id: those of the design after in its order, then those that are gone."""
    yield from _changes(before.topology.tenant_by_id, after.topology.tenant_by_id)


def arrow_changes(before: Design, after: Design) -> Iterator[Change]:
    """Arrows by their id: those of the design after in its order, then those that are gone.

    Of the arrows of one pair, which come to the same users one after the other, the ``place`` (from 1) counts too.
    """
    old, new = before.topology, after.topology
    yield from _changes(old.arrow_by_id, new.arrow_by_id)
    for pair, arrows in new.arrows_by_pair.items():
        was = {arrow.id: place for place, arrow in enumerate(old.between(*pair), start=1)}
        for place, arrow in enumerate(arrows, start=1):
            if (there := was.get(arrow.id, place)) != place:
                yield Change(arrow, "changed", "place", there, place)


def other_changes(before: Topology, after: Topology) -> Iterator[tuple[str, Any, Any]]:
    """What else differs: the name of the design, groups by id, multitenant organization, options: what, old, new."""
    if before.name != after.name:
        yield "name", before.name, after.name
    groups = before.group_by_id, after.group_by_id
    for group in [*groups[0], *(name for name in groups[1] if name not in groups[0])]:
        old, new = (found[group].model_dump(mode="json") if group in found else None for found in groups)
        if old != new:
            yield f"groups.{group}", old, new
    for part in ("multi_tenant_organization", "connected_organizations", "options"):
        if getattr(before, part) != getattr(after, part):
            yield part, _plain(before, part), _plain(after, part)


def _plain(topology: Topology, part: str) -> Any:
    return topology.model_dump(mode="json", include={part})[part]


def _changes(
    old: Mapping[str, Tenant] | Mapping[str, Arrow], new: Mapping[str, Tenant] | Mapping[str, Arrow]
) -> Iterator[Change]:
    for name, record in new.items():
        if name not in old:
            yield Change(record, "added")
        elif record is not old[name] and record != old[name]:
            was, now = _fields(old[name]), _fields(record)
            for field in now:
                if was[field] != now[field]:
                    kind: Kind = "renamed" if field == "name" else "changed"
                    yield Change(record, kind, field, was[field], now[field])
    yield from (Change(record, "removed") for name, record in old.items() if name not in new)


def _fields(record: Tenant | Arrow) -> dict[str, Any]:
    """The fields as the document writes them, those of gates and scope by their own path (``scope.users``)."""
    fields: dict[str, Any] = {}
    for name, value in record.model_dump(mode="json").items():
        if isinstance(value, dict):
            fields |= {f"{name}.{inner}": one for inner, one in value.items()}
        else:
            fields[name] = value
    return fields
