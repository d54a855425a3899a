"""The differences from another design: totals, arrows and people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from xtsviz.compare.comparison import Comparison
from xtsviz.errors import visible
from xtsviz.view.markup import (
    button,
    empty_message,
    esc,
    fragment,
    item_list,
    join_markup,
    section,
    table,
    text_cells,
)
from xtsviz.view.picture.overlays.compare import MINUS, ComparisonContext
from xtsviz.view.theme import CHANGES
from xtsviz.view.words import list_in_words, number

MAX_ARROWS = 100
MAX_TENANTS = 100
MAX_NAMES = 8
_VALUE = 60
_SNAPSHOT_ACTIONS = (
    ("Go back", "snapshot-restore"),
    ("Compare with it", "snapshot-compare"),
    ("Remove", "snapshot-remove"),
)

NOTHING_CHOSEN = (
    "Choose above what to compare with: the start, a snapshot, another template for the same tenants, or a document "
    "from a file. The differences are listed here, and the overlay Compare draws them."
)


def comparison_html(comparison: Comparison) -> Markup:
    """The totals in a sentence, then arrows and people. A press on a name selects it, if the design still has it."""
    context = ComparisonContext(comparison)
    head = fragment('<p class="xts-title">{}</p>', comparison.title)
    if not comparison.diff:
        return head + empty_message(
            "Nothing differs. Change the design, or choose another one to compare with."
        )
    parts = (
        section("Arrows", _arrows(context))
        + section("People", _people(context))
        + _groups(comparison)
        + _rest(comparison)
    )
    # It scrolls, so that the picture below stays visible. It can have the focus, to scroll by keyboard.
    return fragment('{}<div tabindex="0" role="group" aria-label="What changed">{}</div>', head, parts)


def snapshots_html(names: Sequence[str], arrows: Sequence[int]) -> Markup:
    """The snapshots, with buttons for each.

    Args:
        names: the names of the snapshots.
        arrows: the number of arrows of each.
    """
    if not names:
        return empty_message(
            "No snapshot yet. Name the design as it is now, and take one; you can always come back to it."
        )
    rows = [
        [
            esc(name),
            esc(number(count, "arrow")),
            join_markup(
                (
                    button(words, [action, name], hint=f"{words}: {name}")
                    for words, action in _SNAPSHOT_ACTIONS
                ),
                Markup(" "),
            ),
        ]
        for name, count in zip(names, arrows, strict=True)
    ]
    return table(text_cells("Name", "Size", "What to do"), rows, caption=number(len(names), "snapshot"))


def _arrows(context: ComparisonContext) -> Markup:
    found = context.comparison
    if not found.arrows:
        return empty_message("The arrows are the same.")
    fields = _fields(found)
    now, was = found.after.by_arrow, found.before.by_arrow
    rows = []
    for name, change in list(found.arrows.items())[:MAX_ARROWS]:
        words = context.names.arrow(context.by_arrow[name].arrow)
        ends = button(words, ["select", "arrow", name], kind="xts-link") if name in now else esc(words)
        before, after = (f"{flows[name].carried:,}" if name in flows else "–" for flows in (was, now))
        rows.append(
            [
                ends,
                fragment('<span class="xts-state">{} {}</span>', CHANGES[change].symbol, change),
                join_markup(fields.get(name, ()), Markup("; ")),
                fragment("{} → {}", before, after),
            ]
        )
    more = len(found.arrows) - MAX_ARROWS
    note = (
        fragment('<p class="xts-muted">And {:,} more; xts.diff lists them all.</p>', more)
        if more > 0
        else Markup()
    )
    head = text_cells("Arrow", "Change", "Settings", "Users synchronized")
    caption = f"{number(len(found.arrows), 'arrow')} added, removed or changed"
    return fragment('<div class="xts-scroll">{}</div>{}', table(head, rows, caption=caption), note)


def _fields(found: Comparison) -> dict[str, list[Markup]]:
    """The changed fields of each arrow."""
    fields: dict[str, list[Markup]] = {}
    for row in found.diff.arrows.to_dict("records"):
        if row["change"] == "changed":
            what = fragment(
                "<code>{}</code>: {} → {}", row["field"], _value(row["before"]), _value(row["after"])
            )
            fields.setdefault(row["arrow"], []).append(what)
    return fields


def _value(value: Any) -> Markup:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    short = text if len(text) <= _VALUE else text[: _VALUE - 1] + "…"
    return fragment('<span title="{}">{}</span>', text, short) if short != text else esc(text)


def _people(context: ComparisonContext) -> Markup:
    found = context.comparison
    rows = []
    for tenant in context.tenant_index:
        come, gone = found.appear_counts.get(tenant, 0), found.disappear_counts.get(tenant, 0)
        other = found.changed_counts.get(tenant, 0)
        if come or gone or other:
            rows.append((tenant, come, gone, other))
    if not rows:
        return empty_message("The same people are in every tenant.")
    names = dict(_names(found, {row[0] for row in rows[:MAX_TENANTS]}))
    here = found.after.design.topology.tenant_by_id
    cells = []
    for tenant, come, gone, other in rows[:MAX_TENANTS]:
        words = context.names.tenant(tenant)
        lead = button(words, ["select", "tenant", tenant], kind="xts-link") if tenant in here else esc(words)
        cells.append(
            [
                lead,
                fragment("+{:,}", come) if come else esc("0"),
                fragment("{}{:,}", MINUS, gone) if gone else esc("0"),
                fragment("{:,}", other),
                join_markup(names[tenant], Markup("<br>")),
            ]
        )
    more = len(rows) - MAX_TENANTS
    note = fragment('<p class="xts-muted">And {}.</p>', number(more, "more tenant")) if more > 0 else Markup()
    head = text_cells("Tenant", "Appear", "Disappear", "Changed", "Who")
    caption = f"{number(len(rows), 'tenant')} with other people than before"
    return fragment('<div class="xts-scroll">{}</div>{}', table(head, cells, caption=caption), note)


def _names(found: Comparison, tenants: set[str]) -> Iterator[tuple[str, list[Markup]]]:
    """For each tenant, the first users who appear, disappear or change there, as lines of markup."""
    diff = found.diff
    parts = (
        ("appear", diff.appear),
        ("disappear", diff.disappear),
        ("changed", diff.changed_people.drop_duplicates(["user", "tenant"])),
    )
    lines: dict[str, list[Markup]] = {tenant: [] for tenant in tenants}
    for words, frame in parts:
        for tenant, there in frame.groupby("tenant", sort=False):
            if tenant in lines:
                first = [
                    visible(str(user if name is None or name != name else name))
                    for user, name in zip(there["user"][:MAX_NAMES], there["display_name"], strict=False)
                ]
                first += [""] * (len(there) - len(first))
                lines[str(tenant)].append(fragment("{}: {}", words, list_in_words(first, MAX_NAMES)))
    yield from lines.items()


def _groups(comparison: Comparison) -> Markup:
    """A sentence for each synchronized group that differs; empty markup if none does."""
    changes = comparison.diff.group_changes
    lines = [esc(change.sentence) for change in changes[:MAX_TENANTS]]
    if (more := len(changes) - MAX_TENANTS) > 0:
        lines.append(fragment("and {:,} more", more))
    return section("Groups", item_list(lines)) if lines else Markup()


def _rest(comparison: Comparison) -> Markup:
    """A line for each tenant and other part that differs."""
    diff = comparison.diff
    parts = [
        f"Tenant {row['name']}: {row['change']}"
        + (f" ({row['field']})" if row["change"] == "changed" else "")
        for row in diff.tenants.to_dict("records")
    ]
    parts += [f"{what} differs" for what in diff.other["what"]]
    if not parts:
        return Markup()
    more = len(parts) - MAX_TENANTS
    listed_parts = join_markup(fragment("<li>{}</li>", part) for part in parts[:MAX_TENANTS])
    note = fragment("<li>and {:,} more</li>", more) if more > 0 else Markup()
    return section("Tenants and the rest", fragment('<ul class="xts-list">{}{}</ul>', listed_parts, note))
