"""The events of a simulation: small frozen values, which can also be read from dicts or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

from xtsviz.errors import InputError, Problem, did_you_mean, quoted
from xtsviz.model.topology import Gates

MINUTES_PER_CYCLE = 40
"""Incremental cycles come every 40 minutes, fixed. [Overview, 2026-04; "Known issues for provisioning", 2026-03]"""
MINUTES_PER_DAY = 24 * 60
"""Minutes of a day."""
RESTORE_DAYS = 30
"""For so many days a soft-deleted user can be restored. [Overview, 2026-04]"""
MAX_MINUTES = 10 * 366 * MINUTES_PER_DAY
"""Ten years: the longest simulation."""

GUEST_INVITES = "guest_invites"
"""The name in events for the target's guest invite setting, next to the gates of an arrow."""
GATES = (*Gates.model_fields, GUEST_INVITES)
"""The gates for `closeGate` and `openGate`: an arrow's gates, and whether anybody may invite guests to the target."""

_USER_FIELD = ("user",)
_TARGET_FIELDS = ("user", "tenant")
REQUIRED_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # at home
        "hire": ("user", "tenant"),
        "deleteSource": _USER_FIELD,
        "restoreSource": _USER_FIELD,
        "sourceAttributeChange": ("user", "values"),
        "disableSource": _USER_FIELD,
        "enableSource": _USER_FIELD,
        "addToGroup": ("user", "group"),
        "removeFromGroup": ("user", "group"),
        # the configuration, in the source
        "assign": ("arrow",),
        "unassign": ("arrow",),
        "changeArrow": ("arrow", "values"),
        "pauseJob": ("arrow",),
        "startJob": ("arrow",),
        "restartJob": ("arrow",),
        "allowDeletes": ("arrow",),
        # the gates, on both sides
        "closeGate": ("arrow", "gate"),
        "openGate": ("arrow", "gate"),
        "inboundSyncOff": ("arrow",),
        "severRelationship": ("arrow",),
        # in the target
        "deleteInTarget": _TARGET_FIELDS,
        "restoreInTarget": _TARGET_FIELDS,
        "userLeaves": _TARGET_FIELDS,
        "disableInTarget": _TARGET_FIELDS,
        "enableInTarget": _TARGET_FIELDS,
        "redeemInvitation": _TARGET_FIELDS,
    }
)
"""The fields that each kind of event needs. An event of `xtsviz.lifecycle` has the same name here."""
_ALTERNATIVE_FIELDS = {"assign": ("user", "group"), "unassign": ("user", "group")}
_OPTIONAL_FIELDS = {"hire": ("values",), **_ALTERNATIVE_FIELDS}


@dataclass(frozen=True)
class Event:
    """One event at a time.

    Attributes:
        at: minutes since the first (initial) cycle, which is at 0. A cycle sees what happened up to its minute.
        event: one of `REQUIRED_FIELDS`.
        user: a user by id, user principal name, mail or display name; for ``hire`` the id of the new one.
        tenant: by id or name: for ``hire`` the home tenant; otherwise the target with the external.
        arrow: an arrow's id.
        group: a group's id.
        gate: one of `GATES`.
        values: for ``hire`` and ``sourceAttributeChange`` the user's values (fields of the document's users; other
            names are attributes); for ``changeArrow`` the arguments of `Design.update_arrow` about scope, user type,
            actions and ``sync_groups``.

    >>> Event(45, "sourceAttributeChange", user="a1", values={"department": "HR"}).at
    45
    """

    at: float
    event: str
    user: str | None = None
    tenant: str | None = None
    arrow: str | None = None
    group: str | None = None
    gate: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if isinstance(self.values, Mapping):
            object.__setattr__(self, "values", MappingProxyType(dict(self.values)))


_EVENT_FIELDS = tuple(f.name for f in fields(Event))
EventsInput = Iterable[Event | Mapping[str, Any]] | str
"""What functions accept as events: `Event` values, dicts with the same fields, or a JSON text with a list of those."""


