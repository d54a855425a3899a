"""The differences between the groups that two designs make in targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from xtsviz.compare.presence_changes import changed_tenants
from xtsviz.flow import Flow
from xtsviz.flow.group_copies import GroupCopy
from xtsviz.flow.wording import Wording
from xtsviz.model.frames import text_dtype

COLUMNS = ("group", "name", "tenant", "change", "before", "after", "joined", "left", "sentence")


@dataclass(frozen=True)
class GroupChange:
    """One group in one target that appears, disappears or has other members.

    Attributes:
        copy: the group after; a group that disappears: before.
        before: the number of members before; None if it was not there.
        after: the number of members after; None if it is not there.
        joined: the ids of the users who are members only after.
        left: the ids of the users who were members only before.
        sentence: the change as a sentence.
    """

    copy: GroupCopy
    change: Literal["appears", "disappears", "changed"]
    before: int | None
    after: int | None
    joined: tuple[str, ...]
    left: tuple[str, ...]
    sentence: str


def group_changes(before: Flow, after: Flow) -> list[GroupChange]:
    """The changes of groups: first the groups of `after` in order, then those that disappear."""
    return list(_changes(before, after))


def _changes(before: Flow, after: Flow) -> Iterator[GroupChange]:
    old, new = ({copy.key: copy for copy in flow.group_copies} for flow in (before, after))
    if not old and not new:
        return
    tenants = changed_tenants(before, after)
    words, old_words = Wording(after.design), Wording(before.design)
    for key, copy in new.items():
        lead = f"{words.tenant(copy.group.tenant)}'s group {copy.label}"
        where = words.tenant(copy.tenant)
        if key not in old:
            ids = copy.member_ids
            sentence = f"{lead} appears in {where}, with {_members(len(ids))}."
            yield GroupChange(copy, "appears", None, len(ids), ids, (), sentence)
        elif tenants is None or copy.tenant in tenants:
            was, now = set(old[key].member_ids), set(copy.member_ids)
            joined, left = tuple(sorted(now - was)), tuple(sorted(was - now))
            if joined or left:
                done = [f"{_members(len(some))} {verb}" for some, verb in _verbs(joined, left) if some]
                sentence = f"{lead} has other members in {where}: {' and '.join(done)}."
                yield GroupChange(copy, "changed", len(was), len(now), joined, left, sentence)
    for key, copy in old.items():
        if key not in new:
            ids = copy.member_ids
            lead = f"{old_words.tenant(copy.group.tenant)}'s group {copy.label}"
            sentence = f"{lead} disappears from {old_words.tenant(copy.tenant)}."
            yield GroupChange(copy, "disappears", len(ids), None, (), ids, sentence)


def _verbs(joined: Sequence[str], left: Sequence[str]) -> list[tuple[Sequence[str], str]]:
    return [
        (joined, "joins" if len(joined) == 1 else "join"),
        (left, "leaves" if len(left) == 1 else "leave"),
    ]


def _members(count: int) -> str:
    return f"{count:,} member{'s' * (count != 1)}"


def changes_frame(changes: Iterable[GroupChange]) -> pd.DataFrame:
    """The changes as a pandas frame, as `Diff.groups` describes it."""
    rows = [
        (
            c.copy.group.id,
            c.copy.group.name,
            c.copy.tenant,
            c.change,
            c.before,
            c.after,
            c.joined,
            c.left,
            c.sentence,
        )
        for c in changes
    ]
    texts = dict.fromkeys(("group", "name", "tenant", "change", "sentence"), text_dtype())
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object).astype(
        {**texts, "before": "Int64", "after": "Int64"}
    )


def summary_parts(changes: Iterable[GroupChange]) -> Iterator[str]:
    """``1 group appears``, ``2 groups disappear``, ``1 group with other members``."""
    counts = Counter(change.change for change in changes)
    for change, one, many in (
        ("appears", "synchronized group appears", "synchronized groups appear"),
        ("disappears", "synchronized group disappears", "synchronized groups disappear"),
        ("changed", "synchronized group has other members", "synchronized groups have other members"),
    ):
        if count := counts[change]:  # type: ignore[index]
            yield f"{count:,} {one if count == 1 else many}"
