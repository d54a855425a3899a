"""Tenants, arrows and groups: the small, immutable, validated part of a design."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal

from pydantic import Field, model_validator

from xtsviz.errors import AmbiguousNameError, UnknownNameError, did_you_mean, quoted, safe_text
from xtsviz.model.fields import (
    Action,
    Cloud,
    Color,
    Count,
    Id,
    InviteSetting,
    Name,
    Position,
    Record,
    Status,
    Switch,
    Text,
    UserType,
    UserTypeFlow,
)
from xtsviz.model.scope import Scope


def _id_or_placeholder(data: dict[str, Any]) -> str:
    # If the id is wrong, the error reports only the id, and not the fields that are derived from it.
    own = data.get("id")
    return own if isinstance(own, str) and own else "?"


class Tenant(Record):
    """One Microsoft Entra tenant.

    Attributes:
        id: its id in the design; it never changes.
        name: its name for people; two tenants can have the same name.
        initial_domain: the first domain that it got; by default ``<id>.onmicrosoft.com``.
        verified_domains: its other domains.
        allow_invites_from: who may invite guests; None if not known.
        division: a label for collapsing tenants into one.
        object_quota: the number of directory objects that it can have; externals count.
        color: the colour that a person chose, as ``#rrggbb`` or a CSS colour name.
        position: the place where a person put it, as ``(x, y)``.
    """

    id: Id
    name: Name
    tenant_id: Text | None = None
    initial_domain: Id
    verified_domains: tuple[Id, ...] = ()
    cloud: Cloud = "commercial"
    allow_invites_from: InviteSetting | None = "everyone"
    division: Text | None = None
    object_quota: Count = 300_000
    color: Color | None = None
    position: Position | None = None

    @model_validator(mode="before")
    @classmethod
    def _fill_defaults(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        own = _id_or_placeholder(data)
        return {"name": own, "initial_domain": f"{own}.onmicrosoft.com", **data}


class Gates(Record):
    """The three settings that must all be true for an arrow. None means that the value is not known.

    Attributes:
        inbound_sync_allowed: the target lets the source synchronize users into it.
        inbound_auto_redeem: the target redeems invitations from the source automatically.
        outbound_auto_redeem: the source redeems invitations to the target automatically.
    """

    inbound_sync_allowed: Switch | None = True
    inbound_auto_redeem: Switch | None = True
    outbound_auto_redeem: Switch | None = True


class Arrow(Record):
    """One one-way configuration in the source tenant, which pushes its internal members to one target.

    Attributes:
        user_type: the user type of the new externals in the target: ``Member`` or ``Guest``.
        user_type_flow: ``Always`` also changes the type of externals that exist; ``ObjectAddOnly`` does not.
        actions: what the job may do in the target.
    """

    id: Id
    source: Id
    target: Id
    status: Status = "active"
    scope: Scope = Field(default_factory=Scope.model_construct)
    user_type: UserType = "Member"
    user_type_flow: UserTypeFlow = "ObjectAddOnly"
    actions: tuple[Action, ...] = ("Add", "Update", "Delete")
    sync_groups: Switch = False
    gates: Gates = Field(default_factory=Gates.model_construct)


class Group(Record):
    """A group of one tenant. Its `members` are ids of users and of nested groups."""

    id: Id
    tenant: Id
    name: Text
    members: tuple[Id, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _fill_defaults(cls, data: Any) -> Any:
        return {"name": _id_or_placeholder(data), **data} if isinstance(data, dict) else data


class MultiTenantOrganization(Record):
    """A named set of tenants. It provisions no users: only arrows do."""

    name: Text
    tenants: tuple[Id, ...] = ()


class ConnectedOrganization(Record):
    """Access on request: people of the partner tenant can ask for an access package of the resource tenant."""

    resource_tenant: Id
    partner_tenant: Id
    access_package: Text | None = None


class Options(Record):
    """How the rules are applied where the documentation contradicts itself."""

    internal_guests: Literal["exclude", "include"] = "exclude"


class Topology(Record):
    """A design without its users."""

    name: Text = ""
    tenants: tuple[Tenant, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    groups: tuple[Group, ...] = ()
    multi_tenant_organization: MultiTenantOrganization | None = None
    connected_organizations: tuple[ConnectedOrganization, ...] = ()
    options: Options = Field(default_factory=Options.model_construct)

    @cached_property
    def tenant_by_id(self) -> dict[str, Tenant]:
        """The tenants by their id, in the order of the document."""
        return {tenant.id: tenant for tenant in self.tenants}

    @cached_property
    def arrow_by_id(self) -> dict[str, Arrow]:
        """The arrows by their id, in the order of the document."""
        return {arrow.id: arrow for arrow in self.arrows}

    @cached_property
    def group_by_id(self) -> dict[str, Group]:
        """The groups by their id."""
        return {group.id: group for group in self.groups}

    def tenant(self, named: str) -> Tenant:
        """The tenant with this id, or else with this name if only one has it.

        Raises:
            UnknownNameError: there is no such tenant.
            AmbiguousNameError: two tenants have this name; use the id.
        """
        wanted = safe_text(named)
        if found := self.tenant_by_id.get(wanted):
            return found
        same = [tenant for tenant in self.tenants if tenant.name == wanted]
        if len(same) == 1:
            return same[0]
        if same:
            ids = ", ".join(quoted(tenant.id) for tenant in same)
            raise AmbiguousNameError(
                f"{len(same)} tenants are named {quoted(wanted)}; give the id of one: {ids}"
            )
        known = [word for tenant in self.tenants for word in (tenant.id, tenant.name)]
        raise UnknownNameError(f"no tenant {quoted(wanted)}{did_you_mean(wanted, known)}")

    def arrow(self, named: str) -> Arrow:
        """The arrow with this id.

        Raises:
            UnknownNameError: there is no such arrow.
        """
        wanted = safe_text(named)
        if found := self.arrow_by_id.get(wanted):
            return found
        raise UnknownNameError(f"no arrow {quoted(wanted)}{did_you_mean(wanted, list(self.arrow_by_id))}")

    def between(self, source: str, target: str) -> tuple[Arrow, ...]:
        """The arrows from one tenant id to another, in the order of the document."""
        return self.arrows_by_pair.get((source, target), ())

    @cached_property
    def arrows_by_pair(self) -> dict[tuple[str, str], tuple[Arrow, ...]]:
        """The arrows of each (source id, target id) that has any, in the order of the document."""
        pairs: dict[tuple[str, str], list[Arrow]] = {}
        for arrow in self.arrows:
            pairs.setdefault((arrow.source, arrow.target), []).append(arrow)
        return {pair: tuple(arrows) for pair, arrows in pairs.items()}

    def replace(self, **changes: Any) -> Topology:
        """A copy with some fields changed. The new values must be valid: nothing is checked again."""
        # Only the fields: iterating over the model would also copy the cached properties.
        fields = {name: getattr(self, name) for name in Topology.model_fields}
        return Topology.model_construct(**{**fields, **changes})
