"""What a person can ask for that is about saving."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from xtsviz.io.autosave.places import Choice


@dataclass(frozen=True)
class SaveTo:
    """Save the design as a document.

    Attributes:
        path: the file; a relative one belongs to the folder of the notebook.
        replace: whether to replace a file that is there.
        from_page: a person at the page asks, and not Python code.
    """

    path: str
    replace: bool = False
    from_page: bool = True


@dataclass(frozen=True)
class SettleAutosave:
    """Save by itself there from now on."""

    choice: Choice


@dataclass(frozen=True)
class GoOn:
    """Go on with what an earlier explorer saved."""


@dataclass(frozen=True)
class NotNow:
    """Leave what an earlier explorer saved where it is, and do not ask again here."""


@dataclass(frozen=True)
class ForgetSaved:
    """Remove what was saved by itself.

    Attributes:
        only_offer: only what an earlier explorer saved and is offered now.
    """

    only_offer: bool = False


KeepIntent: TypeAlias = SaveTo | SettleAutosave | GoOn | NotNow | ForgetSaved
"""What an explorer can be asked for about saving."""
