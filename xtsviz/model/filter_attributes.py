"""The attributes on which the service does not filter. The editor of a filter and the review both ask here.

Sources: `xtsviz.sources.SCOPING_FILTERS` and `xtsviz.sources.KNOWN_ISSUES`: a scoping filter cannot use ``userType``,
``manager``, ``appRoleAssignments``, dates, attributes with several values, members of a group and group membership.
Which properties of a user are dates or have several values stands in the reference of Microsoft Graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from xtsviz.errors import did_you_mean, quoted

_SINGLE = {
    "usertype": "userType",
    "manager": "manager",
    "approleassignments": "appRoleAssignments",
    "members": "members of a group",
    "memberof": "group membership",
    "ismemberof": "group membership",
    "transitivememberof": "group membership",
}
_MULTIVALUED = frozenset(
    {
        "alternativesecurityids",
        "assignedlicenses",
        "assignedplans",
        "businessphones",
        "directreports",
        "faxnumbers",
        "identities",
        "imaddresses",
        "interests",
        "licenseassignmentstates",
        "othermails",
        "pastprojects",
        "provisionedplans",
        "proxyaddresses",
        "responsibilities",
        "schools",
        "serviceprovisioningerrors",
        "skills",
    }
)
_DATES = frozenset({"birthday", "employeehiredate", "hiredate"})


def unsupported_attribute(attribute: str) -> str:
    """What the service does not filter on, if it is this attribute; else an empty text. Capitals do not count.

    >>> unsupported_attribute("UserType")
    'userType'
    """
    lowered = attribute.casefold()
    if lowered in _SINGLE:
        return _SINGLE[lowered]
    if lowered in _MULTIVALUED:
        return f"attributes with several values, such as {quoted(attribute)}"
    if lowered in _DATES or lowered.endswith("datetime"):
        return f"dates, such as {quoted(attribute)}"
    return ""


def near_attribute(attribute: str, known: Iterable[str]) -> str:
    """``; did you mean "department"?`` if a known attribute has a similar name, else an empty text."""
    return _near(attribute, frozenset(known))


@lru_cache(maxsize=512)
def _near(attribute: str, known: frozenset[str]) -> str:
    # Many arrows can have the same filter, and the comparison with all names is slow.
    return did_you_mean(attribute, sorted(known))
