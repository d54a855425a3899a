"""What a trainer can ask the board for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from xtsviz.widgets.common_intents import SetDark, ShowStatus


@dataclass(frozen=True)
class ReadText:
    """Count the codes in a text instead of those in the text before.

    Attributes:
        text: the text.
        source: the file that it comes from; empty for the field.
    """

    text: str
    source: str = ""


@dataclass(frozen=True)
class ReadFile:
    """Count the codes in a file."""

    name: str
    content: bytes


@dataclass(frozen=True)
class TakeLive:
    """The codes of learners who use the trainer's server; None if there is no such server."""

    codes: tuple[str, ...] | None


@dataclass(frozen=True)
class ShowCounted:
    """Show one exercise by its name, of those that there are codes of; an empty text shows all."""

    name: str


@dataclass(frozen=True)
class ShowAnswers:
    """Show what is right and which ideas are wrong, or hide it."""

    shown: bool


BoardIntent: TypeAlias = ReadText | ReadFile | TakeLive | ShowCounted | ShowAnswers | SetDark | ShowStatus
"""What the board can be asked for."""
