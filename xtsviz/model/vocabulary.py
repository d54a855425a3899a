"""The words of the document that others need too; the document itself is loaded only where one is read."""

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
    "home_tenant",
    "external_user_state",
)
"""The columns that every directory has: the fields of the document's users, in its order, less ``attributes``."""

CLAUSE_COLUMNS: Mapping[str, str] = {
    "mail": "mail",
    "userPrincipalName": "user_principal_name",
    "displayName": "display_name",
    "accountEnabled": "account_enabled",
}
"""Attributes by their Graph names that are fields of the user itself, with their columns."""

MAX_ATTRIBUTES = 1_000
"""Different attributes of one design: each is a column of the table of users. Entra knows some hundred."""

RESERVED_ATTRIBUTES: frozenset[str] = frozenset({*USER_FIELDS, *CLAUSE_COLUMNS, "attributes"})
"""Names that no further attribute may have."""
