"""HTML fragments. Every name in them is escaped, and every button has an action for the explorer.

An action is a list of words (``["select", "tenant", "contoso"]``), as JSON in the attribute ``data-xts``. The page
sends it to the kernel when the button is pressed, and the kernel checks it like any other input.

`Markup` is finished HTML. A parameter of type `str` is text, such as a name, and is escaped.
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
    "action_attribute",
    "button",
    "empty_message",
    "esc",
    "file_field",
    "fragment",
    "icon_classes",
    "item_list",
    "join_markup",
    "note",
    "section",
    "swatch",
    "table",
    "text_cells",
    "text_lines",
]

Action: TypeAlias = Sequence[str]


def button(
    label: str,
    action: Action,
    *,
    hint: str = "",
    kind: str = "",
    icon: str = "",
    pressed: bool | None = None,
    disabled: bool = False,
    html: Markup | None = None,
) -> Markup:
    """A native button.

    Args:
        label: its text. A screen reader also reads it if the button shows `html` instead.
        action: the action that a press sends.
        hint: the text on hover: a full name, or why the button is disabled.
        kind: further CSS classes.
        icon: one of icons.css, which stands before the text.
        pressed: for a toggle, whether it is on.
        disabled: True if it cannot be pressed.
        html: the content of the button, if it is not the label.
    """
    classes = " ".join(filter(None, (*icon_classes(icon), kind)))
    attributes = fragment('type="button" class="xts-do {}" {}', classes, action_attribute(action))
    if hint:
        attributes += fragment(' title="{}"', hint)
    if html:
        attributes += fragment(' aria-label="{}"', label)
    if pressed is not None:
        attributes += fragment(' aria-pressed="{}"', "true" if pressed else "false")
    if disabled:
        attributes += Markup(" disabled")
    return fragment("<button {}>{}</button>", attributes, html or label)


def icon_classes(name: str) -> list[str]:
    """The CSS classes of a button with an icon of icons.css; none without a name."""
    return ["xts-icon", f"xts-icon-{name}"] if name else []


def action_attribute(action: Action) -> Markup:
    """The attribute by which a press on any element sends an action."""
    return fragment('data-xts="{}"', json.dumps(list(action)))


def file_field(
    label: str, purpose: str, accept: str, *, multiple: bool = False, html: Markup | None = None
) -> Markup:
    """A field for a file, which looks like a button. The page sends the chosen file to the kernel.

    Args:
        label: the text of the button. A screen reader also reads it if the button shows `html` instead.
        purpose: a word that tells the kernel what the file is for.
        accept: the file name endings and media types that the browser offers.
        multiple: several files may be chosen together.
        html: the content of the button, if it is not the label.
    """
    attributes = fragment('accept="{}" data-xts-file="{}"', accept, purpose)
    if multiple:
        attributes += Markup(" multiple")
    if html:
        attributes += fragment(' aria-label="{}"', label)
    field = fragment('<input type="file" {}>', attributes)
    kind = "xts-do xts-file xts-begin-card" if html else "xts-do xts-file"
    return fragment('<label class="{}">{}{}</label>', kind, html or label, field)


def swatch(paint: Paint, dark: bool) -> Markup:
    """A small square in the colour of a tenant. The name of the tenant always follows it."""
    return fragment(
        '<span class="xts-swatch" style="background:{}" aria-hidden="true"></span>', paint.on(dark)
    )


def rest_of_rows(shown: int, total: int) -> Markup:
    """A line below a table that shows only its first rows; empty markup if it shows all."""
    if total <= shown:
        return Markup()
    return fragment('<p class="xts-muted">The first {} of {:,}.</p>', shown, total)


def table(
    head: Iterable[Markup],
    rows: Iterable[Sequence[Markup]],
    *,
    caption: str,
    kind: str = "",
    marked: int | None = None,
    actions: Sequence[Action] = (),
) -> Markup:
    """A table. The first cell of each row is the row's header.

    Args:
        head: the names of the columns.
        rows: the cells.
        caption: the caption.
        kind: further CSS classes.
        marked: the index of a highlighted row, from 0.
        actions: the action of a press anywhere in a row, by row. A button in the row does the same for the keyboard.
    """
    columns = join_markup(fragment('<th scope="col">{}</th>', cell) for cell in head)
    body = []
    for place, row in enumerate(rows):
        attributes = Markup(' class="xts-marked"') if place == marked else Markup()
        if place < len(actions):
            attributes += fragment(" {}", action_attribute(actions[place]))
        cells = join_markup(fragment("<td>{}</td>", cell) for cell in row[1:])
        body.append(fragment('<tr{}><th scope="row">{}</th>{}</tr>', attributes, row[0], cells))
    return fragment(
        '<table class="xts-table {}"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>',
        kind,
        caption,
        columns,
        join_markup(body),
    )


def text_cells(*words: str) -> list[Markup]:
    """Texts as table cells, for example as the head of a table."""
    return [esc(text) for text in words]


def text_lines(text: str) -> Markup:
    """A text of several lines, as a person wrote it."""
    return join_markup(map(esc, text.splitlines()), Markup("<br>"))


def item_list(entries: Iterable[Markup]) -> Markup:
    """A list; empty markup if there are no entries."""
    listed = join_markup(fragment("<li>{}</li>", entry) for entry in entries)
    return fragment('<ul class="xts-list">{}</ul>', listed) if listed else Markup()


def note(text: str) -> Markup:
    """A less important line below a list or a table, for example what is left out."""
    return fragment('<p class="xts-muted">{}</p>', text)


def empty_message(text: str) -> Markup:
    """The message of a panel that has nothing to show. It says what to do."""
    return fragment('<p class="xts-empty">{}</p>', text)


def section(title: str, *parts: Markup) -> Markup:
    """A heading and its content; empty markup if there is no content."""
    body = join_markup(parts)
    return fragment('<section class="xts-section"><h3>{}</h3>{}</section>', title, body) if body else Markup()
