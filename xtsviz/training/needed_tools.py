"""Which tools a *build it* exercise needs: found from the difference between its start and the author's solution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from xtsviz.errors import ExerciseError
from xtsviz.model.topology import Arrow
from xtsviz.training.exercise import Build

ToolPanel: TypeAlias = Literal["Arrows", "Selected arrow", "Tenants"]
ArrowPart: TypeAlias = Literal["scope", "target", "gates", "job"]

_PART_BY_FIELD: dict[str, ArrowPart] = {
    "scope": "scope",
    "user_type": "target",
    "user_type_flow": "target",
    "actions": "target",
    "sync_groups": "target",
    "gates": "gates",
    "status": "job",
}


@dataclass(frozen=True)
class NeededTools:
    """The tools of an exercise.

    Attributes:
        panels: the panels, in the order in which they stand.
        arrow: the id of the arrow that *Selected arrow* shows first; None if it does not matter.
        parts: the parts of *Selected arrow*; None for all of them.
    """

    panels: tuple[ToolPanel, ...]
    arrow: str | None = None
    parts: frozenset[ArrowPart] | None = None

    @property
    def sets_user_types(self) -> bool:
        """Whether the exercise may be about who is a member and who is a guest."""
        return self.parts is None or "target" in self.parts


EVERYTHING = NeededTools(("Arrows", "Selected arrow", "Tenants"))
"""For an exercise whose solution changes something else, or cannot be made."""


def needed_tools(exercise: Build) -> NeededTools:
    """The tools that lead from the start of an exercise to its solution."""
    try:
        start, solved = exercise.design, exercise.solved_design
    except ExerciseError:
        return EVERYTHING
    before, after = start.topology.arrow_by_id, solved.topology.arrow_by_id
    changed = [id for id in before if id in after and before[id] != after[id]]
    parts = {part for id in changed for part in _changed_parts(before[id], after[id])}
    panels: list[ToolPanel] = []
    if before.keys() != after.keys():
        panels.append("Arrows")
    if changed:
        panels.append("Selected arrow")
    if start.tenants != solved.tenants:
        panels.append("Tenants")
    if not panels or None in parts:
        return EVERYTHING
    return NeededTools(tuple(panels), next(iter(changed), None), frozenset(filter(None, parts)))


def _changed_parts(before: Arrow, after: Arrow) -> set[ArrowPart | None]:
    """The parts of *Selected arrow* in which two arrows differ; None for a field that is in none of them."""
    fields = type(before).model_fields
    return {_PART_BY_FIELD.get(name) for name in fields if getattr(before, name) != getattr(after, name)}
