"""Findings are looked for on the command line too."""

from tests.unit.cli.conftest import run

__all__ = ["run"]
