"""Applies events to a design: events about users in the source tenant, groups, arrows and gates.

Events in a target tenant are in `xtsviz.simulation.run`, because only the cycles know which externals exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import narwhals as nw
import pandas as pd
from pydantic import ValidationError

from xtsviz.errors import (
    AmbiguousNameError,
    DesignError,
    InputError,
    UnknownNameError,
    did_you_mean,
    quoted,
)
from xtsviz.flow.trace import find_user
from xtsviz.model.credentials import EXTERNAL, is_internal
from xtsviz.model.design import Design
from xtsviz.model.directory import Directory, combine_pandas_frames
from xtsviz.model.document import User, validation_problems
from xtsviz.model.home_users import with_settled_homes
from xtsviz.model.topology import Arrow
from xtsviz.simulation.deleted_users import DeletedUser, split_user_values, with_assigned_user
from xtsviz.simulation.events import GUEST_INVITES, MINUTES_PER_DAY, RESTORE_DAYS, Event

_FIXED_USER_FIELDS = frozenset(
    {"id", "tenant", "credentials", "home_user", "home_tenant", "external_user_state"}
)
_ARROW_FIELDS = frozenset(
    {"scope", "scope_users", "assigned", "filters", "user_type", "user_type_flow", "actions", "sync_groups"}
)
_EVENT_BY_FIELD = {"account_enabled": "disableSource or enableSource"}


class SimulatedDirectory:
    """A design on which events happen, one after the other.

    Attributes:
        design: the design after the events so far.
    """

    def __init__(self, design: Design) -> None:
        if not isinstance(design.users.frame.to_native(), pd.DataFrame):
            raise DesignError(
                "a replay changes users one by one, which needs them in pandas: "
                "give it design.with_directory(...) with the table as a pandas frame"
            )
        # From now on an external stays the same person, whatever mails and names become.
        self.design = Design(design.topology, with_settled_homes(design.users))
        self._deleted: dict[str, DeletedUser] = {}

    def resolve_names(self, event: Event) -> Event:
        """The event with ids instead of names.

        Raises:
            DesignError: a name is unknown, or several have it.
        """
        topology = self.design.topology
        ids: dict[str, str] = {}
        if event.tenant is not None:
            ids["tenant"] = topology.tenant(event.tenant).id
        if event.arrow is not None:
            ids["arrow"] = topology.arrow(event.arrow).id
        if event.group is not None:
            ids["group"] = self._group_id(event.group)
        if event.user is not None and event.event != "hire":
            ids["user"] = self._user_id(event.user)
        return Event(**{**_event_fields(event), **ids})

    def apply(self, event: Event) -> None:
        """Apply an event to the design. The event has ids (see `resolve_names`).

        Raises:
            XtsvizError: the event does not fit the design. The design stays as it is.
        """
        if event.event in _HANDLERS:
            _HANDLERS[event.event](self, event)

    # from names to ids

    def _group_id(self, name: str) -> str:
        groups = self.design.topology.group_by_id
        if name in groups or self.design.users.existing_groups([name]):
            return name
        matches = [group.id for group in groups.values() if group.name == name]
        if len(matches) == 1:
            return matches[0]
        raise UnknownNameError(f"no group {quoted(name)}{did_you_mean(name, list(groups))}")

    def _user_id(self, name: str) -> str:
        if name in self._deleted or self.design.users.known([name]):
            return name
        try:
            return find_user(self.design, name).id
        except AmbiguousNameError:
            raise
        except UnknownNameError as unknown:
            users = [deleted.user for deleted in self._deleted.values()]
            matches = [u.id for u in users if name in (u.user_principal_name, u.mail, u.display_name)]
            if len(matches) == 1:
                return matches[0]
            raise unknown from None

    def _existing_user(self, event: Event) -> User:
        """The user of an event, who must exist."""
        user = str(event.user)
        if user in self._deleted:
            raise DesignError(
                f"{quoted(user)} was deleted at {self._deleted[user].deleted_at:g}; restoreSource brings them back"
            )
        rows = self.design.users.frame.filter(nw.col("id") == user)
        return User.model_validate(Directory(rows).records()[0])

    def _internal_user(self, event: Event) -> User:
        user = self._existing_user(event)
        if not is_internal(user.credentials):
            raise DesignError(
                f"{quoted(user.id)} is an external in {quoted(user.tenant)}; {event.event} is about a user at home"
            )
        return user

    # users at home

    def _hire(self, event: Event) -> None:
        if event.user in self._deleted:
            raise DesignError(f"the id {quoted(str(event.user))} was a deleted user's; give a new one")
        own, attributes = split_user_values(event.values)
        if "credentials" in own or "home_user" in own:
            raise DesignError("who is hired is internal; leave credentials and home_user out")
        user = {**own, "id": event.user, "tenant": event.tenant, "attributes": attributes}
        self.design = Design(self.design.topology, self.design.add_users([user]).users)

    def _delete_source(self, event: Event) -> None:
        user = self._internal_user(event)
        topology = self.design.topology
        pointing = self.design.users.frame.filter(nw.col("home_user") == user.id)
        self._deleted[user.id] = DeletedUser(
            user,
            event.at,
            tuple(g.id for g in topology.groups if user.id in g.members),
            tuple(a.id for a in topology.arrows if user.id in a.scope.assigned),
            tuple(pointing["id"].to_list()),
        )
        after = self.design.remove_users([user.id])
        self.design = Design(after.topology, after.users)

    def _restore_source(self, event: Event) -> None:
        gone = self._deleted.get(str(event.user))
        if gone is None:
            raise DesignError(f"{quoted(str(event.user))} was not deleted; there is nothing to restore")
        if event.at - gone.deleted_at > RESTORE_DAYS * MINUTES_PER_DAY:
            raise DesignError(
                f"{quoted(gone.user.id)} was deleted at {gone.deleted_at:g}, "
                f"more than {RESTORE_DAYS} days before; hire them again"
            )
        del self._deleted[gone.user.id]
        users = self._with_user(gone.user)
        native = users.frame.to_native()
        native.loc[native["id"].isin(gone.externals), "home_user"] = gone.user.id
        topology = self.design.topology
        groups = tuple(
            g.model_copy(update={"members": (*g.members, gone.user.id)}) if g.id in gone.groups else g
            for g in topology.groups
        )
        arrows = tuple(
            with_assigned_user(a, gone.user.id) if a.id in gone.arrows else a for a in topology.arrows
        )
        self.design = Design(topology.replace(groups=groups, arrows=arrows), users)

    def _source_attribute_change(self, event: Event) -> None:
        user = self._internal_user(event)
        own, attributes = split_user_values(event.values)
        for name in own:
            if name in _FIXED_USER_FIELDS:
                raise DesignError(
                    f"{name} of a user does not change; {', '.join(sorted(_FIXED_USER_FIELDS))} stay"
                )
            if name in _EVENT_BY_FIELD:
                raise DesignError(f"{name} changes by {_EVENT_BY_FIELD[name]}")
        self._update_user(user, **own, attributes={**user.attributes, **attributes})

    def _disable_source(self, event: Event) -> None:
        self._update_user(self._internal_user(event), account_enabled=False)

    def _enable_source(self, event: Event) -> None:
        self._update_user(self._internal_user(event), account_enabled=True)

    def _redeem_invitation(self, event: Event) -> None:
        user, frame = str(event.user), self.design.users.frame
        in_target = (nw.col("tenant") == event.tenant) & EXTERNAL
        externals = frame.filter(in_target & ((nw.col("id") == user) | (nw.col("home_user") == user)))
        pending = externals.filter(nw.col("external_user_state") == "PendingAcceptance")
        ids = pending["id"].to_list()
        if not ids:
            raise DesignError(f"no invitation of {quoted(user)} is pending in {quoted(str(event.tenant))}")
        for record in Directory(frame.filter(nw.col("id").is_in(ids))).records():
            self._update_user(User.model_validate(record), external_user_state="Accepted")

    def _update_user(self, user: User, **changes: Any) -> None:
        try:
            after = User.model_validate({**user.model_dump(), **changes})
        except ValidationError as error:
            raise InputError(validation_problems(error), where="values") from None
        self.design = Design(self.design.topology, self._with_user(after))

    def _with_user(self, user: User) -> Directory:
        native = self.design.users.frame.to_native()
        others = native[native["id"] != user.id]
        row = Directory.from_users([user]).frame.to_native()
        return Directory(nw.from_native(combine_pandas_frames([others, row])), self.design.users.memberships)

    # groups and assignments

    def _add_to_group(self, event: Event) -> None:
        self._existing_user(event)
        self._set_membership(event, join=True)

    def _remove_from_group(self, event: Event) -> None:
        self._set_membership(event, join=False)

    def _set_membership(self, event: Event, join: bool) -> None:
        user, group, users = str(event.user), str(event.group), self.design.users
        topology = self.design.topology
        found = topology.group_by_id.get(group)
        members = users.memberships
        if found is None and members is not None:
            rows = members.to_native()
            rows = rows[~((rows["group"] == group) & (rows["member"] == user))]
            if join:
                rows = pd.concat(
                    [rows, pd.DataFrame({"group": [group], "member": [user]})], ignore_index=True
                )
            self.design = Design(topology, Directory(users.frame, nw.from_native(rows)))
            return
        if found is None or (user in found.members) == join:
            raise DesignError(f"{quoted(user)} is {'already' if join else 'not'} a member of {quoted(group)}")
        rest = tuple(m for m in found.members if m != user)
        after = found.model_copy(update={"members": (*rest, user) if join else rest})
        groups = tuple(after if g is found else g for g in topology.groups)
        self.design = Design(topology.replace(groups=groups), users)

    def _assign(self, event: Event) -> None:
        arrow, member = self.design.arrow(str(event.arrow)), str(event.user or event.group)
        if member in arrow.scope.assigned:
            raise DesignError(f"{quoted(member)} is already assigned to {quoted(arrow.id)}")
        self._update_arrow(arrow.id, assigned=[*arrow.scope.assigned, member])

    def _unassign(self, event: Event) -> None:
        arrow, member = self.design.arrow(str(event.arrow)), str(event.user or event.group)
        if member not in arrow.scope.assigned:
            raise DesignError(
                f"{quoted(member)} is not assigned to {quoted(arrow.id)}; assigned are {_assigned_list(arrow)}"
            )
        self._update_arrow(arrow.id, assigned=[one for one in arrow.scope.assigned if one != member])

    # configurations and gates

    def _change_arrow(self, event: Event) -> None:
        for name in event.values:
            if name not in _ARROW_FIELDS:
                hint = (
                    did_you_mean(name, sorted(_ARROW_FIELDS))
                    or f"; there are {', '.join(sorted(_ARROW_FIELDS))}"
                )
                raise DesignError(f"changeArrow does not change {quoted(name)}{hint}")
        self._update_arrow(str(event.arrow), **event.values)

    def _pause_job(self, event: Event) -> None:
        self._update_arrow(str(event.arrow), status="paused")

    def _start_job(self, event: Event) -> None:
        self._update_arrow(str(event.arrow), status="active")

    def set_enabled(self, user: str, enabled: bool) -> None:
        """Block or unblock the sign-in of a user, who may be an external that no arrow manages."""
        rows = self.design.users.frame.filter(nw.col("id") == user)
        self._update_user(User.model_validate(Directory(rows).records()[0]), account_enabled=enabled)

    def quarantine(self, arrow: str) -> None:
        """Set an arrow's status to quarantined."""
        self._update_arrow(arrow, status="quarantined")

    def _close_gate(self, event: Event) -> None:
        self._set_gate(str(event.arrow), str(event.gate), to=False)

    def _open_gate(self, event: Event) -> None:
        self._set_gate(str(event.arrow), str(event.gate), to=True)

    def _inbound_sync_off(self, event: Event) -> None:
        self._set_gate(str(event.arrow), "inbound_sync_allowed", to=False)

    def _sever_relationship(self, event: Event) -> None:
        # Without a partner entry the default settings apply, and those never allow inbound sync.
        # [Graph, access policy of a partner]
        arrow = self.design.arrow(str(event.arrow))
        for other in self.design.topology.between(arrow.source, arrow.target):
            self._update_arrow(other.id, inbound_sync_allowed=False, inbound_auto_redeem=False)

    def _set_gate(self, arrow: str, gate: str, to: bool) -> None:
        if gate == GUEST_INVITES:
            target = self.design.arrow(arrow).target
            after = self.design.update_tenant(target, allow_invites_from="everyone" if to else "none")
            self.design = Design(after.topology, self.design.users)
        else:
            self._update_arrow(arrow, **{gate: to})

    def _update_arrow(self, arrow: str, **fields: Any) -> None:
        after = self.design.update_arrow(arrow, **fields)
        self.design = Design(after.topology, self.design.users)


