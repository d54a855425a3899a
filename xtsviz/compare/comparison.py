"""A baseline, and the comparison of another design with it; each part is computed on first use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Literal, TypeAlias

from xtsviz.compare.diff import Diff
from xtsviz.compare.presence_changes import ChangeKind
from xtsviz.flow import Flow, user_flow
from xtsviz.model.argument_checks import require_type
from xtsviz.model.design import Design
from xtsviz.model.display_text import isolated

ArrowChange: TypeAlias = Literal["added", "removed", "changed"]


NOW = "this design"
"""The name of a design that is compared with a baseline."""


class Baseline:
    """A design that others are compared with.

    Attributes:
        design: the design.
        name: its name for people; any text.
        key: a text that identifies it among several baselines.
        is_after: False if it is how things were before; True if it is how they could be, such as another template.
    """

    def __init__(self, design: Design, name: str, key: str = "design", is_after: bool = False) -> None:
        require_type(design, Design, "designs are compared with a design")
        require_type(name, str, "name: a text is needed")
        self.design = design
        self.name = name
        self.key = key
        self.is_after = is_after
        self._last_comparison: Comparison | None = None

    @cached_property
    def flow(self) -> Flow:
        """The flow of that design."""
        return user_flow(self.design)

    def compare(self, now: Flow) -> Comparison:
        """The comparison with another design, given by its flow, in the direction of `is_after`.

        The last result is cached.
        """
        if self.is_after:
            return self.compare_after(NOW, now)
        return self._compared(self.name, self.flow, NOW, now)

    def compare_after(self, name: str, before: Flow) -> Comparison:
        """The comparison from another design, given by name and flow, to this one; the last result is cached."""
        return self._compared(name, before, self.name, self.flow)

    def _compared(self, name: str, before: Flow, after_name: str, after: Flow) -> Comparison:
        last = self._last_comparison
        if last is None or last.before is not before or last.after is not after:
            last = self._last_comparison = Comparison(name, before, after_name, after)
        return last

    def turned(self) -> Baseline:
        """The same baseline for the other direction."""
        other = Baseline(self.design, self.name, self.key, not self.is_after)
        if "flow" in vars(self):
            vars(other)["flow"] = self.flow
        return other


class Comparison:
    """What changed between two designs, as pictures and tables need it.

    Attributes:
        names: the names of the designs before and after.
        before: the flow of the design before.
        after: the flow of the design after.
    """

    def __init__(self, name: str, before: Flow, after_name: str, after: Flow) -> None:
        self.names = (name, after_name)
        self.before = before
        self.after = after
        self.diff = Diff.of_flows(before, after, self.names)

    @property
    def title(self) -> str:
        """The names of both designs and the summary of changes."""
        before, after = map(isolated, self.names)
        return f"{after[:1].upper()}{after[1:]} compared with {before}: {self.diff.summary}"

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
        return self._counts("appear")

    @cached_property
    def disappear_counts(self) -> Mapping[str, int]:
        """Numbers by tenant id: user objects that were there before and are not now."""
        return self._counts("disappear")

    @cached_property
    def changed_counts(self) -> Mapping[str, int]:
        """Numbers by tenant id: user objects that are there before and now, with another value."""
        return self._counts("changed")

    def _counts(self, kind: ChangeKind) -> Mapping[str, int]:
        return Counter(person.tenant for person in self.diff.presence_changes.people[kind])
