"""Whether a design is still as a template made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xtsviz.provenance.recipe import Recipe

if TYPE_CHECKING:
    from xtsviz.model.design import Design

_TEMPLATES = "xts.templates."


def made_by_template(design: Design) -> str | None:
    """The name of the template that made the design; None if another call made it, or anything was changed since."""
    recipe = design.provenance
    if not isinstance(recipe, Recipe) or recipe.before is not None or recipe.topology != design.topology:
        return None
    function = recipe.call.function
    return function.removeprefix(_TEMPLATES) if function.startswith(_TEMPLATES) else None
