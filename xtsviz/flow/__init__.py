"""Who appears where and why: the rules of the flow.

Each rule lives in one place: which arrows work in `gates`, whom an arrow has in scope in `scope` and `clauses`, whom
the target knows already in `existing`, who is provisioned and merged in `provisioning`. The other modules read these.
"""

from xtsviz.flow.engine import Flow, user_flow

__all__ = ["Flow", "user_flow"]
