"""What the column names of user lists mean. The names, each with its source, are in ``synonyms.toml``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

FIELDS: Mapping[str, str] = {
    "id": "id",
    "userPrincipalName": "user_principal_name",
    "displayName": "display_name",
    "mail": "mail",
    "userType": "user_type",
    "accountEnabled": "account_enabled",
    "externalUserState": "external_user_state",
    "smsSignInState": "sms_sign_in",
    "credentials": "credentials",
}
"""The meanings that are fields of a user, with the directory's column. Every other meaning is an attribute."""

INVERTED: Mapping[str, str] = {"blockCredential": "accountEnabled"}
"""Meanings that say the opposite of a field: true means that sign-in is blocked."""

HELPERS = ("proxyAddresses", "deletedDateTime", "identities")
"""Meanings that say something about a field, and are attributes as well, or none."""

_IN_BRACKETS = re.compile(r"\[(\w+)\]")
_EXTENSIONS = re.compile(r"extensionattribute(?:[1-9]|1[0-5])")


@dataclass(frozen=True)
class Source:
    """Where names of columns come from.

    Attributes:
        key: a short name.
        title: the export, module or page.
        names: meaning by name of a column, as the source writes it.
        weak: the same, for names that count only where the column holds addresses.
    """

    key: str
    title: str
    names: Mapping[str, str] = field(default_factory=dict)
    weak: Mapping[str, str] = field(default_factory=dict)


@cache
def sources() -> tuple[Source, ...]:
    """All sources, the ones that define the names first."""
    text = (files("xtsviz.io.lists") / "synonyms.toml").read_text("utf-8")
    return tuple(
        Source(one["key"], one["title"], _by_name(one["names"]), _by_name(one.get("weak", {})))
        for one in tomllib.loads(text)["source"]
    )


@cache
def meanings() -> Mapping[str, str]:
    """The meaning of each name that has one, by `key_of`. Of two sources the first counts."""
    return {key_of(name): meaning for source in reversed(sources()) for name, meaning in source.names.items()}


@cache
def weak_meanings() -> Mapping[str, str]:
    """The meaning of names that count only where the column holds addresses, by `key_of`."""
    return {key_of(name): meaning for source in sources() for name, meaning in source.weak.items()}


@cache
def known_meanings() -> Mapping[str, str]:
    """Every meaning by `key_of` of its own name and of its column in a directory."""
    found = {key_of(meaning): meaning for meaning in meanings().values()}
    return found | {key_of(column): meaning for meaning, column in FIELDS.items()}


def meaning_of(name: str) -> str | None:
    """What a column of this name means; None if nobody knows."""
    key = key_of(name)
    if _EXTENSIONS.fullmatch(key):
        return f"extensionAttribute{key.removeprefix('extensionattribute')}"
    return meanings().get(key)


def key_of(name: str) -> str:
    """A name without case, spaces and punctuation, for comparison; a template's ``Name [displayName] Required`` too.

    >>> key_of("User_principal-Name")
    'userprincipalname'
    """
    if found := _IN_BRACKETS.search(name):
        name = found[1]
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())


def _by_name(names: Mapping[str, list[str]]) -> dict[str, str]:
    return {name: meaning for meaning, listed in names.items() for name in listed}
