"""An editor for scoping filters: alternatives (or), each a list of conditions (and)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as w

from xtsviz.model.scope import OPERATORS, VALUELESS, Clause
from xtsviz.view.markup import fragment
from xtsviz.view.panels.filters import Draft, Written, note
from xtsviz.widgets.error_reports import reporting_errors
from xtsviz.widgets.parts import close_all, column, html, labelled, row, text_button

Filters = Sequence[Sequence[Clause]]


class _Condition:
    """One clause on the screen; ``starts`` says whether it begins a new alternative."""

    def __init__(
        self,
        clause: Clause | None,
        starts: bool,
        attributes: Sequence[str],
        gone: Callable[[Any], None],
        changed: Callable[[], None],
    ):
        self.starts = starts
        self._attributes = attributes
        self._changed = changed
        self.attribute = w.Combobox(
            value=clause.attribute if clause else "",
            options=list(attributes),
            placeholder="such as department",
            ensure_option=False,
        )
        self.operator = w.Dropdown(options=OPERATORS, value=clause.operator if clause else "EQUALS")
        value = clause.value if clause else ""
        self.value = w.Text(value=value or "", placeholder="to compare with")
        self.note = html()
        self.remove = text_button("Remove", lambda: gone(self), hint="Remove this condition")
        self._word = html()
        self.widget = column(
            row(self._word, self.remove), self.attribute, self.operator, self.value, self.note
        )
        self.widget.add_class("xts-condition")
        self._tell()
        for control in (self.attribute, self.operator, self.value):
            control.observe(reporting_errors(self._heard), "value")

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
            self._tell()

    def written(self) -> Written:
        """The clause as a document writes it."""
        operator = self.operator.value
        value = None if operator in VALUELESS else self.value.value
        return {"attribute": self.attribute.value.strip(), "operator": operator, "value": value}

    def _heard(self, _change: dict[str, Any]) -> None:
        self._tell()
        self._changed()

    def _tell(self) -> None:
        self.value.layout.display = "none" if self.operator.value in VALUELESS else None
        self.note.value = note(self.written(), self._attributes)


class FilterEditor:
    """Shows filters, lets a person change them, and hands them on when *Apply* is pressed.

    What is typed stays until it is applied, taken back, or another arrow or filter is shown: a refusal loses nothing.

    Args:
        apply: takes the filters as a document writes them.
        changed: is called whenever what is written differs.

    Attributes:
        live: below the conditions, for what they would do.
    """

    def __init__(
        self, apply: Callable[[list[list[dict[str, Any]]]], None], changed: Callable[[], None]
    ) -> None:
        self._changed = changed
        self._attributes: Sequence[str] = ()
        self._conditions: list[_Condition] = []
        self._about: str | None = None
        self._filters: Filters = ()
        self._rows = column()
        self.live = html()
        self.add_and = text_button(
            "And …", lambda: self._add(False), hint="One more condition that must hold as well"
        )
        self.add_or = text_button("Or …", lambda: self._add(True), hint="Another alternative")
        self.apply = text_button("Apply filter", lambda: apply(self._document()), kind="primary")
        self.discard = text_button("Take back", self._discard, hint="Back to the filter that the arrow has")
        self.widget = column(
            self._rows, row(self.add_and, self.add_or), self.live, row(self.apply, self.discard)
        )

    @property
    def conditions(self) -> Sequence[_Condition]:
        """The conditions on the screen."""
        return tuple(self._conditions)

    @property
    def draft(self) -> Draft:
        """What is written."""
        return Draft.of(self._groups())

    @property
    def edited(self) -> bool:
        """True if something else is written than the arrow has."""
        return self.draft.clauses != tuple(map(tuple, self._filters))

    def show(self, about: str, filters: Filters, attributes: Sequence[str]) -> None:
        """Show the filters of an arrow, unless they were shown already; and offer these attributes."""
        self._attributes = attributes
        for condition in self._conditions:
            condition.offer(attributes)
        if about == self._about and filters == self._filters:
            return
        same = about == self._about and self.draft.clauses == tuple(map(tuple, filters))
        self._about, self._filters = about, filters
        if not same:  # what was just applied stands there as it was typed
            self._discard()

    def _discard(self) -> None:
        for condition in self._conditions:
            close_all(condition.widget)
        self._conditions = [
            self._condition(clause, place == 0)
            for group in self._filters
            for place, clause in enumerate(group)
        ]
        self._lay()

    def _condition(self, clause: Clause | None, starts: bool) -> _Condition:
        return _Condition(clause, starts, self._attributes, self._remove, self._changed)

    def _add(self, starts: bool) -> None:
        self._conditions.append(self._condition(None, starts or not self._conditions))
        self._lay()

    def _remove(self, condition: _Condition) -> None:
        at = self._conditions.index(condition)
        if condition.starts and at + 1 < len(self._conditions):
            self._conditions[at + 1].starts = True
        self._conditions.remove(condition)
        close_all(condition.widget)
        self._lay()

    def _lay(self) -> None:
        for place, condition in enumerate(self._conditions):
            condition.number(place)
        self._rows.children = [condition.widget for condition in self._conditions]
        self._changed()

    def _groups(self) -> list[list[Written]]:
        groups: list[list[Written]] = []
        for condition in self._conditions:
            if condition.starts or not groups:
                groups.append([])
            groups[-1].append(condition.written())
        return groups

    def _document(self) -> list[list[dict[str, Any]]]:
        return [[dict(condition) for condition in group] for group in self._groups()]
