"""Who does what is not one of `xtsviz.flow.required_settings`, which name their own roles.

Source: `xtsviz.sources.CONFIGURE` for the roles that make a configuration and assign users and groups.
"""

from __future__ import annotations

CONFIGURATION_ROLE = "Hybrid Identity Administrator"
"""Makes the synchronization configuration in the source: one for each arrow."""
ASSIGNMENT_ROLE = "Cloud Application Administrator"
"""Assigns users and groups to a configuration, if its scope is the assigned ones."""
USER_WORK = "who manages users"
"""Stands for a role where a user object has to be changed; the documents about synchronization name none for that."""
