"""How time and memory grow with the input: `make bench-growth` prints both at a size and at its double.

The cases are in `tests/bench/growth/`, one module for each room, each with a list `CASES`. A measurement runs in a
process of its own, so that its peak of memory is its own. Time is what the processor spends in the program itself, and
the least of several runs, so that other programs on the machine count little; what the system takes to hand out memory
shows as memory. Fails where a cost grows by more than the case allows.
"""

import gc
import importlib
import json
import resource
import subprocess
import sys
from pathlib import Path

import psutil

from tests.bench.growth.case import Case

ROUNDS = 3
SHORT = 0.2
"""Seconds below which a time says little about growth; the table marks it."""
SMALL = 16.0
"""MB; growth below is that of the interpreter's own pools."""
MEGABYTE = 2**20


def all_cases() -> dict[str, Case]:
    """The cases of all modules in `growth`, by name."""
    modules = sorted(path.stem for path in (Path(__file__).parent / "growth").glob("*.py"))
    cases: dict[str, Case] = {}
    for module in modules:
        for case in getattr(importlib.import_module(f"tests.bench.growth.{module}"), "CASES", ()):
            assert case.name not in cases, f"two cases are named {case.name}"
            cases[case.name] = case
    return cases


def measure(case: Case, size: int) -> tuple[float, float]:
    """Seconds of the work, and MB that input and work take at most; in this process."""
    case.prepare(max(case.size // 50, 2))()  # loads what is loaded once
    gc.collect()
    before = psutil.Process().memory_info().rss
    work = case.prepare(size)
    gc.collect()
    gc.freeze()  # a collection while it works looks at what the work makes, not at all that was ever imported
    forget_peak()
    start = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    result = work()
    took = resource.getrusage(resource.RUSAGE_SELF).ru_utime - start
    del result
    return took, max(peak() - before, 0) / MEGABYTE


def forget_peak() -> None:
    """Let the peak of memory begin anew, where the system can: making the input may have taken more."""
    forget = Path("/proc/self/clear_refs")
    if forget.exists():
        forget.write_text("5")


def peak() -> int:
    """The most memory that this process held, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # macOS counts bytes


def measured(case: Case, size: int) -> tuple[float, float]:
    """The same, in a fresh process."""
    command = [sys.executable, "-m", "tests.bench.bench_growth", "--measure", case.name, str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode:
        raise SystemExit(f"{case.name}, size {size:,}:\n{done.stderr}")
    took, held = json.loads(done.stdout.splitlines()[-1])
    return float(took), float(held)


def growth(case: Case) -> tuple[str, bool]:
    """A line of the table, and whether the case keeps its limit."""
    small: list[tuple[float, float]] = []
    large: list[tuple[float, float]] = []
    while True:
        for _ in range(ROUNDS):
            small.append(measured(case, case.size))
            large.append(measured(case, 2 * case.size))
        (time_1, held_1), (time_2, held_2) = (
            tuple(min(column) for column in zip(*runs, strict=True)) for runs in (small, large)
        )
        more_time, more_memory = time_2 / max(time_1, 1e-9), max(held_2, SMALL) / max(held_1, SMALL)
        good = max(more_time, more_memory) <= case.limit
        # Once more before it is called too much: a busy machine makes single times long.
        if good or len(small) > ROUNDS:
            break
    line = (
        f"{case.name:50s} {case.size:9,d} {time_1:7.2f} s {time_2:7.2f} s {more_time:5.2f}"
        f" {held_1:7.0f} MB {held_2:7.0f} MB {more_memory:5.2f}"
    )
    notes = ["short"] * (time_1 < SHORT) + [f"MORE THAN {case.limit:g} TIMES"] * (not good)
    return "   ".join([line, *notes]), good


def main(arguments: list[str]) -> int:
    """Measure all cases, or those whose names hold one of the words given."""
    cases = all_cases()
    if arguments[:1] == ["--measure"]:
        print(json.dumps(measure(cases[arguments[1]], int(arguments[2]))))
        return 0
    chosen = [c for c in cases.values() if not arguments or any(word in c.name for word in arguments)]
    if not chosen:
        print(f"no case is named so; there are: {', '.join(cases)}")
        return 2
    print(
        f"{'At a size and at its double':50s} {'size':>9s} {'time':>9s} {'':9s} {'×':>5s} {'memory':>10s} {'×':>16s}"
    )
    kept = True
    for case in chosen:
        line, good = growth(case)
        print(line, flush=True)
        kept = kept and good
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
