"""What events do to a design: users come, change and go at home, arrows and gates are set.

What happens to externals in a target is not here: only the cycles know who is there.
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
from xtsviz.model.topology import Arrow
from xtsviz.simulation.deleted_users import Deleted, assigned, split
from xtsviz.simulation.events import DAY, GUEST_INVITES, KEPT_DAYS, Event

_FIXED = frozenset({"id", "tenant", "credentials", "home_user", "home_tenant", "external_user_state"})
_OF_ARROW = frozenset(
    {"scope", "scope_users", "assigned", "filters", "user_type", "user_type_flow", "actions"}
)
_EVENT_OF_FIELD = {"account_enabled": "disableSource or enableSource"}


class SimulatedDirectory:
    """A design on which events happen, one after the other.

    Attributes:
        design: as it is after the events so far.
    """

    def __init__(self, design: Design) -> None:
        if not isinstance(design.users.frame.to_native(), pd.DataFrame):
            raise DesignError(
                "a replay changes users one by one, which needs them in pandas: "
                "give it design.with_directory(...) with the table as a pandas frame"
            )
        self.design = Design(design.topology, design.users)
        self._deleted: dict[str, Deleted] = {}

    def resolved(self, event: Event) -> Event:
        """The event with ids in the place of names.

        Raises:
            DesignError: nobody, or more than one, answers to a name.
        """
        topology = self.design.topology
        ids: dict[str, str] = {}
        if event.tenant is not None:
            ids["tenant"] = topology.tenant(event.tenant).id
        if event.arrow is not None:
            ids["arrow"] = topology.arrow(event.arrow).id
        if event.group is not None:
            ids["group"] = self._group(event.group)
        if event.user is not None and event.event != "hire":
            ids["user"] = self._user(event.user)
        return Event(**{**_fields(event), **ids})

    def apply(self, event: Event) -> None:
        """Let an event happen to the design; the event has ids (see `resolved`).

        Raises:
            XtsvizError: it does not fit the design; which is then as it was.
        """
        if event.event in _DO:
            _DO[event.event](self, event)

    # who is meant

    def _group(self, named: str) -> str:
        groups = self.design.topology.group_by_id
        if named in groups or self.design.users.existing_groups([named]):
            return named
        same = [group.id for group in groups.values() if group.name == named]
        if len(same) == 1:
            return same[0]
        raise UnknownNameError(f"no group {quoted(named)}{did_you_mean(named, list(groups))}")

    def _user(self, named: str) -> str:
        if named in self._deleted or self.design.users.known([named]):
            return named
        try:
            return find_user(self.design, named).id
        except AmbiguousNameError:
            raise
        except UnknownNameError as unknown:
            gone = [d.user for d in self._deleted.values()]
            same = [u.id for u in gone if named in (u.user_principal_name, u.mail, u.display_name)]
            if len(same) == 1:
                return same[0]
            raise unknown from None

    def _present(self, event: Event) -> User:
        """The user of an event, who must be there."""
        user = str(event.user)
        if user in self._deleted:
            raise DesignError(
                f"{quoted(user)} was deleted at {self._deleted[user].at:g}; restoreSource brings them back"
            )
        here = self.design.users.frame.filter(nw.col("id") == user)
        return User.model_validate(Directory(here).records()[0])

    def _internal(self, event: Event) -> User:
        user = self._present(event)
        if not is_internal(user.credentials):
            raise DesignError(
                f"{quoted(user.id)} is an external in {quoted(user.tenant)}; {event.event} is about a user at home"
            )
        return user

    # users at home

    def _hire(self, event: Event) -> None:
        if event.user in self._deleted:
            raise DesignError(f"the id {quoted(str(event.user))} was a deleted user's; give a new one")
        own, attributes = split(event.values)
        if "credentials" in own or "home_user" in own:
            raise DesignError("who is hired is internal; leave credentials and home_user out")
        user = {**own, "id": event.user, "tenant": event.tenant, "attributes": attributes}
        self.design = Design(self.design.topology, self.design.add_users([user]).users)

    def _delete_source(self, event: Event) -> None:
        user = self._internal(event)
        topology = self.design.topology
        pointing = self.design.users.frame.filter(nw.col("home_user") == user.id)
        self._deleted[user.id] = Deleted(
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
        if event.at - gone.at > KEPT_DAYS * DAY:
            raise DesignError(
                f"{quoted(gone.user.id)} was deleted at {gone.at:g}, more than {KEPT_DAYS} days before; hire them anew"
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
        arrows = tuple(assigned(a, gone.user.id) if a.id in gone.arrows else a for a in topology.arrows)
        self.design = Design(topology.replace(groups=groups, arrows=arrows), users)

    def _source_attribute_change(self, event: Event) -> None:
        user = self._internal(event)
        own, attributes = split(event.values)
        for name in own:
            if name in _FIXED:
                raise DesignError(f"{name} of a user does not change; {', '.join(sorted(_FIXED))} stay")
            if name in _EVENT_OF_FIELD:
                raise DesignError(f"{name} changes by {_EVENT_OF_FIELD[name]}")
        self._change(user, **own, attributes={**user.attributes, **attributes})

    def _disable_source(self, event: Event) -> None:
        self._change(self._internal(event), account_enabled=False)

    def _enable_source(self, event: Event) -> None:
        self._change(self._internal(event), account_enabled=True)

    def _redeem_invitation(self, event: Event) -> None:
        person, frame = str(event.user), self.design.users.frame
        here = (nw.col("tenant") == event.tenant) & EXTERNAL
        own = frame.filter(here & ((nw.col("id") == person) | (nw.col("home_user") == person)))
        waiting = own.filter(nw.col("external_user_state") == "PendingAcceptance")
        ids = waiting["id"].to_list()
        if not ids:
            raise DesignError(f"no invitation of {quoted(person)} waits in {quoted(str(event.tenant))}")
        for one in Directory(frame.filter(nw.col("id").is_in(ids))).records():
            self._change(User.model_validate(one), external_user_state="Accepted")

    def _change(self, user: User, **changes: Any) -> None:
        try:
            after = User.model_validate({**user.model_dump(), **changes})
        except ValidationError as error:
            raise InputError(validation_problems(error), where="values") from None
        self.design = Design(self.design.topology, self._with_user(after))

    def _with_user(self, user: User) -> Directory:
        native = self.design.users.frame.to_native()
        rest = native[native["id"] != user.id]
        made = Directory.from_users([user]).frame.to_native()
        return Directory(nw.from_native(combine_pandas_frames([rest, made])), self.design.users.memberships)

    # groups and assignments

    def _add_to_group(self, event: Event) -> None:
        self._present(event)
        self._regroup(event, join=True)

    def _remove_from_group(self, event: Event) -> None:
        self._regroup(event, join=False)

    def _regroup(self, event: Event, join: bool) -> None:
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
        arrow, who = self.design.arrow(str(event.arrow)), str(event.user or event.group)
        if who in arrow.scope.assigned:
            raise DesignError(f"{quoted(who)} is assigned to {quoted(arrow.id)} already")
        self._update(arrow.id, assigned=[*arrow.scope.assigned, who])

    def _unassign(self, event: Event) -> None:
        arrow, who = self.design.arrow(str(event.arrow)), str(event.user or event.group)
        if who not in arrow.scope.assigned:
            raise DesignError(
                f"{quoted(who)} is not assigned to {quoted(arrow.id)}; assigned are {_some(arrow)}"
            )
        self._update(arrow.id, assigned=[one for one in arrow.scope.assigned if one != who])

    # configurations and gates

    def _change_arrow(self, event: Event) -> None:
        for name in event.values:
            if name not in _OF_ARROW:
                hint = did_you_mean(name, sorted(_OF_ARROW)) or f"; there are {', '.join(sorted(_OF_ARROW))}"
                raise DesignError(f"changeArrow does not change {quoted(name)}{hint}")
        self._update(str(event.arrow), **event.values)

    def _pause_job(self, event: Event) -> None:
        self._update(str(event.arrow), status="paused")

    def _start_job(self, event: Event) -> None:
        self._update(str(event.arrow), status="active")

    def set_enabled(self, user: str, enabled: bool) -> None:
        """Block somebody's sign-in, or lift the block: also of an external whom no arrow manages."""
        here = self.design.users.frame.filter(nw.col("id") == user)
        self._change(User.model_validate(Directory(here).records()[0]), account_enabled=enabled)

    def quarantine(self, arrow: str) -> None:
        """The service puts a job into quarantine."""
        self._update(arrow, status="quarantined")

    def _close_gate(self, event: Event) -> None:
        self._gate(str(event.arrow), str(event.gate), to=False)

    def _open_gate(self, event: Event) -> None:
        self._gate(str(event.arrow), str(event.gate), to=True)

    def _inbound_sync_off(self, event: Event) -> None:
        self._gate(str(event.arrow), "inbound_sync_allowed", to=False)

    def _sever_relationship(self, event: Event) -> None:
        # Without a partner entry the defaults hold, and these are always closed. [Graph, access policy of a partner]
        arrow = self.design.arrow(str(event.arrow))
        for other in self.design.topology.between(arrow.source, arrow.target):
            self._update(other.id, inbound_sync_allowed=False, inbound_auto_redeem=False)

    def _gate(self, arrow: str, gate: str, to: bool) -> None:
        if gate == GUEST_INVITES:
            target = self.design.arrow(arrow).target
            after = self.design.update_tenant(target, allow_invites_from="everyone" if to else "none")
            self.design = Design(after.topology, self.design.users)
        else:
            self._update(arrow, **{gate: to})

    def _update(self, arrow: str, **fields: Any) -> None:
        after = self.design.update_arrow(arrow, **fields)
        self.design = Design(after.topology, self.design.users)


def _fields(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in Event.__dataclass_fields__}


def _some(arrow: Arrow) -> str:
    listed = [quoted(one) for one in arrow.scope.assigned[:6]]
    return ", ".join(listed) if listed else "none"


_DO: Mapping[str, Callable[[SimulatedDirectory, Event], None]] = {
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
"""What each event does; those that are not here happen in a target."""
