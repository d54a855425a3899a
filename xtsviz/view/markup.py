"""HTML fragments: every name escaped, every button with an action that the explorer reads.

An action is a list of words (``["select", "tenant", "contoso"]``). It stands as JSON in the attribute ``data-xts``; the
page sends it to the kernel when the button is pressed, where it is checked like any other input.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from typing import TypeAlias

from xtsviz.model.display_text import isolated
from xtsviz.view.theme import Paint

Action: TypeAlias = Sequence[str]


def esc(text: object) -> str:
    """Text for HTML, in an element or an attribute; control characters become visible."""
    return escape(isolated(str(text)), quote=True)


def button(
    label: str,
    action: Action,
    *,
    hint: str = "",
    kind: str = "",
    pressed: bool | None = None,
    disabled: bool = False,
    html: str = "",
) -> str:
    """A native button.

    Args:
        label: its text; read out also where `html` stands for it.
        hint: shown on hover: the whole of a shortened name, or why it is disabled.
        kind: further classes.
        pressed: of a toggle, whether it is on.
        html: markup in the place of the label (already escaped).
    """
    attributes = [f'type="button" class="xts-do {kind}"', f'data-xts="{escape(json.dumps(list(action)))}"']
    if hint:
        attributes.append(f'title="{esc(hint)}"')
    if html:
        attributes.append(f'aria-label="{esc(label)}"')
    if pressed is not None:
        attributes.append(f'aria-pressed="{str(pressed).lower()}"')
    if disabled:
        attributes.append("disabled")
    return f"<button {' '.join(attributes)}>{html or esc(label)}</button>"


def file_field(label: str, wanted: str, accept: str) -> str:
    """A field to choose a file in, which looks like a button; the page hands the file to the kernel.

    Args:
        wanted: the word that tells the kernel what the file is for.
        accept: endings and media types to offer.
    """
    field = f'<input type="file" accept="{escape(accept)}" data-xts-file="{escape(wanted)}">'
    return f'<label class="xts-do xts-file">{esc(label)}{field}</label>'


def swatch(paint: Paint, dark: bool) -> str:
    """A small square in the colour of a tenant; the name always stands beside it."""
    return f'<span class="xts-swatch" style="background:{paint.on(dark)}" aria-hidden="true"></span>'


def table(
    head: Iterable[str],
    rows: Iterable[Sequence[str]],
    *,
    caption: str,
    kind: str = "",
    marked: int | None = None,
    actions: Sequence[Action] = (),
) -> str:
    """A table of cells that are markup already; the first cell of a row is its header.

    Args:
        marked: the place of a row that stands out, 0-based.
        actions: what a press anywhere in a row asks for, by row; a button in the row does it for the keyboard.
    """
    columns = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = []
    for place, row in enumerate(rows):
        attributes = ' class="xts-marked"' if place == marked else ""
        if place < len(actions):
            attributes += f' data-xts="{escape(json.dumps(list(actions[place])))}"'
        cells = "".join(f"<td>{cell}</td>" for cell in row[1:])
        body.append(f'<tr{attributes}><th scope="row">{row[0]}</th>{cells}</tr>')
    return (
        f'<table class="xts-table {kind}"><caption>{esc(caption)}</caption>'
        f"<thead><tr>{columns}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    )


def items(parts: Iterable[str]) -> str:
    """A list of entries that are markup already; nothing if there are none."""
    listed = "".join(f"<li>{part}</li>" for part in parts)
    return f'<ul class="xts-list">{listed}</ul>' if listed else ""


def note(text: str) -> str:
    """A line of second rank below a list or a table, such as what it leaves out."""
    return f'<p class="xts-muted">{esc(text)}</p>'


def empty(text: str) -> str:
    """What a panel says when it has nothing to show: what to do."""
    return f'<p class="xts-empty">{esc(text)}</p>'


def section(title: str, *parts: str) -> str:
    """A heading and what belongs to it; nothing if there is nothing."""
    body = "".join(parts)
    return f'<section class="xts-section"><h3>{esc(title)}</h3>{body}</section>' if body else ""
