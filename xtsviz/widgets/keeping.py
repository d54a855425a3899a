"""What the screen says about saving: what is saved by itself, where it lies, and what may be gone on with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from xtsviz.io.autosave.files import Saved
from xtsviz.io.autosave.places import Choice
from xtsviz.view.words import number

CHOICE_WORDS: dict[Choice, str] = {
    "notebook": "Beside the notebook",
    "data": "In my data folder",
    "off": "Do not save",
}
"""The choices, as buttons say them."""


@dataclass(frozen=True)
class Keeping:
    """What is saved.

    Attributes:
        choices: where a person can let it save by itself; nothing where several visitors share a server.
        choice: where it saves by itself.
        is_settled: the person was asked already.
        saved: what this explorer saved last by itself.
        failed: why it could not be saved; empty if it could.
        offer: what an earlier explorer saved, until the person says what to do with it.
        folder: relative names of files belong to it.
        file: the file that the person saved to last.
    """

    choices: tuple[Choice, ...] = ()
    choice: Choice = "off"
    is_settled: bool = True
    saved: Saved | None = None
    failed: str = ""
    offer: Saved | None = None
    folder: Path = Path()
    file: Path | None = None

    @property
    def suggested(self) -> str:
        """The name that the field for a file begins with."""
        return str(self.file) if self.file else "design.json"


class Keeper(Protocol):
    """What saves an explorer by itself; the handlers ask it."""

    def settle(self, choice: Choice) -> None:
        """Save there from now on; remembered for other explorers."""

    def go_on(self) -> None:
        """Go on with what was offered."""

    def forget(self, *, only_offer: bool) -> None:
        """Remove what was saved by itself for this notebook or page, and is open nowhere else; or what is offered."""

    def was_saved(self, path: Path) -> None:
        """The person saved the design to this file."""


def time_in_words(time: datetime, now: datetime | None = None) -> str:
    """The local time; with the day if it is not today's."""
    local, today = time.astimezone(), (now or datetime.now().astimezone()).date()
    return f"{local:%H:%M}" if local.date() == today else f"{local.day} {local:%B %Y, %H:%M}"


def offer_in_words(offer: Saved) -> str:
    """What is offered, as a sentence."""
    if offer.problem:
        return f"{offer.problem}."
    what = f"{number(offer.tenants, 'tenant')}, {number(offer.arrows, 'arrow')}"
    where = " in another explorer, which is open" if offer.is_open else ""
    return f"Your changes from {time_in_words(offer.time)}{where} are saved: {what}."
