"""The templates: one function for each named topology.

All of them return a `Design` with sample people, take tenants by name, give every tenant exactly ``members``
internal members (0 is fine), and accept the keywords of `Options`: ``name``, ``specials`` and, one by one,
``external_guest``, ``internal_guest``, ``disabled``, ``sms_sign_in``; and ``groups``. Nothing is random: the same call
makes an equal design.

All raise `TemplateError` for invalid arguments.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Unpack

from xtsviz.templates import shapes
from xtsviz.templates.assemble import Options, assemble
from xtsviz.templates.sample_names import COMPANIES

if TYPE_CHECKING:
    from xtsviz.model.design import Design

TWO, THREE, FOUR = COMPANIES[:2], COMPANIES[:3], COMPANIES[:4]


def single_source_single_target(
    tenants: Iterable[str] = TWO, members: int = 5, **options: Unpack[Options]
) -> Design:
    """One arrow, from the first of two tenants to the second.

    >>> single_source_single_target(["Litware", "Contoso"]).arrows[0].id
    'litware->contoso'
    """
    return assemble(shapes.ONE_TO_ONE, tenants, members, options)


def single_source_multiple_targets(
    tenants: Iterable[str] = FOUR, members: int = 5, **options: Unpack[Options]
) -> Design:
    """A user hub: arrows from the first tenant to every other. Two tenants or more.

    >>> [arrow.id for arrow in user_hub(["Contoso", "Fabrikam", "Litware"]).arrows]
    ['contoso->fabrikam', 'contoso->litware']
    """
    return assemble(shapes.USER_HUB, tenants, members, options)


def multiple_sources_single_target(
    tenants: Iterable[str] = FOUR, members: int = 5, **options: Unpack[Options]
) -> Design:
    """An application hub: arrows from every other tenant to the first. Two tenants or more.

    >>> [arrow.id for arrow in application_hub(["Contoso", "Fabrikam", "Litware"]).arrows]
    ['fabrikam->contoso', 'litware->contoso']
    """
    return assemble(shapes.APPLICATION_HUB, tenants, members, options)


def mesh_peer_to_peer(
    tenants: Iterable[str] = FOUR,
    pairs: Iterable[tuple[str, str]] | None = None,
    members: int = 5,
    **options: Unpack[Options],
) -> Design:
    """A mesh: arrows from every tenant to every other, or for the given pairs. Two tenants or more.

    Args:
        pairs: (source, target) of each arrow, by name or id; both directions are two pairs.

    Raises:
        UnknownNameError, AmbiguousNameError: a name in a pair is unknown, or several tenants have it.

    >>> len(full_mesh(["Contoso", "Fabrikam", "Litware"]).arrows)
    6
    >>> len(mesh_peer_to_peer(["Contoso", "Fabrikam", "Litware"], [("Litware", "Contoso")]).arrows)
    1
    """
    return assemble(shapes.FULL_MESH, tenants, members, options, pairs)


def partial_mesh(
    tenants: Iterable[str] = FOUR,
    pairs: Iterable[tuple[str, str]] | None = None,
    members: int = 5,
    **options: Unpack[Options],
) -> Design:
    """A mesh of chosen pairs. Without pairs, arrows between each tenant and the next, both ways. Two tenants or more.

    Args:
        pairs: (source, target) of each arrow, by name or id; both directions are two pairs.

    Raises:
        UnknownNameError, AmbiguousNameError: a name in a pair is unknown, or several tenants have it.

    >>> both_ways = [("Contoso", "Litware"), ("litware", "contoso")]
    >>> mesh = partial_mesh(["Contoso", "Fabrikam", "Litware"], both_ways)
    >>> [arrow.id for arrow in mesh.arrows]
    ['contoso->litware', 'litware->contoso']
    """
    return assemble(shapes.PARTIAL_MESH, tenants, members, options, pairs)


def just_in_time(tenants: Iterable[str] = THREE, members: int = 5, **options: Unpack[Options]) -> Design:
    """No arrows: the first tenant offers an access package to every other, a connected organization.

    Two tenants or more.

    >>> design = just_in_time(["Contoso", "Litware"])
    >>> len(design.arrows), design.topology.connected_organizations[0].partner_tenant
    (0, 'litware')
    """
    return assemble(shapes.JUST_IN_TIME, tenants, members, options)


user_hub = single_source_multiple_targets
application_hub = multiple_sources_single_target
full_mesh = mesh_peer_to_peer
