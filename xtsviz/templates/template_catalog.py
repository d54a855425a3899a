"""The catalog of templates: purpose, when to choose it, limits, and source of each one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Unpack

from markupsafe import Markup

from xtsviz.errors import TemplateError, did_you_mean, quoted, safe_text
from xtsviz.sources import OVERVIEW, SERVICE_LIMITS, TENANT_ESTATE, TOPOLOGIES, TOPOLOGIES_2023
from xtsviz.templates import functions, shapes
from xtsviz.templates.assemble import Options
from xtsviz.templates.sample_names import company_names
from xtsviz.templates.shapes import MAX_ARROWS, Pairs, Shape
from xtsviz.templates.thumbnails import thumbnail

if TYPE_CHECKING:
    from xtsviz.model.design import Design

_LEARN = "https://learn.microsoft.com/en-us/entra/identity/multi-tenant-organizations/"


@dataclass(frozen=True)
class Template:
    """One entry of the catalog.

    Attributes:
        name: the function in ``xts.templates``.
        aliases: its other names there.
        title: the name of the topology for people, with older and newer terms.
        purpose: one sentence.
        when: when to choose it.
        limits: what it does not do, and what it costs.
        arrows: the number of arrows for n tenants, as a formula.
        arrow_count: the same as a function of n.
        arrow_ends: for n tenants, the source and target of each arrow, by place from 0.
        source: title and date of the documents behind the entry.
        url: the address of the first document.
        picture: a small SVG in ``currentColor``, with a title.
        min_tenants, max_tenants: the possible numbers of tenants.
        default_tenants: the names of the tenants if none are given.
        takes_pairs: True if ``pairs`` can choose the arrows; the formula is for a call without ``pairs``.
        function: the function in ``xts.templates``.
    """

    name: str
    aliases: tuple[str, ...]
    title: str
    purpose: str
    when: str
    limits: str
    arrows: str
    arrow_count: Callable[[int], int]
    arrow_ends: Callable[[int], Pairs]
    source: str
    url: str
    picture: Markup
    min_tenants: int
    max_tenants: int
    default_tenants: tuple[str, ...]
    takes_pairs: bool
    function: Callable[..., Design]

    def build(
        self,
        tenants: Iterable[str] | None = None,
        members: int = 5,
        *,
        pairs: Iterable[tuple[str, str]] | None = None,
        **options: Unpack[Options],
    ) -> Design:
        """The design; tenants default to ``default_tenants``.

        Raises:
            TemplateError: an argument is not valid for this template.

        >>> find("user-hub").build(["Contoso", "Fabrikam"], 2)
        <Design "Single source with multiple targets (user hub)": 2 tenants, 1 arrows>
        """
        names = self.default_tenants if tenants is None else tenants
        if pairs is None:
            return self.function(names, members=members, **options)
        if not self.takes_pairs:
            raise TemplateError(f"{self.title}: its arrows are fixed; pairs are for the meshes")
        return self.function(names, pairs, members=members, **options)


def _entry(
    function: Callable[..., Design],
    shape: Shape,
    tenant_count: int,
    *,
    purpose: str,
    when: str,
    limits: str,
    source: str,
    aliases: tuple[str, ...] = (),
    takes_pairs: bool = False,
) -> Template:
    return Template(
        name=function.__name__,
        aliases=aliases,
        title=shape.title,
        purpose=purpose,
        when=when,
        limits=limits,
        arrows=shape.formula,
        arrow_count=shape.arrow_count,
        arrow_ends=shape.arrows,
        source=source,
        url=f"{_LEARN}cross-tenant-synchronization-topology",
        picture=thumbnail(shape, tenant_count),
        min_tenants=shape.min_tenants,
        max_tenants=shape.max_tenants,
        default_tenants=tuple(company_names(tenant_count)),
        takes_pairs=takes_pairs,
        function=function,
    )


catalog: tuple[Template, ...] = (
    _entry(
        functions.single_source_single_target,
        shapes.ONE_TO_ONE,
        2,
        purpose="Members of one tenant use applications that live in another.",
        when="A subsidiary's people need what the parent's tenant offers. It is the smallest setup there is.",
        limits="One way only: nobody of the target appears in the source. Both ways are two configurations.",
        source=TOPOLOGIES_2023,
    ),
    _entry(
        functions.single_source_multiple_targets,
        shapes.USER_HUB,
        4,
        aliases=("user_hub",),
        purpose="One tenant is home to the people and syncs them into tenants that have resources.",
        when="People are hired and governed in one place, while teams run tenants of their own, for instance "
        "for Azure. Each target can be given a subset of the people.",
        limits="One person can be in 500 tenants at most, so 499 targets each. An attacker who controls the hub's "
        "administration reaches every target (our conclusion). Targets do not see each other's own people.",
        source=f"{TOPOLOGIES}; {SERVICE_LIMITS}",
    ),
    _entry(
        functions.multiple_sources_single_target,
        shapes.APPLICATION_HUB,
        4,
        aliases=("application_hub",),
        purpose="People of several tenants use the shared applications of one.",
        when="After acquisitions: new colleagues reach shared applications from the first day and stay "
        "managed where they are. Access packages in the hub can add more, for a limited time.",
        limits="Sources do not see each other: what the hub receives is not passed on. Every external counts "
        "against the hub's directory quota.",
        source=f"{TOPOLOGIES}; {OVERVIEW}; {SERVICE_LIMITS}",
    ),
    _entry(
        functions.mesh_peer_to_peer,
        shapes.FULL_MESH,
        4,
        aliases=("full_mesh",),
        takes_pairs=True,
        purpose="Everyone appears in every tenant, so that people search shows one gallery.",
        when="Business units work together closely, in Teams above all; usually together with a multitenant "
        "organization, which by itself provisions nobody.",
        limits="Each direction is a configuration of its own, and their number grows with the square of the "
        f"tenants: practical for few only. Templates stop at {MAX_ARROWS:,} arrows.",
        source=f"{TOPOLOGIES}; {TENANT_ESTATE}",
    ),
    _entry(
        functions.partial_mesh,
        shapes.PARTIAL_MESH,
        4,
        takes_pairs=True,
        purpose="Independent companies of one group share chosen people along chosen pairs.",
        when="A portfolio whose companies run themselves, and whose administrators each decide which users to send.",
        limits="No shared gallery: people reach only tenants that an arrow of their own tenant leads to, "
        "never the one behind. Each pair and direction is maintained by itself.",
        source=TOPOLOGIES,
    ),
    _entry(
        functions.just_in_time,
        shapes.JUST_IN_TIME,
        3,
        purpose="People of another organization ask for access and get it when it is approved.",
        when="Joint ventures and separate legal entities: access packages with approval, an end date and "
        "reviews take the place of synchronization.",
        limits="No arrows, so nobody appears beforehand and people search finds no one. People come one by "
        "one, as the connected organization's members ask.",
        source=f"{TOPOLOGIES}; {OVERVIEW}",
    ),
)
"""The templates in order, the simplest first."""


def find(name: str) -> Template:
    """The template with this name, alias or title; hyphens and capitals do not matter.

    Raises:
        TemplateError: no template has this name.

    >>> find("full-mesh").name
    'mesh_peer_to_peer'
    """
    entry_by_name = {key: entry for entry in catalog for key in (entry.name, *entry.aliases)}
    entry_by_title = {_normalized(entry.title): entry for entry in catalog}
    normalized = _normalized(safe_text(name))
    if entry := entry_by_name.get(normalized) or entry_by_title.get(normalized):
        return entry
    hint = did_you_mean(normalized, list(entry_by_name)) or f"; there are {', '.join(entry_by_name)}"
    raise TemplateError(f"no template {quoted(safe_text(name))}{hint}")


def _normalized(name: str) -> str:
    return name.strip().casefold().replace("-", "_").replace(" ", "_")
