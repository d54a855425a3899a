"""One file per way in: whatever comes in, there is a result or an `XtsvizError` in a few words.

`make test` tries a few inputs of each, the same ones each time; `make fuzz` as many other ones as there is time for.
`XTSVIZ_FUZZ=1000 pytest tests/fuzz/test_lists.py` tries that many. Tests here leave the number of examples to this.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.fuzz.budget import set_for

NUMBER = int(os.environ.get("XTSVIZ_FUZZ", "0"))
FEW = 5


def as_many(before: settings) -> settings:
    return settings(
        parent=before,
        max_examples=NUMBER or FEW,
        derandomize=not NUMBER,
        deadline=None,
        phases=(
            Phase.explicit,
            Phase.reuse,
            Phase.generate,
        ),  # many ways in are too slow to look for a smaller input
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


def pytest_itemcollected(item: pytest.Item) -> None:
    set_for(item, as_many)
