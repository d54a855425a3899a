"""Words that people and portals use for values of the document, and the value that each means.

GCC runs in the commercial cloud; GCC High and DoD are Azure Government. For invitations, the words are the beginnings
of the choices on the page External collaboration settings.
"""

from __future__ import annotations

from collections.abc import Mapping

_CLOUDS: Mapping[str, str] = {
    "commercial": "commercial",
    "usgov": "usgov",
    "china": "china",
    "gcc": "commercial",
    "gcc moderate": "commercial",
    "worldwide": "commercial",
    "public": "commercial",
    "global": "commercial",
    "azurecloud": "commercial",
    "azurepubliccloud": "commercial",
    "azureglobal": "commercial",
    "gcc high": "usgov",
    "gcch": "usgov",
    "dod": "usgov",
    "government": "usgov",
    "us government": "usgov",
    "us gov": "usgov",
    "azureusgovernment": "usgov",
    "azuregovernment": "usgov",
    "azure government": "usgov",
    "usgovernment": "usgov",
    "21vianet": "china",
    "azure china 21vianet": "china",
    "azurechinacloud": "china",
    "azurechina": "china",
}
_INVITES: Mapping[str, str] = {
    "everyone": "everyone",
    "none": "none",
    "anyone": "everyone",
    "all": "everyone",
    "no one": "none",
    "nobody": "none",
    "member users": "adminsGuestInvitersAndAllMembers",
    "members": "adminsGuestInvitersAndAllMembers",
    "only users assigned to specific admin roles": "adminsAndGuestInviters",
    "admins": "adminsAndGuestInviters",
    "guest inviter": "adminsAndGuestInviters",
}
_EXPLAINED: Mapping[str, Mapping[str, str]] = {"cloud": _CLOUDS, "allow_invites_from": _INVITES}


def meant_value(field: str, given: str) -> str | None:
    """The value of the document that a word of a portal means; None if it is not known.

    Args:
        field: the name of the field (``cloud``, ``allow_invites_from``).
        given: the word. The portal's whole sentence will do, for its beginning decides.

    >>> meant_value("cloud", "GCC High")
    'usgov'
    """
    words = _EXPLAINED.get(field, {})
    wanted = " ".join(given.casefold().replace("_", " ").replace("-", " ").split())
    if wanted in words:
        return words[wanted]
    if field == "allow_invites_from":
        starts = [word for word in words if wanted.startswith(f"{word} ")]
        return words[max(starts, key=len)] if starts else None
    return None
