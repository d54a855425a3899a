"""The target's allow or block list for invitations does not accept the mail domain of users in scope."""

from __future__ import annotations

from collections.abc import Iterator

from xtsviz.errors import quoted
from xtsviz.findings.rule import Match, ReviewInput, Rule
from xtsviz.flow.scope_mail_domains import mail_domains_in_scope
from xtsviz.flow.wording import user_count
from xtsviz.model.display_text import listed_names
from xtsviz.model.topology import InvitationDomains
from xtsviz.sources import B2B_DOMAINS

_MAX_NAMED = 3


def _find(given: ReviewInput) -> Iterator[Match]:
    lists = {
        tenant.id: tenant.invitation_domains
        for tenant in given.design.tenants
        if tenant.invitation_domains is not None
    }
    concerned = [arrow for arrow in given.design.arrows if arrow.target in lists and arrow.scope.is_known]
    if not concerned:
        return
    domains = mail_domains_in_scope(given.design, concerned)
    for arrow in concerned:
        accepted = _Accepted(lists[arrow.target])
        refused = {domain: n for domain, n in domains.get(arrow.id, {}).items() if not accepted(domain)}
        if refused:
            names = sorted(refused, key=lambda domain: (-refused[domain], domain))
            yield given.about_arrow(
                arrow,
                **user_count(sum(refused.values())),
                which="not on the allow list" if accepted.is_allow_list else "on the block list",
                domains=listed_names([quoted(name) for name in names], _MAX_NAMED),
            )


class _Accepted:
    """Whether a list accepts a domain. Capitals do not count; a subdomain is another domain."""

    def __init__(self, lists: InvitationDomains) -> None:
        self.is_allow_list = lists.allow is not None
        listed = lists.allow if lists.allow is not None else lists.block or ()
        self._listed = frozenset(domain.casefold() for domain in listed)

    def __call__(self, domain: str) -> bool:
        return (domain in self._listed) == self.is_allow_list


RULE = Rule(
    code="invitation-domain-blocked",
    severity="warning",
    question="Does a target's allow or block list for invitations refuse the mail domain of users in scope?",
    message="{source} → {target} has {people} in scope whose mail domain is {which} of {target} for invitations: "
    "{domains}. It is not documented what this does to synchronization, so the flow here does not change.",
    remedy="In {target}, open External Identities > External collaboration settings > Collaboration restrictions and "
    "accept the domains of {source}; then provision one of these users on demand.",
    source=B2B_DOMAINS,
    side="target",
    find=_find,
)
