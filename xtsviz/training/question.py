"""The question of a prediction: a table to tick, the right answer, and the reason for every cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import narwhals as nw

from xtsviz.errors import ExerciseError, Problem, did_you_mean, quoted
from xtsviz.flow.traced_flow import TracedFlow
from xtsviz.flow.wording import REASON_SENTENCES
from xtsviz.model.design import Design
from xtsviz.model.display_names import DisplayNames
from xtsviz.model.frames import collect
from xtsviz.training.author_code import author_errors, is_text, value_text
from xtsviz.view.words import list_in_words

Cell: TypeAlias = tuple[str, str]
"""A cell of the table: the keys of its row and its column."""


class Heading(NamedTuple):
    """The heading of a row or a column.

    Attributes:
        key: its name in code.
        label: its text on the screen.
        note: more about it; may be empty.
    """

    key: str
    label: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A table to tick.

    Attributes:
        rows, columns: the headings.
        answer: the cells to tick.
        why: a function that returns the reason, as a sentence, why a cell is to be ticked or not.
        fixed_cells: cells that the learner does not tick, and their texts ("home").
        row_title: the title above the rows.
        design: the design that the question is about; None if it is not about one design.
        one_per_row: each row has exactly one right cell, and the learner chooses one.
        nothing: the words for "no cell of this row"; a learner chooses them for a row without a tick.
    """

    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    answer: frozenset[Cell]
    why: Callable[[str, str], str]
    fixed_cells: dict[Cell, str]
    row_title: str = "Person"
    design: Design | None = None
    one_per_row: bool = False
    nothing: str = "None of these"

    def __post_init__(self) -> None:
        problems = list(self._problems())
        if problems:
            raise ExerciseError(problems, where="question")
        if unknown := sorted(self.answer - set(self.cells)):
            raise ExerciseError(f"answer: the table has no cell {unknown[0]!r} to tick")
        right_rows = [row for row, _ in self.answer]
        if self.one_per_row and sorted(right_rows) != sorted(self.rows_to_answer):
            raise ExerciseError("answer: with one_per_row, each row needs exactly one right cell")

    def _problems(self) -> Iterator[Problem]:
        for name in ("rows", "columns"):
            headings: Any = getattr(self, name)
            if not isinstance(headings, (tuple, list)) or not headings:
                yield Problem(name, f"at least one heading is needed, not {value_text(headings)}")
                continue
            for number, heading in enumerate(headings):
                if not isinstance(heading, Heading) or not all(map(is_text, heading)):
                    yield Problem(
                        f"{name}[{number}]",
                        f"Heading(key, label) with texts is needed, not {value_text(heading)}",
                    )
        answer: Any = self.answer
        if not isinstance(answer, (set, frozenset)) or not all(map(_is_cell, answer)):
            yield Problem("answer", f"a set of (row, column) is needed, not {value_text(answer)}")
        why: Any = self.why
        if not callable(why):
            yield Problem("why", f"a function of row and column is needed, not {value_text(why)}")
        fixed_cells: Any = self.fixed_cells
        if not isinstance(fixed_cells, dict) or not all(
            _is_cell(key) and is_text(fixed_cells[key]) for key in fixed_cells
        ):
            yield Problem("fixed_cells", f"texts by (row, column) are needed, not {value_text(fixed_cells)}")
        design: Any = self.design
        if design is not None and not isinstance(design, Design):
            yield Problem("design", f"a design is needed, not {value_text(design)}")
        one_per_row: Any = self.one_per_row
        if not isinstance(one_per_row, bool):
            yield Problem("one_per_row", f"True or False is needed, not {value_text(one_per_row)}")
        nothing: Any = self.nothing
        if not is_text(nothing) or not nothing.strip():
            yield Problem("nothing", f"a text is needed, not {value_text(nothing)}")

    @property
    def rows_to_answer(self) -> list[str]:
        """The keys of the rows that have a cell to tick."""
        return list(dict.fromkeys(row for row, _ in self.cells))

    @property
    def cells(self) -> list[Cell]:
        """All cells that can be ticked, row by row."""
        all_cells = [(row.key, column.key) for row in self.rows for column in self.columns]
        return [cell for cell in all_cells if cell not in self.fixed_cells]

    def check_cells(self, ticks: Iterable[Any]) -> frozenset[Cell]:
        """The ticked cells as a set.

        Raises:
            ExerciseError: this table has no such cell.
        """
        cells = self.cells
        known = set(cells)
        example = repr(next(iter(cells), ("row", "column")))
        if isinstance(ticks, str) or not isinstance(ticks, Iterable):
            raise ExerciseError(
                f"ticks: a list of cells such as {example} is needed, not {value_text(ticks)}"
            )
        ticked: set[Cell] = set()
        with author_errors("ticks"):
            for number, item in enumerate(ticks):
                tick = tuple(item) if isinstance(item, list) else item
                if not _is_cell(tick) or tick not in known:
                    raise ExerciseError(
                        f"ticks[{number}]: no cell {value_text(item)} to tick; cells are pairs such as {example}"
                    )
                ticked.add(tick)
        return frozenset(ticked)

    def corrections(self, ticks: Collection[Cell]) -> list[str]:
        """Sentences about wrong and missing ticks: one for each row and reason, in the order of the table."""
        mistakes_by_reason: dict[tuple[str, str], dict[str, list[str]]] = {}
        for cell in self.cells:
            if (cell in ticks) != (cell in self.answer):
                mistake = "you ticked" if cell in ticks else "you left out"
                cells_by_mistake = mistakes_by_reason.setdefault((cell[0], self.why(*cell)), {})
                cells_by_mistake.setdefault(mistake, []).append(f"“{self.column_labels[cell[1]]}”")
        sentences = []
        for (row, reason), cells_by_mistake in mistakes_by_reason.items():
            mistakes = ", ".join(
                f"{mistake} {list_in_words(cells)}" for mistake, cells in cells_by_mistake.items()
            )
            sentences.append(f"{self.row_labels[row].rstrip('.')}: {mistakes}. {reason}")
        return sentences

    @cached_property
    def row_labels(self) -> dict[str, str]:
        """The labels of the rows, by key."""
        return {heading.key: heading.label for heading in self.rows}

    @cached_property
    def column_labels(self) -> dict[str, str]:
        """The labels of the columns, by key."""
        return {heading.key: heading.label for heading in self.columns}


