"""What refers to what in a document: repeated ids, and references to nothing.

Works on the JSON value as it came, wrong types and all, so that these problems are told together with those of shape.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from xtsviz.errors import Hints, Problem, quoted
from xtsviz.model.credentials import is_internal


def records(data: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The objects of a list in the document, each with its place; what is no object is passed over."""
    found = data.get(key)
    for index, record in enumerate(found if isinstance(found, (list, tuple)) else ()):
        if isinstance(record, Mapping):
            yield f"{key}[{index}]", record


def reference_problems(data: Mapping[str, Any], known_users: Collection[str] = ()) -> Iterator[Problem]:
    """Every repeated id and every reference to nothing in a document.

    Args:
        known_users: ids of users who come from elsewhere (a CSV), and may be referred to.
    """
    tenants = [record["id"] for _, record in records(data, "tenants") if isinstance(record.get("id"), str)]
    home = {
        record["id"]: record.get("tenant")
        for _, record in records(data, "users")
        if isinstance(record.get("id"), str)
    }
    users = {*home, *known_users}
    groups = {record["id"] for _, record in records(data, "groups") if isinstance(record.get("id"), str)}
    look = _Lookup(tenants, users, groups)

    for key in ("tenants", "arrows", "users", "groups"):
        yield from _repeated(data, key)
    for place, group in records(data, "groups"):
        if isinstance(group.get("id"), str) and group["id"] in users:
            yield Problem(f"{place}.id", f"{quoted(group['id'])} is the id of a user too; ids must differ")
    for place, arrow in records(data, "arrows"):
        yield from look.tenant(f"{place}.source", arrow.get("source"))
        yield from look.tenant(f"{place}.target", arrow.get("target"))
        if isinstance(arrow.get("source"), str) and arrow["source"] == arrow.get("target"):
            yield Problem(f"{place}.target", "an arrow leads from one tenant to another; this is its source")
        scope = arrow.get("scope")
        if isinstance(scope, Mapping):
            yield from look.all_members(f"{place}.scope.assigned", scope.get("assigned"))
    for place, user in records(data, "users"):
        yield from look.tenant(f"{place}.tenant", user.get("tenant"))
        yield from look.tenant(f"{place}.home_tenant", user.get("home_tenant"))
        yield from look.home_user(place, user, home)
    for place, group in records(data, "groups"):
        yield from look.tenant(f"{place}.tenant", group.get("tenant"))
        yield from look.all_members(f"{place}.members", group.get("members"))
    organization = data.get("multi_tenant_organization")
    if isinstance(organization, Mapping):
        yield from look.all_tenants("multi_tenant_organization.tenants", organization.get("tenants"))
    for place, connected in records(data, "connected_organizations"):
        yield from look.tenant(f"{place}.resource_tenant", connected.get("resource_tenant"))
        yield from look.tenant(f"{place}.partner_tenant", connected.get("partner_tenant"))


def _repeated(data: Mapping[str, Any], key: str) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for place, record in records(data, key):
        given = record.get("id")
        if not isinstance(given, str):
            continue
        if given in first:
            yield Problem(
                f"{place}.id", f"the id {quoted(given)} stands at {first[given]} too; ids are unique"
            )
        else:
            first[given] = place


class _Lookup:
    """What references may name; each method yields a problem where one names nothing."""

    def __init__(self, tenants: Sequence[str], users: Collection[str], groups: Collection[str]) -> None:
        self._tenant_list = tenants
        self._tenants = set(tenants)
        self._users = users
        self._groups = groups
        self._hint = Hints()
        # Suggestions are for documents that people write; of 100,000 ids none is worth the wait.
        self._few = [*users, *groups] if len(users) <= 2000 else []

    def tenant(self, place: str, named: Any) -> Iterator[Problem]:
        if isinstance(named, str) and named not in self._tenants:
            yield Problem(place, f"no tenant {quoted(named)}{self._hint(named, self._tenant_list)}")

    def all_tenants(self, place: str, named: Any) -> Iterator[Problem]:
        for index, one in enumerate(named if isinstance(named, (list, tuple)) else ()):
            yield from self.tenant(f"{place}[{index}]", one)

    def all_members(self, place: str, named: Any) -> Iterator[Problem]:
        for index, one in enumerate(named if isinstance(named, (list, tuple)) else ()):
            if isinstance(one, str) and one not in self._users and one not in self._groups:
                hint = self._hint(one, self._few)
                yield Problem(f"{place}[{index}]", f"no user or group {quoted(one)}{hint}")

    def home_user(self, place: str, user: Mapping[str, Any], home: Mapping[str, Any]) -> Iterator[Problem]:
        named = user.get("home_user")
        if not isinstance(named, str):
            return
        if named not in self._users:
            yield Problem(f"{place}.home_user", f"no user {quoted(named)}{self._hint(named, self._few)}")
        elif isinstance(user.get("tenant"), str) and home.get(named) == user["tenant"]:
            yield Problem(f"{place}.home_user", "the home user of an external belongs to another tenant")
        elif is_internal(user.get("credentials", "internal")):
            reason = 'only an external stands for a user of another tenant; remove it, or give credentials "external"'
            yield Problem(f"{place}.home_user", reason)
