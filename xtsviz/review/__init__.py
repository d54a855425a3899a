"""What is wrong or risky with a design, one rule, one small function; and what changed between two."""

import sys
from types import ModuleType

from xtsviz.flow import Findings
from xtsviz.model.design import Design
from xtsviz.review.diff import Diff, diff
from xtsviz.review.engine import review

__all__ = ["Diff", "diff", "review"]


class _Room(ModuleType):
    """This room may be called: once anybody has imported it, Python puts it where `xtsviz.review` was the function."""

    def __call__(self, design: Design) -> Findings:
        return review(design)

    __call__.__doc__ = review.__doc__


sys.modules[__name__].__class__ = _Room
