"""Names of the document's fields. They are here so that other modules need not import `document`, which is slow."""

from __future__ import annotations

from collections.abc import Mapping

FORMAT = "xtsviz-topology"
VERSION = 1

USER_FIELDS: tuple[str, ...] = (
    "id",
    "tenant",
    "display_name",
    "user_principal_name",
    "mail",
    "credentials",
    "user_type",
    "account_enabled",
    "sms_sign_in",
    "home_user",
    "home_user_from",
    "home_tenant",
    "external_user_state",
)
"""The columns of every directory: the fields of a document's user, in the same order, without ``attributes``."""

CLAUSE_COLUMNS: Mapping[str, str] = {
    "mail": "mail",
    "userPrincipalName": "user_principal_name",
    "displayName": "display_name",
    "accountEnabled": "account_enabled",
}
"""Attributes (by their Graph names) that are fields of the user itself, with their columns."""

MAX_ATTRIBUTES = 1_000
"""The limit of different attributes in one design. Each is a column of the table. Entra has about a hundred."""

RESERVED_ATTRIBUTES: frozenset[str] = frozenset({*USER_FIELDS, *CLAUSE_COLUMNS, "attributes"})
"""Names that an attribute cannot have."""
