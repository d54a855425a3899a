"""What the small fields of the explorer say: what a person wrote, chose or switched on beside the design."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from xtsviz.errors import TemplateError, quoted

_BETWEEN_THOUSANDS = re.compile(r"[, \u202f]")
_COUNT = re.compile(r"[-+]?(\d+|\d{1,3}([, \u202f]\d{3})+)", re.ASCII)
_MAX_DIGITS = 40


@dataclass(frozen=True)
class TemplateForm:
    """What the template form says.

    Attributes:
        names: names of tenants, parted by lines and commas; None for those of the design's tenants.
        members: the number of members of each new tenant, as it is written.
        specials: whether with special users.
    """

    names: str | None = None
    members: str = "5"
    specials: bool = False

    @property
    def problem(self) -> str:
        """What is wrong with the number of members; empty if it can be used."""
        try:
            count = member_count(self.members)
        except TemplateError as wrong:
            return str(wrong)
        return "members: 0 or more are possible" if count < 0 else ""


@dataclass(frozen=True)
class Forms:
    """What the small fields say. Tenants are named by id; None stands for the usual choice.

    Attributes:
        template: the template form.
        tenant_name: the name of a new tenant.
        connect: the tenants to be connected.
        hub: the hub among them.
        source, target: the ends of a new arrow.
        arrow_filter: the text by which the list of arrows is filtered.
        assign: whom to assign to an arrow.
        person: whom to find on the graph.
        why_person, why_tenant: who is not in which tenant.
        why_user: the id of the person, if they were found; several may have that name.
        matrix_as_table: whether the matrix is a table too.
        snapshot_name: the name of a new snapshot.
        export_dark: whether pictures are exported on dark ground.
        save_path: the file to save to.
        shared: the text of a shared design.
    """

    template: TemplateForm = TemplateForm()
    tenant_name: str = ""
    connect: tuple[str, ...] = ()
    hub: str | None = None
    source: str | None = None
    target: str | None = None
    arrow_filter: str = ""
    assign: str = ""
    person: str = ""
    why_person: str = ""
    why_tenant: str | None = None
    why_user: str | None = None
    matrix_as_table: bool = False
    snapshot_name: str | None = None
    export_dark: bool = False
    save_path: str | None = None
    shared: str = ""

    def known(self, tenants: Collection[str]) -> Forms:
        """The same without tenants that the design does not have."""
        known = replace(
            self,
            connect=tuple(tenant for tenant in self.connect if tenant in tenants),
            hub=_known(self.hub, tenants),
            source=_known(self.source, tenants),
            target=_known(self.target, tenants),
            why_tenant=_known(self.why_tenant, tenants),
        )
        return self if known == self else known

    @property
    def chosen_hub(self) -> str | None:
        """The hub of the tenants to be connected: the chosen one, or the first of them; None if there are none."""
        if self.hub in self.connect:
            return self.hub
        return self.connect[0] if self.connect else None

    def ends(self, tenants: Sequence[str]) -> tuple[str | None, str | None]:
        """Source and target of a new arrow: the chosen ones, or the first and the second tenant; None if there is none.

        Args:
            tenants: of the design, by id, in order.
        """
        first, second = [*tenants, None, None][:2]
        return self.source or first, self.target or second


def member_count(text: str) -> int:
    """A number of members as a person writes it, with or without commas between thousands.

    Raises:
        TemplateError: it is no whole number.

    >>> member_count(" 1,200 "), member_count("-5")
    (1200, -5)
    """
    written = text.strip().replace("\N{MINUS SIGN}", "-")
    if not _COUNT.fullmatch(written) or len(written) > _MAX_DIGITS:
        raise TemplateError(f"members: a whole number is needed, such as 12, not {quoted(written)}")
    return int(_BETWEEN_THOUSANDS.sub("", written))


def _known(tenant: str | None, tenants: Collection[str]) -> str | None:
    return tenant if tenant in tenants else None
