"""HTML fragments: every name escaped, every button with an action that the explorer reads.

An action is a list of words (``["select", "tenant", "contoso"]``). It stands as JSON in the attribute ``data-xts``. The
page sends it to the kernel when the button is pressed, and the kernel checks it like any other input.

`Markup` is finished HTML. A parameter of type `str` takes text, such as a name, and is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from markupsafe import Markup

from xtsviz.model.escaping import esc, fragment, join_markup
from xtsviz.view.theme import Paint

__all__ = [
    "Action",
    "button",
    "empty",
    "esc",
    "file_field",
    "fragment",
    "items",
    "join_markup",
    "note",
    "section",
    "swatch",
    "table",
    "texts",
]

Action: TypeAlias = Sequence[str]


def button(
    label: str,
    action: Action,
    *,
    hint: str = "",
    kind: str = "",
    pressed: bool | None = None,
    disabled: bool = False,
    html: Markup | None = None,
) -> Markup:
    """A native button.

    Args:
        label: its text; read out also where `html` stands for it.
        hint: shown on hover: the whole of a shortened name, or why it is disabled.
        kind: further classes.
        pressed: of a toggle, whether it is on.
        html: what the button shows instead of the label.
    """
    attributes = fragment('type="button" class="xts-do {}" data-xts="{}"', kind, _json(action))
    if hint:
        attributes += fragment(' title="{}"', hint)
    if html:
        attributes += fragment(' aria-label="{}"', label)
    if pressed is not None:
        attributes += fragment(' aria-pressed="{}"', "true" if pressed else "false")
    if disabled:
        attributes += Markup(" disabled")
    return fragment("<button {}>{}</button>", attributes, html or label)


def _json(action: Action) -> str:
    return json.dumps(list(action))


def file_field(label: str, purpose: str, accept: str) -> Markup:
    """A field to choose a file in, which looks like a button; the page gives the file to the kernel.

    Args:
        purpose: the word that says to the kernel what the file is for.
        accept: endings and media types to offer.
    """
    field = fragment('<input type="file" accept="{}" data-xts-file="{}">', accept, purpose)
    return fragment('<label class="xts-do xts-file">{}{}</label>', label, field)


def swatch(paint: Paint, dark: bool) -> Markup:
    """A small square in the colour of a tenant; the name always stands beside it."""
    return fragment(
        '<span class="xts-swatch" style="background:{}" aria-hidden="true"></span>', paint.on(dark)
    )


def table(
    head: Iterable[Markup],
    rows: Iterable[Sequence[Markup]],
    *,
    caption: str,
    kind: str = "",
    marked: int | None = None,
    actions: Sequence[Action] = (),
) -> Markup:
    """A table; the first cell of a row is its header.

    Args:
        head: the names of the columns.
        rows: the cells.
        marked: the place of a row that stands out, 0-based.
        actions: what a press anywhere in a row asks for, by row; a button in the row does it for the keyboard.
    """
    columns = join_markup(fragment('<th scope="col">{}</th>', cell) for cell in head)
    body = []
    for place, row in enumerate(rows):
        attributes = Markup(' class="xts-marked"') if place == marked else Markup()
        if place < len(actions):
            attributes += fragment(' data-xts="{}"', _json(actions[place]))
        cells = join_markup(fragment("<td>{}</td>", cell) for cell in row[1:])
        body.append(fragment('<tr{}><th scope="row">{}</th>{}</tr>', attributes, row[0], cells))
    return fragment(
        '<table class="xts-table {}"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>',
        kind,
        caption,
        columns,
        join_markup(body),
    )


def texts(*words: str) -> list[Markup]:
    """Each text as a cell, such as the heads of a table."""
    return [esc(text) for text in words]


def items(entries: Iterable[Markup]) -> Markup:
    """A list; nothing if there are no entries."""
    listed = join_markup(fragment("<li>{}</li>", entry) for entry in entries)
    return fragment('<ul class="xts-list">{}</ul>', listed) if listed else Markup()


def note(text: str) -> Markup:
    """A line of second rank below a list or a table, such as what it leaves out."""
    return fragment('<p class="xts-muted">{}</p>', text)


def empty(text: str) -> Markup:
    """What a panel says when it has nothing to show: what to do."""
    return fragment('<p class="xts-empty">{}</p>', text)


def section(title: str, *parts: Markup) -> Markup:
    """A heading and what belongs to it; nothing if there is nothing."""
    body = join_markup(parts)
    return fragment('<section class="xts-section"><h3>{}</h3>{}</section>', title, body) if body else Markup()
