"""Another shape for a design: the tenants, their people, and the arrows that the new shape has too, stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from xtsviz.errors import TemplateError
from xtsviz.templates.assemble import check_design

if TYPE_CHECKING:
    from xtsviz.model.design import Design
    from xtsviz.model.topology import Arrow

_MAX_NAMED = 3
"""Of more tenants or arrows, so many are named in a sentence."""


def reshape(
    design: Design, template: str, tenants: Iterable[str] | None = None, *, members: int = 5
) -> Design:
    """The design in the shape of a template. The first tenant is the hub.

    Tenants keep everything: names, colours, positions, people. Arrows of a pair that the new shape has too keep their
    filters and all other settings. New arrows have the settings of a template: everybody is in scope, and every gate
    is open.

    Args:
        design: the design.
        template: its name, alias or title.
        tenants: names of the tenants, in order; by default those of the design. A tenant that is not named is removed
            with its people. A name that no tenant has makes a new tenant.
        members: the number of sample members of each new tenant.

    Raises:
        TemplateError: the template is unknown, or not made for this number of tenants, or a name is not valid.

    >>> from xtsviz import templates
    >>> hub = templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=2)
    >>> [arrow.id for arrow in templates.reshape(hub, "application-hub").arrows]
    ['fabrikam->contoso', 'litware->contoso']
    """
    return plan_reshape(design, template, tenants, members=members).design


def plan_reshape(
    design: Design, template: str, tenants: Iterable[str] | None = None, *, members: int = 5
) -> Reshaping:
    """What `reshape` would do: the design after it, and what is kept, new and dropped. Arguments and errors are its."""
    from xtsviz.provenance.recorded_edits import design_reshaped
    from xtsviz.templates.template_catalog import catalog, find

    entry = find(template)
    names = None if tenants is None else list(tenants)
    made = check_design(design) if names is None else _with_tenants(design, names, members)
    if not made.tenants:
        raise TemplateError(f"{entry.title}: there are no tenants to connect; add some first")
    ids = tuple(made.topology.tenant_by_id)
    shape = entry.build([f"T{number}" for number in range(len(ids))], 0).topology
    id_by_name = dict(zip(shape.tenant_by_id, ids, strict=True))
    pairs = [(id_by_name[arrow.source], id_by_name[arrow.target]) for arrow in shape.arrows]
    requests = tuple(
        link.model_copy(
            update={
                "resource_tenant": id_by_name[link.resource_tenant],
                "partner_tenant": id_by_name[link.partner_tenant],
            }
        )
        for link in shape.connected_organizations
    )
    topology = made.topology.replace(
        arrows=_arrows(made, pairs),
        connected_organizations=requests,
        # A title that a template gave would be wrong; a name that a person gave stays.
        name=entry.title if made.name in {one.title for one in catalog} else made.name,
    )
    options = {} if names is None else {"tenants": names, "members": members}
    after = design_reshaped(design, type(design)(topology, made.users), entry.name, options)
    return Reshaping(entry.title, design, after)


def _arrows(design: Design, pairs: Sequence[tuple[str, str]]) -> tuple[Arrow, ...]:
    """The arrows of the design between these pairs, and a new one for each other pair, in the order of the pairs."""
    from xtsviz.model.ids import ArrowIds
    from xtsviz.model.topology import Arrow

    wanted = set(pairs)
    kept = {arrow.id for arrow in design.arrows if (arrow.source, arrow.target) in wanted}
    free_ids = ArrowIds(kept)
    found: list[Arrow] = []
    for pair in pairs:
        if there := design.topology.between(*pair):
            found += there
        else:
            found.append(Arrow.model_construct(id=free_ids.of(*pair), source=pair[0], target=pair[1]))
    return tuple(found)


def _with_tenants(design: Design, names: Sequence[object], members: int) -> Design:
    """The design with exactly the tenants of these names, in this order."""
    from xtsviz.templates.added_people import sample_people

    waiting: dict[str, list[str]] = {}
    for tenant in check_design(design).tenants:
        waiting.setdefault(tenant.name, []).append(tenant.id)
    chosen: list[str | None] = []
    for place, name in enumerate(names):
        if not isinstance(name, str):
            raise TemplateError(f"tenants[{place}]: a name is needed, not {type(name).__name__}")
        chosen.append(waiting[name].pop(0) if waiting.get(name) else None)
    result = design
    for tenant in design.tenants:
        if tenant.id not in chosen:
            result = result.remove_tenant(tenant.id)
    for place, name in enumerate(names):
        if chosen[place] is None:
            result = result.add_tenant(str(name))
            chosen[place] = result.tenants[-1].id
            if members:
                result = result.add_users(sample_people(result, result.tenants[-1].id, members))
    by_id = result.topology.tenant_by_id
    ordered = tuple(by_id[tenant] for tenant in chosen if tenant is not None)
    return type(design)(result.topology.replace(tenants=ordered), result.users, result.provenance)


@dataclass(frozen=True)
class Reshaping:
    """What another shape changes.

    Attributes:
        title: of the template.
        before: the design before.
        design: the design after.
    """

    title: str
    before: Design
    design: Design

    @cached_property
    def kept(self) -> tuple[Arrow, ...]:
        """The arrows that stay, with their settings."""
        return tuple(arrow for arrow in self.before.arrows if arrow.id in self.design.topology.arrow_by_id)

    @cached_property
    def dropped(self) -> tuple[Arrow, ...]:
        """The arrows that the new shape does not have."""
        return tuple(
            arrow for arrow in self.before.arrows if arrow.id not in self.design.topology.arrow_by_id
        )

    @cached_property
    def added(self) -> tuple[Arrow, ...]:
        """The new arrows."""
        return tuple(
            arrow for arrow in self.design.arrows if arrow.id not in self.before.topology.arrow_by_id
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is kept, new and dropped: one sentence for each."""
        from xtsviz.model.display_names import DisplayNames

        before, after = self.before.topology.tenant_by_id, self.design.topology.tenant_by_id
        names, new_names = DisplayNames(self.before), DisplayNames(self.design)
        stay = [tenant for tenant in before if tenant in after]
        gone = [names.tenant(tenant) for tenant in before if tenant not in after]
        new = [new_names.tenant(tenant) for tenant in after if tenant not in before]
        said = [
            f"Kept: {_count(len(stay), 'tenant')} with names, colours and people, and "
            f"{_count(len(self.kept), 'arrow')}{_with_settings(self.kept)}."
        ]
        if self.added or new:
            parts = [_named(new, "tenant")] * bool(new) + [_count(len(self.added), "arrow")] * bool(
                self.added
            )
            said.append(f"New: {' and '.join(parts)}.")
        if self.dropped or gone:
            arrows = [names.arrow(arrow) for arrow in self.dropped]
            parts = [f"{_named(gone, 'tenant')} with their people"] * bool(gone)
            parts += [f"{_named(arrows, 'arrow')}{_with_settings(self.dropped)}"] * bool(arrows)
            said.append(f"Dropped: {' and '.join(parts)}.")
        return tuple(said)


def _with_settings(arrows: Sequence[Arrow]) -> str:
    """How many of the arrows have filters or other settings of their own."""
    own = sum(_has_own_settings(arrow) for arrow in arrows)
    return f" ({own:,} with filters or other settings)" if own else ""


def _has_own_settings(arrow: Arrow) -> bool:
    from xtsviz.model.topology import Arrow

    bare = Arrow.model_construct(id=arrow.id, source=arrow.source, target=arrow.target)
    return arrow != bare


def _named(names: Sequence[str], noun: str) -> str:
    shown = ", ".join(names[:_MAX_NAMED])
    return f"{_count(len(names), noun)} ({shown}{', …' if len(names) > _MAX_NAMED else ''})"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
