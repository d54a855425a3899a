"""The numbers of the package's predictions in short codes.

A number stands for one exercise with one table of cells and one answer, for all versions of the package. Where cells or
answer of an exercise change, it gets the next free number, so that a code of an older version is told from a new one.
"""

from __future__ import annotations

from types import MappingProxyType

OWN = 31
"""The number of all exercises that are not of the package. There is no larger one."""

NUMBERS = MappingProxyType(
    {
        "four-shapes": (0, 0xC8C97318925D),
        "todays-names": (1, 0xEBF0C18AD2A5),
        "no-passing-on": (2, 0x2D6DB1BE7F3C),
        "cycle": (3, 0x294FEFCA61BD),
        "externals-stay": (4, 0x41D5CBBD85DF),
        "empty-department": (5, 0x6BD3ACF83D8D),
        "nested-group": (6, 0xEE2EFBA355F5),
        "mail-domain": (7, 0xF704DDF9C2E9),
        "group-copy": (8, 0xAEEF6BC37008),
        "who-sets-what": (9, 0x33B16847BE45),
        "existing-guests": (10, 0x324EFBC4DCD7),
        "out-and-back": (11, 0x46DFD09ADE00),
    }
)
"""Number and mark (`codes.layout_mark`) by the name of an exercise. Never use a number again."""
