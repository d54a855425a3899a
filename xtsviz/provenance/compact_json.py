"""Records and documents without their default values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from xtsviz.model.document import User
from xtsviz.model.topology import Arrow, Gates, Group, Tenant, Topology
from xtsviz.model.vocabulary import FORMAT, VERSION

Json = dict[str, Any]


def tenant(record: Tenant | Mapping[str, Any]) -> Json:
    """The id of a tenant, and the fields that are not the default for this id."""
    fields = _json(record)
    return {"id": fields["id"], **_non_default(fields, _json(Tenant.model_validate({"id": fields["id"]})))}


def arrow(record: Arrow | Mapping[str, Any]) -> Json:
    """Source and target of an arrow, and the fields that are not the default, gates and scope included."""
    fields = _json(record)
    ends = {"source": fields["source"], "target": fields["target"]}
    ids = {} if fields["id"] == f"{fields['source']}->{fields['target']}" else {"id": fields["id"]}
    changed = _non_default(fields, _default_arrow())
    if "scope" in changed:
        changed["scope"] = scope(changed["scope"])
    if "gates" in changed:
        changed["gates"] = _non_default(changed["gates"], _json(Gates()))
    return {**ids, **ends, **{key: changed[key] for key in changed if key not in ("id", *ends)}}


def scope(record: Mapping[str, Any]) -> Json:
    """A scope without default values; its clauses without missing values."""
    changed = _non_default(record, _default_arrow()["scope"])
    if "filters" in changed:
        changed["filters"] = compact_clauses(changed["filters"])
    return changed


def compact_clauses(filters: list[list[Json]]) -> list[list[Json]]:
    """Filters without null values in their clauses."""
    return [[{k: v for k, v in clause.items() if v is not None} for clause in group] for group in filters]


def user(record: User | Mapping[str, Any]) -> Json:
    """Id and tenant of a user, and the fields that are not the default."""
    fields = _json(record)
    defaults = {**_default_user(), "display_name": fields["id"]}
    if fields.get("display_name") is None:
        defaults["display_name"] = None
    ids = {"id": fields["id"], "tenant": fields["tenant"]}
    return {**ids, **_non_default({k: v for k, v in fields.items() if k not in ids}, defaults)}


def document(topology: Topology, users: list[Json]) -> Json:
    """The document of a design.

    Args:
        users: with all fields of a document's users.
    """
    record = topology.model_dump(mode="json")
    changed = _non_default(
        {key: record[key] for key in record if key not in ("tenants", "groups")}, _json(Topology())
    )
    result: Json = {"format": FORMAT, "version": VERSION}
    if "name" in changed:
        result["name"] = changed.pop("name")
    result["tenants"] = [tenant(item) for item in record["tenants"]]
    if "arrows" in changed:
        result["arrows"] = [arrow(item) for item in changed.pop("arrows")]
    if users:
        result["users"] = [user(item) for item in users]
    if record["groups"]:
        result["groups"] = [_group(item) for item in record["groups"]]
    return {**result, **changed}


def _group(fields: Json) -> Json:
    ids = {"id": fields["id"], "tenant": fields["tenant"]}
    defaults = _json(Group.model_validate(ids))
    return {**ids, **_non_default(fields, defaults)}


def _non_default(fields: Mapping[str, Any], defaults: Mapping[str, Any]) -> Json:
    return {key: value for key, value in fields.items() if key not in defaults or value != defaults[key]}


def _json(record: Any) -> Json:
    return dict(record) if isinstance(record, Mapping) else record.model_dump(mode="json")


@cache
def _default_arrow() -> Json:
    return _json(Arrow.model_validate({"id": "-", "source": "-", "target": "-"}))


@cache
def _default_user() -> Json:
    return _json(User(id="-", tenant="-"))
