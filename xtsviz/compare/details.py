"""What differs between two designs, in words: sections of lines, each thing once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from xtsviz.compare.arrow_groups import ArrowGroup
from xtsviz.compare.changes import RecordChange
from xtsviz.compare.group_changes import GroupChange
from xtsviz.compare.presence_changes import PersonInTenant, PresenceChanges
from xtsviz.compare.setting_words import change_words, value_words
from xtsviz.model.design import Design
from xtsviz.model.display_names import distinct_names
from xtsviz.model.display_text import isolated, listed_names
from xtsviz.model.topology import Topology

MAX_NAMES = 8
"""So many people are named in a line; the others are counted."""


@dataclass(frozen=True)
class DetailLine:
    """One line about a difference.

    Attributes:
        text: a sentence without a full stop.
        kind: what the line is about, if that is one tenant or arrow.
        id: its id.
        level: 1 for a line that belongs to the line of level 0 above it.
    """

    text: str
    kind: Literal["tenant", "arrow"] | None = None
    id: str | None = None
    level: int = 0


@dataclass(frozen=True)
class DetailSection:
    """A heading and its lines."""

    title: str
    lines: tuple[DetailLine, ...]


def details(
    before: Design,
    after: Design,
    *,
    arrows: Iterable[ArrowGroup],
    tenants: Iterable[RecordChange],
    people: PresenceChanges,
    groups: Iterable[GroupChange],
    other: Iterable[tuple[str, Any, Any]],
) -> tuple[DetailSection, ...]:
    """The differences between two designs, as `Diff.details` describes them.

    Args:
        before, after: the designs.
        arrows, tenants, people, groups, other: what was found to differ.
    """
    sections = {
        "Arrows": _arrow_lines(arrows),
        "Tenants": _tenant_lines(tenants),
        "People": _people_lines({**distinct_names(before.tenants), **distinct_names(after.tenants)}, people),
        "Synchronized groups": (DetailLine(change.sentence) for change in groups),
        "Other": _other_lines(other, before.topology, after.topology),
    }
    made = (DetailSection(title, tuple(lines)) for title, lines in sections.items())
    return tuple(section for section in made if section.lines)


def _arrow_lines(groups: Iterable[ArrowGroup]) -> Iterator[DetailLine]:
    for group in groups:
        if len(group.arrows) == 1:
            settings = f": {'; '.join(group.settings)}" if group.settings else ""
            yield DetailLine(f"{group.lines[0]} {group.kind}{settings}", "arrow", group.arrows[0])
            continue
        yield DetailLine(group.heading)
        for line, arrow in zip(group.lines, group.ids, strict=True):
            yield DetailLine(line, "arrow" if arrow else None, arrow, 1)


def _tenant_lines(changes: Iterable[RecordChange]) -> Iterator[DetailLine]:
    fields: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for change in changes:
        tenant = change.record.id
        names[tenant] = isolated(getattr(change.record, "name", tenant))
        words = (
            change.kind if change.field is None else change_words(change.field, change.before, change.after)
        )
        fields.setdefault(tenant, []).append(words)
    for tenant, changed in fields.items():
        whole = changed[0] in ("added", "removed")
        text = f"{names[tenant]} {changed[0]}" if whole else f"{names[tenant]}: {'; '.join(changed)}"
        yield DetailLine(text, "tenant", tenant)


def _people_lines(names: Mapping[str, str], people: PresenceChanges) -> Iterator[DetailLine]:
    """A line for each tenant in which other people are: how many appear and disappear, and the first names."""
    rows: dict[str, list[tuple[str, list[PersonInTenant]]]] = {tenant: [] for tenant in names}
    for verb, some in people.people.items():
        by_tenant: dict[str, list[PersonInTenant]] = {}
        for one in some:
            by_tenant.setdefault(one.tenant, []).append(one)
        for tenant, there in by_tenant.items():
            rows[tenant].append((verb, there))
    for tenant, parts in rows.items():
        if parts:
            words = "; ".join(f"{len(there):,} {verb} ({_names(there)})" for verb, there in parts)
            yield DetailLine(f"{isolated(names[tenant])}: {words}", "tenant", tenant)


def _names(rows: Sequence[PersonInTenant]) -> str:
    names = [isolated(one.name) for one in rows[:MAX_NAMES]]
    return listed_names([*names, *[""] * (len(rows) - len(names))], MAX_NAMES)


def _other_lines(
    changes: Iterable[tuple[str, Any, Any]], before: Topology, after: Topology
) -> Iterator[DetailLine]:
    for what, old, new in changes:
        if what.startswith("groups."):
            yield DetailLine(_group_words(old, new, before, after))
        else:
            yield DetailLine(
                f"{_OTHER_NAMES.get(what, what)}: {_other_words(what, old)} → {_other_words(what, new)}"
            )


_OTHER_NAMES = {
    "name": "Name of the design",
    "multi_tenant_organization": "Multitenant organization",
    "connected_organizations": "Access on request",
    "options": "Internal guests",
}


def _other_words(what: str, value: Any) -> str:
    if what == "options":
        return "are synchronized" if value["internal_guests"] == "include" else "are not synchronized"
    if what == "connected_organizations":
        return f"{len(value):,} connected organization{'s' * (len(value) != 1)}"
    if what == "multi_tenant_organization":
        return f"{isolated(value['name'])} of {len(value['tenants']):,} tenants" if value else "none"
    return value_words(what, value)


def _group_words(
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any] | None,
    before: Topology,
    after: Topology,
) -> str:
    here = new or old or {}
    topology = after if new else before
    tenant = topology.tenant_by_id[str(here["tenant"])].name
    lead = f"Group {isolated(str(here['name']))} of {isolated(tenant)}"
    if old is None or new is None:
        return f"{lead} {'added' if new else 'removed'}"
    fields = [field for field in new if new[field] != old.get(field)]
    if "members" in fields:
        changed = change_words("scope.assigned", old["members"], new["members"])
        return f"{lead}: members {changed.partition(': ')[2]}"
    return f"{lead}: {', '.join(field.replace('_', ' ') for field in fields)} changed"
