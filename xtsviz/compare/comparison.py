"""What a design is compared with, and what came of it; worked out when first asked for."""

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
    """Another design under a name, with which designs are compared.

    Attributes:
        design: the one from which changes are told.
        name: what people call it, of any characters.
        key: what kind it is, and which, for whoever offers several.
    """

    def __init__(self, design: Design, name: str, key: str = "design") -> None:
        require_type(design, Design, "designs are compared with a design")
        require_type(name, str, "name: a text is needed")
        self.design = design
        self.name = name
        self.key = key
        self._last: Comparison | None = None

    @cached_property
    def flow(self) -> Flow:
        """The flow of that design."""
        return user_flow(self.design)

    def compared(self, after: Flow) -> Comparison:
        """What changed from that design to another, by its flow; the last answer is remembered."""
        if self._last is None or self._last.after is not after:
            self._last = Comparison(self.name, self.flow, after)
        return self._last


class Comparison:
    """What changed between two designs, as pictures and tables need it.

    Attributes:
        name: what people call the design before.
        before: the flow of the one.
        after: the flow of the other.
    """

    def __init__(self, name: str, before: Flow, after: Flow) -> None:
        self.name = name
        self.before = before
        self.after = after
        self.diff = Diff.of_flows(before, after)

    @property
    def title(self) -> str:
        """What changed, in numbers, and since what."""
        return f"Compared with {isolated(self.name)}: {self.diff.summary}"

    @cached_property
    def arrows(self) -> Mapping[str, ArrowChange]:
        """By arrow id, for arrows of either design; those that are the same are not there."""
        rows = self.diff.arrows
        return dict(zip(rows["arrow"], rows["change"], strict=True))

    @cached_property
    def tenants(self) -> Mapping[str, str]:
        """``added``, ``removed``, ``renamed`` or ``changed`` by tenant id; those that are the same are not there."""
        rows = self.diff.tenants
        found: dict[str, str] = {}
        for tenant, change in zip(rows["tenant"], rows["change"], strict=True):
            # Who reads a new name looks for nothing else.
            found[tenant] = "renamed" if "renamed" in (change, found.get(tenant)) else change
        return found

    @cached_property
    def appear(self) -> Mapping[str, int]:
        """How many are in a tenant (id) now and were not before."""
        return Counter(self.diff.appear["tenant"])

    @cached_property
    def disappear(self) -> Mapping[str, int]:
        """How many were in a tenant (id) before and are not now."""
        return Counter(self.diff.disappear["tenant"])

    @cached_property
    def changed(self) -> Mapping[str, int]:
        """How many are in a tenant (id) before and now, but as somebody else."""
        return Counter(self.diff.changed_people.drop_duplicates(["user", "tenant"])["tenant"])
