"""The recorded calls behind a design.

Most edits change the topology alone. `xtsviz.provenance.topology_edits` finds them by comparing two topologies, so
an edit that was undone leaves no trace. Two kinds of calls are recorded: the call that made the design, and the edits
that change its users. A recipe shares topologies with the designs. It never keeps a table of users.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from xtsviz.model.topology import Topology

if TYPE_CHECKING:
    from xtsviz.model.design import Design

D = TypeVar("D", bound="Design")

MAX_USERS_IN_CODE = 200
"""Code spells out at most so many users. More users come from the file that the design was loaded from or saved to."""


@dataclass(frozen=True)
class Name:
    """A name in code, such as that of the variable ``design``."""

    name: str


DESIGN = Name("design")


@dataclass(frozen=True)
class Call:
    """A call. Its arguments are plain values (texts, numbers, lists, dicts) or a `Name`.

    Attributes:
        function: ``xts.load``, ``design.remove_users``, …
    """

    function: str
    arguments: tuple[Any, ...] = ()
    options: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, eq=False)
class Recipe:
    """The last recorded call behind a design, and the recipe before it.

    Attributes:
        topology: the topology right after the call.
        before: for an edit, the recipe of the design before the edit, and the topology of that design.
        from_file: true if the call loads a file to which the design was saved, and its origin is not known. Such a
            recipe is used only for a design that is too big to be spelled out.
        members_before: for ``with_members``, the number of members before this call.
    """

    call: Call
    topology: Topology
    before: tuple[Recipe, Topology] | None = None
    from_file: bool = False
    members_before: int = 0

    @property
    def begins_with_saved_file(self) -> bool:
        """True if the first call is `from_file`."""
        first = self
        while first.before:
            first = first.before[0]
        return first.from_file


def with_recipe(design: D, function: str, *arguments: Any, **options: Any) -> D:
    """The same design, with the call that makes it."""
    call = Call(function, arguments, tuple(options.items()))
    return type(design)(design.topology, design.users, Recipe(call, design.topology))
