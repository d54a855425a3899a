"""A design with other texts in all places where its owner wrote some, and with everything else as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

from xtsviz.model.ids import ArrowIds
from xtsviz.model.scope import Clause
from xtsviz.model.topology import Topology
from xtsviz.model.vocabulary import USER_FIELDS
from xtsviz.pseudonyms.original_texts import Columns

_SECOND = re.compile(r"(?:#[0-9]+)?")


class Texts(Protocol):
    """What texts become."""

    def text(self, kind: str, text: str) -> str:
        """A text of a kind; see `xtsviz.pseudonyms.names.Names.maps`."""

    def value(self, value: Any, attribute: str) -> Any:
        """A value of an attribute, by its Graph name as it is before."""

    def clauses(self, clauses: Sequence[Clause]) -> list[Clause]:
        """The clauses of one group of a filter."""


def rewritten_topology(topology: Topology, texts: Texts) -> Topology:
    """The topology with other texts. Ids of users and groups stay different from each other and in their order."""
    document = topology.model_dump(mode="json")
    change = texts.text
    groups = topology.group_by_id

    def optional(kind: str, value: str | None) -> str | None:
        return None if value is None else change(kind, value)

    def member(id: str) -> str:
        return change("group" if id in groups else "user", id)

    document["name"] = change("design", topology.name)
    for record, tenant in zip(document["tenants"], topology.tenants, strict=True):
        record["id"] = change("tenant", tenant.id)
        record["name"] = change("tenant_name", tenant.name)
        record["tenant_id"] = optional("tenant_id", tenant.tenant_id)
        record["initial_domain"] = change("domain", tenant.initial_domain)
        record["verified_domains"] = [change("domain", one) for one in tenant.verified_domains]
        record["division"] = optional("division", tenant.division)
        if record["invitation_domains"] is not None:
            record["invitation_domains"] = {
                which: [change("domain", one) for one in domains]
                for which, domains in record["invitation_domains"].items()
            }
        _rewrite_note(record, change)
    ids = ArrowIds()
    for record, arrow in zip(document["arrows"], topology.arrows, strict=True):
        record["source"], record["target"] = change("tenant", arrow.source), change("tenant", arrow.target)
        base = f"{arrow.source}->{arrow.target}"
        usual = arrow.id.startswith(base) and _SECOND.fullmatch(arrow.id[len(base) :])
        made = (
            f"{record['source']}->{record['target']}{arrow.id[len(base) :]}"
            if usual
            else change("arrow", arrow.id)
        )
        record["id"] = ids.free(made)
        ids.taken.add(record["id"])
        record["scope"]["assigned"] = [member(one) for one in arrow.scope.assigned]
        record["scope"]["filters"] = [
            [clause.model_dump(mode="json") for clause in texts.clauses(group)]
            for group in arrow.scope.filters
        ]
        for mapping in record["mappings"]:
            mapping["target"] = change("attribute", mapping["target"])
            mapping["source"] = _rewritten_source(mapping["source"], change)
            mapping["flow"] = change("flow", mapping["flow"])
        _rewrite_note(record, change)
    for record, group in zip(document["groups"], topology.groups, strict=True):
        record["id"], record["tenant"] = change("group", group.id), change("tenant", group.tenant)
        record["name"] = record["id"] if group.name == group.id else change("group_name", group.name)
        record["rule"] = optional("rule", group.rule)
        record["members"] = [member(one) for one in group.members]
    if organization := document["multi_tenant_organization"]:
        organization["name"] = change("organization", organization["name"])
        organization["tenants"] = [change("tenant", one) for one in organization["tenants"]]
    for record in document["connected_organizations"]:
        record["resource_tenant"] = change("tenant", record["resource_tenant"])
        record["partner_tenant"] = change("tenant", record["partner_tenant"])
        record["access_package"] = optional("access_package", record["access_package"])
    for note in document["notes"]:
        kind = "tenant" if note["about"] in topology.tenant_by_id else "about"
        note["about"] = change(kind, note["about"])
        note["message"] = change("message", note["message"])
    return Topology.model_validate(document)


def rewritten_columns(columns: Columns, texts: Texts) -> Columns:
    """The users with other texts, as columns of a directory."""

    def changed(kind: str, values: Sequence[str | None]) -> list[str | None]:
        return [None if value is None else texts.text(kind, value) for value in values]

    made = {name: list(columns[name]) for name in USER_FIELDS}
    made["id"] = changed("user", columns["id"])
    for name in ("tenant", "home_tenant"):
        made[name] = changed("tenant", columns[name])
    made["home_user"] = changed("user", columns["home_user"])
    for name in ("user_principal_name", "mail"):
        made[name] = changed("address", columns[name])
    made["display_name"] = [
        new if name == old else None if name is None else texts.text("person", name)
        for name, old, new in zip(columns["display_name"], columns["id"], made["id"], strict=True)
    ]
    for name in columns.keys() - set(USER_FIELDS):
        attribute = texts.text("attribute", name)
        made[attribute] = [texts.value(value, name) for value in columns[name]]
    return made


def _rewrite_note(record: dict[str, Any], change: Any) -> None:
    if record.get("note"):
        record["note"] = change("note", record["note"])


def _rewritten_source(source: str | None, change: Any) -> str | None:
    """The source of a mapping: the name of an attribute, or an expression."""
    if source is None:
        return None
    is_name = source.isidentifier()
    return str(change("attribute" if is_name else "expression", source))
