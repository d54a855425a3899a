"""The numbers of the matrix as a table. A cell selects its arrow, or offers to draw one."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.view.charts.matrix_bands import matrix_bands, tenants_by_group
from xtsviz.view.charts.matrix_chart import selected_cells
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import button, esc, fragment, note, table, text_cells
from xtsviz.view.picture.types import Selection
from xtsviz.view.words import number

MAX_TENANTS = 12
"""With more tenants, the table shows only one tenant, with a row for each of the others."""
MAX_ROWS = 400
"""The limit of listed tenants. Those with externals or arrows come first."""


def matrix_table(context: ViewContext, selection: Selection) -> Markup:
    """Home tenants down, where their people are across.

    A press on a cell sends ``select arrow ID``, or ``offer SOURCE TARGET`` if there is no arrow. A press on a tenant
    sends ``select tenant ID``.
    """
    tenants = list(context.tenant_index)
    chosen = selected_cells(context, selection)
    if len(tenants) > MAX_TENANTS:
        return _table_of_one_tenant(context, selection, chosen)
    rows = [
        [_tenant(context, home, selection), *(_cell(context, home, where, chosen) for where in tenants)]
        for home in tenants
    ]
    head = [*text_cells("Home"), *(esc(context.names.tenant(tenant)) for tenant in tenants)]
    caption = "Externals: home tenant down, where they are across. Press a number to select the arrow, + to draw one"
    return fragment(
        '<div class="xts-scroll">{}</div>', table(head, rows, caption=caption, kind="xts-counted")
    )


def _table_of_one_tenant(context: ViewContext, selection: Selection, chosen: set[tuple[str, str]]) -> Markup:
    one = _tenant_of_table(context, selection, chosen)
    name = context.names.tenant(one)
    others = [tenant for tenant in tenants_by_group(context) if tenant != one]
    if len(others) > MAX_ROWS:
        others.sort(key=lambda other: not _are_connected(context, one, other))
    rest = len(others) - MAX_ROWS
    more = (
        note(f"{number(rest, 'more tenant')} without a line. Press Tenants to choose any.")
        if rest > 0
        else Markup()
    )
    bands = {band.first: band for band in matrix_bands(context, others[:MAX_ROWS])}
    rows = []
    for place, other in enumerate(others[:MAX_ROWS]):
        if band := bands.get(place):
            rows.append(_band_row(context, one, others[band.first : band.last + 1], band.name))
        rows.append(
            [
                _tenant(context, other, selection),
                _cell(context, one, other, chosen),
                _cell(context, other, one, chosen),
            ]
        )
    head = text_cells("Other tenant", f"of {name}, there", f"from there, in {name}")
    caption = (
        f"Externals of {name}, one of {len(context.tenant_index)} tenants. Press another to see its own, "
        "a number to select the arrow, + to draw one"
    )
    return fragment(
        '<div class="xts-scroll">{}</div>{}', table(head, rows, caption=caption, kind="xts-counted"), more
    )


def _band_row(context: ViewContext, one: str, others: list[str], name: str) -> list[Markup]:
    """A row that names the alike tenants below it, with their numbers together."""
    there = sum(context.external_counts.get(other, {}).get(one, 0) for other in others)
    here = sum(context.external_counts.get(one, {}).get(other, 0) for other in others)
    numbers = (fragment("<strong>{:,}</strong>", count) for count in (there, here))
    return [fragment('<strong class="xts-band">{}</strong>', name), *numbers]


def _are_connected(context: ViewContext, one: str, other: str) -> bool:
    """Whether an arrow or an external joins two tenants."""
    pairs, there = ((one, other), (other, one)), context.design.topology.arrows_by_pair
    return any(pair in there or pair[0] in context.external_counts[pair[1]] for pair in pairs)


def _tenant_of_table(context: ViewContext, selection: Selection, chosen: set[tuple[str, str]]) -> str:
    if selection.kind == "tenant" and selection.id in context.tenant_index:
        return str(selection.id)
    return min(chosen)[0] if chosen else next(iter(context.tenant_index))


def _tenant(context: ViewContext, tenant: str, selection: Selection) -> Markup:
    pressed = selection.kind == "tenant" and selection.id == tenant
    return button(
        context.names.tenant(tenant), ["select", "tenant", tenant], kind="xts-link", pressed=pressed
    )


def _cell(context: ViewContext, home: str, where: str, chosen: set[tuple[str, str]]) -> Markup:
    if home == where:
        return Markup('<span class="xts-muted">home</span>')
    count = context.external_counts.get(where, {}).get(home, 0)
    arrows = context.design.topology.between(home, where)
    ends = f"{context.names.tenant(home)} → {context.names.tenant(where)}: {number(count, 'external')}"
    says = f"{ends}; press to select the arrow" if arrows else f"{ends}, no arrow; press to draw it"
    return button(
        says,
        ["select", "arrow", arrows[0].id] if arrows else ["offer", home, where],
        kind="xts-cell" + (" xts-chosen" if (home, where) in chosen else ""),
        pressed=(home, where) in chosen if arrows else None,
        hint=says,
        html=fragment("{:,}", count) if arrows or count else esc("+"),
    )
