"""The comparison of designs: sentences, one table, and what differs in words; and the list of snapshots."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from xtsviz.compare import Diffs
from xtsviz.compare.comparison import Comparison
from xtsviz.compare.design_table import DesignTable
from xtsviz.compare.details import DetailLine
from xtsviz.compare.tables import details_html, overall_html, tenants_html
from xtsviz.model.design import Design
from xtsviz.model.display_text import isolated
from xtsviz.view.markup import (
    button,
    empty_message,
    esc,
    fragment,
    join_markup,
    table,
    text_cells,
)
from xtsviz.view.words import number

_SNAPSHOT_ACTIONS = (
    ("Go back", "snapshot-restore"),
    ("Compare with it", "snapshot-compare"),
    ("Remove", "snapshot-remove"),
)

_NOTHING = Markup()
NOTHING_CHOSEN = (
    "Choose above what to compare with: the start, a snapshot, another template for the same tenants, or a document "
    "from a file. Both designs are shown side by side, with one table of their numbers and what differs in words."
)


def designs_table(found: Sequence[Comparison]) -> DesignTable:
    """The table of the first design and all that are compared with it."""
    diffs = tuple(one.diff for one in found)
    return diffs[0].table if len(diffs) == 1 else Diffs(diffs).table


def comparison_html(found: Sequence[Comparison], now: Design, beside: Markup = _NOTHING) -> Markup:
    """All about designs that are compared with one.

    Args:
        found: a comparison with the first design for each other one.
        now: the design on the screen, in which a press selects.
        beside: stands beside the numbers: the pictures.
    """
    designs = designs_table(found)
    return fragment(
        '<div class="xts-compared-top {}"><div>{}</div><div>{}</div></div>{}',
        "xts-compared-two" if len(found) == 1 else "",
        numbers_html(designs),
        beside,
        differences_html(designs, found, now),
    )


def numbers_html(designs: DesignTable) -> Markup:
    """The sentences, and the numbers of the whole designs."""
    lead = join_markup(fragment('<p class="xts-title">{}</p>', sentence) for sentence in designs.sentences)
    return lead + fragment('<div class="xts-scroll">{}</div>', overall_html(designs))


def differences_html(designs: DesignTable, found: Sequence[Comparison], now: Design | None = None) -> Markup:
    """The numbers of the tenants that differ, and what differs in words.

    Args:
        designs: the table of all designs.
        found: a comparison with the first design for each other one.
        now: the design on the screen; a press on a line about one of its tenants or arrows selects that. None: lines
            are text.
    """
    link = _link(now) if now else None
    parts = [fragment('<div class="xts-scroll">{}</div>', tenants_html(designs))]
    for one in found:
        heading = Markup()
        if len(found) > 1:
            heading = fragment("<h3>{} and {}</h3>", isolated(one.names[0]), isolated(one.names[1]))
        details = details_html(one.diff.details, link)
        parts.append(fragment("{}{}", heading, details or empty_message("Nothing differs.")))
    return join_markup(parts)


def _link(now: Design) -> Callable[[DetailLine], Markup]:
    known = {("tenant", tenant) for tenant in now.topology.tenant_by_id}
    known |= {("arrow", arrow) for arrow in now.topology.arrow_by_id}

    def made(line: DetailLine) -> Markup:
        if line.kind is None or line.id is None or (line.kind, line.id) not in known:
            return fragment("<bdi>{}</bdi>", line.text)
        return button(line.text, ["select", line.kind, line.id], kind="xts-link")

    return made


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
