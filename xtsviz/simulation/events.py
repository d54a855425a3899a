"""What can happen on a day of synchronization: events as small frozen values, also read from plain dicts."""

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
DAY = 24 * 60
"""Minutes of a day."""
KEPT_DAYS = 30
"""Days for which what is soft-deleted can be restored. [Overview, 2026-04]"""
MAX_MINUTES = 10 * 366 * DAY
"""Ten years: no replay goes on for longer."""

GUEST_INVITES = "guest_invites"
"""The name in events for the target's guest invite setting, next to the gates of an arrow."""
GATES = (*Gates.model_fields, GUEST_INVITES)
"""What `closeGate` and `openGate` may name: an arrow's gates, and whether the target lets anybody invite guests."""

_USER_AT_HOME = ("user",)
_IN_TARGET = ("user", "tenant")
KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # at home
        "hire": ("user", "tenant"),
        "deleteSource": _USER_AT_HOME,
        "restoreSource": _USER_AT_HOME,
        "sourceAttributeChange": ("user", "values"),
        "disableSource": _USER_AT_HOME,
        "enableSource": _USER_AT_HOME,
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
        "deleteInTarget": _IN_TARGET,
        "restoreInTarget": _IN_TARGET,
        "userLeaves": _IN_TARGET,
        "disableInTarget": _IN_TARGET,
        "enableInTarget": _IN_TARGET,
        "redeemInvitation": _IN_TARGET,
    }
)
"""The kinds of events, and the fields that each needs. Where `xtsviz.lifecycle` knows an event, it has that name."""
_ONE_OF = {"assign": ("user", "group"), "unassign": ("user", "group")}
_OPTIONAL = {"hire": ("values",), **_ONE_OF}


@dataclass(frozen=True)
class Event:
    """Something that happens at a moment.

    Attributes:
        at: minutes since the first (initial) cycle, which is at 0. A cycle sees what happened up to its minute.
        event: one of `KINDS`.
        user: a user by id, user principal name, mail or display name; for ``hire`` the id of the new one.
        tenant: by id or name: whose user is hired; or the target where something happens to an external.
        arrow: an arrow's id.
        group: a group's id.
        gate: one of `GATES`.
        values: of ``hire`` and ``sourceAttributeChange`` what the user has (fields of the document's users; other
            names are attributes); of ``changeArrow`` the arguments of `Design.update_arrow` on scope, user type and
            actions.

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


_FIELDS = tuple(f.name for f in fields(Event))
Given = Iterable[Event | Mapping[str, Any]] | str
"""Events as they may be given: `Event` values, dicts with the same fields, or a JSON text with a list of those."""


def read_events(given: Given) -> tuple[tuple[Event, ...], list[Problem]]:
    """The events, and what is wrong with their form: an event with a problem is left out, its place stays counted.

    Raises:
        InputError: no list of events at all.
    """
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except (ValueError, RecursionError) as error:
            raise InputError(f"this is no JSON: {error}", where="events") from None
    if isinstance(given, (str, bytes, Mapping, Event)) or not isinstance(given, Iterable):
        raise InputError(f"a list of events is needed, not {type(given).__name__}", where="events")
    events: list[Event] = []
    problems: list[Problem] = []
    for number, one in enumerate(given):
        found = list(_problems(one))
        problems += [Problem(_place(number, place), message) for place, message in found]
        if not found:
            events.append(one if isinstance(one, Event) else Event(**one))
    return tuple(events), problems


def place_of(number: int, event: Event) -> str:
    """Where an event stands, for messages: ``events[3] (hire at 40)``."""
    return f"events[{number}] ({event.event} at {event.at:g})"


def _place(number: int, inner: str) -> str:
    lead = f"events[{number}]"
    return f"{lead}.{inner}" if inner else lead


def _problems(one: Any) -> Iterable[tuple[str, str]]:
    if not isinstance(one, (Event, Mapping)):
        yield "", f"an event is a dict with at and event, not {type(one).__name__}"
        return
    given: dict[str, Any] = dict(one) if isinstance(one, Mapping) else {n: getattr(one, n) for n in _FIELDS}
    for name in given:
        if name not in _FIELDS:
            yield str(name), f"no such field{did_you_mean(str(name), _FIELDS)}"
    at, kind = given.get("at"), given.get("event")
    if isinstance(at, bool) or not isinstance(at, (int, float)) or not 0 <= at <= MAX_MINUTES:
        yield (
            "at",
            f"minutes since the first cycle are needed, a number from 0 to {MAX_MINUTES:,} (ten years)",
        )
    if not isinstance(kind, str) or kind not in KINDS:
        hint = did_you_mean(str(kind), list(KINDS)) or f"; known are {', '.join(KINDS)}"
        yield "event", f"no event {quoted(str(kind))}{hint}"
        return
    for name in ("user", "tenant", "arrow", "group", "gate"):
        if given.get(name) is not None and not isinstance(given[name], str):
            yield name, "a text is needed"
    values = given.get("values")
    if values is not None and not isinstance(values, (Mapping, MappingProxyType)):
        yield "values", "a dict of field and value is needed"
    elif values and not all(isinstance(name, str) for name in values):
        yield "values", "the names of its fields are texts"
    elif values and not isinstance(values.get("attributes", {}), Mapping):
        yield "values.attributes", "a dict of attribute and value is needed"
    for name in KINDS[kind]:
        if not given.get(name):
            yield name, f"{kind} needs it"
    one_of = _ONE_OF.get(kind, ())
    if one_of and sum(bool(given.get(name)) for name in one_of) != 1:
        yield "", f"{kind} needs {' or '.join(one_of)}: one of them"
    for name in set(_FIELDS[2:]) - {*KINDS[kind], *_OPTIONAL.get(kind, ())}:
        if given.get(name):
            yield name, f"{kind} does not take it; leave it out"
    if (
        kind in ("closeGate", "openGate")
        and isinstance(given.get("gate"), str)
        and given["gate"] not in GATES
    ):
        hint = did_you_mean(given["gate"], GATES) or f"; there are {', '.join(GATES)}"
        yield "gate", f"no gate {quoted(given['gate'])}{hint}"
