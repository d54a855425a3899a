"""The mail domains of the users whom arrows have in scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import narwhals as nw

from xtsviz.flow.mail_domains import mail_domain
from xtsviz.flow.scope_members import users_in_scopes
from xtsviz.flow.scope_rules import ScopeKey
from xtsviz.model.design import Design
from xtsviz.model.frames import collect
from xtsviz.model.topology import Arrow

_WITH_DOMAIN = "(?s)^mail .*@[^@]+$"


def mail_domains_in_scope(design: Design, arrows: Sequence[Arrow]) -> Mapping[str, Mapping[str, int]]:
    """For each arrow (id), the number of users in scope (rules 1 to 3) by the domain of their mail, in lower case.

    Users without a mail address that has a domain are left out, and so are arrows without any other user.
    """
    keys = {arrow.id: ScopeKey.of(design, arrow.source, arrow.scope) for arrow in arrows}
    scopes = list(dict.fromkeys(keys.values()))
    place = {key: number for number, key in enumerate(scopes)}
    people = users_in_scopes(design.users, scopes).filter(nw.col("key").str.contains(_WITH_DOMAIN))
    counted = people.select("_scope", domain=mail_domain("key")).group_by("_scope", "domain").agg(n=nw.len())
    found: dict[int, dict[str, int]] = {}
    for scope, domain, number in collect(counted.select("_scope", "domain", "n")).iter_rows():
        domains = found.setdefault(int(scope), {})
        domains[domain.casefold()] = domains.get(domain.casefold(), 0) + int(number)
    return {name: found[place[key]] for name, key in keys.items() if place[key] in found}