def read_events(events_input: EventsInput) -> tuple[tuple[Event, ...], list[Problem]]:
    """The events, and the problems of their form. An event with a problem is left out, but keeps its number.

    Raises:
        InputError: the input is no list of events.
    """
    if isinstance(events_input, str):
        try:
            events_input = json.loads(events_input)
        except (ValueError, RecursionError) as error:
            raise InputError(f"this is no JSON: {error}", where="events") from None
    if isinstance(events_input, (str, bytes, Mapping, Event)) or not isinstance(events_input, Iterable):
        raise InputError(f"a list of events is needed, not {type(events_input).__name__}", where="events")
    events: list[Event] = []
    problems: list[Problem] = []
    for number, item in enumerate(events_input):
        item_problems = list(_event_problems(item))
        problems += [Problem(_problem_place(number, place), message) for place, message in item_problems]
        if not item_problems:
            events.append(item if isinstance(item, Event) else Event(**item))
    return tuple(events), problems


def event_place(number: int, event: Event) -> str:
    """The place of an event, for messages: ``events[3] (hire at 40)``."""
    return f"events[{number}] ({event.event} at {event.at:g})"


def _problem_place(number: int, inner: str) -> str:
    lead = f"events[{number}]"
    return f"{lead}.{inner}" if inner else lead


def _event_problems(item: Any) -> Iterable[tuple[str, str]]:
    if not isinstance(item, (Event, Mapping)):
        yield "", f"an event is a dict with at and event, not {type(item).__name__}"
        return
    item_fields: dict[str, Any] = (
        dict(item) if isinstance(item, Mapping) else {n: getattr(item, n) for n in _EVENT_FIELDS}
    )
    for name in item_fields:
        if name not in _EVENT_FIELDS:
            yield str(name), f"no such field{did_you_mean(str(name), _EVENT_FIELDS)}"
    at, kind = item_fields.get("at"), item_fields.get("event")
    if isinstance(at, bool) or not isinstance(at, (int, float)) or not 0 <= at <= MAX_MINUTES:
        yield (
            "at",
            f"minutes since the first cycle are needed, a number from 0 to {MAX_MINUTES:,} (ten years)",
        )
    if not isinstance(kind, str) or kind not in REQUIRED_FIELDS:
        hint = did_you_mean(str(kind), list(REQUIRED_FIELDS)) or f"; known are {', '.join(REQUIRED_FIELDS)}"
        yield "event", f"no event {quoted(str(kind))}{hint}"
        return
    for name in ("user", "tenant", "arrow", "group", "gate"):
        if item_fields.get(name) is not None and not isinstance(item_fields[name], str):
            yield name, "a text is needed"
    values = item_fields.get("values")
    if values is not None and not isinstance(values, (Mapping, MappingProxyType)):
        yield "values", "a dict of field and value is needed"
    elif values and not all(isinstance(name, str) for name in values):
        yield "values", "the names of its fields are texts"
    elif values and not isinstance(values.get("attributes", {}), Mapping):
        yield "values.attributes", "a dict of attribute and value is needed"
    for name in REQUIRED_FIELDS[kind]:
        if not item_fields.get(name):
            yield name, f"{kind} needs it"
    one_of = _ALTERNATIVE_FIELDS.get(kind, ())
    if one_of and sum(bool(item_fields.get(name)) for name in one_of) != 1:
        yield "", f"{kind} needs {' or '.join(one_of)}: one of them"
    for name in set(_EVENT_FIELDS[2:]) - {*REQUIRED_FIELDS[kind], *_OPTIONAL_FIELDS.get(kind, ())}:
        if item_fields.get(name):
            yield name, f"{kind} does not take it; leave it out"
    if (
        kind in ("closeGate", "openGate")
        and isinstance(item_fields.get("gate"), str)
        and item_fields["gate"] not in GATES
    ):
        hint = did_you_mean(item_fields["gate"], GATES) or f"; there are {', '.join(GATES)}"
        yield "gate", f"no gate {quoted(item_fields['gate'])}{hint}"
