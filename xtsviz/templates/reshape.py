"""The tenants of a design in the shape of another template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xtsviz.errors import TemplateError
from xtsviz.templates.assemble import check_design

if TYPE_CHECKING:
    from xtsviz.model.design import Design


def reshaped(design: Design, template: str) -> Design:
    """The same tenants with the same people, and the arrows of a template. The first tenant is the hub.

    The arrows have the settings of a template: everybody is in scope, and every gate is open.

    Args:
        design: the design.
        template: its name, alias or title.

    Raises:
        TemplateError: the template is unknown, or not made for this number of tenants.

    >>> from xtsviz import templates
    >>> hub = templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=2)
    >>> [arrow.id for arrow in reshaped(hub, "application-hub").arrows]
    ['fabrikam->contoso', 'litware->contoso']
    """
    from xtsviz.model.design import Design
    from xtsviz.model.ids import arrow_id
    from xtsviz.templates.template_catalog import find

    entry = find(template)
    tenant_ids = tuple(check_design(design).topology.tenant_by_id)
    if not tenant_ids:
        raise TemplateError(f"{entry.title}: there are no tenants to connect; add some first")
    shape = entry.build([f"T{number}" for number in range(len(tenant_ids))], 0).topology
    id_by_name = dict(zip(shape.tenant_by_id, tenant_ids, strict=True))
    arrows = []
    for arrow in shape.arrows:
        source, target = id_by_name[arrow.source], id_by_name[arrow.target]
        ends = {"id": arrow_id(source, target, ()), "source": source, "target": target}
        arrows.append(arrow.model_copy(update=ends))
    requests = tuple(
        link.model_copy(
            update={
                "resource_tenant": id_by_name[link.resource_tenant],
                "partner_tenant": id_by_name[link.partner_tenant],
            }
        )
        for link in shape.connected_organizations
    )
    topology = design.topology.replace(arrows=tuple(arrows), connected_organizations=requests)
    return Design(topology, design.users)
