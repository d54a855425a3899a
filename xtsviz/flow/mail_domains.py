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
from xtsviz.model.frames import Frame, collect, table_like
from xtsviz.model.topology import Topology

_UP_TO_THE_LAST_AT = r"(?s)^.*@"


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
    """The domains (in lower case) of each tenant that lists verified domains, by tenant id."""
    return {
        tenant.id: frozenset(name.lower() for name in (tenant.initial_domain, *tenant.verified_domains))
        for tenant in topology.tenants
        if tenant.verified_domains
    }


def unverified_mail(design: Design) -> UnverifiedMail | None:
    """The users of a design whose mail is on a domain that is known not to be verified; None if there are none."""
    domains = known_domains(design.topology)
    if not domains:
        return None
    key = ("unverified mail", frozenset(domains.items()))
    return design.users.remember(key, lambda: _compute(design.users.frame, domains))


def _compute(users: Frame, domains: Mapping[str, frozenset[str]]) -> UnverifiedMail | None:
    pairs = [(tenant, domain) for tenant, names in domains.items() for domain in sorted(names)]
    columns: dict[str, list[object]] = {
        "tenant": [tenant for tenant, _ in pairs],
        "_domain": [domain for _, domain in pairs],
    }
    verified = table_like(users, columns, {"tenant": nw.String, "_domain": nw.String})
    domain = nw.col("mail").str.to_lowercase().str.replace_all(_UP_TO_THE_LAST_AT, "")
    mails = users.filter(INTERNAL & HAS_MAIL & nw.col("tenant").is_in(list(domains)))
    with_domain = mails.filter(nw.col("mail").str.contains("@", literal=True)).select(
        "id", "tenant", _domain=domain
    )
    found = with_domain.join(verified, on=["tenant", "_domain"], how="anti")  # type: ignore[arg-type]
    sources = frozenset(collect(found.select("tenant").unique())["tenant"].to_list())
    return UnverifiedMail(found.select("id"), sources) if sources else None
