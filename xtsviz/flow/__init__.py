"""Who appears where and why: the rules of the flow.

Each rule lives in one place: which arrows work in `gates`, whom an arrow has in scope in `scope` and `clauses`, whom
the target knows already in `existing`, who is carried and merged in `carriage`. The other modules read these.
"""

from xtsviz.flow.engine import Flow, user_flow
from xtsviz.flow.findings import Finding, Findings
from xtsviz.flow.lifecycle import lifecycle

__all__ = ["Finding", "Findings", "Flow", "lifecycle", "user_flow"]
