"""The named topologies as functions that return a `Design` with sample people, and a catalog of them.

>>> from xtsviz import templates
>>> templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)
<Design "Single source with multiple targets (user hub)": 3 tenants, 2 arrows>
>>> [entry.name for entry in templates.catalog][:2]
['single_source_single_target', 'single_source_multiple_targets']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xtsviz.templates.added_people import sample_people
from xtsviz.templates.connect_tenants import connect
from xtsviz.templates.functions import (
    application_hub,
    full_mesh,
    just_in_time,
    mesh_peer_to_peer,
    multiple_sources_single_target,
    partial_mesh,
    single_source_multiple_targets,
    single_source_single_target,
    user_hub,
)
from xtsviz.templates.member_count import with_members
from xtsviz.templates.reshape import Reshaping, plan_reshape, reshape
from xtsviz.templates.sample_names import company_names

if TYPE_CHECKING:
    from xtsviz.templates.template_catalog import Template, catalog, find

__all__ = [
    "Reshaping",
    "Template",
    "application_hub",
    "catalog",
    "company_names",
    "connect",
    "find",
    "full_mesh",
    "just_in_time",
    "mesh_peer_to_peer",
    "multiple_sources_single_target",
    "partial_mesh",
    "plan_reshape",
    "reshape",
    "sample_people",
    "single_source_multiple_targets",
    "single_source_single_target",
    "user_hub",
    "with_members",
]


def __getattr__(name: str) -> Any:
    # The catalog draws its thumbnails, so it loads only on first use.
    if name in ("Template", "catalog", "find"):
        from xtsviz.templates import template_catalog

        return getattr(template_catalog, name)
    raise AttributeError(f"module 'xtsviz.templates' has no attribute {name!r}")
