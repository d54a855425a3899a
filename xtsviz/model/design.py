"""A design: topology and directory, immutable; every edit returns a new one.

Documents, graphs and `xtsviz.provenance` are imported on first use: most of the time of a start goes into imports.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any, Self

from xtsviz.errors import DesignError, DirectoryError, DocumentError, SecondArrowError, quoted
from xtsviz.model.directory import Directory
from xtsviz.model.edit_helpers import (
    as_list,
    check_assigned,
    check_name,
    validated_record,
    with_nested_fields,
    without_lost_ids,
)
from xtsviz.model.group_members import lost_references, same_topology, with_all_members, with_listed_groups
from xtsviz.model.home_users import with_home_users
from xtsviz.model.ids import arrow_id, slugs
from xtsviz.model.table_columns import NativeTable
from xtsviz.model.topology import Arrow, Note, Tenant, Topology
from xtsviz.model.user_edits import checked_users, without_tenant
from xtsviz.model.vocabulary import FORMAT, VERSION


def checked_design(given: object, place: str = "") -> None:
    """Raise a `DesignError` if the given value is not a design. The place is the name of the argument."""
    if not isinstance(given, Design):
        lead = f"{place}: " if place else ""
        raise DesignError(
            f"{lead}a design is needed, not {type(given).__name__}; xts.load reads one from a file"
        )


class Design:
    """Tenants, arrows and users. A design is immutable: an edit returns a new design.

    Two designs are equal if their contents are equal, users included. Two lazy tables are equal if they are the same
    object. The members of a group have no order. They are listed in the group or in the table of memberships.

    Attributes:
        topology: tenants, arrows, groups and options; validated.
        users: the directory that `directory` shows.
        provenance: how the design came to be, for `to_code`; None if that is not known. Only `xtsviz.provenance`
            looks into it. It has no effect on equality.
    """

    __slots__ = ("provenance", "topology", "users")

    topology: Topology
    users: Directory
    provenance: object

    def __init__(self, topology: Topology, users: Directory, provenance: object = None) -> None:
        parts: tuple[object, object] = (topology, users)
        if not (isinstance(parts[0], Topology) and isinstance(parts[1], Directory)):
            raise DesignError("a design is made by a template, xts.load or Design.from_document")
        object.__setattr__(self, "topology", topology)
        object.__setattr__(self, "users", users)
        object.__setattr__(self, "provenance", provenance)

    def __reduce__(self) -> tuple[Any, ...]:
        from xtsviz.provenance.saved_files import recipe_of

        return type(self), (self.topology, self.users, recipe_of(self))

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("a design does not change; its edits (add_arrow, …) return a new one")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Design):
            return NotImplemented
        if self is other:
            return True
        if self.users.is_lazy or other.users.is_lazy:
            return same_topology(self.topology, other.topology) and self.users == other.users
        mine, theirs = (
            with_all_members(self.topology, self.users),
            with_all_members(other.topology, other.users),
        )
        return same_topology(mine, theirs) and self.users == other.users

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
    def notes(self) -> tuple[Note, ...]:
        """What was assumed or not understood when its lists or exports were read. Notes do not count in equality."""
        return self.topology.notes

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
        """A design from a document's JSON value, which is not changed.

        Raises:
            DocumentError: the document has problems; the error lists all of them with their places.
        """
        from xtsviz.model.document import read_document
        from xtsviz.model.json_values import to_json_value

        read = read_document(to_json_value(document))
        return cls._linked(read.topology(), Directory.from_users(read.users))

    def to_document(self) -> dict[str, Any]:
        """The document as a JSON value, complete with defaults."""
        parts = with_all_members(self.topology, self.users).model_dump(mode="json")
        head = {key: parts.pop(key) for key in ("name", "tenants", "arrows")}
        return {"format": FORMAT, "version": VERSION, **head, "users": self.users.records(), **parts}

    def save(self, path: str | os.PathLike[str], *, private: bool = False) -> None:
        """Write the document to a file, completely or not at all: after an error, an old file is unchanged.

        Args:
            private: only its owner can read a new file; one that is replaced stays as readable as it is.

        Raises:
            DesignError: the document would not load.
            FileError: the file cannot be written.
        """
        from xtsviz.model import jsontext
        from xtsviz.model.document import read_document
        from xtsviz.provenance import saved_files

        document = self.to_document()
        try:
            read_document(document)
        except DocumentError as error:
            raise DesignError(
                f"this design cannot be saved, for its document would not load: {error}"
            ) from None
        jsontext.write_atomically(path, jsontext.encode(document).encode("utf-8"), private=private)
        saved_files.remember(self, path)

    def share_text(self) -> str:
        """The design as a short text for a message or an address; `xts.from_share_text` reads it.

        The text is packed and not encrypted: it holds all names. `pseudonymised` gives a design without them.

        Raises:
            DesignError: the design is too big (a few thousand users), or its document would not load.

        >>> import xtsviz as xts
        >>> text = xts.templates.user_hub(["Contoso", "Fabrikam"], members=1).share_text()
        >>> xts.from_share_text(text).tenants[1].name
        'Fabrikam'
        """
        from xtsviz.io.share_text import share_text

        return share_text(self)

    def pseudonymised(self, seed: int = 0) -> Design:
        """The same flow with invented names: no name, id, address, attribute value, remark or rule stays.

        Tenants, users, groups, domains and free-text attributes get invented names, each the same one everywhere. A
        condition of a filter on a part of a value becomes one on an invented attribute that is true for the same
        users. Settings, user types, colours and positions stay. The users are in a pandas table then.

        Args:
            seed: a whole number from 0 on; another one gives other names.

        Raises:
            DesignError: the seed is no such number, or there would be too many attributes.
        """
        from xtsviz.pseudonyms import Pseudonyms

        return Pseudonyms([self], seed).hidden(self)

    def to_code(self) -> str:
        """Python that rebuilds the design in a variable ``design``, from nothing but ``import xtsviz as xts``.

        The code begins with the template, the file or the example that the design comes from. The edits since follow.
        An edit that was undone is left out. If the origin is not known, the code contains one document without its
        defaults. For more than 200 users, or for a lazy table, it loads the design from the file that the design was
        saved to. The code relies on that file: it must not change.

        Raises:
            DesignError: there is no such file. Save the design first.

        >>> import xtsviz as xts
        >>> hub = xts.templates.user_hub(["Contoso", "Fabrikam"], members=3)
        >>> print(hub.add_tenant("Litware").remove_arrow("contoso->fabrikam").to_code(), end="")
        import xtsviz as xts
        <BLANKLINE>
        design = xts.templates.user_hub(["Contoso", "Fabrikam"], members=3)
        design = design.add_tenant("Litware")
        design = design.remove_arrow("contoso->fabrikam")
        """
        from xtsviz.provenance.code import design_code

        return design_code(self)

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
            DocumentError: the graph is undirected, or an attribute is not a field of the document.
        """
        from xtsviz.model import graphs

        return cls.from_document(graphs.to_document(graph))

    def with_directory(self, table: NativeTable, memberships: NativeTable | None = None) -> Self:
        """The same topology with other users; see `Directory.from_table`.

        Attributes are kept as a document writes them: dates, decimals and broken numbers become text. A group that is
        only in the memberships is added to the design. Externals whose ``home_user_from`` is ``list`` get the home user
        who fits them, or at least a home tenant; what the table says of these two does not count.

        Raises:
            DirectoryError: the table or the memberships do not fit the design, or contain values that a document cannot
                contain; groups or assignments name users who are not in the table.
        """
        old = self.topology
        users = Directory.from_table(table, memberships, list(old.tenant_by_id), old.group_by_id)
        topology = with_listed_groups(old, users)
        if problems := list(lost_references(topology, users)):
            raise DirectoryError(problems)
        return type(self)._linked(topology, users)

    # Edits

    def renamed(self, name: str) -> Self:
        """The design under another name.

        Raises:
            InputError: the name is not a text.
        """
        return self._with_changes(name=validated_record(Topology, {"name": name}, "design").name)

    def add_tenant(self, name: str, *, id: str | None = None, **fields: Any) -> Self:
        """The design with one more tenant. Its id is the slug of the name, unless an id is given.

        Args:
            fields: other fields of a document's tenant (``cloud``, ``division``, …).

        Raises:
            DesignError: the name is empty or too long, or the id is in use.
            InputError: a field is wrong.
        """
        taken = self.topology.tenant_by_id
        check_name(name)
        own = slugs([name], taken)[0] if id is None else id
        tenant = validated_record(Tenant, {"id": own, "name": name, **fields}, "tenant")
        if tenant.id in taken:
            raise DesignError(f"there is a tenant {quoted(tenant.id)} already; ids are unique")
        return self._with_changes(tenants=(*self.tenants, tenant))

    def rename_tenant(self, tenant: str, name: str) -> Self:
        """The design with another name for a tenant. Its id, arrows and users stay."""
        check_name(name)
        return self.update_tenant(tenant, name=name)

    def update_tenant(self, tenant: str, **fields: Any) -> Self:
        """The design with other values for some fields of a tenant. Its id stays.

        Other domains can change the home users of externals that came from lists.
        """
        old = self.tenant(tenant)
        if "id" in fields:
            raise DesignError("a tenant keeps its id; rename_tenant changes what people read")
        new = validated_record(Tenant, {**old.model_dump(), **fields}, "tenant")
        return self._with_changes(tenants=tuple(new if t is old else t for t in self.tenants))

    def remove_tenant(self, tenant: str) -> Self:
        """The design without a tenant, its arrows, its users and its groups.

        Externals in other tenants who came from it stay, and their home is no longer known. A real directory behaves
        in the same way when the source tenant is deleted.
        """
        from xtsviz.provenance import recorded_edits

        gone = self.tenant(tenant).id
        topology, users = without_tenant(self.topology, self.users, gone)
        provenance = recorded_edits.tenant_removed(self, topology, gone, same_users=users is self.users)
        return type(self)._linked(topology, users, provenance)

    def add_arrow(self, source: str, target: str, *, another: bool = False, **fields: Any) -> Self:
        """The design with one more arrow, from one tenant to another (each by id or name).

        Args:
            another: True to add a second arrow to a pair that has one.
            fields: other fields of a document's arrow. Gates and the parts of the scope have names of their own too:
                ``inbound_auto_redeem=False``, ``scope_users="assigned"``, ``assigned=[…]``, ``filters=[…]``.

        Raises:
            UnknownNameError, AmbiguousNameError: there is no such tenant, or there are several.
            DesignError: source and target are the same tenant.
            SecondArrowError: the pair has an arrow.
        """
        if not isinstance(another, bool):
            raise DesignError(f"another: True or False is needed, not {type(another).__name__}")
        start, end = self.tenant(source), self.tenant(target)
        if start is end:
            raise DesignError(f"an arrow leads from one tenant to another; {quoted(start.name)} is both here")
        if not another and (there := self.topology.between(start.id, end.id)):
            raise SecondArrowError(
                f"there is an arrow from {quoted(start.name)} to {quoted(end.name)} already "
                f"({quoted(there[0].id)}); a second one needs another=True"
            )
        given = {
            "id": arrow_id(start.id, end.id, self.topology.arrow_by_id),
            **with_nested_fields({}, fields),
        }
        arrow = validated_record(Arrow, {**given, "source": start.id, "target": end.id}, "arrow")
        if arrow.id in self.topology.arrow_by_id:
            raise DesignError(f"there is an arrow {quoted(arrow.id)} already; ids are unique")
        check_assigned(arrow, self.topology, self.users)
        return self._with_changes(arrows=(*self.arrows, arrow))

    def update_arrow(self, arrow: str, **fields: Any) -> Self:
        """The design with other values for some fields of an arrow; names as in `add_arrow`. Its id and ends stay."""
        old = self.arrow(arrow)
        if fixed := {"id", "source", "target"} & fields.keys():
            raise DesignError(f"an arrow keeps its {sorted(fixed)[0]}; remove it and add another")
        new = validated_record(Arrow, with_nested_fields(old.model_dump(), fields), "arrow")
        check_assigned(new, self.topology, self.users)
        return self._with_changes(arrows=tuple(new if a is old else a for a in self.arrows))

    def remove_arrow(self, arrow: str) -> Self:
        """The design without an arrow."""
        gone = self.arrow(arrow)
        return self._with_changes(arrows=tuple(a for a in self.arrows if a is not gone))

    def add_users(self, users: Iterable[Mapping[str, Any]]) -> Self:
        """The design with more users, each in the form of the document.

        Raises:
            DocumentError: a field is wrong, or a tenant or home user is unknown.
            DesignError: it is not a list of users, or an id is in use.
            DirectoryError: the users of the design are not in a pandas table.
        """
        from xtsviz.provenance import recorded_edits

        added = checked_users(self.topology, self.users, users)
        provenance = recorded_edits.users_added(self, added)
        return type(self)._linked(self.topology, self.users.with_users(added), provenance)

    def remove_users(self, ids: Iterable[str]) -> Self:
        """The design without some users. Groups and assignments no longer name them. Unknown ids change nothing.

        Raises:
            DesignError: an id is not a text.
        """
        from xtsviz.provenance import recorded_edits

        gone = [ids] if isinstance(ids, str) else as_list(ids, "users", 'ids, such as ["a1", "a2"]')
        if wrong := [one for one in gone if not isinstance(one, str)]:
            raise DesignError(f"users: an id is a text, not {type(wrong[0]).__name__}")
        users = self.users.without_users(gone)
        topology = without_lost_ids(self.topology, self.topology, self.users, users)
        return type(self)._linked(topology, users, recorded_edits.users_removed(self, topology, gone))

    @classmethod
    def _linked(cls, topology: Topology, users: Directory, provenance: object = None) -> Self:
        """A design with the home users of externals from lists worked out: people or domains have changed."""
        return cls(topology, with_home_users(users, topology.tenants), provenance)

    def _with_changes(self, **changes: Any) -> Self:
        make = type(self)._linked if "tenants" in changes else type(self)
        return make(self.topology.replace(**changes), self.users, self.provenance)
