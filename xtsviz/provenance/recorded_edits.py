"""The recipe after an edit of users. It is None if the origin is not known, or if the edit is too long for code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xtsviz.model.topology import Topology
from xtsviz.provenance import compact_json
from xtsviz.provenance.recipe import DESIGN, MAX_USERS_IN_CODE, Call, D, Recipe
from xtsviz.provenance.saved_files import recipe_of

if TYPE_CHECKING:
    from xtsviz.model.design import Design
    from xtsviz.model.document import User


def users_added(design: Design, users: Sequence[User]) -> Recipe | None:
    """The recipe after `Design.add_users`."""
    if len(users) > MAX_USERS_IN_CODE:
        return None
    records = [compact_json.user(user) for user in users]
    return _recipe_after(design, design.topology, "add_users", records)


def users_removed(design: Design, topology: Topology, ids: list[str]) -> Recipe | None:
    """The recipe after `Design.remove_users`, which led to this topology."""
    return None if len(ids) > MAX_USERS_IN_CODE else _recipe_after(design, topology, "remove_users", ids)


def tenant_removed(design: Design, topology: Topology, tenant: str, *, same_users: bool) -> Recipe | None:
    """The recipe after `Design.remove_tenant`, which led to this topology.

    A tenant that was added after the last recorded call, and that no user is in, leaves no trace.
    """
    recipe = recipe_of(design)
    if recipe and same_users and tenant not in recipe.topology.tenant_by_id:
        return recipe
    return _recipe_after(design, topology, "remove_tenant", tenant)


def _recipe_after(design: Design, topology: Topology, edit: str, *arguments: Any) -> Recipe | None:
    recipe = recipe_of(design)
    if recipe is None:
        return None
    return Recipe(Call(f"design.{edit}", arguments), topology, (recipe, design.topology))


def members_changed(design: D, changed: D, tenant: str, members_before: int, members: int) -> D:
    """The changed design, whose last call is ``with_members`` with this number of members.

    If the last call before gave the same tenant another number, this call replaces it where both lead to the same
    people: two increases are the same as one, and so are two decreases.
    """
    last = recipe_of(design)
    call = Call("xts.templates.with_members", (DESIGN, tenant, members))
    recipe = None
    if last is not None and last.before is not None and _is_same_tenant(last, call, design.topology):
        first, second = last.members_before, last.call.arguments[2]
        if members > first if second > first else members < second:
            recipe = Recipe(call, changed.topology, last.before, members_before=first)
    if recipe is None and last is not None:
        before = (last, design.topology)
        recipe = Recipe(call, changed.topology, before, members_before=members_before)
    return type(changed)(changed.topology, changed.users, recipe)


def _is_same_tenant(last: Recipe, call: Call, topology: Topology) -> bool:
    same = (last.call.function, last.call.arguments[1:2]) == (call.function, call.arguments[1:2])
    return same and last.topology == topology


def design_reshaped(design: D, changed: D, template: str, options: Mapping[str, Any]) -> D:
    """The changed design, whose last call is ``reshape`` with this template."""
    recipe = recipe_of(design)
    if recipe is not None:
        call = Call("xts.templates.reshape", (DESIGN, template), tuple(options.items()))
        recipe = Recipe(call, changed.topology, (recipe, design.topology))
    return type(changed)(changed.topology, changed.users, recipe)
