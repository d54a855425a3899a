"""The rules, one small file each. This package finds them by itself: they are in no list."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from xtsviz.findings.rule import Rule


def find_rules() -> tuple[Rule, ...]:
    """The rules of all modules of this package, sorted by code.

    A module has one ``RULE``, or several in ``RULES``.
    """
    found: list[Rule] = []
    for info in iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        found += getattr(module, "RULES", None) or [module.RULE]
    return tuple(sorted(found, key=lambda rule: rule.code))


RULES: tuple[Rule, ...] = find_rules()
"""All rules, sorted by code."""
