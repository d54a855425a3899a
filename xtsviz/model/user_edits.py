"""Edits of users: their effect on the topology and on the directory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from xtsviz.errors import DesignError, quoted
from xtsviz.model.directory import Directory
from xtsviz.model.edit_helpers import as_list, without_lost_ids
from xtsviz.model.topology import Topology
from xtsviz.model.vocabulary import FORMAT, VERSION

if TYPE_CHECKING:
    from xtsviz.model.document import User


def checked_users(topology: Topology, directory: Directory, users: Iterable[Mapping[str, Any]]) -> list[User]:
    """More users for a directory, validated.

    Raises:
        DocumentError: a field is wrong, or a tenant or home user is unknown.
        DesignError: it is not a list of users, or an id is in use.
    """
    from xtsviz.model.document import read_document
    from xtsviz.model.json_values import to_json_value
    from xtsviz.model.references import records

    new = to_json_value(as_list(users, "users", 'user objects, such as [{"id": "a1", "tenant": "contoso"}]'))
    given = [user for _, user in records({"users": new}, "users")]
    ids = {str(user.get("id")) for user in given}
    if twice := sorted(directory.known(ids) | (ids & topology.group_by_id.keys())):
        raise DesignError(f"there is a user or group {quoted(twice[0])} already; ids are unique")
    # The home users that are named are added to the document, so that these references are checked as in a document.
    homes = directory.tenants_of({str(user.get("home_user")) for user in given})
    document = {
        "format": FORMAT,
        "version": VERSION,
        "tenants": [{"id": tenant} for tenant in topology.tenant_by_id],
        "users": [*new, *({"id": id, "tenant": tenant} for id, tenant in homes.items())],
    }
    return list(read_document(document).users[: len(new)])


def without_tenant(topology: Topology, directory: Directory, tenant: str) -> tuple[Topology, Directory]:
    """Topology and directory without a tenant (by id), its arrows, its users and its groups.

    The directory is the same object if no user mentions the tenant.
    """
    users = directory.without_tenant(tenant) if directory.mentions(tenant) else directory
    organization = topology.multi_tenant_organization
    if organization:
        rest = tuple(t for t in organization.tenants if t != tenant)
        organization = organization.model_copy(update={"tenants": rest})
    smaller = topology.replace(
        tenants=tuple(t for t in topology.tenants if t.id != tenant),
        arrows=tuple(a for a in topology.arrows if tenant not in (a.source, a.target)),
        groups=tuple(g for g in topology.groups if g.tenant != tenant),
        multi_tenant_organization=organization,
        connected_organizations=tuple(
            c for c in topology.connected_organizations if tenant not in (c.resource_tenant, c.partner_tenant)
        ),
    )
    users = users.without_groups(topology.group_by_id.keys() - smaller.group_by_id.keys())
    return without_lost_ids(topology, smaller, directory, users), users
