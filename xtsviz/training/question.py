"""What a prediction asks: a table to tick, its right answer, and the reason for every cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import narwhals as nw

from xtsviz.errors import ExerciseError, Problem, did_you_mean, quoted
from xtsviz.flow import user_flow
from xtsviz.flow.wording import REASON_SENTENCES
from xtsviz.model.design import Design
from xtsviz.model.display_names import DisplayNames
from xtsviz.model.frames import collect
from xtsviz.training.foreign import is_text, running, shown
from xtsviz.view.words import list_in_words

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
        problems = list(self._problems())
        if problems:
            raise ExerciseError(problems, where="question")
        if lost := sorted(self.answer - set(self.cells)):
            raise ExerciseError(f"answer: the table has no cell {lost[0]!r} to tick")

    def _problems(self) -> Iterator[Problem]:
        for name in ("rows", "columns"):
            heads: Any = getattr(self, name)
            if not isinstance(heads, (tuple, list)) or not heads:
                yield Problem(name, f"at least one head is needed, not {shown(heads)}")
                continue
            for place, head in enumerate(heads):
                if not isinstance(head, Head) or not all(map(is_text, head)):
                    yield Problem(
                        f"{name}[{place}]", f"Head(key, label) with texts is needed, not {shown(head)}"
                    )
        answer: Any = self.answer
        if not isinstance(answer, (set, frozenset)) or not all(map(_is_cell, answer)):
            yield Problem("answer", f"a set of (row, column) is needed, not {shown(answer)}")
        why: Any = self.why
        if not callable(why):
            yield Problem("why", f"a function of row and column is needed, not {shown(why)}")
        given: Any = self.given
        if not isinstance(given, dict) or not all(_is_cell(key) and is_text(given[key]) for key in given):
            yield Problem("given", f"texts by (row, column) are needed, not {shown(given)}")
        design: Any = self.design
        if design is not None and not isinstance(design, Design):
            yield Problem("design", f"a design is needed, not {shown(design)}")

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
        cells = self.cells
        known = set(cells)
        example = repr(next(iter(cells), ("row", "column")))
        if isinstance(ticks, str) or not isinstance(ticks, Iterable):
            raise ExerciseError(f"ticks: a list of cells such as {example} is needed, not {shown(ticks)}")
        found: set[Tick] = set()
        with running("ticks"):
            for place, given in enumerate(ticks):
                tick = tuple(given) if isinstance(given, list) else given
                if not _is_cell(tick) or tick not in known:
                    raise ExerciseError(
                        f"ticks[{place}]: no cell {shown(given)} to tick; cells are pairs such as {example}"
                    )
                found.add(tick)
        return frozenset(found)

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
            f"{', '.join(f'{done} {list_in_words(cells)}' for done, cells in found.items())}. {reason}"
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


def _is_cell(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(key, str) for key in value)


def who_appears(design: Design, notes: Sequence[str] | Mapping[str, str] = ()) -> Question:
    """Who appears in which tenant: people down, tenants across; where they are from the start is given.

    The answer is what the arrows make, by `user_flow`; the reasons are the trace's.

    Args:
        notes: what is shown beside the names: attributes of the directory (``["department"]``), or texts by user id.

    Raises:
        ExerciseError: no design, or an attribute that its directory does not have.
    """
    if not isinstance(design, Design):
        raise ExerciseError(f"design: a design is needed, not {shown(design)}")
    told = _told(design, notes)
    flow, names = user_flow(design), DisplayNames(design)
    presence = collect(nw.from_native(flow.presence))
    columns = ("user", "display_name", "tenant", "relation", "user_type", "origin", "arrow")
    rows: dict[str, Head] = {}
    given: dict[Tick, str] = {}
    made: dict[Tick, str] = {}
    for user, name, tenant, relation, user_type, origin, arrow in presence.select(*columns).iter_rows():
        rows.setdefault(user, Head(user, name if isinstance(name, str) else user, told.get(user, "")))
        if origin == "synchronized":
            made[user, tenant] = REASON_SENTENCES["carried"].format(
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


def _told(design: Design, notes: Any) -> dict[str, str]:
    """What is shown beside each user, by id."""
    if isinstance(notes, Mapping):
        if all(is_text(key) and is_text(notes[key]) for key in notes):
            return dict(notes)
    elif isinstance(notes, (list, tuple)) and all(map(is_text, notes)):
        return _notes(design, notes)
    raise ExerciseError(
        f'notes: names of attributes as ["department"], or texts by user id, are needed, not {shown(notes)}'
    )


def _notes(design: Design, attributes: Sequence[str]) -> dict[str, str]:
    """What is shown of each user: the attributes asked for, an empty one said so."""
    if not attributes:
        return {}
    known = list(design.users.frame.collect_schema())
    for name in attributes:
        if name not in known:
            raise ExerciseError(f"notes: the directory has no {quoted(name)}{did_you_mean(name, known)}")
    rows = collect(
        design.users.frame.select(
            "id", *(nw.col(name).alias(f"note {place}") for place, name in enumerate(attributes))
        )
    ).iter_rows()
    return {
        id: ", ".join(
            f"{name} {value}" if isinstance(value, str) and value else f"no {name}"
            for name, value in zip(attributes, values, strict=True)
        )
        for id, *values in rows
    }
