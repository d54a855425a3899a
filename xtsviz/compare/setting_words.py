"""The fields of tenants and arrows and their values in words, for sentences about what is different."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xtsviz.flow.required_settings import SETTING_BY_FIELD
from xtsviz.model.display_text import isolated

ARROW_FIELDS: Mapping[str, str] = {
    "actions": "actions",
    "mappings": "attribute mappings",
    "note": "note",
    "place": "place among the arrows of the pair",
    "scope.assigned": "assigned users and groups",
    "scope.filters": "filters",
    "scope.users": "scope",
    "source": "source",
    "state": "state",
    "status": "status",
    "sync_groups": "group sync",
    "target": "target",
    "user_type": "user type",
    "user_type_flow": "user type of existing externals",
    **{f"gates.{name}": setting.label for name, setting in SETTING_BY_FIELD.items()},
}
"""The fields of an arrow, as the document names them, in words."""

TENANT_FIELDS: Mapping[str, str] = {
    "allow_invites_from": "who may invite guests",
    "cloud": "cloud",
    "color": "colour",
    "division": "division",
    "initial_domain": "initial domain",
    "invitation_domains": "allowed or blocked domains of invitations",
    "name": "name",
    "note": "note",
    "object_quota": "quota of objects",
    "position": "position in the picture",
    "tenant_id": "tenant id",
    "verified_domains": "verified domains",
}
"""The fields of a tenant in words."""

_INVITES = {
    None: "not known",
    "none": "nobody",
    "adminsAndGuestInviters": "administrators and guest inviters",
    "adminsGuestInvitersAndAllMembers": "administrators, guest inviters and members",
    "everyone": "everybody, guests included",
}
_VALUES: Mapping[str, Mapping[Any, str]] = {
    "allow_invites_from": _INVITES,
    "scope.users": {"all": "all users", "assigned": "only assigned users and groups", "unknown": "not known"},
    "sync_groups": {True: "on", False: "off"},
    "user_type": {"Member": "external member", "Guest": "external guest"},
    "user_type_flow": {"Always": "is changed too", "ObjectAddOnly": "stays as it is"},
    "cloud": {"commercial": "commercial", "usgov": "US government", "china": "China"},
}
_GATE_VALUES = {True: "on", False: "off", None: "not known"}
_MAX_TEXT = 120
_NONE = "none"


def change_words(field: str, before: Any, after: Any) -> str:
    """A changed field as ``what: before → after``.

    Args:
        field: as in `Diff.arrows` and `Diff.tenants`.
        before, after: the values as the document has them.

    >>> change_words("user_type", "Member", "Guest")
    'user type: external member → external guest'
    >>> change_words("scope.assigned", [], ["a", "b"])
    'assigned users and groups: 2 more'
    """
    what = ARROW_FIELDS.get(field) or TENANT_FIELDS.get(field) or field
    if field in ("scope.assigned", "verified_domains"):
        return f"{what}: {_list_change(before, after)}"
    old, new = (value_words(field, value) for value in (before, after))
    if old == new:  # long texts that differ behind what is shown, or what has no words
        return f"{what}: changed"
    return f"{what}: {old} → {new}"


def setting_words(field: str, value: Any) -> str:
    """A field with its value: ``user type: external guest``."""
    what = ARROW_FIELDS.get(field) or TENANT_FIELDS.get(field) or field
    return f"{what}: {value_words(field, value)}"


def value_words(field: str, value: Any) -> str:
    """A value of the document in words."""
    if field.startswith("gates."):
        return _GATE_VALUES[value]
    known = _VALUES.get(field, {})
    if isinstance(value, str | bool | None) and value in known:
        return known[value]
    if value is None or value in ([], ""):
        return _NONE
    return _cut(_WRITERS.get(field, _plain)(value))


def _filter_words(filters: Sequence[Sequence[Mapping[str, Any]]]) -> str:
    return " or ".join(" and ".join(map(_clause_words, group)) or "anything" for group in filters)


def _clause_words(clause: Mapping[str, Any]) -> str:
    words = f"{clause['attribute']} {clause['operator']}"
    return words if clause.get("value") is None else f'{words} "{clause["value"]}"'


def _mapping_words(mappings: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(
        f"{one['target']} from {one['source']}" if one.get("source") else f"{one['target']} removed"
        for one in mappings
    )


def _domain_words(lists: Mapping[str, Any]) -> str:
    return "; ".join(f"{kind} {', '.join(domains)}" for kind, domains in lists.items() if domains) or _NONE


def _position_words(position: Sequence[float]) -> str:
    return ", ".join(f"{coordinate:,.0f}" for coordinate in position)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(str, value))
    return str(value)


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "scope.filters": _filter_words,
    "mappings": _mapping_words,
    "invitation_domains": _domain_words,
    "position": _position_words,
}


def _cut(text: str) -> str:
    return isolated(text if len(text) <= _MAX_TEXT else f"{text[: _MAX_TEXT - 1]}…")


def _list_change(before: Sequence[str], after: Sequence[str]) -> str:
    more, fewer = set(after) - set(before), set(before) - set(after)
    parts = [f"{len(more):,} more"] * bool(more) + [f"{len(fewer):,} fewer"] * bool(fewer)
    return " and ".join(parts) or "in another order"
