"""The tenants of a design in the shape of another template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xtsviz.errors import TemplateError
from xtsviz.templates.assemble import check_design

if TYPE_CHECKING:
    from xtsviz.model.design import Design


def reshaped(design: Design, template: str) -> Design:
    """The same tenants with the same people, connected as a template connects them; its hub is the first tenant.

    Arrows have a template's settings: everybody in scope, every gate open.

    Args:
        template: its name, alias or title.

    Raises:
        TemplateError: there is no such template, or it is not for so many tenants.

    >>> from xtsviz import templates
    >>> hub = templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=2)
    >>> [arrow.id for arrow in reshaped(hub, "application-hub").arrows]
    ['fabrikam->contoso', 'litware->contoso']
    """
    from xtsviz.model.design import Design
    from xtsviz.model.ids import arrow_id
    from xtsviz.templates.template_catalog import find

    entry = find(template)
    own = tuple(check_design(design).topology.tenant_by_id)
    if not own:
        raise TemplateError(f"{entry.title}: there are no tenants to connect; add some first")
    shape = entry.build([f"T{place}" for place in range(len(own))], 0).topology
    name = dict(zip(shape.tenant_by_id, own, strict=True))
    arrows = []
    for arrow in shape.arrows:
        source, target = name[arrow.source], name[arrow.target]
        ends = {"id": arrow_id(source, target, ()), "source": source, "target": target}
        arrows.append(arrow.model_copy(update=ends))
    requests = tuple(
        link.model_copy(
            update={
                "resource_tenant": name[link.resource_tenant],
                "partner_tenant": name[link.partner_tenant],
            }
        )
        for link in shape.connected_organizations
    )
    topology = design.topology.replace(arrows=tuple(arrows), connected_organizations=requests)
    return Design(topology, design.users)
