"""Whether a design is still as a template made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xtsviz.provenance.recipe import Recipe

if TYPE_CHECKING:
    from xtsviz.model.design import Design


def is_untouched_template(design: Design) -> bool:
    """True if a template made the design, and nothing was changed since: there is no work of a person in it."""
    recipe = design.provenance
    return (
        isinstance(recipe, Recipe)
        and recipe.before is None
        and recipe.call.function.startswith("xts.templates.")
        and recipe.topology == design.topology
    )
