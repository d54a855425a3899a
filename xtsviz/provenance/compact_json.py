"""Records and documents without their default values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from xtsviz.model.document import User
from xtsviz.model.topology import Arrow, Gates, Group, Tenant, Topology
from xtsviz.model.vocabulary import FORMAT, VERSION

Json = dict[str, Any]


def tenant(full: Tenant | Mapping[str, Any]) -> Json:
    """The id of a tenant, and the fields that are not the default for this id."""
    given = _json(full)
    return {"id": given["id"], **_different(given, _json(Tenant.model_validate({"id": given["id"]})))}


def arrow(full: Arrow | Mapping[str, Any]) -> Json:
    """Source and target of an arrow, and the fields that are not the default, gates and scope included."""
    given = _json(full)
    brief = {"source": given["source"], "target": given["target"]}
    own = {} if given["id"] == f"{given['source']}->{given['target']}" else {"id": given["id"]}
    rest = _different(given, _default_arrow())
    if "scope" in rest:
        rest["scope"] = scope(rest["scope"])
    if "gates" in rest:
        rest["gates"] = _different(rest["gates"], _json(Gates()))
    return {**own, **brief, **{key: rest[key] for key in rest if key not in ("id", *brief)}}


def scope(full: Mapping[str, Any]) -> Json:
    """A scope without default values; its clauses without missing values."""
    rest = _different(full, _default_arrow()["scope"])
    if "filters" in rest:
        rest["filters"] = clauses(rest["filters"])
    return rest


def clauses(filters: list[list[Json]]) -> list[list[Json]]:
    """Filters whose clauses have no null values."""
    return [[{k: v for k, v in clause.items() if v is not None} for clause in group] for group in filters]


def user(full: User | Mapping[str, Any]) -> Json:
    """Id and tenant of a user, and the fields that are not the default."""
    given = _json(full)
    defaults = {**_default_user(), "display_name": given["id"]}
    if given.get("display_name") is None:
        defaults["display_name"] = None
    own = {"id": given["id"], "tenant": given["tenant"]}
    return {**own, **_different({k: v for k, v in given.items() if k not in own}, defaults)}


def document(topology: Topology, users: list[Json]) -> Json:
    """The document of a design.

    Args:
        users: with all fields of a document's users.
    """
    full = topology.model_dump(mode="json")
    rest = _different({key: full[key] for key in full if key not in ("tenants", "groups")}, _json(Topology()))
    made: Json = {"format": FORMAT, "version": VERSION}
    if "name" in rest:
        made["name"] = rest.pop("name")
    made["tenants"] = [tenant(one) for one in full["tenants"]]
    if "arrows" in rest:
        made["arrows"] = [arrow(one) for one in rest.pop("arrows")]
    if users:
        made["users"] = [user(one) for one in users]
    if full["groups"]:
        made["groups"] = [_group(one) for one in full["groups"]]
    return {**made, **rest}


def _group(given: Json) -> Json:
    own = {"id": given["id"], "tenant": given["tenant"]}
    defaults = _json(Group.model_validate(own))
    return {**own, **_different(given, defaults)}


def _different(given: Mapping[str, Any], defaults: Mapping[str, Any]) -> Json:
    return {key: value for key, value in given.items() if key not in defaults or value != defaults[key]}


def _json(record: Any) -> Json:
    return dict(record) if isinstance(record, Mapping) else record.model_dump(mode="json")


@cache
def _default_arrow() -> Json:
    return _json(Arrow.model_validate({"id": "-", "source": "-", "target": "-"}))


@cache
def _default_user() -> Json:
    return _json(User(id="-", tenant="-"))
