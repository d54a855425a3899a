"""The totals of two designs, and a sentence about what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import pandas as pd

from xtsviz.compare.changes import RecordChange
from xtsviz.compare.group_changes import GroupChange, summary_parts
from xtsviz.compare.presence_changes import PresenceChanges
from xtsviz.compare.tables import small_frame
from xtsviz.flow import Flow
from xtsviz.flow.licences import count_licences

_MINUS = "\N{MINUS SIGN}"
_SINGULAR = {"internal users": "internal user", "external objects": "external object"}
_LICENCE_PREFIX = "Entra ID "
"""The prefix of licence names; the sentence leaves it out."""

TotalsByTenant = Counter[tuple[str, str | None]]
"""Numbers by total and tenant (None: the whole design)."""


def totals(before: Flow, after: Flow) -> pd.DataFrame:
    """The numbers of two designs, as `Diff.totals` describes them."""
    old, new = _design_totals(before), _design_totals(after)
    keys = list(dict.fromkeys([*new, *old]))
    rows = [
        (total, tenant, old[total, tenant], new[total, tenant], new[total, tenant] - old[total, tenant])
        for total, tenant in [*(key for key in keys if key[1] is None), *(key for key in keys if key[1])]
        if tenant is None or old[total, tenant] != new[total, tenant]
    ]
    result = small_frame([row[:4] for row in rows], ("total", "tenant", "before", "after"))
    result["change"] = [row[4] for row in rows]
    return result.astype(dict.fromkeys(("before", "after", "change"), "int64"))


def summary(
    tenants: Iterable[RecordChange],
    arrows: Iterable[RecordChange],
    people: PresenceChanges,
    numbers: pd.DataFrame,
    others: int,
    groups: Iterable[GroupChange] = (),
) -> str:
    """What changed, in numbers: one plain sentence without names.

    Args:
        tenants: changes of tenants.
        arrows: changes of arrows.
        people: changes of the presence.
        numbers: the result of `totals`.
        others: number of other changes.
        groups: changes of the groups that arrows make in targets.
    """
    parts = [*_change_counts(tenants, "tenant"), *_change_counts(arrows, "arrow")]
    design_rows = numbers[numbers["tenant"].isna() & ~numbers["total"].isin(["tenants", "arrows"])]
    changes = dict(zip(design_rows["total"], design_rows["change"].tolist(), strict=True))
    for total, change in changes.items():
        if change:
            noun = _SINGULAR.get(total, f"{total.removeprefix(_LICENCE_PREFIX)} licence")
            parts.append(
                f"{abs(change):,} {'more' if change > 0 else 'fewer'} {noun}{'s' * (abs(change) != 1)}"
            )
    # Equal totals may hide that other people are there, or that their values changed.
    if not any(changes[total] for total in _SINGULAR):
        if people.appear or people.disappear:
            parts.append(f"{len(people.appear):,} appear and {len(people.disappear):,} disappear")
        if people.changed:
            one = len(people.changed) == 1
            parts.append(f"{len(people.changed):,} {'person' if one else 'people'} changed where they are")
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


def _design_totals(flow: Flow) -> TotalsByTenant:
    population = flow.population()
    counts: TotalsByTenant = Counter()
    counts["tenants", None] = len(flow.design.tenants)
    counts["arrows", None] = len(flow.design.arrows)
    counts["internal users", None] = counts["external objects", None] = 0
    for tenant, (internal, members, guests) in zip(
        population.index, population.to_numpy().tolist(), strict=True
    ):
        for total, number in (("internal users", internal), ("external objects", members + guests)):
            counts[total, None] += number
            counts[total, tenant] += number
    for tenant, needed in count_licences(flow).items():
        for licence, number in needed.items():
            counts[licence, None] += number
            counts[licence, tenant] += number
    return counts
