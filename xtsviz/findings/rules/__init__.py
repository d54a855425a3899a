"""The rules: one small file each, found by itself; nothing else lists them."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from xtsviz.findings.rule import Rule


def _found() -> tuple[Rule, ...]:
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    found: list[Rule] = []
    for module in modules:
        found += getattr(module, "RULES", None) or [module.RULE]
    return tuple(sorted(found, key=lambda rule: rule.code))


RULES: tuple[Rule, ...] = _found()
"""Every rule, by its code."""
