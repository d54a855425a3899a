"""The home users of externals from lists, one external at a time: every other person is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Doc = dict[str, Any]

ACCOUNTS_OF_OTHER_KINDS = {"microsoftaccount", "mail", "phone", "google.com", "facebook.com"}


def home_of(external: Doc, document: Doc) -> tuple[str | None, str | None]:
    """(home user, home tenant) of an external from a list."""
    by_mail, by_name, came_from = matches_of(external, document)
    home_user = by_mail if by_mail is not None else by_name
    return home_user, came_from if home_user is None else None


def matches_of(external: Doc, document: Doc) -> tuple[str | None, str | None, str | None]:
    """(who has its mail, of whom its name is made, its home tenant) of an external from a list."""
    visited = external["tenant"]
    domains = {tenant["id"]: domains_of(tenant) for tenant in document["tenants"]}
    issuer = lower(external.get("attributes", {}).get("identityIssuer"))
    if issuer in ACCOUNTS_OF_OTHER_KINDS and not any(issuer in owned for owned in domains.values()):
        return None, None, None

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
    number, by_name = only(lambda user: name and written(user.get("user_principal_name")) == name)
    if not number:
        by_name = only(lambda user: name and written(user.get("mail")) == name)[1]
    return by_mail, by_name, came_from


def about_homes(
    arrow: Doc, users: list[Doc], tenants: list[Doc], in_scope: Callable[[Doc], bool]
) -> list[str]:
    """The codes of findings about persons who may be the same.

    Args:
        in_scope: whether the arrow has a user in scope.
    """
    told = []
    internals = [user for user in users if user["credentials"] == "internal"]
    there = [user for user in users if user["tenant"] == arrow["target"]]
    guests = [user for user in there if user["credentials"] == "external"]
    of_source = [guest for guest in guests if guest.get("home_tenant") == arrow["source"]]
    if any(user["tenant"] == arrow["source"] for user in internals) and any(
        guest.get("home_user") is None for guest in of_source
    ):
        told.append("external-unresolved")
    scoped = [user for user in internals if user["tenant"] == arrow["source"] and in_scope(user)]
    own = {lower(user.get("mail")) for user in there if user in internals}
    if any(lower(user.get("mail")) in own - {""} for user in scoped):
        told.append("same-person-internal")
    ids = {user["id"] for user in scoped}
    for guest in guests:
        if guest.get("home_user_from") == "list":
            by_mail, by_name, _ = matches_of(guest, {"users": users, "tenants": tenants})
            if by_mail and by_name and by_mail != by_name and ids & {by_mail, by_name}:
                return [*told, "home-user-ambiguous"]
    return told


def lower(text: str | None) -> str:
    return (text or "").casefold()


def written(address: str | None) -> str:
    """An address as it stands in a name of an external."""
    return lower(address).replace("@", "_")


def domains_of(tenant: Doc) -> set[str]:
    initial = tenant.get("initial_domain") or tenant["id"] + ".onmicrosoft.com"
    return {lower(domain) for domain in [initial, *tenant.get("verified_domains", [])]}
