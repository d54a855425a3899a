"""What is compared of an arrow (its form), and what of a pair of tenants (its code)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from xtsviz.flow.arrow_states import arrow_state
from xtsviz.model.design import Design
from xtsviz.model.topology import Arrow, Group, Topology

NO_ARROW = 0
"""The code of a pair of tenants without an arrow."""

_ACTIONS = ("Add", "Update", "Delete")
COMPARED_FIELDS = (
    "status",
    "user_type",
    "user_type_flow",
    "sync_groups",
    "gates.inbound_sync_allowed",
    "gates.inbound_auto_redeem",
    "gates.outbound_auto_redeem",
    "gates.inbound_group_sync_allowed",
    "gates.inbound_b2b_allowed",
    "scope.users",
    "scope.filters",
    "mappings",
    "actions",
    "scope.assigned",
)
"""What is compared of an arrow. Of the last two, the order and the ids do not count."""
_VALUES = attrgetter(*COMPARED_FIELDS)


def assigned_form(assigned: Sequence[str], groups: Mapping[str, Group]) -> tuple[Any, ...]:
    """What is compared of the assigned users and groups: the names of the groups, and the number of users."""
    names = [groups[one].name for one in assigned if one in groups]
    return (tuple(sorted(names)), len(assigned) - len(names)) if assigned else ()


def default_id(source: str, target: str, place: int) -> str:
    """The id that an arrow has if nobody chose one; the place among the arrows of its pair counts from 0."""
    return f"{source}->{target}#{place + 1}" if place else f"{source}->{target}"


@dataclass(frozen=True)
class PairCodes:
    """The arrows of each pair of tenants as a number: two pairs with alike arrows have the same one.

    Tenants are numbers in the order of the document.

    Attributes:
        tenants: the ids of the tenants.
        rows: for each source, the code of its pair with each target to which it has an arrow.
        forms_by_code: the numbers of the forms of each code, in the order of the arrows. 0 is no arrow; then come the
            codes of one arrow, in the order in which the document has them, then those of several.
        form_values: what is compared of each form, before the state.
        samples: the first arrow of each form, without what is its own.
        own: by the id of an arrow, the fields that are not compared and that it has for itself.
        chosen_ids: ids that are not the default, by (source id, target id, place among the arrows of the pair).
        order: the place of each arrow in the document, by its id; empty if the arrows are in the order of their
            sources, then of their targets.
    """

    tenants: tuple[str, ...]
    rows: list[dict[int, int]]
    forms_by_code: list[tuple[int, ...]]
    form_values: list[tuple[Any, ...]]
    samples: list[Arrow]
    own: dict[str, dict[str, Any]]
    chosen_ids: dict[tuple[str, str, int], str]
    order: dict[str, int]
    _differences: dict[tuple[int, int], int] = field(default_factory=dict)

    def count(self, code: int) -> int:
        """How many arrows a pair with this code has."""
        return len(self.forms_by_code[code])

    def arrow_id(self, source: str, target: str, place: int) -> str:
        """The id of an arrow, by its tenants and its place among the arrows of this pair."""
        return self.chosen_ids.get((source, target, place)) or default_id(source, target, place)

    def differences(self, rule: int, code: int) -> int:
        """How many arrows are missing, different or additional where a pair has one code and the rule is another."""
        if rule == code:
            return 0
        found = self._differences.get((rule, code))
        if found is None:
            wanted, there = self.forms_by_code[rule], self.forms_by_code[code]
            start, end = same_ends(wanted, there)
            found = max(len(wanted), len(there)) - start - end
            self._differences[rule, code] = found
        return found

    def different_fields(self, form: int, other: int) -> tuple[str, ...]:
        """The fields in which two forms differ, as the document names them; ``state`` if only the tenants differ."""
        values = zip(COMPARED_FIELDS, self.form_values[form], self.form_values[other], strict=True)
        return tuple([name for name, one, two in values if one != two]) or ("state",)


def same_ends(wanted: Sequence[int], there: Sequence[int]) -> tuple[int, int]:
    """How many forms are the same from the start, and how many of the others from the end."""
    most = min(len(wanted), len(there))
    start = 0
    while start < most and wanted[start] == there[start]:
        start += 1
    end = 0
    while end < most - start and wanted[-1 - end] == there[-1 - end]:
        end += 1
    return start, end


def pair_codes(design: Design) -> PairCodes:
    """The codes of a design.

    Compared are status, scope, user type, actions, group sync, attribute mappings and gates, and the state that
    follows from them and from the two tenants. Not compared are the id of an arrow and its note. Of assigned users
    and groups, the names of the groups count, and the number of users.
    """
    topology = design.topology
    number = {tenant.id: n for n, tenant in enumerate(topology.tenants)}
    kinds: dict[Any, int] = {}
    kind = [kinds.setdefault((t.cloud, t.allow_invites_from), len(kinds)) for t in topology.tenants]
    forms = _Forms(topology)
    own: dict[str, dict[str, Any]] = {}
    chosen_ids: dict[tuple[str, str, int], str] = {}
    # Numbers in few tables, and no object for each pair: the collector of garbage would look at every one.
    rows: list[dict[int, int]] = [{} for _ in topology.tenants]
    several_forms: dict[tuple[int, int], list[int]] = {}
    ordered, last_source, last_target = True, -1, -1
    for arrow in topology.arrows:
        source_id, target_id = arrow.source, arrow.target
        source, target = number[source_id], number[target_id]
        form, has_own = forms.of(arrow, kind[source], kind[target])
        if has_own or arrow.note is not None:
            own[arrow.id] = {
                "actions": arrow.actions,
                "assigned": arrow.scope.assigned,
                "note": arrow.note,
            }
        row, place = rows[source], 0
        if target in row:
            several = several_forms.setdefault((source, target), [row[target] - 1])
            place = len(several)
            several.append(form)
        else:
            row[target] = form + 1
        if arrow.id != (default_id(source_id, target_id, place) if place else f"{source_id}->{target_id}"):
            chosen_ids[source_id, target_id, place] = arrow.id
        if ordered:
            ordered = last_source < source or (last_source == source and last_target <= target)
            last_source, last_target = source, target
    codes: dict[tuple[int, ...], int] = {(): NO_ARROW}
    codes |= {(form,): form + 1 for form in range(len(forms.samples))}
    for (source, target), several in several_forms.items():
        rows[source][target] = codes.setdefault(tuple(several), len(codes))
    return PairCodes(
        tenants=tuple(number),
        rows=rows,
        forms_by_code=list(codes),
        form_values=forms.values,
        samples=[_without_own(arrow) if arrow.id in own else arrow for arrow in forms.samples],
        own=own,
        chosen_ids=chosen_ids,
        order={} if ordered else {arrow.id: n for n, arrow in enumerate(topology.arrows)},
    )


class _Forms:
    """The forms of arrows, numbered in the order of the document.

    Attributes:
        values: what is compared of each form, before the state.
        samples: the first arrow of each form.
    """

    def __init__(self, topology: Topology) -> None:
        self.values: list[tuple[Any, ...]] = []
        self.samples: list[Arrow] = []
        self._topology = topology
        self._seen: defaultdict[tuple[int, int], dict[tuple[Any, ...], tuple[int, bool]]] = defaultdict(dict)
        self._numbers: dict[tuple[Any, ...], int] = {}

    def of(self, arrow: Arrow, source_kind: int, target_kind: int) -> tuple[int, bool]:
        """The number of the form of an arrow, and whether the arrow has other fields for itself.

        Args:
            arrow: the arrow.
            source_kind: a number for what the state depends on in the source.
            target_kind: the same for the target.
        """
        # Most arrows of a design have the very same values as an earlier one.
        seen = self._seen[source_kind, target_kind]
        values = _VALUES(arrow)
        found = seen.get(values)
        if found is None:
            *others, actions, assigned = values
            in_order = tuple([action for action in _ACTIONS if action in actions])
            compared = (*others, in_order, assigned_form(assigned, self._topology.group_by_id))
            state = arrow_state(arrow, self._topology)
            number = self._numbers.setdefault((compared, state), len(self._numbers))
            if number == len(self.samples):
                self.samples.append(arrow)
                self.values.append(compared)
            found = seen[values] = number, bool(assigned) or actions != in_order
        return found


def _without_own(arrow: Arrow) -> Arrow:
    return with_own(arrow, {"actions": tuple(a for a in _ACTIONS if a in arrow.actions), "assigned": ()})


def with_own(arrow: Arrow, own: Mapping[str, Any]) -> Arrow:
    """The arrow with the fields of `PairCodes.own`."""
    scope = arrow.scope.model_copy(update={"assigned": own["assigned"]})
    return arrow.model_copy(update={"actions": own["actions"], "scope": scope, "note": own.get("note")})
