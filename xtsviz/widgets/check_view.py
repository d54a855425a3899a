"""What a person did in the check list of findings."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class CheckView:
    """Ticks, and what is unfolded, by the keys of `xtsviz.findings.check_list`.

    Attributes:
        done: findings that are done. A finding that is gone keeps its tick: an edit may be undone.
        opened: groups that are unfolded, and findings whose lines to paste are shown.
    """

    done: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()

    def with_tick(self, key: str) -> CheckView:
        """The same with this finding done; or not done, if it was."""
        return replace(self, done=self.done ^ {key})

    def with_fold(self, key: str) -> CheckView:
        """The same with this unfolded; or folded, if it was unfolded."""
        return replace(self, opened=self.opened ^ {key})
