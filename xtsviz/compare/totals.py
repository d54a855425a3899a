"""The totals of two designs, and a sentence about what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import pandas as pd

from xtsviz.compare.changes import RecordChange
from xtsviz.compare.design_table import DesignTable
from xtsviz.compare.group_changes import GroupChange, summary_parts
from xtsviz.compare.measures import EXTERNALS, INTERNALS
from xtsviz.compare.presence_changes import PresenceChanges
from xtsviz.compare.tables import small_frame
from xtsviz.flow.licences import GOVERNANCE, P1

_MINUS = "\N{MINUS SIGN}"
_NOUNS = {
    INTERNALS: "internal user",
    EXTERNALS: "external object",
    P1: "P1 licence",
    GOVERNANCE: "Governance licence",
}


def totals(table: DesignTable) -> pd.DataFrame:
    """The numbers of two designs, as `Diff.totals` describes them."""
    rows = [row for row in table.rows if row.tenant is None or row.differs]
    result = small_frame(
        [(row.measure, row.tenant, *row.values) for row in rows], ("total", "tenant", "before", "after")
    )
    result["change"] = [row.differences[1] for row in rows]
    return result.astype(dict.fromkeys(("before", "after", "change"), "int64"))


def summary(
    tenants: Iterable[RecordChange],
    arrows: Iterable[RecordChange],
    people: PresenceChanges,
    table: DesignTable,
    others: int,
    groups: Iterable[GroupChange] = (),
) -> str:
    """What changed, in numbers: one plain sentence without names.

    Args:
        tenants: changes of tenants.
        arrows: changes of arrows.
        people: changes of the presence.
        table: the numbers of both designs.
        others: number of other changes.
        groups: changes of the groups that arrows make in targets.
    """
    parts = [*_change_counts(tenants, "tenant"), *_change_counts(arrows, "arrow")]
    changes = {row.measure: row.differences[1] for row in table.overall}
    for measure, noun in _NOUNS.items():
        if change := changes.get(measure, 0):
            parts.append(
                f"{abs(change):,} {'more' if change > 0 else 'fewer'} {noun}{'s' * (abs(change) != 1)}"
            )
    # Equal totals may hide that other people are there, or that their values changed.
    if not changes[INTERNALS] and not changes[EXTERNALS]:
        appear, disappear, changed = (len(some) for some in people.people.values())
        if appear or disappear:
            parts.append(f"{appear:,} appear and {disappear:,} disappear")
        if changed:
            parts.append(f"{changed:,} {'person' if changed == 1 else 'people'} changed where they are")
    parts += summary_parts(groups)
    if others:
        parts.append(_count_text(others, "other change"))
    return ", ".join(parts) or "Nothing differs"


def _change_counts(changes: Iterable[RecordChange], noun: str) -> Iterator[str]:
    """``+2 arrows``, ``−1 tenant``, ``3 arrows changed``."""
    kinds = Counter[str](kind for kind, _ in {(change.kind, change.record.id) for change in changes})
    for kind, sign in (("added", "+"), ("removed", _MINUS)):
        if kinds[kind]:
            yield f"{sign}{_count_text(kinds[kind], noun)}"
    for kind in ("renamed", "changed"):
        if kinds[kind]:
            yield f"{_count_text(kinds[kind], noun)} {kind}"


def _count_text(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"
