"""Records and documents with their defaults left out, as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from xtsviz.model.document import User
from xtsviz.model.topology import Arrow, Gates, Group, Tenant, Topology
from xtsviz.model.vocabulary import FORMAT, VERSION

Json = dict[str, Any]


def tenant(full: Tenant | Mapping[str, Any]) -> Json:
    """A tenant's id, and what is not as its id has it by default."""
    given = _json(full)
    return {"id": given["id"], **_other(given, _json(Tenant.model_validate({"id": given["id"]})))}


def arrow(full: Arrow | Mapping[str, Any]) -> Json:
    """An arrow's ends, and what is not the default; gates and scope likewise."""
    given = _json(full)
    brief = {"source": given["source"], "target": given["target"]}
    own = {} if given["id"] == f"{given['source']}->{given['target']}" else {"id": given["id"]}
    rest = _other(given, _usual_arrow())
    if "scope" in rest:
        rest["scope"] = scope(rest["scope"])
    if "gates" in rest:
        rest["gates"] = _other(rest["gates"], _json(Gates()))
    return {**own, **brief, **{key: rest[key] for key in rest if key not in ("id", *brief)}}


def scope(full: Mapping[str, Any]) -> Json:
    """A scope without what is the default, its clauses without missing values."""
    rest = _other(full, _usual_arrow()["scope"])
    if "filters" in rest:
        rest["filters"] = clauses(rest["filters"])
    return rest


def clauses(filters: list[list[Json]]) -> list[list[Json]]:
    """Filters whose clauses have a value only where there is one."""
    return [[{k: v for k, v in clause.items() if v is not None} for clause in group] for group in filters]


def user(full: User | Mapping[str, Any]) -> Json:
    """A user's id and tenant, and what is not the default."""
    given = _json(full)
    usual = {**_usual_user(), "display_name": given["id"]}
    if given.get("display_name") is None:
        usual["display_name"] = None
    own = {"id": given["id"], "tenant": given["tenant"]}
    return {**own, **_other({k: v for k, v in given.items() if k not in own}, usual)}


def document(topology: Topology, users: list[Json]) -> Json:
    """The document of a design.

    Args:
        users: as the document writes them, complete.
    """
    full = topology.model_dump(mode="json")
    rest = _other({key: full[key] for key in full if key not in ("tenants", "groups")}, _json(Topology()))
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
    usual = _json(Group.model_validate(own))
    return {**own, **_other(given, usual)}


def _other(given: Mapping[str, Any], usual: Mapping[str, Any]) -> Json:
    return {key: value for key, value in given.items() if key not in usual or value != usual[key]}


def _json(record: Any) -> Json:
    return dict(record) if isinstance(record, Mapping) else record.model_dump(mode="json")


@cache
def _usual_arrow() -> Json:
    return _json(Arrow.model_validate({"id": "-", "source": "-", "target": "-"}))


@cache
def _usual_user() -> Json:
    return _json(User(id="-", tenant="-"))
