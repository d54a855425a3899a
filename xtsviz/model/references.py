"""References in a document: ids that are used twice, and references to ids that do not exist.

This works on the JSON value before its types are checked, so that all problems of a document are reported together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from xtsviz.errors import Hints, Problem, quoted
from xtsviz.model.credentials import is_internal


def records(data: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The objects of a list in the document, each with its place. Other values in the list are skipped."""
    found = data.get(key)
    for index, record in enumerate(found if isinstance(found, (list, tuple)) else ()):
        if isinstance(record, Mapping):
            yield f"{key}[{index}]", record


def reference_problems(data: Mapping[str, Any], known_users: Collection[str] = ()) -> Iterator[Problem]:
    """Every repeated id, and every reference to an id that does not exist.

    Args:
        data: the JSON value of the document.
        known_users: ids of users who come from another place (a CSV). References to them are allowed.
    """
    tenants = [record["id"] for _, record in records(data, "tenants") if isinstance(record.get("id"), str)]
    home = {
        record["id"]: record.get("tenant")
        for _, record in records(data, "users")
        if isinstance(record.get("id"), str)
    }
    users = {*home, *known_users}
    groups = {record["id"] for _, record in records(data, "groups") if isinstance(record.get("id"), str)}
    lookup = _Lookup(tenants, users, groups)

    for key in ("tenants", "arrows", "users", "groups"):
        yield from _repeated_ids(data, key)
    for place, group in records(data, "groups"):
        if isinstance(group.get("id"), str) and group["id"] in users:
            yield Problem(f"{place}.id", f"{quoted(group['id'])} is the id of a user too; ids must differ")
    for place, arrow in records(data, "arrows"):
        yield from lookup.tenant(f"{place}.source", arrow.get("source"))
        yield from lookup.tenant(f"{place}.target", arrow.get("target"))
        if isinstance(arrow.get("source"), str) and arrow["source"] == arrow.get("target"):
            yield Problem(f"{place}.target", "an arrow leads from one tenant to another; this is its source")
        scope = arrow.get("scope")
        if isinstance(scope, Mapping):
            yield from lookup.all_members(f"{place}.scope.assigned", scope.get("assigned"))
    for place, user in records(data, "users"):
        yield from lookup.tenant(f"{place}.tenant", user.get("tenant"))
        yield from lookup.tenant(f"{place}.home_tenant", user.get("home_tenant"))
        yield from lookup.home_user(place, user, home)
    for place, group in records(data, "groups"):
        yield from lookup.tenant(f"{place}.tenant", group.get("tenant"))
        yield from lookup.all_members(f"{place}.members", group.get("members"))
    organization = data.get("multi_tenant_organization")
    if isinstance(organization, Mapping):
        yield from lookup.all_tenants("multi_tenant_organization.tenants", organization.get("tenants"))
    for place, connected in records(data, "connected_organizations"):
        yield from lookup.tenant(f"{place}.resource_tenant", connected.get("resource_tenant"))
        yield from lookup.tenant(f"{place}.partner_tenant", connected.get("partner_tenant"))


def _repeated_ids(data: Mapping[str, Any], key: str) -> Iterator[Problem]:
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
    """All ids that references may name. Each method yields a problem for a reference to an unknown id."""

    def __init__(self, tenants: Sequence[str], users: Collection[str], groups: Collection[str]) -> None:
        self._tenant_list = tenants
        self._tenants = set(tenants)
        self._users = users
        self._groups = groups
        self._hint = Hints()
        # Suggestions help people who write documents by hand. Among 100,000 ids the search would take too long.
        self._suggestions = [*users, *groups] if len(users) <= 2000 else []

    def tenant(self, place: str, named: Any) -> Iterator[Problem]:
        if isinstance(named, str) and named not in self._tenants:
            yield Problem(place, f"no tenant {quoted(named)}{self._hint(named, self._tenant_list)}")

    def all_tenants(self, place: str, named: Any) -> Iterator[Problem]:
        for index, one in enumerate(named if isinstance(named, (list, tuple)) else ()):
            yield from self.tenant(f"{place}[{index}]", one)

    def all_members(self, place: str, named: Any) -> Iterator[Problem]:
        for index, one in enumerate(named if isinstance(named, (list, tuple)) else ()):
            if isinstance(one, str) and one not in self._users and one not in self._groups:
                hint = self._hint(one, self._suggestions)
                yield Problem(f"{place}[{index}]", f"no user or group {quoted(one)}{hint}")

    def home_user(self, place: str, user: Mapping[str, Any], home: Mapping[str, Any]) -> Iterator[Problem]:
        named = user.get("home_user")
        if not isinstance(named, str):
            return
        if named not in self._users:
            yield Problem(
                f"{place}.home_user", f"no user {quoted(named)}{self._hint(named, self._suggestions)}"
            )
        elif isinstance(user.get("tenant"), str) and home.get(named) == user["tenant"]:
            yield Problem(f"{place}.home_user", "the home user of an external belongs to another tenant")
        elif is_internal(user.get("credentials", "internal")):
            reason = 'only an external stands for a user of another tenant; remove it, or give credentials "external"'
            yield Problem(f"{place}.home_user", reason)
