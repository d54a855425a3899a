"""A design: topology and directory, immutable; every edit returns a new one.

Reading and writing documents and graphs is loaded where it is asked for: most of a start-up is imports.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ValidationError

from xtsviz.errors import DesignError, InputError, SecondArrowError, quoted
from xtsviz.model.directory import Directory, NativeTable
from xtsviz.model.names import NAME_LIMIT, arrow_id, slugs
from xtsviz.model.topology import Arrow, Gates, Tenant, Topology
from xtsviz.model.vocabulary import FORMAT, VERSION

_GATES = frozenset(Gates.model_fields)
_SCOPE = {"scope_users": "users", "assigned": "assigned", "filters": "filters"}

R = TypeVar("R", Tenant, Arrow)


class Design:
    """Tenants and arrows with the users they are about. Immutable: edits return a new design.

    Two designs are equal if they say the same, users included (a lazy table: if it is the same table object).

    Attributes:
        topology: tenants, arrows, groups and options: small and validated.
        users: the directory behind `directory`.
    """

    __slots__ = ("topology", "users")

    topology: Topology
    users: Directory

    def __init__(self, topology: Topology, users: Directory) -> None:
        object.__setattr__(self, "topology", topology)
        object.__setattr__(self, "users", users)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("a design does not change; its edits (add_arrow, …) return a new one")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Design):
            return NotImplemented
        return self is other or (self.topology == other.topology and self.users == other.users)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        t = self.topology
        return f"<Design {quoted(t.name)}: {len(t.tenants)} tenants, {len(t.arrows)} arrows>"

    # What is in it

    @property
    def name(self) -> str:
        """The name of the design."""
        return self.topology.name

    @property
    def tenants(self) -> tuple[Tenant, ...]:
        """The tenants, in the order of the document."""
        return self.topology.tenants

    @property
    def arrows(self) -> tuple[Arrow, ...]:
        """The arrows, in the order of the document."""
        return self.topology.arrows

    @property
    def directory(self) -> Any:
        """The users as a table in its own engine: one row per user object, the document's user keys as columns."""
        return self.users.native

    def tenant(self, named: str) -> Tenant:
        """The tenant with this id or name; see `Topology.tenant`."""
        return self.topology.tenant(named)

    def arrow(self, named: str) -> Arrow:
        """The arrow with this id; see `Topology.arrow`."""
        return self.topology.arrow(named)

    # Documents, files, graphs

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """A design from a document's JSON value (left as it is).

        Raises:
            DocumentError: with every problem of the document, each with its place.
        """
        from xtsviz.model.document import read_document

        read = read_document(document)
        return cls(read.topology(), Directory.from_users(read.users))

    def to_document(self) -> dict[str, Any]:
        """The document as a JSON value, complete with defaults."""
        parts = self.topology.model_dump(mode="json")
        head = {key: parts.pop(key) for key in ("name", "tenants", "arrows")}
        return {"format": FORMAT, "version": VERSION, **head, "users": self.users.records(), **parts}

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the document to a file, whole or not at all.

        Raises:
            FileError: it cannot be written; an old file is as it was.
        """
        from xtsviz.model import jsontext

        jsontext.write_whole(path, jsontext.encode(self.to_document()).encode("utf-8"))

    def to_networkx(self) -> Any:
        """A ``networkx.MultiDiGraph``: tenants as nodes, arrows as edges, their fields as attributes."""
        from xtsviz.model import graphs

        return graphs.to_networkx(self.to_document())

    @classmethod
    def from_networkx(cls, graph: Any) -> Self:
        """A design from a networkx DiGraph or MultiDiGraph: nodes are tenants, edges are arrows.

        Attributes are the fields of the document's tenants and arrows; a node without attributes is a tenant of
        that name.

        Raises:
            DocumentError: an undirected graph, or attributes that are no fields.
        """
        from xtsviz.model import graphs

        return cls.from_document(graphs.to_document(graph))

    def with_directory(self, table: NativeTable, memberships: NativeTable | None = None) -> Self:
        """The same topology with other users; see `Directory.from_table`."""
        users = Directory.from_table(table, memberships, list(self.topology.tenant_by_id))
        return type(self)(self.topology, users)

    # Edits

    def renamed(self, name: str) -> Self:
        """The design under another name."""
        return self._with(name=name)

    def add_tenant(self, name: str, *, id: str | None = None, **fields: Any) -> Self:
        """One more tenant; its id is the name as a slug unless given.

        Args:
            fields: other fields of a document's tenant (``cloud``, ``division``, …).

        Raises:
            DesignError: an empty or too long name, an id that is taken.
            InputError: a wrong field.
        """
        taken = self.topology.tenant_by_id
        _check_name(name)
        if id is not None and id in taken:
            raise DesignError(f"there is a tenant {quoted(id)} already; ids are unique")
        tenant = _build(Tenant, {"id": id or slugs([name], taken)[0], "name": name, **fields}, "tenant")
        return self._with(tenants=(*self.tenants, tenant))

    def rename_tenant(self, tenant: str, name: str) -> Self:
        """Another name for a tenant; its id, arrows, users and everything else stay."""
        _check_name(name)
        return self.update_tenant(tenant, name=name)

    def update_tenant(self, tenant: str, **fields: Any) -> Self:
        """Other values for some fields of a tenant; not for its id."""
        old = self.tenant(tenant)
        if "id" in fields:
            raise DesignError("a tenant keeps its id; rename_tenant changes what people read")
        new = _build(Tenant, {**old.model_dump(), **fields}, "tenant")
        return self._with(tenants=tuple(new if t is old else t for t in self.tenants))

    def remove_tenant(self, tenant: str) -> Self:
        """The design without a tenant, its arrows, its users and its groups.

        Externals elsewhere who came from it stay, as people whose home is not known any more: so it is in a
        directory when the source goes away.
        """
        gone = self.tenant(tenant).id
        users = self.users.without_tenant(gone)
        topology = self.topology
        organization = topology.multi_tenant_organization
        if organization:
            rest = tuple(t for t in organization.tenants if t != gone)
            organization = organization.model_copy(update={"tenants": rest})
        topology = topology.replace(
            tenants=tuple(t for t in topology.tenants if t.id != gone),
            arrows=tuple(a for a in topology.arrows if gone not in (a.source, a.target)),
            groups=tuple(g for g in topology.groups if g.tenant != gone),
            multi_tenant_organization=organization,
            connected_organizations=tuple(
                c
                for c in topology.connected_organizations
                if gone not in (c.resource_tenant, c.partner_tenant)
            ),
        )
        return type(self)(_without_lost_ids(self.topology, topology, self.users, users), users)

    def add_arrow(self, source: str, target: str, *, another: bool = False, **fields: Any) -> Self:
        """One more arrow, from one tenant to another (each by id or name).

        Args:
            another: say True to add a second arrow for a pair that has one.
            fields: other fields of a document's arrow; gates and the parts of the scope also by their own names:
                ``inbound_auto_redeem=False``, ``scope_users="assigned"``, ``assigned=[…]``, ``filters=[…]``.

        Raises:
            UnknownNameError, AmbiguousNameError: no or several such tenants.
            DesignError: from a tenant to itself.
            SecondArrowError: the pair has an arrow.
        """
        start, end = self.tenant(source), self.tenant(target)
        if start is end:
            raise DesignError(f"an arrow leads from one tenant to another; {quoted(start.name)} is both here")
        if not another and (there := self.topology.between(start.id, end.id)):
            raise SecondArrowError(
                f"there is an arrow from {quoted(start.name)} to {quoted(end.name)} already "
                f"({quoted(there[0].id)}); a second one needs another=True"
            )
        given = {"id": arrow_id(start.id, end.id, self.topology.arrow_by_id), **_nested({}, fields)}
        if given["id"] in self.topology.arrow_by_id:
            raise DesignError(f"there is an arrow {quoted(str(given['id']))} already; ids are unique")
        arrow = _build(Arrow, {**given, "source": start.id, "target": end.id}, "arrow")
        self._check_assigned(arrow)
        return self._with(arrows=(*self.arrows, arrow))

    def update_arrow(self, arrow: str, **fields: Any) -> Self:
        """Other values for some fields of an arrow; names as in `add_arrow`. Its id and ends stay."""
        old = self.arrow(arrow)
        if fixed := {"id", "source", "target"} & fields.keys():
            raise DesignError(f"an arrow keeps its {sorted(fixed)[0]}; remove it and add another")
        new = _build(Arrow, _nested(old.model_dump(), fields), "arrow")
        self._check_assigned(new)
        return self._with(arrows=tuple(new if a is old else a for a in self.arrows))

    def remove_arrow(self, arrow: str) -> Self:
        """The design without an arrow."""
        gone = self.arrow(arrow)
        return self._with(arrows=tuple(a for a in self.arrows if a is not gone))

    def add_users(self, users: Iterable[Mapping[str, Any]]) -> Self:
        """More users, each as the document writes them.

        Raises:
            DocumentError: a wrong field, an id that is taken, an unknown tenant or home user.
        """
        from xtsviz.model.document import read_document

        listed = list(users)
        document = {
            "format": FORMAT,
            "version": VERSION,
            "tenants": [{"id": tenant} for tenant in self.topology.tenant_by_id],
            "users": listed,
        }
        mentioned = {str(user.get(key)) for user in listed for key in ("id", "home_user")}
        known = self.users.known(mentioned)
        added = read_document(document, known).users
        if twice := next((user.id for user in added if user.id in known), None):
            raise DesignError(f"there is a user {quoted(twice)} already; ids are unique")
        return type(self)(self.topology, self.users.with_users(added))

    def remove_users(self, ids: Iterable[str]) -> Self:
        """The design without some users; groups and assignments no longer name them."""
        users = self.users.without_users(ids)
        return type(self)(_without_lost_ids(self.topology, self.topology, self.users, users), users)

    def _with(self, **changes: Any) -> Self:
        return type(self)(self.topology.replace(**changes), self.users)

    def _check_assigned(self, arrow: Arrow) -> None:
        named = set(arrow.scope.assigned) - self.topology.group_by_id.keys()
        if lost := sorted(named - self.users.known(named) - self.users.known_groups(named)):
            raise DesignError(f"scope.assigned: no user or group {quoted(lost[0])}")


def _check_name(name: object) -> None:
    if not isinstance(name, str) or not name:
        raise DesignError(f"a tenant needs a name of 1 to {NAME_LIMIT} characters")
    if len(name) > NAME_LIMIT:
        raise DesignError(f"the name has {len(name)} characters; at most {NAME_LIMIT} are allowed")


def _build(kind: type[R], fields: dict[str, Any], where: str) -> R:
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        from xtsviz.model.document import told

        raise InputError(told(error), where=where) from None


def _nested(old: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an arrow with gates and parts of the scope, given by their own names, put where they belong."""
    new = {**old, **{key: value for key, value in fields.items() if key not in _GATES | _SCOPE.keys()}}
    for part, names in (("gates", {key: key for key in _GATES}), ("scope", _SCOPE)):
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


def _without_lost_ids(before: Topology, after: Topology, old: Directory, new: Directory) -> Topology:
    """The topology with every mention of a user or group that is gone taken out of groups and assignments."""
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
