"""What somebody thinks who gets a cell wrong, in words that follow a number: *31 of 40* passed Adele Vance on.

The engine knows why a user does not appear in a tenant; that reason is what was forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from xtsviz.errors import XtsvizError
from xtsviz.flow.traced_flow import TracedFlow
from xtsviz.model.design import Design
from xtsviz.model.frames import collect
from xtsviz.model.topology import Arrow
from xtsviz.training.exercise import Predict
from xtsviz.training.question import Cell, Question


class WrongIdea(NamedTuple):
    """One way to get a cell wrong.

    Attributes:
        kind: of the mistake; several cells may have the same.
        words: what a person did, to put behind a number.
        place: of the cell among the cells of the question.
        ticked: wrong if ticked; otherwise wrong if not ticked.
    """

    kind: str
    words: str
    place: int
    ticked: bool


_WORDS: Mapping[str, str] = {
    "external-in-source": "passed {user} on to {target}",
    "internal-guest": "forgot that internal guests are skipped: {user} in {target}",
    "sms-sign-in": "forgot that users with SMS sign-in are skipped: {user} in {target}",
    "not-assigned": "forgot the scope: {user} in {target}",
    "nested-group": "followed a group in a group: {user} in {target}",
    "filter-not-met": "forgot the filter: {user} in {target}",
    "empty-attribute": "forgot that an empty attribute meets no comparison: {user} in {target}",
    "pending-invitation": "forgot the open invitation: {user} in {target}",
    "mail-domain-unverified": "forgot the mail domain: {user} in {target}",
    "create-action-off": "forgot that the arrow creates nobody: {user} in {target}",
    "merged": "made two objects of one mail address: {user} in {target}",
    "arrow-blocked": "forgot a closed gate: {user} in {target}",
    "arrow-unknown": "forgot that a setting is not known: {user} in {target}",
    "arrow-paused": "forgot that the arrow is paused: {user} in {target}",
    "against": "expected {user} in {target}, against the arrow",
    "no-arrow": "expected {user} in {target} without an arrow",
    "left-out": "left {user} out of {target}",
    "blocked-account": "forgot that a disabled account is synchronized too: {user} in {target}",
}
"""By the reason in a trace, or by our own kind. A right cell that is not ticked is one of the last two."""


def wrong_ideas(exercise: Predict) -> tuple[WrongIdea, ...]:
    """The ideas behind wrong cells of a prediction, at most one for each cell, in the order of its cells."""
    question = exercise.question
    design = question.design
    if design is not None and {column.key for column in question.columns} <= set(
        design.topology.tenant_by_id
    ):
        try:
            return _appearances(question, _Appearances(question, design))
        except XtsvizError:  # the rows are no users of the design
            pass
    single = _has_one_in_each_row(question)
    return tuple(
        WrongIdea(f"cell {place}", _cell_words(question, cell, ticked=ticked), place, ticked)
        for place, cell in enumerate(question.cells)
        # Who leaves out the only right cell of a row has ticked another one.
        if (ticked := cell not in question.answer) or not single
    )


def _has_one_in_each_row(question: Question) -> bool:
    return all(sum(cell[0] == row.key for cell in question.answer) == 1 for row in question.rows)


def _cell_words(question: Question, cell: Cell, *, ticked: bool) -> str:
    row, column = question.row_labels[cell[0]], question.column_labels[cell[1]]
    return f"{'ticked' if ticked else 'left out'} “{column}” for “{row.strip('“”.')}”"


def _appearances(question: Question, appearances: _Appearances) -> tuple[WrongIdea, ...]:
    """The ideas of a question who appears in which tenant."""
    ideas = []
    for place, (user, tenant) in enumerate(question.cells):
        ticked = (user, tenant) not in question.answer
        kind = appearances.kind_of_extra(user, tenant) if ticked else appearances.kind_of_missing(user)
        words = _WORDS[kind].format(user=question.row_labels[user], target=question.column_labels[tenant])
        ideas.append(WrongIdea(kind, words, place, ticked))
    return tuple(ideas)


class _Appearances:
    """Why users appear, and do not appear, in the tenants of a question."""

    def __init__(self, question: Question, design: Design) -> None:
        self._design = design
        self._home = {user: tenant for (user, tenant), text in question.fixed_cells.items() if text == "home"}
        self._record: dict[str, dict[str, Any]] = {
            record["id"]: record for record in collect(design.users.frame).iter_rows(named=True)
        }
        self._reason: dict[Cell, tuple[str, Arrow]] = {}
        flow = TracedFlow(design)
        for row in question.rows:
            trace = flow.trace(row.key)[["arrow", "target", "reason"]]
            for arrow, target, reason in trace.itertuples(index=False):
                # "not-in-source" tells least, so the reason of another arrow goes before it.
                if self._reason.get((row.key, target), ("not-in-source",))[0] == "not-in-source":
                    self._reason[row.key, target] = (reason, design.arrow(arrow))

    def kind_of_extra(self, user: str, tenant: str) -> str:
        """The kind of mistake of somebody who expects a user in a tenant."""
        reason, arrow = self._reason.get((user, tenant), ("not-in-source", None))
        if arrow is None or reason == "not-in-source":
            return (
                "against" if self._design.topology.between(tenant, self._home.get(user, "")) else "no-arrow"
            )
        if reason == "not-assigned" and user in self._nested_members(arrow):
            return "nested-group"
        if reason == "filter-not-met" and self._lacks_attribute(user, arrow):
            return "empty-attribute"
        return reason if reason in _WORDS else "no-arrow"

    def kind_of_missing(self, user: str) -> str:
        """The kind of mistake of somebody who does not expect a user in a tenant."""
        return "blocked-account" if self._record.get(user, {}).get("account_enabled") is False else "left-out"

    def _nested_members(self, arrow: Arrow) -> set[str]:
        """The members of groups that are in assigned groups, at any depth."""
        groups = {group.id: group for group in self._design.topology.groups}
        assigned = [groups[id] for id in arrow.scope.assigned if id in groups]
        inner = [member for group in assigned for member in group.members if member in groups]
        found: set[str] = set()
        while inner:
            if (id := inner.pop()) not in found:
                found.add(id)
                found.update(member for member in groups[id].members if member not in groups)
                inner.extend(member for member in groups[id].members if member in groups)
        return found

    def _lacks_attribute(self, user: str, arrow: Arrow) -> bool:
        record = self._record.get(user, {})
        return any(
            not isinstance(value := record.get(clause.attribute), str | bool) or value == ""
            for group in arrow.scope.filters
            for clause in group
            if clause.operator not in ("IS NULL", "IS NOT NULL")
        )
