"""How long single pieces of work take in the kernel, without a browser: `make bench` prints the figures."""

import io
import time
from collections.abc import Callable

import pandas as pd

import xtsviz as xts
from tests.bench.bench_draw import say
from xtsviz.flow import user_flow
from xtsviz.io.lists.reading import read_list
from xtsviz.view.export.report import report
from xtsviz.view.picture.resolve import resolve

__all__ = ["say"]

RESOLVE, REPORT, LIST = 20, 1_500, 4


def took(work: Callable[[], object]) -> float:
    """Milliseconds of the processor, the least of five."""
    times = []
    for _ in range(5):
        start = time.process_time()
        work()
        times.append(1000 * (time.process_time() - start))
    return min(times)


def test_a_picture(say: Callable[[str], None]) -> None:
    design = xts.templates.full_mesh([f"Tenant {n:02}" for n in range(20)], members=5)
    flow = user_flow(design)
    positions = resolve(design, flow).positions
    best = took(lambda: resolve(design, flow, previous_positions=positions))
    say(f"The picture of a mesh of 20 tenants  {best:6.0f} ms   (at most {RESOLVE})")
    assert best <= RESOLVE


def test_a_report(say: Callable[[str], None]) -> None:
    design = xts.templates.full_mesh([f"Tenant {n:02}" for n in range(20)], members=50)
    best = took(lambda: report(design))
    say(f"The report of it, with 1,000 people  {best:6.0f} ms   (at most {REPORT})")
    assert best <= REPORT


def test_a_list(say: Callable[[str], None]) -> None:
    rows = "\n".join(f"{n},u{n}@contoso.com,User {n},Member" for n in range(20_000))
    data = f"id,userPrincipalName,displayName,userType\n{rows}\n".encode()
    best, pandas = took(lambda: read_list(data)), took(lambda: pd.read_csv(io.BytesIO(data), dtype=str))
    say(f"A list of 20,000 users  {best:6.0f} ms   {best / pandas:.1f} times pandas (at most {LIST})")
    assert best <= LIST * pandas
