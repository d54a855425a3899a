"""What a person can ask for in the check list of findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class TickFinding:
    """Say that a finding (key) is done, or take that back."""

    key: str


@dataclass(frozen=True)
class UnfoldFindings:
    """Unfold a group of findings, or the lines to paste of a finding (key); or fold them again."""

    key: str


CheckIntent: TypeAlias = TickFinding | UnfoldFindings
"""What is about the check list."""
