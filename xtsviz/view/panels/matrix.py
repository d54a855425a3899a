"""The matrix as a table with the same numbers: a cell selects its arrow, or offers to draw one."""

from __future__ import annotations

from xtsviz.view.charts.matrix import cells_of
from xtsviz.view.context import Facts
from xtsviz.view.markup import button, esc, note, table
from xtsviz.view.picture.types import Selection
from xtsviz.view.words import number

MOST_TENANTS = 12
"""Of more tenants only the row and the column of one are shown, as a list of the others."""
MOST_ROWS = 400
"""So many others are listed: those that have to do with it first."""


def matrix_table(facts: Facts, selection: Selection) -> str:
    """Home tenants down, where their people are across.

    Pressing a cell sends ``select arrow ID``, or ``offer SOURCE TARGET`` where there is no arrow; pressing a tenant
    sends ``select tenant ID``.
    """
    tenants = list(facts.place)
    chosen = cells_of(facts, selection)
    if len(tenants) > MOST_TENANTS:
        return _of_one(facts, selection, chosen)
    rows = [
        [_tenant(facts, home, selection), *(_cell(facts, home, where, chosen) for where in tenants)]
        for home in tenants
    ]
    head = ["Home", *(esc(facts.names.tenant(tenant)) for tenant in tenants)]
    caption = "Externals: home tenant down, where they are across. Press a number to select the arrow, + to draw one"
    return f'<div class="xts-scroll">{table(head, rows, caption=caption, kind="xts-counted")}</div>'


def _of_one(facts: Facts, selection: Selection, chosen: set[tuple[str, str]]) -> str:
    one = _subject(facts, selection, chosen)
    name = facts.names.tenant(one)
    others = [tenant for tenant in facts.place if tenant != one]
    if len(others) > MOST_ROWS:
        others.sort(key=lambda other: not _between(facts, one, other))
    rest = len(others) - MOST_ROWS
    more = (
        note(f"{number(rest, 'more tenant')} without a line. Press Tenants to choose any.")
        if rest > 0
        else ""
    )
    rows = [
        [
            _tenant(facts, other, selection),
            _cell(facts, one, other, chosen),
            _cell(facts, other, one, chosen),
        ]
        for other in others[:MOST_ROWS]
    ]
    head = ["Other tenant", esc(f"of {name}, there"), esc(f"from there, in {name}")]
    caption = (
        f"Externals of {name}, one of {len(facts.place)} tenants. Press another to see its own, "
        "a number to select the arrow, + to draw one"
    )
    return f'<div class="xts-scroll">{table(head, rows, caption=caption, kind="xts-counted")}</div>{more}'


def _between(facts: Facts, one: str, other: str) -> bool:
    """Whether an arrow or an external joins two tenants."""
    pairs, there = ((one, other), (other, one)), facts.design.topology.arrows_by_pair
    return any(pair in there or pair[0] in facts.counts[pair[1]] for pair in pairs)


def _subject(facts: Facts, selection: Selection, chosen: set[tuple[str, str]]) -> str:
    if selection.kind == "tenant" and selection.id in facts.place:
        return str(selection.id)
    return min(chosen)[0] if chosen else next(iter(facts.place))


def _tenant(facts: Facts, tenant: str, selection: Selection) -> str:
    pressed = selection.kind == "tenant" and selection.id == tenant
    return button(facts.names.tenant(tenant), ["select", "tenant", tenant], kind="xts-link", pressed=pressed)


def _cell(facts: Facts, home: str, where: str, chosen: set[tuple[str, str]]) -> str:
    if home == where:
        return '<span class="xts-muted">home</span>'
    count = facts.counts.get(where, {}).get(home, 0)
    arrows = facts.design.topology.between(home, where)
    ends = f"{facts.names.tenant(home)} → {facts.names.tenant(where)}: {number(count, 'external')}"
    says = f"{ends}; press to select the arrow" if arrows else f"{ends}, no arrow; press to draw it"
    return button(
        says,
        ["select", "arrow", arrows[0].id] if arrows else ["offer", home, where],
        kind="xts-cell" + (" xts-chosen" if (home, where) in chosen else ""),
        pressed=(home, where) in chosen if arrows else None,
        hint=says,
        html=f"{count:,}" if arrows or count else "+",
    )
