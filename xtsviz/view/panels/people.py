"""The people table: one row per user, one column per tenant; and who is missing where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from xtsviz.people.missing_people import MissingPeople, MissingReason
from xtsviz.people.pages import PeoplePage, PersonRow
from xtsviz.people.query import ALL_PEOPLE, PeopleQuery
from xtsviz.people.relations import PRESENCE_SYMBOLS
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import button, empty_message, esc, fragment, join_markup, note, table, text_cells
from xtsviz.view.picture.types import Selection
from xtsviz.view.words import list_in_words, number

MAX_COLUMNS = 60
"""Tenants that have a column; of more, the first, and the one that is asked about."""
MAX_ROWS = 400
"""So many tenants have a line among the missing people."""
_COLUMNS_ON_SCREEN = 8
"""So many tenants have room without scrolling on a screen of 1280 pixels."""
_WITH_ROOM_FOR_NAMES = 4
"""Up to so many tenants have their whole names above their columns."""
_ROOM_OF_REASON = 3
"""So many columns of tenants have the room of the column that says why."""


def people_table(
    context: ViewContext,
    page: PeoplePage,
    selection: Selection,
    query: PeopleQuery = ALL_PEOPLE,
    why: Mapping[str, MissingReason] | None = None,
) -> Markup:
    """One page; pressing a row sends ``select user ID``, a tenant ``select tenant ID``, an order ``people-sort …``.

    Args:
        why: reasons by user id, if the page shows people who are missing somewhere: a column of its own.
    """
    if not page.total:
        return empty_message("Nobody to show. Search for something else, or press Show everybody.")
    tenants = _columns(context, query)
    head = [
        fragment("Name {}", _sorter(query, "name", "by name")),
        fragment("Home {}", _sorter(query, "home", "by home tenant")),
        *([esc(f"Why not in {context.names.tenant(query.tenant)}")] if why is not None else ()),
        fragment(
            "Elsewhere {}", _sorter(query, "external_count", "by number of tenants where they are external")
        ),
        *(_heading(context, tenant, query) for tenant in tenants),
    ]
    rows, marked, actions = [], None, []
    for place, person in enumerate(page.people):
        if selection.kind == "user" and selection.id == person.user:
            marked = place
        actions.append(["select", "user", person.user])
        rows.append(_row(person, tenants, marked == place, why))
    caption = f"{number(page.total, 'person', 'people')}, page {page.number:,} of {page.pages:,}"
    kind = "xts-people xts-people-few" if len(tenants) <= _WITH_ROOM_FOR_NAMES else "xts-people"
    made = table(head, rows, caption=caption, kind=kind, marked=marked, actions=actions)
    return (
        _symbols()
        + _hints(context, len(tenants), _COLUMNS_ON_SCREEN - _ROOM_OF_REASON * (why is not None))
        + (
            fragment(
                '<div class="xts-scroll" tabindex="0" role="region" aria-label="People table">{}</div>', made
            )
        )
    )


def _row(
    person: PersonRow,
    tenants: Sequence[str],
    chosen: bool,
    why: Mapping[str, MissingReason] | None,
) -> list[Markup]:
    action = ["select", "user", person.user]
    hint = person.name if person.name == person.user else f"{person.name} ({person.user})"
    mark = Markup('<span aria-hidden="true">▸ </span>') if chosen else Markup()
    cells = [
        mark + button(person.name, action, kind="xts-link", pressed=chosen, hint=hint),
        fragment('<span title="{}">{}</span>', person.home_name, person.home_name),
    ]
    if why is not None:
        reason = why.get(person.user)
        cells.append(
            fragment('<span title="{}">{}</span>', reason.sentence, reason.short) if reason else Markup()
        )
    cells.append(esc(person.external_count))
    return cells + [_presence_cell(person.presence[tenant]) for tenant in tenants]


def _presence_cell(word: str) -> Markup:
    """The symbol; the word stands beside it for a screen reader, and is shown on hover."""
    return fragment(
        '<span class="xts-where xts-{}" title="{}"><span aria-hidden="true">{}</span> '
        '<span class="xts-unseen">{}</span></span>',
        word.replace(" ", "-"),
        word,
        PRESENCE_SYMBOLS[word],
        word,
    )


def _symbols() -> Markup:
    """What the symbols mean."""
    return note(", ".join(f"{symbol} {word}" for word, symbol in PRESENCE_SYMBOLS.items()))


def _columns(context: ViewContext, query: PeopleQuery) -> list[str]:
    """The tenants that have a column; where not all have, those that are asked about come first."""
    every = list(context.tenant_index)
    if len(every) <= MAX_COLUMNS:
        return every
    asked = [tenant for tenant in (query.tenant, query.sort_tenant) if tenant is not None]
    return list(dict.fromkeys([*asked, *every]))[:MAX_COLUMNS]


def _sorter(query: PeopleQuery, sort: str, words: str, sort_tenant: str | None = None) -> Markup:
    """The button that sorts by a column: again, and it turns round."""
    sorted_by = (query.sort, query.sort_tenant if sort == "presence" else None) == (sort, sort_tenant)
    down = sorted_by and query.descending
    symbol = ("▼" if down else "▲") if sorted_by else "↕"
    then = "descending" if sorted_by and not down else "ascending"
    action = ["people-sort", sort, sort_tenant or "", then]
    hint = f"Sort {words}, {then}"
    return button(hint, action, kind="xts-sort", hint=hint, html=esc(symbol))


def _heading(context: ViewContext, tenant: str, query: PeopleQuery) -> Markup:
    name = context.names.tenant(tenant)
    sorter = _sorter(query, "presence", f"by what people are in {name}", tenant)
    chosen = button(name, ["select", "tenant", tenant], kind="xts-link", hint=name)
    return fragment('<span class="xts-people-tenant">{}</span> {}', chosen, sorter)


def _hints(context: ViewContext, shown: int, fit: int) -> Markup:
    said = []
    if shown > fit:
        said.append(
            f"Scroll sideways to see all {shown} tenants."
            if shown == len(context.tenant_index)
            else "Scroll sideways for more tenants."
        )
    if left := len(context.tenant_index) - shown:
        said.append(
            f"{number(left, 'more tenant')} without a column; choose one under In tenant to see it first."
        )
    return note(" ".join(said)) if said else Markup()


def missing_table(
    context: ViewContext,
    absent: Sequence[MissingPeople],
    who: Mapping[str, Sequence[tuple[PersonRow, MissingReason]]],
) -> Markup:
    """Who is missing where; pressing a number sends ``people-missing TENANT``.

    Args:
        who: for some tenants the first people missing, with the reason.
    """
    if not any(one.other_members for one in absent):
        return empty_message("Nobody can be missing yet: give two tenants some members.")
    rows = []
    shown = [one for one in absent if one.missing] if len(absent) > MAX_ROWS else absent
    for one in shown[:MAX_ROWS]:
        name = context.names.tenant(one.tenant)
        named = [
            button(person.name, ["select", "user", person.user], kind="xts-link", hint=why.sentence)
            + fragment(' <span class="xts-muted">{}</span>', why.short)
            for person, why in who.get(one.tenant, ())
        ]
        if named and one.missing > len(named):
            named.append(fragment('<span class="xts-muted">and {:,} more</span>', one.missing - len(named)))
        from_where = [f"{count:,} of {context.names.tenant(home)}" for home, count in one.top_homes]
        if more := one.home_count - len(one.top_homes):
            from_where.append(number(more, "other tenant"))
        rows.append(
            [
                button(name, ["select", "tenant", one.tenant], kind="xts-link", hint=name),
                fragment("{:,} of {:,}", one.other_members - one.missing, one.other_members),
                button(
                    f"Show the {one.missing:,} missing in {name}",
                    ["people-missing", one.tenant],
                    hint=f"Show who is missing in {name}, and why",
                    html=fragment("{:,} missing ›", one.missing),
                )
                if one.missing
                else esc("nobody missing ✓"),
                esc(list_in_words(from_where)) if from_where else Markup(),
                join_markup(named, Markup("<br>")),
            ]
        )
    head = text_cells("Tenant", "Members of other tenants who are here", "Missing", "From", "Who, and why")
    caption = "Internal members of all other tenants: who has an object in each tenant, and who has none"
    made = table(head, rows, caption=caption, kind="xts-missing")
    left = len(absent) - len(rows)
    rest = (
        note(f"{number(left, 'more tenant')} without a line; People of one tenant: In tenant, They are.")
        if left
        else Markup()
    )
    return fragment(
        '<div class="xts-scroll" tabindex="0" role="region" aria-label="Who is missing where">{}</div>{}',
        made,
        rest,
    )
