"""How many examples the property tests try.

`make test` tries a few of each, the same ones each time. `make properties` tries five times as many, and every pair of
table engines. `XTSVIZ_FUZZ=2000` (`make fuzz DESIGNS=2000`) tries that many of each, other ones each time.
"""

import os

from hypothesis import HealthCheck, settings

FUZZ = int(os.environ.get("XTSVIZ_FUZZ", "0"))
"""So many examples of each test, random ones; 0: the usual number."""
THOROUGH = bool(FUZZ or os.environ.get("XTSVIZ_THOROUGH"))
"""True where there is time for all combinations."""


def examples(number: int) -> settings:
    """So many examples where there is time for all, a fifth of them in `make test`."""
    return settings(
        max_examples=FUZZ or (number if THOROUGH else max(number // 5, 2)),
        derandomize=not FUZZ,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
