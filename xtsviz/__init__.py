"""xtsviz: see how cross-tenant synchronization works, and what a design does.

Pictures and widgets load on first use; ``import xtsviz`` is as light as pandas.
"""

from __future__ import annotations

from typing import Any

from xtsviz.errors import XtsvizError
from xtsviz.model.design import Design
from xtsviz.model.document import schema

__version__ = "0.1.0"
__all__ = ["Design", "XtsvizError", "schema"]