def _event_fields(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in Event.__dataclass_fields__}


def _assigned_list(arrow: Arrow) -> str:
    listed = [quoted(one) for one in arrow.scope.assigned[:6]]
    return ", ".join(listed) if listed else "none"


_HANDLERS: Mapping[str, Callable[[SimulatedDirectory, Event], None]] = {
    "hire": SimulatedDirectory._hire,
    "deleteSource": SimulatedDirectory._delete_source,
    "restoreSource": SimulatedDirectory._restore_source,
    "sourceAttributeChange": SimulatedDirectory._source_attribute_change,
    "disableSource": SimulatedDirectory._disable_source,
    "enableSource": SimulatedDirectory._enable_source,
    "redeemInvitation": SimulatedDirectory._redeem_invitation,
    "addToGroup": SimulatedDirectory._add_to_group,
    "removeFromGroup": SimulatedDirectory._remove_from_group,
    "assign": SimulatedDirectory._assign,
    "unassign": SimulatedDirectory._unassign,
    "changeArrow": SimulatedDirectory._change_arrow,
    "pauseJob": SimulatedDirectory._pause_job,
    "startJob": SimulatedDirectory._start_job,
    "closeGate": SimulatedDirectory._close_gate,
    "openGate": SimulatedDirectory._open_gate,
    "inboundSyncOff": SimulatedDirectory._inbound_sync_off,
    "severRelationship": SimulatedDirectory._sever_relationship,
    "restartJob": SimulatedDirectory._start_job,
    "allowDeletes": SimulatedDirectory._start_job,
}
"""The method for each event; the other events happen in a target."""
