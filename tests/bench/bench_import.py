"""What it costs to import xtsviz, make a user hub and print its counts, next to importing pandas.

Both are whole processes with compiled modules, less the bare interpreter; the figure is the median of several
runs, taken in turn so that a busy machine disturbs all alike. xtsviz promises at most 1.5 times pandas.
"""

import os
import statistics
import subprocess
import sys
import time

LIMIT = 1.5
RUNS = 11

BARE = "pass"
PANDAS = "import pandas"
XTSVIZ = """
import xtsviz as xts
design = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)
print(xts.user_flow(design).counts())
"""


def seconds(code: str) -> float:
    """Wall-clock time of one fresh interpreter that runs `code`."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, env=environment, check=True)
    return time.perf_counter() - begin


def measure(runs: int = RUNS) -> tuple[float, float, float]:
    """Medians in seconds of the bare interpreter, of pandas and of xtsviz, the last two less the first."""
    codes = (BARE, PANDAS, XTSVIZ)
    for code in codes:  # compiles what is not yet compiled, and warms the file cache
        seconds(code)
    rounds = [[seconds(code) for code in codes] for _ in range(runs)]
    bare, pandas, ours = (statistics.median(column) for column in zip(*rounds, strict=True))
    return bare, pandas - bare, ours - bare


def test_import_costs_little_more_than_pandas():
    bare, pandas, ours = measure()
    print(
        f"\nimport: interpreter {bare * 1000:.0f} ms, + pandas {pandas * 1000:.0f} ms, "
        f"+ xtsviz with a user hub and its counts {ours * 1000:.0f} ms: {ours / pandas:.2f} times pandas "
        f"(at most {LIMIT}; median of {RUNS} runs)"
    )
    assert ours <= LIMIT * pandas
