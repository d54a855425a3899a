"""People who fit what a person types: a list below the field, each with their tenant."""

from __future__ import annotations

from collections.abc import Sequence
from json import dumps

from markupsafe import Markup

from xtsviz.errors import quoted
from xtsviz.flow.person_search import Person, search_persons, similar_persons
from xtsviz.model.folding import folded
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import fragment, join_markup, note

_MIN_LETTERS = 3
"""So many letters a misspelt name has at least; shorter ones are like too many names."""


def person_suggestions(context: ViewContext, text: str, verb: str) -> Markup:
    """The first people who fit a text, as a list that the page opens below the field; empty markup without a text.

    Args:
        context: has the people.
        text: what a person typed.
        verb: the first word of the action that a press on a suggestion, or Enter in the field, sends; the id of the
            person follows, or the text.
    """
    if not folded(text):
        return Markup()
    found = search_persons(context.design, text)
    if found.total:
        more = found.total - len(found.persons)
        rest = note(f"and {more:,} more: write more of the name") if more else Markup()
        return _options(context, found.persons, verb) + rest
    near = similar_persons(context.design, text) if len(folded(text)) >= _MIN_LETTERS else ()
    nobody = f"Nobody has {quoted(text.strip())} in their name, mail or id."
    return note(f"{nobody} Did you mean:" if near else nobody) + _options(context, near, verb)


def _options(context: ViewContext, people: Sequence[Person], verb: str) -> Markup:
    options = join_markup(
        fragment(
            '<li role="option" data-xts="{}" title="{}">{} <span class="xts-muted">{} · {}</span></li>',
            dumps([verb, person.id]),
            f"{person.display_name}, {context.names.tenant(person.tenant)}, id {person.id}",
            person.display_name,
            context.names.tenant(person.tenant),
            person.id,
        )
        for person in people
    )
    return fragment('<ul role="listbox" aria-label="People">{}</ul>', options) if people else Markup()
