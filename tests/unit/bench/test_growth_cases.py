"""Every case of `make bench-growth` still does its work: it is measured rarely, and names change."""

import pytest

from tests.bench.bench_growth import all_cases


@pytest.mark.parametrize("case", all_cases().values(), ids=lambda case: case.name)
def test_a_case_works_at_a_small_size(case):
    case.prepare(max(case.size // 200, 2))()
