"""The presence table: one row per (user, tenant) object.

Source: `xtsviz.sources.KNOWN_ISSUES` for the user principal name of an external.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from xtsviz.flow.existing_externals import existing_externals
from xtsviz.flow.provisioning import Provisioning
from xtsviz.model.credentials import INTERNAL
from xtsviz.model.design import Design
from xtsviz.model.frames import Frame, table_like

COLUMNS = (
    "user",
    "display_name",
    "home_tenant",
    "tenant",
    "relation",
    "user_type",
    "user_principal_name",
    "account_enabled",
    "arrow",
    "origin",
)
"""The columns of the presence table."""

_NULL_TEXT = nw.lit(None, dtype=nw.String)


def presence_table(design: Design, provisioning: Provisioning) -> Frame:
    """Every object of every tenant, in the order of tenant (as in the document), then user id.

    Args:
        provisioning: of all open arrows of the design, or of those that decide about the needed rows.
    """
    tenants = table_like(
        design.users.frame,
        {
            "tenant": [t.id for t in design.tenants],
            "_place": list(range(len(design.tenants))),
            "_domain": [t.initial_domain for t in design.tenants],
        },
        {"tenant": nw.String, "_place": nw.Int64, "_domain": nw.String},
    )
    parts = [_internals(design), _managed(design, provisioning, tenants), _unmanaged(design, provisioning)]
    rows = nw.concat(parts)  # type: ignore[type-var]
    placed = rows.join(tenants.select("tenant", "_place"), on="tenant", how="inner")  # type: ignore[arg-type]
    return placed.sort("_place", "user").select(*COLUMNS)


def _internals(design: Design) -> Frame:
    return (
        design.users.frame.filter(INTERNAL)
        .select(
            "display_name",
            "tenant",
            "user_type",
            "user_principal_name",
            "account_enabled",
            user=nw.col("id"),
            home_tenant=nw.col("tenant"),
            relation=nw.lit("internal"),
            arrow=_NULL_TEXT,
            origin=nw.lit("home"),
        )
        .select(*COLUMNS)
    )


def _managed(design: Design, provisioning: Provisioning, tenants: Frame) -> Frame:
    """The externals that an open arrow made, or matched and now manages."""
    users = design.users.frame.select("id", "display_name", "user_principal_name", "account_enabled")
    arrows: dict[str, list[Any]] = {
        "order": list(range(len(design.arrows))),
        "arrow": [arrow.id for arrow in design.arrows],
    }
    table = table_like(design.users.frame, arrows, {"order": nw.Int64, "arrow": nw.String})
    there = existing_externals(design.users).select("object", _upn=nw.col("user_principal_name"))
    matched = ~nw.col("object").is_null()
    made_upn = nw.concat_str(
        [
            nw.col("user_principal_name").str.replace_all("@", "_", literal=True),
            nw.lit("#EXT#@"),
            nw.col("_domain"),
        ]
    )
    joined = (
        provisioning.typed_objects.rename({"target": "tenant", "source": "home_tenant", "first": "order"})
        .join(users, on="id", how="inner")  # type: ignore[arg-type]
        .join(table, on="order", how="inner")  # type: ignore[arg-type]
        .join(there, on="object", how="left")  # type: ignore[arg-type]
        .join(tenants, on="tenant", how="inner")  # type: ignore[arg-type]
    )
    return joined.select(
        "display_name",
        "home_tenant",
        "tenant",
        "account_enabled",
        "arrow",
        "user_type",
        user=nw.col("id"),
        relation=nw.lit("external"),
        # The mapping writes the name of a matched object too. It does not write an empty one.
        user_principal_name=nw.coalesce(made_upn, nw.col("_upn")),
        origin=nw.when(matched).then(nw.lit("matched")).otherwise(nw.lit("synchronized")),
    ).select(*COLUMNS)


def _unmanaged(design: Design, provisioning: Provisioning) -> Frame:
    """The existing externals that no arrow manages."""
    managed = provisioning.carried.filter(nw.col("open")).select(tenant=nw.col("target"), user=nw.col("id"))
    alone = existing_externals(design.users).join(managed.unique(), on=["tenant", "user"], how="anti")  # type: ignore[arg-type]
    return alone.select(
        "user",
        "display_name",
        "tenant",
        "user_type",
        "user_principal_name",
        "account_enabled",
        home_tenant=nw.col("home"),
        relation=nw.lit("external"),
        arrow=_NULL_TEXT,
        origin=nw.lit("existing"),
    ).select(*COLUMNS)
