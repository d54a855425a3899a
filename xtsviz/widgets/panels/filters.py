"""An editor for scoping filters: alternatives (or), each a list of conditions (and)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as w

from xtsviz.model.scope import OPERATORS, VALUELESS, Clause
from xtsviz.widgets.parts import close_all, column, html, press, row

Filters = Sequence[Sequence[Clause]]


class _Condition:
    """One clause on the screen; ``starts`` says whether it begins a new alternative."""

    def __init__(
        self, clause: Clause | None, starts: bool, attributes: Sequence[str], gone: Callable[[Any], None]
    ):
        self.starts = starts
        self.attribute = w.Combobox(
            value=clause.attribute if clause else "",
            options=list(attributes),
            placeholder="attribute",
            ensure_option=False,
            layout=w.Layout(width="116px"),
        )
        self.operator = w.Dropdown(
            options=OPERATORS, value=clause.operator if clause else "EQUALS", layout=w.Layout(width="126px")
        )
        value = clause.value if clause else ""
        self.value = w.Text(value=value or "", placeholder="value", layout=w.Layout(width="116px"))
        remove = press("Remove", lambda: gone(self), hint="Remove this condition")
        self._hide_value()
        self.operator.observe(lambda _change: self._hide_value(), "value")
        self.widget = row(self.attribute, self.operator, self.value, remove)

    def _hide_value(self) -> None:
        self.value.layout.display = "none" if self.operator.value in VALUELESS else None

    def clause(self) -> dict[str, Any]:
        """The clause as a document writes it."""
        operator = self.operator.value
        value = None if operator in VALUELESS else self.value.value
        return {"attribute": self.attribute.value.strip(), "operator": operator, "value": value}


class FilterEditor:
    """Shows filters, lets a person change them, and hands them on when *Apply* is pressed.

    Args:
        apply: takes the filters as a document writes them.
    """

    def __init__(self, apply: Callable[[list[list[dict[str, Any]]]], None]) -> None:
        self._apply = apply
        self._attributes: Sequence[str] = ()
        self._conditions: list[_Condition] = []
        self._rows = column()
        self.add_and = press(
            "And …", lambda: self._add(False), hint="One more condition that must hold as well"
        )
        self.add_or = press("Or …", lambda: self._add(True), hint="Another alternative")
        self.apply = press("Apply filter", self._done, kind="primary")
        self.widget = column(self._rows, row(self.add_and, self.add_or, self.apply))

    @property
    def conditions(self) -> Sequence[_Condition]:
        """The conditions on the screen."""
        return tuple(self._conditions)

    def show(self, filters: Filters, attributes: Sequence[str]) -> None:
        """Show these filters, and offer these attributes."""
        self._attributes = attributes
        for condition in self._conditions:
            close_all(condition.widget)
        self._conditions = [
            _Condition(clause, place == 0, attributes, self._remove)
            for group in filters
            for place, clause in enumerate(group)
        ]
        self._lay()

    def _add(self, starts: bool) -> None:
        self._conditions.append(
            _Condition(None, starts or not self._conditions, self._attributes, self._remove)
        )
        self._lay()

    def _remove(self, condition: _Condition) -> None:
        at = self._conditions.index(condition)
        if condition.starts and at + 1 < len(self._conditions):
            self._conditions[at + 1].starts = True
        self._conditions.remove(condition)
        close_all(condition.widget)
        self._lay()

    def _lay(self) -> None:
        parts: list[w.Widget] = []
        for place, condition in enumerate(self._conditions):
            word = "where" if place == 0 else "or" if condition.starts else "and"
            parts += [html(f'<span class="xts-muted">{word}</span>'), condition.widget]
        for old in self._rows.children:
            if isinstance(old, w.HTML):
                old.close()
        self._rows.children = parts

    def _done(self) -> None:
        filters: list[list[dict[str, Any]]] = []
        for condition in self._conditions:
            if condition.starts or not filters:
                filters.append([])
            filters[-1].append(condition.clause())
        self._apply(filters)
