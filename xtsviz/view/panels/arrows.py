"""The arrows as a grid of toggles with sources and targets, or as a list for more than twelve tenants."""

from __future__ import annotations

from markupsafe import Markup

from xtsviz.model.display_text import isolated
from xtsviz.model.topology import Arrow
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import Action, button, empty_message, esc, fragment, join_markup
from xtsviz.view.picture.types import Selection
from xtsviz.view.theme import STATES
from xtsviz.view.words import sync_sentence

MAX_IN_GRID = 12
"""With more tenants, the toggles would be too small, so there is a list."""
MAX_IN_LIST = 40


def arrow_grid(context: ViewContext, selection: Selection) -> Markup:
    """Rows are sources, columns are targets; pressing a cell sends ``toggle SOURCE TARGET``.

    A name sends ``toggle-row TENANT`` or ``toggle-column TENANT``. The page makes several cells at once of a drag, and
    of Shift with arrow keys (grid.js).
    """
    tenants = context.design.tenants
    if len(tenants) < 2:
        return empty_message("Add a second tenant: an arrow leads from one tenant to another.")
    head = join_markup(
        fragment(
            '<th scope="col" class="xts-tilted"><span>{}</span></th>',
            _line(t.name, f"All arrows to {context.names.tenant(t.id)}", ["toggle-column", t.id]),
        )
        for t in tenants
    )
    rows = []
    for source in tenants:
        cells = join_markup(
            fragment("<td>{}</td>", _cell(context, source.id, target.id, selection)) for target in tenants
        )
        rows.append(
            fragment(
                '<tr><th scope="row">{}</th>{}</tr>',
                _line(
                    source.name,
                    f"All arrows from {context.names.tenant(source.id)}",
                    ["toggle-row", source.id],
                ),
                cells,
            )
        )
    return fragment(
        '<div class="xts-scroll xts-grid-room"><table class="xts-grid"><caption><span>Arrows from row to '
        "column: press a cell, or drag over several. A press on a name is for all its cells."
        '</span></caption><thead><tr><th scope="col">From \\ to'
        "</th>{}</tr></thead><tbody>{}</tbody></table></div>",
        head,
        join_markup(rows),
    )


def _line(name: str, says: str, action: Action) -> Markup:
    """The name of a row or column: a press is about all its cells."""
    return button(f"{says}: draw or remove", action, kind="xts-link", hint=f"{name}. {says}", html=esc(name))


def _cell(context: ViewContext, source: str, target: str, selection: Selection) -> Markup:
    if source == target:
        return Markup('<span class="xts-diagonal" aria-label="the tenant itself">·</span>')
    arrows = context.design.topology.between(source, target)
    ends = f"{context.names.tenant(source)} → {context.names.tenant(target)}"
    chosen = any(selection.kind == "arrow" and selection.id == arrow.id for arrow in arrows)
    shown = ("→" if arrows else "") if len(arrows) < 2 else f"{len(arrows)}"
    state = context.flow.by_arrow[arrows[0].id].state if arrows else ""
    if state in STATES and STATES[state].symbol:
        shown = STATES[state].symbol
    says = "no arrow; press to draw it" if not arrows else f"{state}; press to remove it"
    return button(
        f"{ends}: {says}",
        ["toggle", source, target],
        kind=f"xts-cell xts-{state}" + (" xts-chosen" if chosen else ""),
        pressed=bool(arrows),
        hint=f"{ends}: {says}",
        html=esc(shown) if shown else Markup("&nbsp;"),
    )


def arrow_list(context: ViewContext, selection: Selection, wanted: str = "") -> Markup:
    """The arrows whose source, target or id contain all words of `wanted`. A press sends ``select arrow ID``."""
    arrows = context.design.arrows
    if not arrows:
        return empty_message("No arrows yet. Choose a source and a target above, or draw one on the graph.")
    words = wanted.casefold().split()
    found = [arrow for arrow in arrows if all(word in _haystack(context, arrow) for word in words)]
    if not found:
        return empty_message(
            f"None of {len(arrows):,} arrows has {wanted.strip()} in its ends. Try fewer letters."
        )
    rows = join_markup(
        fragment("<li>{}</li>", _entry(context, arrow, selection)) for arrow in found[:MAX_IN_LIST]
    )
    rest = len(found) - MAX_IN_LIST
    note = (
        fragment('<p class="xts-muted">… and {:,} more; type to narrow them down.</p>', rest)
        if rest > 0
        else Markup()
    )
    return fragment('<ul class="xts-list xts-arrows">{}</ul>{}', rows, note)


def _haystack(context: ViewContext, arrow: Arrow) -> str:
    return f"{context.names.arrow(arrow)} {arrow.id}".casefold()


def _entry(context: ViewContext, arrow: Arrow, selection: Selection) -> Markup:
    done = context.flow.by_arrow[arrow.id]
    label = context.names.arrow(arrow)
    symbol = STATES[done.state].symbol
    number = f"{symbol} {done.carried:,}".strip() if done.state == "open" else symbol
    chosen = selection.kind == "arrow" and selection.id == arrow.id
    sentence = sync_sentence(label, done.state, done.carried, done.eligible)
    inside = fragment(
        '<span class="xts-ends">{}</span><span class="xts-count xts-{}">{}</span>', label, done.state, number
    )
    return button(
        isolated(sentence),
        ["select", "arrow", arrow.id],
        kind="xts-row",
        html=inside,
        pressed=chosen,
        hint=sentence,
    )
