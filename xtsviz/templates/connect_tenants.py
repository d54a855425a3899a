"""New arrows between existing tenants of a design, in one of the shapes."""

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

SHAPE_BY_NAME: dict[str, Shape] = {
    "user_hub": USER_HUB,
    "application_hub": APPLICATION_HUB,
    "full_mesh": FULL_MESH,
}
"""The shapes for `connect`, by name."""


def connect(design: Design, tenants: Iterable[str], shape: str = "full_mesh") -> Design:
    """The design with new arrows between some of its tenants, in the shape of a template. Everything else stays.

    A pair with an arrow keeps it, and gets no second one.

    Args:
        design: the design.
        tenants: two or more tenants, by id or name; in a hub, the first is the hub.
        shape: ``user_hub`` (from the first to the others), ``application_hub`` (from the others to the first) or
            ``full_mesh`` (every one to every other).

    Raises:
        UnknownNameError, AmbiguousNameError: no tenant or several tenants have a name.
        TemplateError: there are fewer than two tenants, one of them is named twice, the arrows are too many, or the
            shape is unknown.

    >>> from xtsviz import templates
    >>> design = templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=1)
    >>> [arrow.id for arrow in templates.connect(design, ["Fabrikam", "Contoso"]).arrows]
    ['contoso->fabrikam', 'contoso->litware', 'fabrikam->contoso']
    """
    if safe_text(shape) not in SHAPE_BY_NAME:
        raise TemplateError(
            f"there is no shape {quoted(safe_text(shape))} to connect tenants in; there are {', '.join(SHAPE_BY_NAME)}"
            f"{did_you_mean(safe_text(shape), list(SHAPE_BY_NAME))}"
        )
    if isinstance(tenants, str):
        raise TemplateError(f"tenants: a list of names is needed, not the text {quoted(tenants)}")
    if not isinstance(tenants, Iterable):
        raise TemplateError(f"tenants: a list of names is needed, not {type(tenants).__name__}")
    ids = [check_design(design).tenant(name).id for name in tenants]
    if len(ids) < 2:
        raise TemplateError(f"{len(ids)} tenant{'s' * (len(ids) != 1)} chosen; arrows need two or more")
    if repeated := next((tenant for tenant, count in Counter(ids).items() if count > 1), None):
        raise TemplateError(f"{quoted(design.tenant(repeated).name)} is chosen twice")
    shape_to_draw = SHAPE_BY_NAME[safe_text(shape)]
    if shape_to_draw.arrow_count(len(ids)) > MAX_ARROWS:
        raise TemplateError(f"{len(ids):,} tenants make more than {MAX_ARROWS:,} arrows; choose fewer")
    return with_pairs(
        design, [(ids[source], ids[target]) for source, target in shape_to_draw.arrows(len(ids))]
    )


def with_pairs(design: Design, pairs: Iterable[tuple[str, str]]) -> Design:
    """The design with an arrow for each of these pairs (source id, target id) that has none. Everything else stays.

    Raises:
        UnknownNameError: there is no such tenant.
        TemplateError: a pair has one tenant twice.
    """
    from xtsviz.model.topology import Arrow  # loaded on use: the catalog does not need it

    # One edit adds all arrows, because single edits get slower with the number of arrows.
    names = ArrowIds(design.topology.arrow_by_id)
    wanted = dict.fromkeys(pairs)
    for source, target in wanted:
        if design.tenant(source).id == design.tenant(target).id:
            raise TemplateError("an arrow leads from one tenant to another, not to itself")
    new = [
        Arrow(id=names.of(*pair), source=pair[0], target=pair[1])
        for pair in wanted
        if not design.topology.between(*pair)
    ]
    topology = design.topology.replace(arrows=(*design.arrows, *new))
    return type(design)(topology, design.users, design.provenance) if new else design


def without_pairs(design: Design, pairs: Iterable[tuple[str, str]]) -> Design:
    """The design without any arrow between these pairs (source id, target id). Everything else stays."""
    unwanted = frozenset(pairs)
    kept = tuple(arrow for arrow in design.arrows if (arrow.source, arrow.target) not in unwanted)
    if len(kept) == len(design.arrows):
        return design
    return type(design)(design.topology.replace(arrows=kept), design.users, design.provenance)
