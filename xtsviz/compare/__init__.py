"""What changed between two designs, and which tenants of a design are alike."""

from xtsviz.compare.alike_tenants import Alike, alike
from xtsviz.compare.diff import Diff, Diffs, diff

__all__ = ["Alike", "Diff", "Diffs", "alike", "diff"]
