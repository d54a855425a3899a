"""Words that a design has from the service and not from its owner: they stay as they are."""

from __future__ import annotations

import re
from functools import cache

from xtsviz.io.lists.synonyms import meanings
from xtsviz.model.filter_attributes import unsupported_attribute
from xtsviz.model.home_users import ISSUER

KEPT_VALUES = frozenset({"", "true", "false", "Member", "Guest", "Accepted", "PendingAcceptance"})
KEPT_ISSUERS = frozenset({"externalazuread", "microsoftaccount", "mail", "phone"})
KEPT_OPERATORS = frozenset({"&", "!&"})
KEPT_FLOWS = frozenset({"Always", "ObjectAddOnly"})
ONMICROSOFT = (".onmicrosoft.com", ".onmicrosoft.us", ".partner.onmschina.cn")
"""The ends of initial domains."""

_FURTHER = (
    "mail",
    "userPrincipalName",
    "displayName",
    "accountEnabled",
    "division",
    "costCenter",
    "createdBy",
    "id",
)
_EXTENSION = re.compile(r"extensionattribute(?:[1-9]|1[0-5])")


@cache
def _attributes() -> frozenset[str]:
    return frozenset(name.casefold() for name in (*meanings().values(), *_FURTHER, ISSUER))


def is_known_attribute(name: str) -> bool:
    """Whether an attribute has its name from Microsoft Graph; capitals do not count.

    >>> is_known_attribute("department"), is_known_attribute("contosoBadge")
    (True, False)
    """
    lowered = name.casefold()
    if lowered in _attributes() or _EXTENSION.fullmatch(lowered):
        return True
    # Names that only end like a date can be anyone's.
    return bool(unsupported_attribute(name)) and not lowered.endswith("datetime")
