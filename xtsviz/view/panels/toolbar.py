"""The buttons of a toolbar, as HTML."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from markupsafe import Markup

from xtsviz.view.markup import button, fragment, join_markup

DRAWERS = ("Open", "Save", "Snapshot", "Compare", "Export", "Share", "Show the code")
"""The titles of the explorer's drawers, in the order of their buttons."""

_ICONS = {title: title.split()[-1].lower() for title in DRAWERS}
_HISTORY = {
    "Undo": "Undo the last edit (Ctrl+Z)",
    "Redo": "Redo what was undone (Ctrl+Y)",
    "Reset": "Back to the design that it began with; undo leads here",
}
"""The buttons that lead through the history, with their hints."""


def toolbar_buttons(drawer: str | None, possible: Collection[str], hiding: bool) -> Markup:
    """All buttons of the explorer's toolbar.

    Args:
        drawer: the title of the open drawer.
        possible: which of *Undo*, *Redo* and *Reset* have something to do.
        hiding: invented names are shown.
    """
    opening, *others = drawer_buttons(DRAWERS, drawer)
    template = button("Template", ["show-template"], hint="Start from another shape", icon="template")
    hide = button(
        "Hide names",
        ["hide-names", "off" if hiding else "on"],
        hint="Hide names: show invented ones in the place of yours; press again to see yours",
        pressed=hiding,
        kind="xts-hide-names",
        icon="hide",
    )
    # The page does it, for a browser fills the screen only for a press that it sees itself.
    present = Markup(
        '<button type="button" class="xts-do xts-icon xts-icon-present xts-present" '
        'title="Fill the screen with the picture (P); Esc leaves">Present</button>'
    )
    return join_markup([opening, template, *history_buttons(_HISTORY, possible), *others, hide, present])


def history_buttons(labels: Iterable[str], possible: Collection[str]) -> list[Markup]:
    """Buttons that lead through the history.

    Args:
        labels: some of *Undo*, *Redo* and *Reset*.
        possible: which of them have something to do.
    """
    return [
        button(
            label,
            [label.lower()],
            hint=_HISTORY[label],
            icon=label.lower(),
            disabled=label not in possible,
        )
        for label in labels
    ]


def drawer_buttons(titles: Iterable[str], drawer: str | None) -> list[Markup]:
    """A button for each drawer, which opens it and closes it again.

    Args:
        titles: of the drawers.
        drawer: the title of the one that is open.
    """
    return [
        button(title, ["drawer", title], icon=_ICONS.get(title, ""), pressed=title == drawer)
        for title in titles
    ]


def title_heading(name: str) -> Markup:
    """The design's name as a heading; a press on it lets a person write another one."""
    shown = name or "Untitled design"
    return fragment(
        '<h1 class="xts-name"><button type="button" class="xts-rename" title="{}" data-title="{}">{}</button></h1>',
        f"{shown} (press to change the title)",
        name,
        shown,
    )
