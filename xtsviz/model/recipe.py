"""How a design came to be, so that it can be written as code.

Most edits change the topology alone. What they did is read off two topologies when the code is written, in
`xtsviz.model.code`, so whatever was undone on the way leaves no trace. Only the call that a design began with and the
edits that touch its users are recorded. Topologies are shared with the designs; tables of users are never kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from xtsviz.model.topology import Topology

if TYPE_CHECKING:
    from xtsviz.model.design import Design

D = TypeVar("D", bound="Design")

MAX_WRITTEN = 200
"""Users that code spells out; more come from where they were loaded or saved."""


@dataclass(frozen=True)
class Name:
    """A name in code, such as that of the variable ``design``."""

    name: str


DESIGN = Name("design")


@dataclass(frozen=True)
class Call:
    """A call, with plain values (texts, numbers, lists, dicts) and `Name` as arguments.

    Attributes:
        function: ``xts.load``, ``design.remove_users``, …
    """

    function: str
    arguments: tuple[Any, ...] = ()
    options: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, eq=False)
class Recipe:
    """The last recorded call behind a design, and what was before it.

    Attributes:
        topology: right after the call.
        before: for an edit, the recipe of the design that it was made from, and the topology of that.
        provisional: true if a file is known to hold the design but not to be its origin: used only for what is too
            big to be spelled out.
        had: what was there before, where the one who records needs to know.
    """

    call: Call
    topology: Topology
    before: tuple[Recipe, Topology] | None = None
    provisional: bool = False
    had: int = 0

    @property
    def uncertain(self) -> bool:
        """True if the first call is provisional."""
        first = self
        while first.before:
            first = first.before[0]
        return first.provisional


def made_by(design: D, function: str, *arguments: Any, **options: Any) -> D:
    """The same design, with the call that makes it."""
    call = Call(function, arguments, tuple(options.items()))
    return type(design)(design.topology, design.users, Recipe(call, design.topology))


def changed_by(before: Recipe | None, old: Topology, new: Topology, call: Call) -> Recipe | None:
    """The recipe after an edit that is recorded; None where that of the design before is not known."""
    return None if before is None else Recipe(call, new, (before, old))


def with_members(design: D, changed: D, tenant: str, had: int, wanted: int) -> D:
    """The changed design, with the number of members it was given as its last step.

    Where the last step gave the same tenant another number, this one takes its place if it leads to the same people:
    who only come, or only go, are the same at once as in two steps.
    """
    last = design.recipe
    call = Call("xts.templates.with_members", (DESIGN, tenant, wanted))
    if last is not None and last.before is not None and _same_slider(last, call, design.topology):
        first, second = last.had, last.call.arguments[2]
        if (wanted > first) if second > first else (wanted < second):
            recipe = Recipe(call, changed.topology, last.before, had=first)
            return type(changed)(changed.topology, changed.users, recipe)
    step = None if last is None else Recipe(call, changed.topology, (last, design.topology), had=had)
    return type(changed)(changed.topology, changed.users, step)


def _same_slider(last: Recipe, call: Call, topology: Topology) -> bool:
    same = (last.call.function, last.call.arguments[1:2]) == (call.function, call.arguments[1:2])
    return same and last.topology == topology
