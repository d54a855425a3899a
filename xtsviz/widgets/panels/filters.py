"""An editor for scoping filters: alternatives (or), each a list of conditions (and)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as w

from xtsviz.model.scope import OPERATORS, OPERATORS_WITHOUT_VALUE, Clause
from xtsviz.view.markup import fragment
from xtsviz.view.panels.filters import FilterDraft, WrittenCondition, condition_note
from xtsviz.widgets.error_reports import reporting_errors
from xtsviz.widgets.looks import show
from xtsviz.widgets.parts import close_all, column, html, labelled, row, text_button
from xtsviz.widgets.view_state import Filters


class _Condition:
    """One clause on the screen; ``starts`` says whether it begins a new alternative."""

    def __init__(
        self,
        clause: tuple[str, str, str | None],
        starts: bool,
        attributes: Sequence[str],
        gone: Callable[[Any], None],
        changed: Callable[[], None],
    ):
        self.starts = starts
        self._attributes = attributes
        self._changed = changed
        self.attribute = w.Combobox(
            value=clause[0],
            options=list(attributes),
            placeholder="such as department",
            ensure_option=False,
        )
        self.operator = w.Dropdown(options=tuple(dict.fromkeys([*OPERATORS, clause[1]])), value=clause[1])
        self.value = w.Text(value=clause[2] or "", placeholder="to compare with")
        self.note = html()
        self.remove = text_button("Remove", lambda: gone(self), hint="Remove this condition")
        self._word = html()
        self.widget = column(
            row(self._word, self.remove), self.attribute, self.operator, self.value, self.note
        )
        self.widget.add_class("xts-condition")
        self._update_note()
        for control in (self.attribute, self.operator, self.value):
            control.observe(reporting_errors(self._edited), "value")

    def number(self, place: int) -> None:
        """Say which condition this is (0-based), and how it is joined to the one before."""
        word = "Where" if place == 0 else "or where" if self.starts else "and"
        self._word.value = fragment("<strong>{}</strong>", word)
        for control, what in (
            (self.attribute, "Attribute"),
            (self.operator, "Operator"),
            (self.value, "Value"),
        ):
            labelled(f"{what} {place + 1}", control)
        self.remove.description = f"Remove {place + 1}"

    def offer(self, attributes: Sequence[str]) -> None:
        """Offer these attributes."""
        if list(attributes) != list(self.attribute.options):
            self._attributes = attributes
            self.attribute.options = list(attributes)
            self._update_note()

    def written(self) -> WrittenCondition:
        """The clause as a document writes it."""
        operator = self.operator.value
        value = None if operator in OPERATORS_WITHOUT_VALUE else self.value.value
        return {"attribute": self.attribute.value.strip(), "operator": operator, "value": value}

    def _edited(self, _change: dict[str, Any]) -> None:
        self._update_note()
        self._changed()

    def _update_note(self) -> None:
        show(self.value, self.operator.value not in OPERATORS_WITHOUT_VALUE)
        self.note.value = condition_note(self.written(), self._attributes)


class FilterEditor:
    """Shows filters and lets a person write others.

    What is written is the draft. It stays until it is applied or discarded, or another arrow or filter is shown: a
    refusal loses nothing.

    Args:
        apply: is called with what is written when *Apply* is pressed.
        edit: is called with what is written when a person changed it.
        discard: is called when the filter of the arrow is wanted again.

    Attributes:
        live: below the conditions, for what they would do.
    """

    def __init__(
        self, apply: Callable[[Filters], None], edit: Callable[[Filters], None], discard: Callable[[], Any]
    ) -> None:
        self._edit = edit
        self._attributes: Sequence[str] = ()
        self._conditions: list[_Condition] = []
        self._arrow: str | None = None
        self._clauses: tuple[tuple[Clause, ...], ...] = ()
        self._rows = column()
        self.live = html()
        self.add_first = text_button(
            "Add a filter", lambda: self._add(True), hint="Only users who meet a condition"
        )
        self.add_and = text_button(
            "And …", lambda: self._add(False), hint="One more condition that must hold as well"
        )
        self.add_or = text_button("Or …", lambda: self._add(True), hint="Another alternative")
        self.apply = text_button("Apply filter", lambda: apply(self.filters), kind="primary")
        self.discard = text_button("Take back", discard, hint="Back to the filter that the arrow has")
        self._number()
        self.widget = column(
            self._rows,
            row(self.add_first, self.add_and, self.add_or),
            self.live,
            row(self.apply, self.discard),
            kind="xts-enter",
        )

    @property
    def conditions(self) -> Sequence[_Condition]:
        """The conditions on the screen."""
        return tuple(self._conditions)

    @property
    def filters(self) -> Filters:
        """What is written: alternatives, each of clauses."""
        return tuple(
            tuple((str(c["attribute"]), str(c["operator"]), _text(c["value"])) for c in group)
            for group in self._groups()
        )

    @property
    def draft(self) -> FilterDraft:
        """What is written, read as a document is."""
        return FilterDraft.of(self._groups())

    @property
    def edited(self) -> bool:
        """True if something else is written than the arrow has."""
        return self.draft.clauses != self._clauses

    def show(
        self,
        arrow: str,
        clauses: Sequence[Sequence[Clause]],
        attributes: Sequence[str],
        draft: Filters | None = None,
    ) -> None:
        """Show the filters of an arrow (id), or what is written instead of them; and offer these attributes."""
        self._attributes = attributes
        for condition in self._conditions:
            condition.offer(attributes)
        another = arrow != self._arrow
        self._arrow, self._clauses = arrow, tuple(map(tuple, clauses))
        # What was just applied stays as it was typed.
        written = self.filters == draft if draft is not None else not self.edited
        if another or not written:
            self._rebuild(_as_written(self._clauses) if draft is None else draft)

    def _rebuild(self, filters: Filters) -> None:
        for condition in self._conditions:
            close_all(condition.widget)
        self._conditions = [
            self._condition(clause, place == 0) for group in filters for place, clause in enumerate(group)
        ]
        self._number()

    def _condition(self, clause: tuple[str, str, str | None], starts: bool) -> _Condition:
        return _Condition(clause, starts, self._attributes, self._remove, lambda: self._edit(self.filters))

    def _add(self, starts: bool) -> None:
        self._conditions.append(self._condition(("", "EQUALS", ""), starts or not self._conditions))
        self._number()
        self._edit(self.filters)

    def _remove(self, condition: _Condition) -> None:
        at = self._conditions.index(condition)
        if condition.starts and at + 1 < len(self._conditions):
            self._conditions[at + 1].starts = True
        self._conditions.remove(condition)
        close_all(condition.widget)
        self._number()
        self._edit(self.filters)

    def _number(self) -> None:
        for place, condition in enumerate(self._conditions):
            condition.number(place)
        self._rows.children = [condition.widget for condition in self._conditions]
        for control in (self.add_and, self.add_or):
            show(control, bool(self._conditions))
        show(self.add_first, not self._conditions)

    def _groups(self) -> list[list[WrittenCondition]]:
        groups: list[list[WrittenCondition]] = []
        for condition in self._conditions:
            if condition.starts or not groups:
                groups.append([])
            groups[-1].append(condition.written())
        return groups


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _as_written(clauses: Sequence[Sequence[Clause]]) -> Filters:
    return tuple(tuple((c.attribute, c.operator, c.value) for c in group) for group in clauses)
