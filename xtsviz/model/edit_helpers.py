"""Helpers for the edits of a design: they validate fields, and remove references to deleted users and groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from xtsviz.errors import DesignError, InputError, quoted
from xtsviz.model.directory import Directory
from xtsviz.model.ids import NAME_LIMIT
from xtsviz.model.topology import Arrow, Gates, Tenant, Topology

_GATE_FIELDS = frozenset(Gates.model_fields)
_SCOPE_FIELDS = {"scope_users": "users", "assigned": "assigned", "filters": "filters"}

RecordType = TypeVar("RecordType", Tenant, Arrow, Topology)


def check_name(name: object) -> None:
    """Raise a `DesignError` if this cannot be the name of a tenant."""
    if not isinstance(name, str) or not name:
        raise DesignError(f"a tenant needs a name of 1 to {NAME_LIMIT} characters")
    if len(name) > NAME_LIMIT:
        raise DesignError(f"the name has {len(name)} characters; at most {NAME_LIMIT} are allowed")


def as_list(given: Any, what: str, needed: str) -> list[Any]:
    """The argument as a list.

    Args:
        given: the argument.
        what: the name of the argument, for the error.
        needed: what the list should contain, for the error.

    Raises:
        DesignError: the argument is not a list.
    """
    if isinstance(given, Iterable) and not isinstance(given, (str, bytes, Mapping)):
        return list(given)
    raise DesignError(f"{what}: a list of {needed} is needed, not {type(given).__name__}")


def validated_record(kind: type[RecordType], fields: dict[str, Any], where: str) -> RecordType:
    """A validated record, or an `InputError` that says where."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        from xtsviz.model.document import validation_problems

        raise InputError(validation_problems(error), where=where) from None


def with_nested_fields(old: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an arrow, with the single gates and parts of the scope moved into ``gates`` and ``scope``."""
    new = {
        **old,
        **{key: value for key, value in fields.items() if key not in _GATE_FIELDS | _SCOPE_FIELDS.keys()},
    }
    for part, names in (("gates", {key: key for key in _GATE_FIELDS}), ("scope", _SCOPE_FIELDS)):
        changes = {inner: fields[key] for key, inner in names.items() if key in fields}
        given = new.get(part, {})
        whole = given.model_dump() if isinstance(given, BaseModel) else given
        if part in fields and isinstance(whole, Mapping) and part in old:
            whole = {**old[part], **whole}
        if changes and isinstance(whole, Mapping):
            whole = {**whole, **changes}
        if part in new or changes:
            new[part] = whole
    return new


def check_assigned(arrow: Arrow, topology: Topology, users: Directory) -> None:
    """Raise a `DesignError` if the arrow assigns an id that no user and no group has."""
    named = set(arrow.scope.assigned) - topology.group_by_id.keys()
    if lost := sorted(named - users.known(named) - users.existing_groups(named)):
        raise DesignError(f"scope.assigned: no user or group {quoted(lost[0])}")


def without_lost_ids(before: Topology, after: Topology, old: Directory, new: Directory) -> Topology:
    """The topology without references to deleted users and groups, in groups and in assignments."""
    mentioned = {m for group in after.groups for m in group.members}
    mentioned |= {m for arrow in after.arrows for m in arrow.scope.assigned}
    gone = (before.group_by_id.keys() - after.group_by_id.keys()) | (
        old.known(mentioned) - new.known(mentioned)
    )
    if not gone & mentioned:
        return after
    groups = tuple(
        group.model_copy(update={"members": tuple(m for m in group.members if m not in gone)})
        for group in after.groups
    )
    arrows = tuple(
        arrow
        if gone.isdisjoint(arrow.scope.assigned)
        else arrow.model_copy(
            update={
                "scope": arrow.scope.model_copy(
                    update={"assigned": tuple(m for m in arrow.scope.assigned if m not in gone)}
                )
            }
        )
        for arrow in after.arrows
    )
    return after.replace(groups=groups, arrows=arrows)
