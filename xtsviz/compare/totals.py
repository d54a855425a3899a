"""The numbers of two designs side by side, and what changed as a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import pandas as pd

from xtsviz.compare.changes import Change
from xtsviz.compare.presence import PresenceChanges
from xtsviz.compare.tables import frame
from xtsviz.flow import Flow
from xtsviz.flow.licences import count_licences

_MINUS = "\N{MINUS SIGN}"
_SINGULAR = {"internal users": "internal user", "external objects": "external object"}
_FAMILY = "Entra ID "
"""Of the licences; the sentence does without it."""

Numbers = Counter[tuple[str, str | None]]
"""Numbers by what they count, and of which tenant (None: of all)."""


def totals(before: Flow, after: Flow) -> pd.DataFrame:
    """The numbers of two designs, as `Diff.totals` describes them."""
    old, new = _numbers(before), _numbers(after)
    keys = list(dict.fromkeys([*new, *old]))
    rows = [
        (total, tenant, old[total, tenant], new[total, tenant], new[total, tenant] - old[total, tenant])
        for total, tenant in [*(key for key in keys if key[1] is None), *(key for key in keys if key[1])]
        if tenant is None or old[total, tenant] != new[total, tenant]
    ]
    made = frame([row[:4] for row in rows], ("total", "tenant", "before", "after"))
    made["change"] = [row[4] for row in rows]
    return made.astype(dict.fromkeys(("before", "after", "change"), "int64"))


def summary(
    tenants: Iterable[Change],
    arrows: Iterable[Change],
    people: PresenceChanges,
    numbers: pd.DataFrame,
    others: int,
) -> str:
    """What changed, in numbers: one plain sentence without names.

    Args:
        numbers: what `totals` gives.
        others: how many other things changed.
    """
    parts = [*_counts(tenants, "tenant"), *_counts(arrows, "arrow")]
    of_all = numbers[numbers["tenant"].isna() & ~numbers["total"].isin(["tenants", "arrows"])]
    changes = dict(zip(of_all["total"], of_all["change"].tolist(), strict=True))
    for total, change in changes.items():
        if change:
            noun = _SINGULAR.get(total, f"{total.removeprefix(_FAMILY)} licence")
            parts.append(
                f"{abs(change):,} {'more' if change > 0 else 'fewer'} {noun}{'s' * (abs(change) != 1)}"
            )
    # Numbers that stay the same may hide that other people are there, or the same ones as something else.
    if not any(changes[total] for total in _SINGULAR):
        if people.appear or people.disappear:
            parts.append(f"{len(people.appear):,} appear and {len(people.disappear):,} disappear")
        if people.changed:
            one = len(people.changed) == 1
            parts.append(f"{len(people.changed):,} {'person' if one else 'people'} changed where they are")
    if others:
        parts.append(_counted(others, "other change"))
    return ", ".join(parts) or "Nothing differs"


def _counts(changes: Iterable[Change], noun: str) -> Iterator[str]:
    """``+2 arrows``, ``−1 tenant``, ``3 arrows changed``."""
    kinds = Counter[str](kind for kind, _ in {(change.kind, change.of.id) for change in changes})
    for kind, sign in (("added", "+"), ("removed", _MINUS)):
        if kinds[kind]:
            yield f"{sign}{_counted(kinds[kind], noun)}"
    for kind in ("renamed", "changed"):
        if kinds[kind]:
            yield f"{_counted(kinds[kind], noun)} {kind}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"


def _numbers(flow: Flow) -> Numbers:
    held = flow.population()
    found: Numbers = Counter()
    found["tenants", None] = len(flow.design.tenants)
    found["arrows", None] = len(flow.design.arrows)
    found["internal users", None] = found["external objects", None] = 0
    for tenant, (internal, members, guests) in zip(held.index, held.to_numpy().tolist(), strict=True):
        for total, number in (("internal users", internal), ("external objects", members + guests)):
            found[total, None] += number
            found[total, tenant] += number
    for tenant, needed in count_licences(flow).items():
        for licence, number in needed.items():
            found[licence, None] += number
            found[licence, tenant] += number
    return found
