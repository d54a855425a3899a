"""Externals that are in a tenant before any arrow runs, and their home users.

Source: `xtsviz.sources.CONFIGURE`: an external who redeemed the invitation is matched. Others cannot be matched.
"""

from __future__ import annotations

import narwhals as nw

from xtsviz.model.credentials import EXTERNAL
from xtsviz.model.directory import Directory
from xtsviz.model.frames import LAST_TEXT, Frame, collect, is_true, null_if_last_text


def existing_externals(directory: Directory) -> Frame:
    """One row per external object.

    Columns: ``object`` (its id), ``tenant`` (where it is), ``user`` (the home user's id if the object stands for that
    user, else its own), ``home`` (the home tenant, or null), ``known`` (bool: it stands for its home user),
    ``duplicate_of`` (the home user's id if another object stands for that user, else null), ``pending`` (bool),
    ``display_name``, ``user_principal_name``, ``user_type``, ``account_enabled``.

    If a tenant has several externals of one home user, one stands for the user: one with a redeemed invitation if
    there is one, and of several the one with the first id.
    """
    return directory.remember("existing", lambda: _compute(directory))


def has_existing_externals(directory: Directory) -> bool:
    """True if there is any external in the directory."""

    def compute() -> bool:
        externals = directory.frame.filter(EXTERNAL).select(n=nw.len())
        return bool(collect(externals)["n"][0])

    return directory.remember("any existing", compute)


def _compute(directory: Directory) -> Frame:
    users = directory.frame
    at_home = users.select(home_user=nw.col("id"), _home=nw.col("tenant"))
    externals = users.filter(EXTERNAL).join(
        at_home,  # type: ignore[arg-type]
        on="home_user",
        how="left",
    )
    # An internal user of a tenant is never an external in the same tenant.
    known = ~nw.col("_home").is_null() & (nw.col("_home") != nw.col("tenant"))
    rows = externals.with_columns(_known=known.fill_null(False)).select(
        "tenant",
        "display_name",
        "user_principal_name",
        "user_type",
        "account_enabled",
        object=nw.col("id"),
        user=nw.when(nw.col("_known")).then(nw.col("home_user")).otherwise(nw.col("id")),
        home=nw.when(nw.col("_known")).then(nw.col("_home")).otherwise(nw.col("home_tenant")),
        known=nw.col("_known"),
        duplicate_of=nw.lit(None, dtype=nw.String),
        pending=(nw.col("external_user_state") == "PendingAcceptance").fill_null(False),
    )
    if not isinstance(rows, nw.LazyFrame) and not rows["user"].is_duplicated().any():
        return rows
    redeemed = nw.when(~nw.col("pending")).then(nw.col("object")).otherwise(nw.lit(LAST_TEXT))
    # Of all objects with the same user in one tenant, one stands for the user. The others keep their own ids.
    chosen = (
        rows.with_columns(_redeemed=redeemed)
        .group_by("user", "tenant")
        .agg(_first=nw.col("_redeemed").min(), _any=nw.col("object").min())
        .select(object=nw.coalesce(null_if_last_text("_first"), nw.col("_any")), _chosen=nw.lit(True))
    )
    marked = rows.join(chosen, on="object", how="left").with_columns(_chosen=is_true("_chosen"))  # type: ignore[arg-type]
    return marked.with_columns(
        user=nw.when(nw.col("_chosen")).then(nw.col("user")).otherwise(nw.col("object")),
        known=nw.col("known") & nw.col("_chosen"),
        duplicate_of=nw.when(~nw.col("_chosen"))
        .then(nw.col("user"))
        .otherwise(nw.lit(None, dtype=nw.String)),
    ).drop("_chosen")
