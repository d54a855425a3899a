"""The box of a group of alike tenants: its words, the names of its tenants, and the exceptions drawn in it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from xtsviz.compare.alike_tenants import ArrowException, TenantGroup
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.box_positions import Position, Size
from xtsviz.view.picture.group_types import ArrowCount, GroupLine, GroupPart
from xtsviz.view.picture.links import arrow_style
from xtsviz.view.picture.overlays.result import OverlayResult
from xtsviz.view.picture.overlays.tenant_lines import population_lines
from xtsviz.view.picture.types import Badge
from xtsviz.view.text_width import clip_text, text_width
from xtsviz.view.theme import NAME_SIZE, PADDING, TEXT_SIZE
from xtsviz.view.words import list_in_words, number, tenant_counts

ALL_NAMES, SOME_NAMES = 16, 12
"""A box lists all its tenants up to the first number; of more, so many as the second, and says how many others."""
DRAWN_EXCEPTIONS = 6
WORDS_SIZE = TEXT_SIZE + 1
_CHIP, _ROW, _GAP = 24.0, 30.0, 8.0
_LONGEST_NAME = 150.0
_ARROW = 70.0
_WIDEST = 480.0


class BoxContent(NamedTuple):
    """What is in a box, around the centre 0, 0."""

    size: Size
    parts: tuple[GroupPart, ...]
    lines: tuple[GroupLine, ...]


def group_detail(context: ViewContext, result: OverlayResult, tenants: Sequence[str]) -> str:
    """The second line of the tenants of a group, for all together."""
    details = Counter(result.details[tenant] for tenant in tenants)
    if len(details) == 1:
        return f"each: {next(iter(details))}"
    if all(result.details[tenant] == line for tenant, line in _populations(context, tenants).items()):
        counts = [context.population[tenant] for tenant in tenants]
        both = tenant_counts(sum(p.internal for p in counts), sum(p.external for p in counts))
        return f"together: {both}"
    said = [f"{count:,} × {words}" for words, count in details.most_common(3)]
    if (more := len(details) - 3) > 0:
        said.append(f"{more:,} others")
    return " · ".join(said)


def _populations(context: ViewContext, tenants: Sequence[str]) -> dict[str, str]:
    lines = population_lines(context)
    return {tenant: lines.get(tenant, "") for tenant in tenants}


def group_badges(result: OverlayResult, tenants: Sequence[str]) -> tuple[Badge, ...]:
    """The badges of the tenants of a group, added up."""
    totals: Counter[object] = Counter()
    first: dict[object, Badge] = {}
    for tenant in tenants:
        for badge in result.badges.get(tenant, ()):
            totals[badge.severity] += badge.count
            first.setdefault(badge.severity, badge)
    return tuple(
        badge
        if totals[severity] == badge.count
        else replace(badge, count=totals[severity], text=f"{totals[severity]:,} in {len(tenants):,} tenants")
        for severity, badge in first.items()
    )


def named_tenants(result: OverlayResult, group: TenantGroup, first: Collection[str]) -> list[str]:
    """The tenants whose names the box lists: those in `first`, those that differ, then the others in their order."""
    tenants = group.tenants
    if len(tenants) <= ALL_NAMES:
        return list(tenants)
    details = Counter(result.details[tenant] for tenant in tenants)
    alone = {t for t in tenants if details[result.details[t]] == 1} if len(details) <= 3 else set()
    wanted = [t for t in tenants if t in first] + [t for t in tenants if t in alone and t not in first]
    kept = set(list(dict.fromkeys([*wanted, *tenants]))[:SOME_NAMES])
    return [tenant for tenant in tenants if tenant in kept]


def box_content(
    context: ViewContext,
    group: TenantGroup,
    words: Sequence[str],
    names: Sequence[str],
    exceptions: Sequence[ArrowException],
    lit: Collection[str],
    selected: Collection[str],
) -> BoxContent:
    """The parts of a closed box and their places.

    Args:
        words: the lines below the title.
        names: the tenants (ids) whose names are listed.
        exceptions: all that the box tells.
        lit: tenants that the overlay highlights.
        selected: tenants that are selected.
    """
    rows = _Rows()
    rows.words("title", group.label, NAME_SIZE)
    for n, line in enumerate(words):
        rows.words(f"words {n}", line, WORDS_SIZE)
    rows.down(4)
    labels = {tenant: context.names.label(tenant) for tenant in names}
    wide = min(max(text_width(label, TEXT_SIZE) for label in labels.values()), _LONGEST_NAME) + 16
    columns = max(
        1, min(len(names), int((_WIDEST + _GAP) // (wide + _GAP)), math.ceil(math.sqrt(len(names) * 1.3)))
    )
    for start in range(0, len(names), columns):
        row = names[start : start + columns]
        left = -(columns * (wide + _GAP) - _GAP) / 2
        for n, tenant in enumerate(row):
            rows.chip(
                f"name {tenant}",
                tenant,
                labels[tenant],
                left + n * (wide + _GAP) + wide / 2,
                wide,
                tenant in lit,
                tenant in selected,
            )
        rows.next_row(columns * (wide + _GAP))
    if more := len(group.tenants) - len(names):
        rows.words("more", f"and {more:,} more", WORDS_SIZE)
    lines = _exception_rows(context, rows, exceptions, selected)
    return rows.content(lines)


def _exception_rows(
    context: ViewContext, rows: _Rows, exceptions: Sequence[ArrowException], selected: Collection[str]
) -> list[GroupLine]:
    shown = exceptions[:DRAWN_EXCEPTIONS]
    if not shown:
        return []
    rows.down(4)
    rows.words("exceptions", f"{number(len(exceptions), 'exception')}:", WORDS_SIZE)
    ends = [(context.names.label(e.source), context.names.label(e.target)) for e in shown]
    wide = min(max(text_width(label, TEXT_SIZE) for both in ends for label in both), _LONGEST_NAME) + 16
    reasons = [clip_text(exception_reason(e), 230.0, TEXT_SIZE) for e in shown]
    reason = max(text_width(words, TEXT_SIZE) for words in reasons) + 8
    total = 2 * wide + _ARROW + _GAP + reason
    lines = []
    for n, (exception, both) in enumerate(zip(shown, ends, strict=True)):
        left = -total / 2
        keys = (f"from {n}", f"to {n}")
        for key, tenant, label, x in (
            (keys[0], exception.source, both[0], left + wide / 2),
            (keys[1], exception.target, both[1], left + wide * 1.5 + _ARROW),
        ):
            rows.chip(key, tenant, label, x, wide, False, tenant in selected)
        rows.at("reason", f"reason {n}", reasons[n], exception.sentence, left + total - reason / 2, reason)
        rows.next_row(total)
        flow = context.by_arrow.get(exception.arrow or "")
        style = arrow_style(flow, False) if flow else None
        lines.append(GroupLine(*keys, style, exception.arrow, f"{exception.sentence}."))
    if more := len(exceptions) - len(shown):
        rows.words("more exceptions", f"and {number(more, 'more exception')}", WORDS_SIZE)
    return lines


def exception_reason(exception: ArrowException) -> str:
    """What is different, without the names."""
    return exception.sentence.removeprefix(f"{exception.names}: ")


class _Rows:
    """Parts from top to bottom."""

    def __init__(self) -> None:
        self._parts: list[GroupPart] = []
        self._y = PADDING
        self._wide = 0.0

    def down(self, by: float) -> None:
        self._y += by

    def words(self, key: str, text: str, size: float) -> None:
        shown = clip_text(text, _WIDEST, size, bold=key == "title")
        wide = text_width(shown, size, bold=key == "title") + 4
        tall = size + 8
        self.at("title" if key == "title" else "words", key, shown, text, 0.0, wide, tall)
        self._wide = max(self._wide, wide)
        self._y += tall

    def chip(
        self, key: str, tenant: str, label: str, x: float, wide: float, lit: bool, selected: bool
    ) -> None:
        text = clip_text(label, wide - 12, TEXT_SIZE)
        self.at("tenant", key, text, label, x, wide, _CHIP, tenant, lit, selected)

    def at(
        self,
        kind: str,
        key: str,
        text: str,
        full: str,
        x: float,
        wide: float,
        tall: float = _CHIP,
        tenant: str | None = None,
        lit: bool = False,
        selected: bool = False,
    ) -> None:
        place = (round(x, 1), round(self._y + tall / 2, 1), round(wide, 1), tall)
        self._parts.append(GroupPart(key, kind, text, full, tenant, lit, selected, *place))  # type: ignore[arg-type]

    def next_row(self, wide: float) -> None:
        self._wide = max(self._wide, wide)
        self._y += _ROW

    def content(self, lines: Sequence[GroupLine]) -> BoxContent:
        size = (round(max(self._wide + 2 * PADDING, 190.0), 1), round(self._y + PADDING - 4, 1))
        return BoxContent(size, moved(self._parts, (0.0, -size[1] / 2)), tuple(lines))


def moved(parts: Sequence[GroupPart], by: Position) -> tuple[GroupPart, ...]:
    """The parts at another place."""
    return tuple(replace(p, x=round(p.x + by[0], 1), y=round(p.y + by[1], 1)) for p in parts)


def group_sentences(
    context: ViewContext,
    group: TenantGroup,
    detail: str,
    counts: Sequence[ArrowCount],
    exceptions: Sequence[ArrowException],
    names: Sequence[str],
    details: Sequence[str],
) -> tuple[str, ...]:
    """The content of a box in sentences.

    Args:
        detail: the second line for all together.
        names: the tenants that are listed.
        details: sentences about tenants that differ.
    """
    said = [context.names.tenant(tenant) for tenant in names]
    if more := len(group.tenants) - len(names):
        said.append(f"{more:,} more")
    sentences = [f"{group.sentence}.", f"These tenants are {list_in_words(said, len(said))}."]
    sentences += [f"{group.label}, {detail}.", *details]
    sentences += [count.sentence for count in counts]
    sentences += [f"Exception: {exception.sentence}." for exception in exceptions]
    return tuple(sentences)
