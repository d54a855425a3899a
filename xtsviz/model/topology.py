"""Tenants, arrows and groups: the small, immutable, validated part of a design."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, model_serializer, model_validator

from xtsviz.errors import AmbiguousNameError, UnknownNameError, did_you_mean, quoted, safe_text
from xtsviz.model.fields import (
    Action,
    Cloud,
    Color,
    Count,
    GroupKind,
    Id,
    InviteSetting,
    Name,
    NotedRecord,
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


class InvitationDomains(Record):
    """The domains that a tenant accepts or refuses for invitations: its allow list or its block list, one of the two.

    Attributes:
        allow: if given, only these domains may be invited.
        block: if given, these domains may not be invited.
    """

    allow: tuple[Id, ...] | None = None
    block: tuple[Id, ...] | None = None

    @model_validator(mode="after")
    def _one_list(self) -> Self:
        if (self.allow is None) == (self.block is None):
            raise ValueError('has one list, "allow" or "block"; a tenant cannot have both')
        return self

    @model_serializer
    def _given_list(self) -> dict[str, tuple[str, ...]]:
        return {name: domains for name in ("allow", "block") if (domains := getattr(self, name)) is not None}


class Tenant(NotedRecord):
    """One Microsoft Entra tenant.

    Attributes:
        id: its id in the design; it never changes.
        name: its name for people; two tenants can have the same name.
        initial_domain: the first domain that it got; by default ``<id>.onmicrosoft.com``.
        verified_domains: its other domains.
        allow_invites_from: who may invite guests; None if not known.
        division: a label for collapsing tenants into one.
        invitation_domains: its allow or block list for invitations; None if it has none.
        object_quota: the number of directory objects that it can have; externals count.
        color: the colour that a person chose, as ``#rrggbb`` or a CSS colour name.
        position: the place where a person put it, as ``(x, y)``.
        note: a person's remark.
    """

    id: Id
    name: Name
    tenant_id: Text | None = None
    initial_domain: Id
    verified_domains: tuple[Id, ...] = ()
    cloud: Cloud = "commercial"
    allow_invites_from: InviteSetting | None = "everyone"
    division: Text | None = None
    invitation_domains: InvitationDomains | None = None
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
    """The settings of an arrow in its two tenants. None means that the value is not known.

    The first three must all be true, or the arrow syncs nobody. The others do not change the state of the arrow.

    Attributes:
        inbound_sync_allowed: the target lets the source synchronize users into it.
        inbound_auto_redeem: the target redeems invitations from the source automatically.
        outbound_auto_redeem: the source redeems invitations to the target automatically.
        inbound_group_sync_allowed: the target lets the source synchronize groups into it.
        inbound_b2b_allowed: the target lets users of the source sign in (B2B collaboration).
    """

    inbound_sync_allowed: Switch | None = True
    inbound_auto_redeem: Switch | None = True
    outbound_auto_redeem: Switch | None = True
    inbound_group_sync_allowed: Switch | None = True
    inbound_b2b_allowed: Switch | None = True


class AttributeMapping(Record):
    """An attribute mapping that differs from the default. It is kept and shown, and has no effect on the flow.

    Attributes:
        target: the attribute in the target.
        source: an attribute or an expression; None if the mapping was removed.
        flow: when it is applied: ``Always`` or ``ObjectAddOnly``.
    """

    target: Id
    source: Text | None = None
    flow: Text = "Always"


class Arrow(NotedRecord):
    """One one-way configuration in the source tenant, which pushes its internal members to one target.

    Attributes:
        user_type: the user type of the new externals in the target: ``Member`` or ``Guest``.
        user_type_flow: ``Always`` also changes the type of externals that exist; ``ObjectAddOnly`` does not.
        actions: what the job may do in the target.
        sync_groups: the mapping of groups is on: assigned groups are synchronized too.
        mappings: the attribute mappings that differ from the default.
        note: a person's remark.
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
    mappings: tuple[AttributeMapping, ...] = ()
    gates: Gates = Field(default_factory=Gates.model_construct)


class Group(Record):
    """A group of one tenant.

    Attributes:
        kind: the kind of group. Only security groups and Microsoft 365 groups are synchronized.
        rule: the membership rule of a dynamic group; None for a group with assigned members.
        role_assignable: directory roles can be assigned to it; such a group is not synchronized.
        members: ids of users and of nested groups.
    """

    id: Id
    tenant: Id
    name: Text
    kind: GroupKind = "security"
    rule: Text | None = None
    role_assignable: Switch = False
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


class Note(Record):
    """What was assumed or not understood while lists or exports were read.

    Attributes:
        about: what it is about, such as the id of a tenant; may be empty.
        message: a sentence.
    """

    about: Text = ""
    message: Text

    @property
    def sentence(self) -> str:
        """The message with a capital at its start and a full stop at its end."""
        end = "" if self.message.endswith((".", "?", "!")) else "."
        return f"{self.message[:1].upper()}{self.message[1:]}{end}"


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
    notes: tuple[Note, ...] = ()
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