def _is_cell(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(key, str) for key in value)


def who_appears(design: Design, notes: Sequence[str] | Mapping[str, str] = ()) -> Question:
    """The question who appears in which tenant, with a row for each user and a column for each tenant.

    Cells of users who are there before any cycle are fixed. The answer comes from `user_flow`, the reasons from its
    trace.

    Args:
        design: the design.
        notes: notes beside the names: attributes of the directory (``["department"]``), or texts by user id.

    Raises:
        ExerciseError: the argument is no design, or its directory does not have an attribute.
    """
    if not isinstance(design, Design):
        raise ExerciseError(f"design: a design is needed, not {value_text(design)}")
    notes_by_user = _notes_by_user(design, notes)
    flow, names = TracedFlow(design), DisplayNames(design)
    presence = collect(nw.from_native(flow.presence))
    columns = ("user", "display_name", "tenant", "relation", "user_type", "origin", "arrow")
    rows: dict[str, Heading] = {}
    fixed_cells: dict[Cell, str] = {}
    synchronized: dict[Cell, str] = {}
    for user, name, tenant, relation, user_type, origin, arrow in presence.select(*columns).iter_rows():
        rows.setdefault(
            user, Heading(user, name if isinstance(name, str) else user, notes_by_user.get(user, ""))
        )
        if origin == "synchronized":
            synchronized[user, tenant] = REASON_SENTENCES["carried"].format(
                arrow=names.arrow(design.arrow(arrow)),
                user=rows[user].label,
                target=names.tenant(tenant),
                kind=user_type.lower(),
            )
        else:
            guest = f"external {user_type.lower()} already"
            fixed_cells[user, tenant] = guest if relation == "external" else "home"

    targets = {arrow.target for arrow in design.arrows}

    def why(user: str, tenant: str) -> str:
        if sentence := synchronized.get((user, tenant)):
            return sentence
        if tenant not in targets:
            return f"No arrow leads to {names.tenant(tenant)}."
        trace = flow.trace(user)
        rows_of_target = trace[trace["target"] == tenant]
        # "not-in-source" is the least informative reason.
        informative = rows_of_target[rows_of_target["reason"] != "not-in-source"]
        return " ".join((informative if len(informative) else rows_of_target)["explanation"])

    order = {user: number for number, user in enumerate(collect(design.users.frame.select("id"))["id"])}
    return Question(
        rows=tuple(sorted(rows.values(), key=lambda heading: order.get(heading.key, len(order)))),
        columns=tuple(Heading(tenant.id, names.label(tenant.id)) for tenant in design.tenants),
        answer=frozenset(synchronized),
        why=why,
        fixed_cells=fixed_cells,
        design=design,
        nothing="Nowhere else",
    )


def _notes_by_user(design: Design, notes: Any) -> dict[str, str]:
    """The note beside each user, by id."""
    if isinstance(notes, Mapping):
        if all(is_text(key) and is_text(notes[key]) for key in notes):
            return dict(notes)
    elif isinstance(notes, (list, tuple)) and all(map(is_text, notes)):
        return _attribute_notes(design, notes)
    raise ExerciseError(
        f'notes: names of attributes as ["department"], or texts by user id, are needed, not {value_text(notes)}'
    )


def _attribute_notes(design: Design, attributes: Sequence[str]) -> dict[str, str]:
    """The values of some attributes of each user, as a text by id."""
    if not attributes:
        return {}
    known = list(design.users.frame.collect_schema())
    for name in attributes:
        if name not in known:
            raise ExerciseError(f"notes: the directory has no {quoted(name)}{did_you_mean(name, known)}")
    rows = collect(
        design.users.frame.select(
            "id", *(nw.col(name).alias(f"note {number}") for number, name in enumerate(attributes))
        )
    ).iter_rows()
    return {
        id: ", ".join(
            f"{name} {value}" if isinstance(value, str) and value else f"no {name}"
            for name, value in zip(attributes, values, strict=True)
        )
        for id, *values in rows
    }
