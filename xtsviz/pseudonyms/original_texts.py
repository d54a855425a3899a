"""All texts of a design that its owner wrote: names, ids, addresses, attributes with their values, remarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xtsviz.model.cell_values import document_value, python_value
from xtsviz.model.directory import Directory
from xtsviz.model.frames import collect
from xtsviz.model.topology import Topology
from xtsviz.model.vocabulary import USER_FIELDS

TEXT_COLUMNS = ("id", "display_name", "user_principal_name", "mail")
"""Columns of the directory with texts of the owner."""

Columns = dict[str, list[Any]]


def columns_of(users: Directory) -> Columns:
    """The directory as lists of Python values in the form of the document, None for an empty cell."""
    frame = collect(users.frame)
    columns = {name: [python_value(value) for value in frame[name].to_list()] for name in frame.columns}
    for name in users.attributes:
        columns[name] = [None if value is None else document_value(value) for value in columns[name]]
    return columns


def texts_of_topology(topology: Topology) -> Iterator[str]:
    """The texts of a design without its users."""
    yield topology.name
    for tenant in topology.tenants:
        lists = tenant.invitation_domains
        yield from filter(
            None,
            (
                *(tenant.id, tenant.name, tenant.tenant_id, tenant.initial_domain, *tenant.verified_domains),
                *(tenant.division, tenant.note),
                *((lists.allow or ()) if lists else ()),
                *((lists.block or ()) if lists else ()),
            ),
        )
    for arrow in topology.arrows:
        yield from filter(None, (arrow.id, arrow.note, *arrow.scope.assigned))
        for clauses in arrow.scope.filters:
            for clause in clauses:
                yield from filter(None, (clause.attribute, clause.operator, clause.value))
        for mapping in arrow.mappings:
            yield from filter(None, (mapping.target, mapping.source, mapping.flow))
    for group in topology.groups:
        yield from filter(None, (group.id, group.name, group.rule, *group.members))
    if topology.multi_tenant_organization:
        yield topology.multi_tenant_organization.name
    yield from (one.access_package for one in topology.connected_organizations if one.access_package)
    for note in topology.notes:
        yield from (note.about, note.message)


def texts_of_users(columns: Columns) -> Iterator[str]:
    """The texts of users, each once for a column."""
    for name, values in columns.items():
        if name in TEXT_COLUMNS:
            yield from {value for value in values if value}
    for name in sorted(columns.keys() - set(USER_FIELDS)):
        yield name
        yield from {
            str(value) for value in columns[name] if value is not None and not isinstance(value, bool)
        }
