"""What a prediction asks: a table to tick, its right answer, and the reason for every cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import narwhals as nw

from xtsviz.errors import ExerciseError, quoted
from xtsviz.flow import user_flow
from xtsviz.flow.wording import REASONS
from xtsviz.model.design import Design
from xtsviz.model.tables import collect
from xtsviz.view.words import Names, listed

Tick: TypeAlias = tuple[str, str]
"""A cell of the table: the keys of its row and its column."""


class Head(NamedTuple):
    """The head of a row or a column.

    Attributes:
        key: what code calls it.
        label: what people read.
        note: more about it; may be empty.
    """

    key: str
    label: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A table to tick.

    Attributes:
        rows, columns: their heads.
        answer: the cells that are to be ticked.
        why: the reason why a cell is, or is not, to be ticked: a sentence.
        given: cells that are no question, and what stands in them ("home").
        corner: what the rows are.
        design: what it is about; None if it is about no single design.
    """

    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    answer: frozenset[Tick]
    why: Callable[[str, str], str]
    given: dict[Tick, str]
    corner: str = "Person"
    design: Design | None = None

    def __post_init__(self) -> None:
        if not self.rows or not self.columns:
            raise ExerciseError("a question needs at least one row and one column")
        if lost := sorted(self.answer - set(self.cells)):
            raise ExerciseError(f"answer: the table has no cell {lost[0]!r} to tick")

    @property
    def cells(self) -> list[Tick]:
        """All cells that can be ticked, row by row."""
        every = [(row.key, column.key) for row in self.rows for column in self.columns]
        return [cell for cell in every if cell not in self.given]

    def checked(self, ticks: Iterable[Any]) -> frozenset[Tick]:
        """The ticks as a set.

        Raises:
            ExerciseError: one is no cell of this table.
        """
        known = set(self.cells)
        given = [tuple(tick) if isinstance(tick, (tuple, list)) else tick for tick in ticks]
        for place, tick in enumerate(given):
            if tick not in known:
                example = next(iter(known), ("row", "column"))
                raise ExerciseError(
                    f"ticks[{place}]: no cell {quoted(str(tick))} to tick; cells are pairs such as {example!r}"
                )
        return frozenset(given)

    def corrections(self, ticks: Collection[Tick]) -> list[str]:
        """What to say about wrong ticks and missing ones: one text for each row and reason, in the table's order."""
        said: dict[tuple[str, str], dict[str, list[str]]] = {}
        for cell in self.cells:
            if (cell in ticks) != (cell in self.answer):
                done = "you ticked" if cell in ticks else "you left out"
                found = said.setdefault((cell[0], self.why(*cell)), {})
                found.setdefault(done, []).append(f"“{self.column_labels[cell[1]]}”")
        return [
            f"{self.row_labels[row].rstrip('.')}: "
            f"{', '.join(f'{done} {listed(cells)}' for done, cells in found.items())}. {reason}"
            for (row, reason), found in said.items()
        ]

    @cached_property
    def row_labels(self) -> dict[str, str]:
        """What people read at a row, by its key."""
        return {head.key: head.label for head in self.rows}

    @cached_property
    def column_labels(self) -> dict[str, str]:
        """What people read above a column, by its key."""
        return {head.key: head.label for head in self.columns}


def who_appears(design: Design, notes: Sequence[str] | Mapping[str, str] = ()) -> Question:
    """Who appears in which tenant: people down, tenants across; where they are from the start is given.

    The answer is what the arrows make, by `user_flow`; the reasons are the trace's.

    Args:
        notes: what is shown beside the names: attributes of the directory (``["department"]``), or texts by user id.
    """
    flow, names = user_flow(design), Names(design)
    presence = collect(nw.from_native(flow.presence))
    columns = ("user", "display_name", "tenant", "relation", "user_type", "origin", "arrow")
    rows: dict[str, Head] = {}
    given: dict[Tick, str] = {}
    made: dict[Tick, str] = {}
    told = notes if isinstance(notes, Mapping) else _notes(design, notes)
    for user, name, tenant, relation, user_type, origin, arrow in presence.select(*columns).iter_rows():
        rows.setdefault(user, Head(user, name if isinstance(name, str) else user, told.get(user, "")))
        if origin == "synchronized":
            made[user, tenant] = REASONS["carried"].format(
                arrow=names.arrow(design.arrow(arrow)),
                user=rows[user].label,
                target=names.tenant(tenant),
                kind=user_type.lower(),
            )
        else:
            guest = f"external {user_type.lower()} already"
            given[user, tenant] = guest if relation == "external" else "home"

    reached = {arrow.target for arrow in design.arrows}

    def why(user: str, tenant: str) -> str:
        if said := made.get((user, tenant)):
            return said
        if tenant not in reached:
            return f"No arrow leads to {names.tenant(tenant)}."
        trace = flow.trace(user)
        into = trace[trace["target"] == tenant]
        # That somebody is not in an arrow's source says least.
        telling = into[into["reason"] != "not-in-source"]
        return " ".join((telling if len(telling) else into)["explanation"])

    order = {user: place for place, user in enumerate(collect(design.users.frame.select("id"))["id"])}
    return Question(
        rows=tuple(sorted(rows.values(), key=lambda head: order.get(head.key, len(order)))),
        columns=tuple(Head(tenant.id, names.label(tenant.id)) for tenant in design.tenants),
        answer=frozenset(made),
        why=why,
        given=given,
        design=design,
    )


def _notes(design: Design, attributes: Sequence[str]) -> dict[str, str]:
    """What is shown of each user: the attributes asked for, an empty one said so."""
    if not attributes:
        return {}
    rows = collect(design.users.frame.select("id", *attributes)).iter_rows()
    return {
        id: ", ".join(
            f"{name} {value}" if isinstance(value, str) and value else f"no {name}"
            for name, value in zip(attributes, values, strict=True)
        )
        for id, *values in rows
    }
