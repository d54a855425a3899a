"""The command line: ``xtsviz``."""

from xtsviz.cli.app import main

__all__ = ["main"]
