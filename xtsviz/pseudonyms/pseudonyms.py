"""Designs with invented names, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xtsviz.errors import DesignError
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory
from xtsviz.model.group_members import with_all_members
from xtsviz.model.home_users import with_home_users
from xtsviz.model.ids import NumberedIds
from xtsviz.model.scope import Clause
from xtsviz.model.topology import Topology
from xtsviz.model.vocabulary import MAX_ATTRIBUTES, USER_FIELDS
from xtsviz.pseudonyms.clauses import Clauses
from xtsviz.pseudonyms.names import Names
from xtsviz.pseudonyms.original_texts import Columns, columns_of
from xtsviz.pseudonyms.rewrite import rewritten_columns, rewritten_topology

_MAX_SEED = 2**63
_WORKED_OUT = ("home_user", "home_tenant")


class Pseudonyms:
    """Invented names for some designs: what is the same in two of them has one name.

    Args:
        designs: the designs; the first one has the names that read best.
        seed: a whole number; another seed gives other names.

    Raises:
        DesignError: the seed is no such number, or there are more attributes then than a design can have.
    """

    def __init__(self, designs: Sequence[Design], seed: int = 0) -> None:
        given: object = seed
        if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given < _MAX_SEED:
            raise DesignError("seed: a whole number from 0 on is needed, such as seed=7")
        directories = {id(design.users): design.users for design in designs}
        self._columns = {key: columns_of(users) for key, users in directories.items()}
        self._directories = directories  # so that no other one gets such an id
        topologies = [with_all_members(design.topology, design.users) for design in designs]
        tables = list(self._columns.values())
        self._names = Names(topologies, tables, seed)
        self._clauses = Clauses(topologies, tables, self._names)
        attributes = {name for columns in tables for name in columns} - set(USER_FIELDS)
        if len(attributes) + len(self._clauses.attributes) > MAX_ATTRIBUTES:
            raise DesignError(
                f"each condition on a part of a value becomes an attribute, and a design has at most "
                f"{MAX_ATTRIBUTES:,}: remove attributes or conditions first"
            )
        self._hidden: dict[int, Directory] = {}
        self._original: dict[int, Directory] = {}
        self._forward = _Forward(self._names, self._clauses)
        self._backward = _Backward(self._names)

    def hidden(self, design: Design) -> Design:
        """One of the designs, with invented names."""
        topology = rewritten_topology(with_all_members(design.topology, design.users), self._forward)
        key = id(design.users)
        if key not in self._hidden:
            columns = self._columns[key]
            made = rewritten_columns(columns, self._forward) | self._clauses.columns(columns)
            self._hidden[key] = _linked(made, topology)
            self._original[id(self._hidden[key])] = design.users
        return Design(topology, self._hidden[key])

    def shown(self, design: Design) -> Design:
        """A design that came of `hidden` by edits, with the original names; what is new keeps its own."""
        users = self._original.get(id(design.users))
        topology = self._shown_topology(with_all_members(design.topology, design.users))
        if users is not None:
            return Design(topology, with_home_users(users, topology.tenants))
        columns = columns_of(design.users)
        made = rewritten_columns(columns, self._backward)
        for name in self._clauses.attributes:
            made.pop(name, None)
        return Design(topology, with_home_users(Directory.from_columns(made), topology.tenants))

    def text(self, kind: str, text: str) -> str:
        """The invented text for an original one; see `xtsviz.pseudonyms.names.Names.maps`."""
        return self._forward.text(kind, text)

    def original(self, kind: str, text: str) -> str:
        """The original text for an invented one; any other text is returned as it is."""
        return self._backward.text(kind, text)

    def key(self) -> dict[str, dict[str, str]]:
        """The originals by invented text, for each kind of text."""
        found = {kind: dict(texts.back) for kind, texts in self._names.maps.items() if texts.back}
        filters = {name: str(clause) for name, clause in self._clauses.attributes.items()}
        return found | ({"filter": filters} if filters else {})

    def _shown_topology(self, topology: Topology) -> Topology:
        made = rewritten_topology(topology, self._backward)
        return made.replace(
            arrows=tuple(
                arrow.model_copy(update={"scope": arrow.scope.model_copy(update={"filters": filters})})
                for arrow, filters in zip(made.arrows, self._shown_filters(topology), strict=True)
            )
        )

    def _shown_filters(self, topology: Topology) -> Any:
        for arrow in topology.arrows:
            yield tuple(
                tuple(
                    original if original is not None else self._backward.clause(clause)
                    for original, clause in self._clauses.originals(group)
                )
                for group in arrow.scope.filters
            )


class _Forward:
    def __init__(self, names: Names, clauses: Clauses) -> None:
        self.text, self.value, self.clauses = names.text, names.value, clauses.made


class _Backward:
    """The originals of invented texts. What somebody wrote anew stays; an id that is taken gets a number."""

    def __init__(self, names: Names) -> None:
        self._maps = {kind: texts.back for kind, texts in names.maps.items()}
        self._originals = {kind: set(texts.values()) for kind, texts in self._maps.items()}
        self._new: dict[tuple[str, str], str] = {}

    def text(self, kind: str, text: str) -> str:
        found = self._maps[kind].get(text)
        if found is not None:
            return found
        if kind in ("tenant", "user", "group", "arrow") and text in self._originals[kind]:
            if (kind, text) not in self._new:
                free = NumberedIds(self._originals[kind], "-").free(text)
                self._originals[kind].add(free)
                self._new[kind, text] = free
            return self._new[kind, text]
        if kind == "address" and "@" in text:
            local, _, domain = text.rpartition("@")
            return f"{local}@{self._maps['domain'].get(domain, domain)}"
        return text

    def value(self, value: Any, attribute: str) -> Any:
        if value is None or isinstance(value, bool):
            return value
        kinds = {
            "mail": "address",
            "userPrincipalName": "address",
            "displayName": "person",
            "identityIssuer": "issuer",
        }
        made = self._maps[kinds.get(attribute, "value")].get(str(value))
        return value if made is None else int(made) if isinstance(value, int) else made

    def clauses(self, clauses: Sequence[Clause]) -> list[Clause]:
        return list(clauses)  # `Pseudonyms.shown` does these

    def clause(self, clause: Clause) -> Clause:
        """A clause that is only translated."""
        attribute = self.text("attribute", clause.attribute)
        value = None if clause.value is None else self.value(clause.value, attribute)
        return clause.model_copy(update={"attribute": attribute, "value": value})


def _linked(columns: Columns, topology: Topology) -> Directory:
    """A directory whose externals stand for the users of the columns, also where invented names would tell less."""
    expected = list(zip(*(columns[name] for name in _WORKED_OUT), strict=True))
    while True:
        linked = with_home_users(Directory.from_columns(columns), topology.tenants)
        found = columns_of(linked)
        others = {
            row
            for row, (homes, wanted) in enumerate(
                zip(zip(*(found[name] for name in _WORKED_OUT), strict=True), expected, strict=True)
            )
            if homes != wanted
        }
        if not others:
            return linked
        columns = columns | {
            "home_user_from": [
                None if row in others else value for row, value in enumerate(columns["home_user_from"])
            ]
        }
