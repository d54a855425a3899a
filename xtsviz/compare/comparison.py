"""A baseline, and the comparison of another design with it; each part is computed on first use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Literal, TypeAlias

from xtsviz.compare.diff import Diff
from xtsviz.flow import Flow, user_flow
from xtsviz.model.argument_checks import require_type
from xtsviz.model.design import Design
from xtsviz.model.display_text import isolated

ArrowChange: TypeAlias = Literal["added", "removed", "changed"]


class Baseline:
    """A design that others are compared with.

    Attributes:
        design: the design before the changes.
        name: its name for people; any text.
        key: a text that identifies it among several baselines.
    """

    def __init__(self, design: Design, name: str, key: str = "design") -> None:
        require_type(design, Design, "designs are compared with a design")
        require_type(name, str, "name: a text is needed")
        self.design = design
        self.name = name
        self.key = key
        self._last_comparison: Comparison | None = None

    @cached_property
    def flow(self) -> Flow:
        """The flow of that design."""
        return user_flow(self.design)

    def compare(self, after: Flow) -> Comparison:
        """The comparison of another design, given by its flow, with this one; the last result is cached."""
        if self._last_comparison is None or self._last_comparison.after is not after:
            self._last_comparison = Comparison(self.name, self.flow, after)
        return self._last_comparison


class Comparison:
    """What changed between two designs, as pictures and tables need it.

    Attributes:
        name: the name of the design before.
        before: the flow of the design before.
        after: the flow of the design after.
    """

    def __init__(self, name: str, before: Flow, after: Flow) -> None:
        self.name = name
        self.before = before
        self.after = after
        self.diff = Diff.of_flows(before, after)

    @property
    def title(self) -> str:
        """The name of the baseline and the summary of changes."""
        return f"Compared with {isolated(self.name)}: {self.diff.summary}"

    @cached_property
    def arrows(self) -> Mapping[str, ArrowChange]:
        """The changes by arrow id; unchanged arrows are left out."""
        rows = self.diff.arrows
        return dict(zip(rows["arrow"], rows["change"], strict=True))

    @cached_property
    def tenants(self) -> Mapping[str, str]:
        """``added``, ``removed``, ``renamed`` or ``changed`` by tenant id; unchanged tenants are left out."""
        rows = self.diff.tenants
        changes: dict[str, str] = {}
        for tenant, change in zip(rows["tenant"], rows["change"], strict=True):
            # A new name is more important than other changes.
            changes[tenant] = "renamed" if "renamed" in (change, changes.get(tenant)) else change
        return changes

    @cached_property
    def appear_counts(self) -> Mapping[str, int]:
        """Numbers by tenant id: user objects that are there now and were not before."""
        return Counter(self.diff.appear["tenant"])

    @cached_property
    def disappear_counts(self) -> Mapping[str, int]:
        """Numbers by tenant id: user objects that were there before and are not now."""
        return Counter(self.diff.disappear["tenant"])

    @cached_property
    def changed_counts(self) -> Mapping[str, int]:
        """Numbers by tenant id: user objects that are there before and now, with another value."""
        return Counter(self.diff.changed_people.drop_duplicates(["user", "tenant"])["tenant"])
