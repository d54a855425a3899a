"""A shape laid over tenants that are there already: arrows between chosen ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from xtsviz.errors import TemplateError, did_you_mean, quoted, safe_text
from xtsviz.model.ids import ArrowIds
from xtsviz.templates.assemble import check_design
from xtsviz.templates.shapes import APPLICATION_HUB, FULL_MESH, MAX_ARROWS, USER_HUB, Shape

if TYPE_CHECKING:
    from xtsviz.model.design import Design

SHAPES: dict[str, Shape] = {
    "user_hub": USER_HUB,
    "application_hub": APPLICATION_HUB,
    "full_mesh": FULL_MESH,
}
"""What `connect` can draw, by its name in ``xts.templates``."""


def connect(design: Design, tenants: Iterable[str], shape: str = "full_mesh") -> Design:
    """The design with arrows between some of its tenants, as a template would draw them; all else stays.

    A pair that has an arrow keeps it as it is and gets no second one.

    Args:
        tenants: two or more, by id or name; of a hub, the first is the hub.
        shape: ``user_hub`` (from the first to the others), ``application_hub`` (from the others to the first) or
            ``full_mesh`` (every one to every other).

    Raises:
        UnknownNameError, AmbiguousNameError: no or several such tenants.
        TemplateError: fewer than two tenants, one of them twice, more arrows than a template draws, or an unknown
            shape.

    >>> from xtsviz import templates
    >>> design = templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=1)
    >>> [arrow.id for arrow in templates.connect(design, ["Fabrikam", "Contoso"]).arrows]
    ['contoso->fabrikam', 'contoso->litware', 'fabrikam->contoso']
    """
    from xtsviz.model.topology import Arrow  # the catalog of templates does without

    if safe_text(shape) not in SHAPES:
        raise TemplateError(
            f"there is no shape {quoted(safe_text(shape))} to connect tenants in; there are {', '.join(SHAPES)}"
            f"{did_you_mean(safe_text(shape), list(SHAPES))}"
        )
    if isinstance(tenants, str):
        raise TemplateError(f"tenants: a list of names is needed, not the text {quoted(tenants)}")
    if not isinstance(tenants, Iterable):
        raise TemplateError(f"tenants: a list of names is needed, not {type(tenants).__name__}")
    ids = [check_design(design).tenant(named).id for named in tenants]
    if len(ids) < 2:
        raise TemplateError(f"{len(ids)} tenant{'s' * (len(ids) != 1)} chosen; arrows need two or more")
    if twice := next((tenant for tenant, count in Counter(ids).items() if count > 1), None):
        raise TemplateError(f"{quoted(design.tenant(twice).name)} is chosen twice")
    chosen = SHAPES[safe_text(shape)]
    if chosen.arrow_count(len(ids)) > MAX_ARROWS:
        raise TemplateError(f"{len(ids):,} tenants make more than {MAX_ARROWS:,} arrows; choose fewer")
    pairs = [(ids[source], ids[target]) for source, target in chosen.arrows(len(ids))]
    # All at once: each edit by itself takes longer the more arrows there are.
    names = ArrowIds(design.topology.arrow_by_id)
    new = [
        Arrow(id=names.of(*pair), source=pair[0], target=pair[1])
        for pair in pairs
        if not design.topology.between(*pair)
    ]
    topology = design.topology.replace(arrows=(*design.arrows, *new))
    return type(design)(topology, design.users, design.provenance) if new else design
