"""A field that finds a person: by parts of names, with suggestions below it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import ipywidgets as w
from markupsafe import Markup

from xtsviz.view.context import ViewContext
from xtsviz.view.panels.person_suggestions import person_suggestions
from xtsviz.widgets.looks import create
from xtsviz.widgets.parts import Panel, html


class PersonField(Panel):
    """What is typed is written into the state at once; Enter and a press on a suggestion send an action (suggest.js).

    Args:
        verb: the first word of that action; the text or the id follows.
        placeholder: says what to write.
        write: is called with each text.

    Attributes:
        text: the field.
    """

    def __init__(self, verb: str, placeholder: str, write: Callable[[str], object]) -> None:
        super().__init__()
        self._verb = verb
        self.text = create(w.Text, placeholder=placeholder, classes=["xts-person"])
        self.widget = create(w.Box, [self.text], classes=["xts-suggest", f"xts-verb-{verb}"])
        self.on_change(self.text, write)

    @cached_property
    def found(self) -> w.HTML:
        """The suggestions, made when somebody types for the first time."""
        made = html(kind="xts-suggestions")
        self.widget.children = [self.text, made]
        return made

    def show(self, context: ViewContext, text: str) -> None:
        """Show what the state says, and who fits it."""
        with self.suppress_events():
            self.text.value = text
        # People stay the same through most edits; their tenants' names may change.
        if self.shows(context.design.users, context.design.tenants, text):
            return
        if text or "found" in self.__dict__:
            self.found.value = person_suggestions(context, text, self._verb) if text else Markup()
        self.shown_inputs = (context.design.users, context.design.tenants, text)
