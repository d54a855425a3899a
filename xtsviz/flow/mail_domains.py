"""Users whose mail address is on a domain that their tenant has not verified: no arrow creates them in a target.

Source: `xtsviz.sources.KNOWN_ISSUES`. A tenant without verified domains in the design stops nobody: its domains are
not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import narwhals as nw

from xtsviz.flow.scope_rules import HAS_MAIL
from xtsviz.model.credentials import INTERNAL
from xtsviz.model.design import Design
from xtsviz.model.domains import domains_of
from xtsviz.model.frames import Frame, collect, table_like
from xtsviz.model.topology import Topology

_UP_TO_THE_LAST_AT = r"(?s)^.*@"


def mail_domain(column: str) -> nw.Expr:
    """What follows the last ``@`` of an address, as it is written. The column must contain an ``@``."""
    return nw.col(column).str.replace_all(_UP_TO_THE_LAST_AT, "")


@dataclass(frozen=True)
class UnverifiedMail:
    """The internal users whose mail domain is known not to be verified.

    Attributes:
        users: a table with their ids in the column ``id``.
        sources: the ids of their tenants.
    """

    users: Frame
    sources: frozenset[str]


def known_domains(topology: Topology) -> Mapping[str, frozenset[str]]:
    """The domains of each tenant that lists verified domains, by tenant id; see `domains_of`."""
    return {tenant.id: domains_of(tenant) for tenant in topology.tenants if tenant.verified_domains}


def unverified_mail(design: Design) -> UnverifiedMail | None:
    """The users of a design whose mail is on a domain that is known not to be verified; None if there are none."""
    domains = known_domains(design.topology)
    if not domains:
        return None
    key = ("unverified mail", frozenset(domains.items()))
    return design.users.remember(key, lambda: _compute(design.users.frame, domains))


def _compute(users: Frame, domains: Mapping[str, frozenset[str]]) -> UnverifiedMail | None:
    mails = users.filter(INTERNAL & HAS_MAIL & nw.col("tenant").is_in(list(domains)))
    with_domain = mails.filter(nw.col("mail").str.contains("@", literal=True)).select(
        "id", "tenant", _domain=mail_domain("mail")
    )
    # Domains are few, and Python compares them in the same way for every engine.
    pairs = collect(with_domain.select("tenant", "_domain").unique()).rows()
    foreign = [(tenant, domain) for tenant, domain in pairs if domain.casefold() not in domains[tenant]]
    if not foreign:
        return None
    columns: dict[str, list[object]] = {
        "tenant": [tenant for tenant, _ in foreign],
        "_domain": [domain for _, domain in foreign],
    }
    unverified = table_like(users, columns, {"tenant": nw.String, "_domain": nw.String})
    found = with_domain.join(unverified, on=["tenant", "_domain"], how="inner")  # type: ignore[arg-type]
    return UnverifiedMail(found.select("id"), frozenset(tenant for tenant, _ in foreign))
