"""What is wrong or risky with a design: one rule, one small function."""

from xtsviz.review.engine import review

__all__ = ["review"]
