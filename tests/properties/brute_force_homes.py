"""The home users of externals from lists, one external at a time: every other person is looked at."""

from __future__ import annotations

from typing import Any

Doc = dict[str, Any]

ACCOUNTS_OF_OTHER_KINDS = {"microsoftaccount", "mail", "phone", "google.com", "facebook.com"}


def home_of(external: Doc, document: Doc) -> tuple[str | None, str | None]:
    """(home user, home tenant) of an external from a list."""
    visited = external["tenant"]
    domains = {tenant["id"]: domains_of(tenant) for tenant in document["tenants"]}
    issuer = lower(external.get("attributes", {}).get("identityIssuer"))
    if issuer in ACCOUNTS_OF_OTHER_KINDS and not any(issuer in owned for owned in domains.values()):
        return None, None

    name = None
    if "#ext#" in lower(external.get("user_principal_name")):
        name = lower(external["user_principal_name"]).split("#ext#")[0] or None

    def owners(domain: str | None) -> list[str]:
        return [t for t, owned in domains.items() if t != visited and domain in owned]

    # The longest domain of any tenant that the name ends with.
    endings = [d for owned in domains.values() for d in owned if name and name.endswith("_" + d)]
    ending = max(endings, key=len) if endings else None
    came_from = next((found[0] for found in (owners(issuer), owners(ending)) if len(found) == 1), None)

    def only(fits: Any) -> tuple[int, str | None]:
        found = [
            user["id"]
            for user in document["users"]
            if user.get("credentials", "internal") == "internal"
            and user["tenant"] != visited
            and came_from in (None, user["tenant"])
            and fits(user)
        ]
        return len(found), found[0] if len(found) == 1 else None

    mail = lower(external.get("mail"))
    by_mail = only(lambda user: mail and lower(user.get("mail")) == mail)[1]
    if by_mail is not None:
        return by_mail, None
    number, by_name = only(lambda user: name and written(user.get("user_principal_name")) == name)
    if not number:
        by_name = only(lambda user: name and written(user.get("mail")) == name)[1]
    return (by_name, None) if by_name is not None else (None, came_from)


def lower(text: str | None) -> str:
    return (text or "").casefold()


def written(address: str | None) -> str:
    """An address as it stands in a name of an external."""
    return lower(address).replace("@", "_")


def domains_of(tenant: Doc) -> set[str]:
    initial = tenant.get("initial_domain") or tenant["id"] + ".onmicrosoft.com"
    return {lower(domain) for domain in [initial, *tenant.get("verified_domains", [])]}
