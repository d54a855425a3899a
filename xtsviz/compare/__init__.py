"""What changed between two designs."""

from xtsviz.compare.diff import Diff, diff

__all__ = ["Diff", "diff"]
