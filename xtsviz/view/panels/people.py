"""The people table: one row per user, one column per tenant."""

from __future__ import annotations

from xtsviz.view.facts import Facts
from xtsviz.view.markup import button, empty, esc, table
from xtsviz.view.picture import Selection
from xtsviz.view.tables import PeoplePage
from xtsviz.view.words import NOT_THERE, RELATIONS, number

MOST_COLUMNS = 24
_SIGNS = {
    RELATIONS["home"]: "●",
    RELATIONS["member"]: "○",
    RELATIONS["guest"]: "◌",
    NOT_THERE: "–",
}


def people_table(facts: Facts, page: PeoplePage, selection: Selection) -> str:
    """One page; pressing a name sends ``select user ID``, pressing a tenant ``select tenant ID``."""
    if not page.total:
        return empty("Nobody to show. Search for something else, or give the tenants some members.")
    tenants = list(facts.place)[:MOST_COLUMNS]
    head = [
        "Name",
        "Home",
        *(button(facts.names.tenant(t), ["select", "tenant", t], kind="xts-link") for t in tenants),
    ]
    rows = []
    for record in page.rows.to_dict("records"):
        user = str(record["user"])
        chosen = selection.kind == "user" and selection.id == user
        name = str(record["name"]) if record["name"] == record["name"] and record["name"] else user
        cells = [
            f'<span class="xts-where xts-{_key(record[t])}">{_SIGNS[record[t]]} {esc(record[t])}</span>'
            for t in tenants
        ]
        rows.append(
            [
                button(name, ["select", "user", user], kind="xts-link", pressed=chosen),
                esc(record["home"]),
                *cells,
            ]
        )
    more = len(facts.place) - len(tenants)
    note = f'<p class="xts-muted">{more} more tenants are left out here.</p>' if more > 0 else ""
    caption = f"{number(page.total, 'person', 'people')}, page {page.number:,} of {page.pages:,}"
    return f'<div class="xts-scroll">{table(head, rows, caption=caption, kind="xts-people")}</div>{note}'


def _key(words: str) -> str:
    return words.replace(" ", "-")
