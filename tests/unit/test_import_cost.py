"""`import xtsviz` is cheap: what draws, serves or computes layouts loads when it is first asked for."""

import json
import subprocess
import sys

import pytest

HEAVY = (
    "ipywidgets",
    "ipycytoscape",
    "plotly",
    "anywidget",
    "IPython",
    "networkx",
    "matplotlib",
    "voila",
    "rich",
    "typer",
)

USE = """
import xtsviz as xts
design = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=2)
counts = xts.user_flow(design).counts()
assert counts.loc["contoso", "fabrikam"] == 2, counts
"""

LEARN = """
import xtsviz as xts
exercise = xts.training.find("first-arrow")
assert not exercise.judge(exercise.design).right
"""


def loaded_by(code: str) -> set[str]:
    """Names of all modules that a fresh interpreter has loaded after running `code`."""
    report = "\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code + report], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(
    "code", ["import xtsviz", USE, LEARN], ids=["import", "user hub and counts", "an exercise judged"]
)
def test_nothing_that_draws_is_loaded(code):
    modules = loaded_by(code)
    assert "xtsviz" in modules
    assert modules.isdisjoint(HEAVY), sorted(modules.intersection(HEAVY))


def test_the_check_sees_a_heavy_library():
    assert "networkx" in loaded_by("import networkx")


def test_a_misspelt_public_name_is_an_attribute_error_and_loads_nothing():
    code = """
import xtsviz
try:
    xtsviz.explorer_that_is_not
except AttributeError as error:
    assert "explorer_that_is_not" in str(error)
else:
    raise SystemExit("no AttributeError")
"""
    assert loaded_by(code).isdisjoint(HEAVY)
