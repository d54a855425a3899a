"""The status line's sentences about a design and about the selection. They are plain text."""

from __future__ import annotations

from xtsviz.model.design import Design
from xtsviz.view import words
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.types import Selection


def design_summary(design: Design) -> str:
    """The name of a design, and the numbers of its tenants and arrows."""
    tenants, arrows = len(design.tenants), len(design.arrows)
    lead = f"{design.name}: " if design.name else ""
    return f"{lead}{words.number(tenants, 'tenant')}, {words.number(arrows, 'arrow')}"


def selection_sentence(context: ViewContext, selection: Selection) -> str:
    """A sentence about the selection.

    Raises:
        UnknownNameError: the design has no such tenant, arrow or user.
    """
    name = selection.id or ""
    if selection.kind == "tenant":
        found = context.design.tenant(name)
        here = context.population[found.id]
        return f"{context.names.tenant(found.id)}: {words.tenant_counts(here.internal, here.external)}"
    if selection.kind == "arrow":
        arrow = context.design.arrow(name)
        done = context.flow.by_arrow[arrow.id]
        return words.sync_sentence(context.names.arrow(arrow), done.state, done.carried, done.eligible)
    if selection.kind == "user":
        where = context.presence_of_user(name)
        external_in = [context.names.tenant(here.tenant) for here in where if here.relation != "home"]
        lead = where[0].name if where else name
        return (
            f"{lead} appears as an external in {words.list_in_words(external_in)}"
            if external_in
            else f"{lead} appears nowhere else"
        )
    return "Nothing is selected"
