"""The rules of group synchronization worked out a second time: loops over a `World`, one small question per rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.properties.brute_force import World

Doc = dict[str, Any]


def clouds(world: World, arrow: Doc) -> set[str]:
    return {world.tenant(arrow[end]).get("cloud", "commercial") for end in ("source", "target")}


def target_allows(arrow: Doc) -> bool | None:
    return arrow["gates"].get("inbound_group_sync_allowed", True)  # type: ignore[no-any-return]


def assigned_here(world: World, arrow: Doc) -> list[Doc]:
    """The assigned groups of the arrow's own source; with all users in scope nothing is assigned."""
    if arrow["scope"]["users"] != "assigned":
        return []
    return [
        g for g in world.groups if g["id"] in arrow["scope"]["assigned"] and g["tenant"] == arrow["source"]
    ]


def is_of_a_kind_that_goes(group: Doc) -> bool:
    right_kind = group.get("kind", "security") in {"security", "microsoft365"}
    return right_kind and not group.get("role_assignable", False)


def sends(world: World, arrow: Doc, group: Doc) -> bool:
    """The arrow would make this group in its target, were it the only one."""
    return bool(
        arrow["sync_groups"]
        and world.is_open(arrow)
        and target_allows(arrow) is True
        and len(clouds(world, arrow)) == 1
        and group in assigned_here(world, arrow)
        and is_of_a_kind_that_goes(group)
    )


def groups(world: World, presence: list[Doc]) -> list[Doc]:
    """One row per (group, target), with the ids of the members there."""
    rows = []
    for target in world.tenants:
        for group in sorted(world.groups, key=lambda one: one["id"]):
            makers = [a for a in world.arrows if a["target"] == target["id"] and sends(world, a, group)]
            if makers:
                rows.append(row(world, makers[0], group, presence))
    return rows


def row(world: World, arrow: Doc, group: Doc, presence: list[Doc]) -> Doc:
    there = {r["user"] for r in presence if r["tenant"] == arrow["target"] and r["relation"] == "external"}
    direct = set(group.get("members", []))
    in_copy = sorted(
        user["id"]
        for user in world.users
        if user["id"] in direct and world.in_scope(arrow, user) and user["id"] in there
    )
    return {
        "group": group["id"],
        "name": group.get("name", group["id"]),
        "home_tenant": group["tenant"],
        "tenant": arrow["target"],
        "arrow": arrow["id"],
        "members": len(in_copy),
        "left_out": len(direct) - len(in_copy),
        "member_ids": in_copy,
    }


def findings(world: World, arrow: Doc) -> list[str]:
    """The codes about one arrow that have to do with groups."""
    if not arrow["sync_groups"]:
        return []
    found = []
    if arrow["scope"]["users"] == "all":
        found.append("group-sync-needs-assigned-scope")
    if len(clouds(world, arrow)) > 1:
        found.append("groups-across-clouds")
    elif target_allows(arrow) is not True:
        found.append("group-sync-not-allowed")
    if any(not is_of_a_kind_that_goes(group) for group in assigned_here(world, arrow)):
        found.append("group-kind-unsupported")
    return found
