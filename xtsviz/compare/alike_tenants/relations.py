"""What holds in and between groups of alike tenants, and the arrows that are an exception to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from xtsviz.compare.setting_words import ARROW_FIELDS
from xtsviz.model.topology import Arrow

ExceptionKind: TypeAlias = Literal["missing", "different", "additional"]


@dataclass(frozen=True)
class ArrowException:
    """One arrow that differs from the rule of its groups.

    Attributes:
        kind: ``missing``, ``different``, or ``additional`` if the rule has no such arrow.
        source: the id of the tenant where it starts.
        target: the id of the tenant where it ends.
        arrow: its id; None if it is missing.
        record: the arrow; None if it is missing.
        place: its place among the arrows of the rule, from 0.
        fields: for a different arrow, what differs from the rule, as the document names it
            (``gates.inbound_auto_redeem``). If only the state differs, because of clouds or invitations: ``state``.
        names: source and target, as they are named in sentences.
        no_arrow: True if the pair has no arrow at all.
    """

    kind: ExceptionKind
    source: str
    target: str
    arrow: str | None
    record: Arrow | None
    place: int
    fields: tuple[str, ...]
    names: str
    no_arrow: bool

    @property
    def sentence(self) -> str:
        """What is different: ``Contoso → Fabrikam: no arrow``."""
        if self.kind == "missing":
            return f"{self.names}: {'no arrow' if self.no_arrow else 'one arrow less'}"
        if self.kind == "additional":
            return f"{self.names}: one arrow more"
        return f"{self.names}: differs in {', '.join([ARROW_FIELDS[field] for field in self.fields])}"


@dataclass(frozen=True)
class TenantGroup:
    """Tenants that are alike, or that have the same division.

    Attributes:
        tenants: their ids, in the order of the document.
        label: who they are, in sentences: ``99 tenants``, or the name of the only one.
        division: the division, if that is why they are a group.
        sentence: who they are and which arrows join them: ``12 tenants, everyone with everyone, except 5``.
    """

    tenants: tuple[str, ...]
    label: str
    division: str | None
    sentence: str

    @property
    def each(self) -> str:
        """The group as the source or the target of a relation: ``each of 99 tenants``."""
        return self.label if len(self.tenants) == 1 else f"each of {self.label}"


def group_sentence(
    label: str, tenants: int, rule: Sequence[object], exceptions: Sequence[ArrowException]
) -> str:
    """The sentence of a group.

    Args:
        label: who they are.
        tenants: how many they are.
        rule: the arrows that each pair of them has.
        exceptions: the arrows among them that differ from the rule.
    """
    if tenants == 1:
        return label
    joined = "everyone with everyone" if rule else "no arrows between them"
    return ", ".join([label, joined, *_more_words(rule, exceptions)])


def _more_words(rule: Sequence[object], exceptions: Sequence[ArrowException]) -> list[str]:
    several = [f"{len(rule)} arrows each"] if len(rule) > 1 else []
    return several + ([f"except {len(exceptions)}"] if exceptions else [])


@dataclass(frozen=True)
class Relation:
    """The arrows from the tenants of one group to those of another, or among those of one.

    Attributes:
        source: the group where they start.
        target: the group where they end; for the arrows within a group, the same as the source.
        rule: the arrows that each pair of tenants has, in their order; empty if most pairs have none. Their ids,
            sources and targets are those of the first such arrows; what an arrow has for itself (note, assigned users
            and groups) is left out.
        exceptions: the arrows that differ from the rule, in the order of their sources, then of their targets.
    """

    source: TenantGroup
    target: TenantGroup
    rule: tuple[Arrow, ...]
    exceptions: tuple[ArrowException, ...]

    @property
    def within(self) -> bool:
        """True for the arrows among the tenants of one group."""
        return self.source is self.target

    @property
    def pairs(self) -> int:
        """The number of pairs of a source and a target."""
        return len(self.source.tenants) * (len(self.target.tenants) - self.within)

    @property
    def count(self) -> int:
        """The number of arrows, exceptions included."""
        more = {"missing": -1, "different": 0, "additional": 1}
        return self.pairs * len(self.rule) + sum(more[exception.kind] for exception in self.exceptions)

    @property
    def sentence(self) -> str:
        """What holds: ``Contoso to each of 99 tenants``; for the arrows within a group, the sentence of the group."""
        if self.within:
            return self.source.sentence
        if not self.rule:
            arrows = "1 arrow" if self.count == 1 else f"{self.count} arrows"
            return f"{self.source.label} to {self.target.label}, only {arrows}"
        return ", ".join(
            [f"{self.source.each} to {self.target.each}", *_more_words(self.rule, self.exceptions)]
        )
