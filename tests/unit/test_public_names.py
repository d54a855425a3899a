"""The names of the package: those that a person may use, and no others."""

import subprocess
import sys

import pytest

import xtsviz as xts


def test_dir_lists_the_public_names_only():
    assert dir(xts) == sorted(xts.__all__)


def test_dir_lists_the_same_names_before_anything_is_used():
    code = "import xtsviz; print(*dir(xtsviz))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == sorted(xts.__all__)


@pytest.mark.parametrize("name", sorted(xts.__all__))
def test_every_public_name_is_there(name):
    assert getattr(xts, name) is not None
