"""Parts of the brute force that look at one arrow, one user or one comparison alone."""

from __future__ import annotations

import re
from typing import Any

Doc = dict[str, Any]

# (source cloud, target cloud); China to China is disputed between the documents, the newer one allows it.
CLOUD_PAIRS = {
    ("commercial", "commercial"),
    ("usgov", "usgov"),
    ("china", "china"),
    ("commercial", "usgov"),
    ("usgov", "commercial"),
    ("commercial", "china"),
}

GATE_CODES = {
    "inbound_sync_allowed": "inbound-sync-not-allowed",
    "inbound_auto_redeem": "auto-redeem-inbound-missing",
    "outbound_auto_redeem": "auto-redeem-outbound-missing",
}


FIELD_OF_ATTRIBUTE = {
    "mail": "mail",
    "userPrincipalName": "user_principal_name",
    "displayName": "display_name",
    "accountEnabled": "account_enabled",
}


def arrow_state(arrow: Doc, source: Doc, target: Doc) -> tuple[str, list[str]]:
    """Rule 4: the state, the first that applies, and the codes of its reasons."""
    invites = target.get("allow_invites_from", "everyone")
    blocked = [code for gate, code in GATE_CODES.items() if arrow["gates"][gate] is False]
    if invites == "none":
        blocked.append("guest-invites-disabled")
    if (source.get("cloud", "commercial"), target.get("cloud", "commercial")) not in CLOUD_PAIRS:
        blocked.append("cloud-pair-unsupported")
    if blocked:
        return "blocked", blocked
    unknown = []
    if any(arrow["gates"][gate] is None for gate in GATE_CODES):
        unknown.append("gate-unknown")
    if invites is None:
        unknown.append("guest-invites-unknown")
    if not scope_is_known(arrow["scope"]):
        unknown.append("scope-unknown")
    if unknown:
        return "unknown", unknown
    if arrow["status"] != "active":
        return "paused", [f"arrow-{arrow['status']}"]
    return "open", []


# Operators and patterns that the service may know and this program does not evaluate.
NOT_EVALUATED = {"&", "!&", "STARTS_WITH"}
LOOK_AROUND = re.compile(r"\(\?[=!<]")


def is_evaluated(clause: Doc) -> bool:
    pattern = "REGEX" in clause["operator"] and LOOK_AROUND.search(clause.get("value") or "")
    return clause["operator"] not in NOT_EVALUATED and not pattern


def scope_is_known(scope: Doc) -> bool:
    return scope["users"] != "unknown" and all(is_evaluated(c) for group in scope["filters"] for c in group)


def with_arrow_defaults(arrows: list[Doc]) -> list[Doc]:
    """Arrows with every key filled in, and `order`, their place in the document."""
    taken = {arrow["id"] for arrow in arrows if arrow.get("id") is not None}
    full = []
    for order, arrow in enumerate(arrows):
        arrow_id, n = arrow.get("id"), 1
        while arrow_id is None:
            name = f"{arrow['source']}->{arrow['target']}" + (f"#{n}" if n > 1 else "")
            arrow_id, n = (None if name in taken else name), n + 1
        taken.add(arrow_id)
        full.append(
            {
                "status": "active",
                "user_type": "Member",
                "user_type_flow": "ObjectAddOnly",
                "actions": ["Add", "Update", "Delete"],
                "sync_groups": False,
                **arrow,
                "id": arrow_id,
                "order": order,
                "scope": {"users": "all", "assigned": [], "filters": [], **arrow.get("scope", {})},
                "gates": {**dict.fromkeys(GATE_CODES, True), **arrow.get("gates", {})},
            }
        )
    return full


def existing_row(obj: Doc, user_id: str, home_tenant: str | None) -> Doc:
    """An external that was there before and that no arrow manages: everything about it is its own."""
    return {
        "user": user_id,
        "home_tenant": home_tenant,
        "tenant": obj["tenant"],
        "relation": "external",
        "user_type": obj["user_type"],
        "user_principal_name": obj.get("user_principal_name"),
        "account_enabled": obj["account_enabled"],
        "arrow": None,
        "origin": "existing",
    }


def external_upn(user: Doc, tenant: Doc) -> str | None:
    initial_domain = tenant.get("initial_domain") or tenant["id"] + ".onmicrosoft.com"
    name = user.get("user_principal_name")
    return None if name is None else name.replace("@", "_") + "#EXT#@" + initial_domain


def is_pending(obj: Doc) -> bool:
    return obj.get("external_user_state") == "PendingAcceptance"


def clause_holds(clause: Doc, user: Doc) -> bool:
    attribute, operator = clause["attribute"], clause["operator"]
    if attribute in FIELD_OF_ATTRIBUTE:
        raw = user.get(FIELD_OF_ATTRIBUTE[attribute])
    else:
        raw = user.get("attributes", {}).get(attribute)
    if not is_evaluated(clause):
        return True  # it may hold
    have, want = as_text(raw), as_text(clause.get("value"))
    if operator == "IS NULL":
        return have == ""
    if have == "":
        return False
    if operator == "IS NOT NULL":
        return True
    if operator == "EQUALS":
        return have == want
    if operator == "NOT EQUALS":
        return have != want
    if operator == "REGEX MATCH":
        return matches_whole(want, have)
    if operator == "NOT REGEX MATCH":
        return not matches_whole(want, have)
    if operator == "IS TRUE":
        return have.lower() == "true"
    if operator == "IS FALSE":
        return have.lower() == "false"
    if operator == "ENDS_WITH":
        return have.endswith(want)
    if operator == "Includes":
        return want in have
    if operator in ("Greater_Than", "Greater_Than_OR_EQUALS"):
        if not (is_integer(have) and is_integer(want)):
            return False
        return int(have) > int(want) if operator == "Greater_Than" else int(have) >= int(want)
    raise AssertionError(f"no rule for the operator {operator!r}")


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def matches_whole(pattern: str, text: str) -> bool:
    """RE2 by way of Python's own engine: the same for the patterns that the strategies draw."""
    return re.fullmatch(pattern.replace("[:alpha:]", "A-Za-z"), text, re.ASCII) is not None


def is_integer(text: str) -> bool:
    return re.fullmatch(r"[+-]?[0-9]+", text) is not None
