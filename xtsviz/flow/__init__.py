"""Who appears where and why: the rules of the flow.

Each rule lives in one place: which arrows work in `gates`, whom an arrow has in scope in `scope` and `clauses`, whom
the target knows already in `existing`, who is carried and merged in `carriage`. The other modules read these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xtsviz.flow.engine import Flow, user_flow
from xtsviz.flow.lifecycle import lifecycle

if TYPE_CHECKING:
    from xtsviz.flow.findings import Finding, Findings

__all__ = ["Finding", "Findings", "Flow", "lifecycle", "user_flow"]


def __getattr__(name: str) -> Any:
    if name in ("Finding", "Findings"):
        from xtsviz.flow import findings

        return getattr(findings, name)
    raise AttributeError(f"module 'xtsviz.flow' has no attribute {name!r}")
