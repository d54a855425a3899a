"""Who appears where and why: the rules of the flow.

Each rule is in one module: the state of an arrow in `arrow_states`, who is in its scope in `scope_rules` and
`clause_tests`, existing externals in `existing_externals`, provisioning and merging in `provisioning`. The other
modules use these. `flow_counts` repeats some of them for speed, and a property test compares both.
"""

from xtsviz.flow.engine import Flow, user_flow

__all__ = ["Flow", "user_flow"]
