"""What the status line says of a design and of what is selected in it. Plain text."""

from __future__ import annotations

from xtsviz.model.design import Design
from xtsviz.view import words
from xtsviz.view.context import ViewContext
from xtsviz.view.picture.types import Selection


def welcome(design: Design) -> str:
    """A design's name and size."""
    tenants, arrows = len(design.tenants), len(design.arrows)
    lead = f"{design.name}: " if design.name else ""
    return f"{lead}{words.number(tenants, 'tenant')}, {words.number(arrows, 'arrow')}"


def described(context: ViewContext, selection: Selection) -> str:
    """What is selected, in one sentence.

    Raises:
        UnknownNameError: there is no such thing in the design.
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
        abroad = [context.names.tenant(here.tenant) for here in where if here.relation != "home"]
        lead = where[0].name if where else name
        return (
            f"{lead} appears as an external in {words.listed(abroad)}"
            if abroad
            else f"{lead} appears nowhere else"
        )
    return "Nothing is selected"
