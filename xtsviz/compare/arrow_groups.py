"""Changed arrows in groups: those that changed alike are told together, by the groups of tenants that they join."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from xtsviz.compare.alike_tenants import alike
from xtsviz.compare.alike_tenants.relations import ArrowException, Relation, TenantGroup
from xtsviz.compare.changes import RecordChange, record_fields
from xtsviz.compare.setting_words import change_words, setting_words
from xtsviz.model.design import Design
from xtsviz.model.display_names import distinct_names
from xtsviz.model.display_text import isolated, listed_names
from xtsviz.model.topology import Arrow, Tenant

ArrowChangeKind: TypeAlias = Literal["added", "removed", "changed"]

_MAX_LISTED = 4
"""Arrows and tenants up to this number are named one by one."""
_NAMED_OF_MANY = 2
"""Of more tenants so many are named."""


@dataclass(frozen=True)
class ArrowGroup:
    """Arrows that changed in the same way.

    Attributes:
        kind: what happened to them.
        arrows: their ids, in the order of the design.
        settings: the changed settings in words (``user type: external member → external guest``); for added and
            removed arrows, the settings that are not the default.
        lines: which arrows they are: a line for each, or for each pair of groups of alike tenants.
        ids: the id of the arrow that a line is about; None for a line about several.
    """

    kind: ArrowChangeKind
    arrows: tuple[str, ...]
    settings: tuple[str, ...]
    lines: tuple[str, ...]
    ids: tuple[str | None, ...]

    @property
    def heading(self) -> str:
        """How many arrows, what happened to them, and their settings: one sentence."""
        one = len(self.arrows) == 1
        lead = f"{len(self.arrows):,} {'arrow' if one else 'arrows'} {self.kind}"
        return f"{lead}, {'; '.join(self.settings)}" if self.settings else lead


def arrow_groups(before: Design, after: Design, changes: Sequence[RecordChange]) -> tuple[ArrowGroup, ...]:
    """The changed arrows of two designs: added ones first, then removed, then changed ones.

    Args:
        changes: what `xtsviz.compare.changes.arrow_changes` found between the two.
    """
    names = {**distinct_names(before.tenants), **distinct_names(after.tenants)}
    tenants = {**before.topology.tenant_by_id, **after.topology.tenant_by_id}
    found: dict[tuple[ArrowChangeKind, tuple[str, ...]], list[Arrow]] = {}
    for arrow, kind, settings in _by_arrow(changes):
        found.setdefault((kind, settings), []).append(arrow)
    order = {"added": 0, "removed": 1, "changed": 2}
    groups = sorted(found.items(), key=lambda item: order[item[0][0]])
    writer = _Writer(after, tenants, names)
    return tuple(
        ArrowGroup(kind, tuple(arrow.id for arrow in arrows), settings, *writer.lines(arrows))
        for (kind, settings), arrows in groups
    )


def _by_arrow(changes: Sequence[RecordChange]) -> Iterator[tuple[Arrow, ArrowChangeKind, tuple[str, ...]]]:
    """Each changed arrow once, with what happened to it and its settings in words."""
    changed: dict[str, list[RecordChange]] = {}
    for change in changes:
        assert isinstance(change.record, Arrow)
        changed.setdefault(change.record.id, []).append(change)
    for of_arrow in changed.values():
        arrow = of_arrow[0].record
        assert isinstance(arrow, Arrow)
        kind = of_arrow[0].kind
        if kind in ("added", "removed"):
            yield arrow, "added" if kind == "added" else "removed", _own_settings(arrow)
        else:
            words = (change_words(c.field or "", c.before, c.after) for c in of_arrow)
            yield arrow, "changed", tuple(words)


def _own_settings(arrow: Arrow) -> tuple[str, ...]:
    default = _default_fields()
    return tuple(
        setting_words(field, value)
        for field, value in record_fields(arrow).items()
        if field not in ("id", "source", "target") and value != default.get(field, value)
    )


@cache
def _default_fields() -> Mapping[str, object]:
    return record_fields(Arrow.model_validate({"id": "-", "source": "-", "target": "-"}))


class _Writer:
    """Writes which arrows some arrows are."""

    def __init__(self, design: Design, tenants: Mapping[str, Tenant], names: Mapping[str, str]) -> None:
        self._design = design
        self._tenants = tenants
        self._names = {tenant: isolated(name) for tenant, name in names.items()}

    def lines(self, arrows: Sequence[Arrow]) -> tuple[tuple[str, ...], tuple[str | None, ...]]:
        """The lines, and the id of the arrow that each is about."""
        single = [(self._pair(arrow.source, arrow.target), arrow.id) for arrow in arrows]
        if len(arrows) > _MAX_LISTED:
            grouped = list(self._grouped(arrows))
            if len(grouped) < len(single):
                return tuple(grouped), (None,) * len(grouped)
        return tuple(words for words, _ in single), tuple(name for _, name in single)

    def _grouped(self, arrows: Sequence[Arrow]) -> Iterator[str]:
        """A line for each pair of groups of tenants that the arrows join in the same way, then the exceptions."""
        ends = {end for arrow in arrows for end in (arrow.source, arrow.target)}
        # Only which tenants are joined counts here: all else is alike.
        plain = {"cloud": "commercial", "allow_invites_from": "everyone", "division": None}
        tenants = [tenant.model_copy(update=plain) for name, tenant in self._tenants.items() if name in ends]
        bare = [Arrow.model_construct(id=a.id, source=a.source, target=a.target) for a in arrows]
        skeleton = self._design.topology.replace(tenants=tuple(tenants), arrows=tuple(bare), groups=())
        found = alike(Design(skeleton, self._design.users))
        for relation in found.relations:
            if relation.rule:
                yield self._relation(relation)
            else:
                yield from (self._pair(one.source, one.target) for one in relation.exceptions)

    def _relation(self, relation: Relation) -> str:
        source, target = self._group(relation.source), self._group(relation.target)
        words = f"{source} → {target}"
        if relation.within:
            words = f"between {self._tenants_of(relation.source)}, both ways"
        parts = [f"{words}: {relation.count:,} arrow{'s' * (relation.count != 1)}"]
        for kind, lead in (("missing", "except"), ("additional", "more:")):
            if some := [one for one in relation.exceptions if one.kind == kind]:
                parts.append(f"{lead} {self._exceptions(some)}")
        return ", ".join(parts)

    def _exceptions(self, some: Sequence[ArrowException]) -> str:
        return listed_names([self._pair(one.source, one.target) for one in some], _MAX_LISTED)

    def _group(self, group: TenantGroup) -> str:
        return f"each of {self._tenants_of(group)}" if len(group.tenants) > 1 else self._tenants_of(group)

    def _tenants_of(self, group: TenantGroup) -> str:
        names = [self._names[tenant] for tenant in group.tenants]
        if len(names) <= _MAX_LISTED:
            return listed_names(names)
        return f"{len(names):,} tenants ({listed_names(names, _NAMED_OF_MANY)})"

    def _pair(self, source: str, target: str) -> str:
        return f"{self._names[source]} → {self._names[target]}"
