"""Is a user internal or external? Every room asks this module."""

from __future__ import annotations

from typing import Any

import narwhals as nw


def is_internal(credentials: Any) -> Any:
    """True where the credentials are the tenant's own.

    Args:
        credentials: a value of the users' column ``credentials`` (gives a bool), or such a column (gives one as well).
    """
    return credentials == "internal"


def is_external(credentials: Any) -> Any:
    """True where the credentials are those of another organization; takes what `is_internal` takes."""
    return credentials == "external"


INTERNAL: nw.Expr = is_internal(nw.col("credentials"))
"""A user with credentials of the tenant itself."""
EXTERNAL: nw.Expr = is_external(nw.col("credentials"))
"""A user with credentials of another organization."""
INTERNAL_MEMBER: nw.Expr = INTERNAL & (nw.col("user_type") == "Member")
"""An internal user who is no guest."""
INTERNAL_GUEST: nw.Expr = INTERNAL & (nw.col("user_type") == "Guest")
"""An internal user of user type Guest."""
LISTED_EXTERNAL: nw.Expr = EXTERNAL & (nw.col("home_user_from") == "list").fill_null(False)
"""An external from a list. Its home user is worked out; that of any other external is what the document says."""
