"""Where a design has been: steps to undo and to redo, its beginning, named snapshots. Values, without a widget.

Each change returns another history. Steps hold designs, which share what did not change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from xtsviz.errors import DesignError, UnknownNameError, did_you_mean, quoted
from xtsviz.model.design import Design
from xtsviz.model.ids import NAME_LIMIT
from xtsviz.view.picture.box_positions import Position

MAX_STEPS = 200
"""Steps that undo remembers."""

Positions: TypeAlias = Mapping[str, Position]
"""Where a person dragged tenants, by tenant id."""


@dataclass(frozen=True)
class Step:
    """From one design to the next.

    Attributes:
        begins: the design after is a new beginning: a template, a file.
        moved: where dragged tenants were before and after, if the step itself put them elsewhere.
        drawn: where all tenants were drawn before and after, if the step is about nothing else; None for a new layout.
    """

    before: Design
    after: Design
    begins: bool = False
    moved: tuple[Positions, Positions] | None = None
    drawn: tuple[Positions | None, Positions | None] | None = None

    @property
    def reversed(self) -> Step:
        """The same step backwards."""
        return replace(
            self,
            before=self.after,
            after=self.before,
            moved=self.moved and (self.moved[1], self.moved[0]),
            drawn=self.drawn and (self.drawn[1], self.drawn[0]),
        )

    def positions(self, now: Positions) -> dict[str, Position]:
        """Where tenants are after the step; what was dragged since it was last taken stays where it is now."""
        if self.moved is None:
            return dict(now)
        before, after = self.moved
        return {**after, **{tenant: at for tenant, at in now.items() if before.get(tenant) != at}}


@dataclass(frozen=True)
class Snapshot:
    """A design under a name, to go back to and to compare with.

    Attributes:
        positions: where dragged tenants were.
    """

    name: str
    design: Design
    positions: Positions = field(repr=False)


@dataclass(frozen=True)
class History:
    """The past and the future of a design.

    Attributes:
        origin: what the oldest step that is remembered began with, or a later one's beginning.
        past: steps that undo takes back, the last one last.
        future: steps that redo takes again, the next one last.
        snapshots: in the order in which they were taken.
    """

    origin: Design
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()

    @property
    def beginning(self) -> Design:
        """The design that the explorer, the template or the file at hand began with."""
        return next((step.after for step in reversed(self.past) if step.begins), self.origin)

    @property
    def has_work(self) -> bool:
        """Whether a person did more than to begin with a design, a template or a file."""
        return bool(self.snapshots) or not all(step.begins for step in self.past)

    def and_then(self, step: Step) -> History:
        """One more step; what was undone is forgotten."""
        steps = (*self.past, step)
        forgotten = steps[:-MAX_STEPS]
        origin = next((old.after for old in reversed(forgotten) if old.begins), self.origin)
        return replace(self, origin=origin, past=steps[-MAX_STEPS:], future=())

    def undone(self) -> History:
        """One step back; the step that was taken back is the last of `future`."""
        return replace(self, past=self.past[:-1], future=(*self.future, self.past[-1]))

    def redone(self) -> History:
        """One step forward again; the step that was taken is the last of `past`."""
        return replace(self, past=(*self.past, self.future[-1]), future=self.future[:-1])

    def with_snapshot(self, name: str, design: Design, positions: Positions) -> History:
        """One more snapshot; spaces around its name do not count.

        Raises:
            DesignError: the name is empty, too long, or used already.
        """
        if not isinstance(name, str):
            raise DesignError(f"a snapshot needs a name, not {type(name).__name__}")
        name = name.strip()
        if not name:
            raise DesignError(f"a snapshot needs a name of 1 to {NAME_LIMIT} characters")
        if len(name) > NAME_LIMIT:
            raise DesignError(
                f"the snapshot's name has {len(name):,} characters; at most {NAME_LIMIT} are allowed"
            )
        if any(taken.name == name for taken in self.snapshots):
            raise DesignError(
                f"there is a snapshot {quoted(name)} already; take another name, or remove that one first"
            )
        return replace(self, snapshots=(*self.snapshots, Snapshot(name, design, dict(positions))))

    def snapshot(self, name: str) -> Snapshot:
        """The snapshot with this name.

        Raises:
            UnknownNameError: there is none.
        """
        if not isinstance(name, str):
            raise UnknownNameError(f"a snapshot has a name, not {type(name).__name__}")
        for taken in self.snapshots:
            if taken.name == str(name).strip():
                return taken
        known = [taken.name for taken in self.snapshots]
        hint = did_you_mean(str(name), known) or ("" if known else "; none has been taken yet")
        raise UnknownNameError(f"no snapshot {quoted(str(name))}{hint}")

    def without_snapshot(self, name: str) -> History:
        """The history without a snapshot.

        Raises:
            UnknownNameError: there is none of this name.
        """
        gone = self.snapshot(name)
        return replace(self, snapshots=tuple(kept for kept in self.snapshots if kept is not gone))
