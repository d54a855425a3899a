"""What a picture says of a group of alike tenants: which groups are boxes, and what is in a box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xtsviz.view.theme import ArrowStyleName

GroupBy = Literal["arrows", "division"]


@dataclass(frozen=True, slots=True)
class GroupsShown:
    """Which tenants of a picture are drawn as one box.

    Attributes:
        by: ``arrows``: tenants that are alike. ``division``: tenants of one division, and the others that are alike.
        opened: ids of tenants. Each group with one of them is opened: its tenants are drawn in a frame.
        apart: ids of tenants that are taken out of their group.
    """

    by: GroupBy = "arrows"
    opened: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ArrowKind:
    """What arrows drawn as one have in common.

    Attributes:
        style: the style of the arrows.
        emphasis: the emphasis of the arrows.
        reason: why they stop a user, as a code; empty without a reason.
        noted: True if there are findings about them (*Health*).
    """

    style: ArrowStyleName
    emphasis: Literal["normal", "lit", "dim"]
    reason: str = ""
    noted: bool = False


@dataclass(frozen=True, slots=True)
class ArrowCount:
    """Arrows of one kind that are counted and not drawn one by one.

    Attributes:
        arrows: how many.
        users: how many users they synchronize, all together.
        label: in a few words, with the symbol of their style.
        sentence: in a sentence.
    """

    kind: ArrowKind
    arrows: int
    users: int
    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class GroupPart:
    """A text in the box of a group: its title, a line of words, or the name of one of its tenants.

    Attributes:
        key: tells the parts of one box apart.
        tenant: the tenant (id) that the part is the name of; None for words.
        x, y: the centre, in units of the picture.
    """

    key: str
    kind: Literal["title", "words", "tenant", "reason"]
    text: str
    full: str
    tenant: str | None
    lit: bool
    selected: bool
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One exception, drawn in the box: an arrow from one part to another.

    Attributes:
        source, target: the keys of two parts of the box.
        style: the style of the arrow; None if the arrow is missing.
        arrow: the id of the arrow; None if it is missing.
        sentence: what is different.
    """

    source: str
    target: str
    style: ArrowStyleName | None
    arrow: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class GroupBox:
    """The content of the box of a group.

    Attributes:
        tenants: the ids of its tenants.
        opened: True if the tenants are drawn themselves, and the box is only a frame around them.
        sentence: who they are and which arrows join them: ``12 tenants, everyone with everyone, except 5``.
        counts: the arrows among its tenants that are not drawn.
        parts: the texts in the box.
        lines: the exceptions that are drawn in the box.
        sentences: the whole content in sentences.
    """

    tenants: tuple[str, ...]
    opened: bool
    sentence: str
    counts: tuple[ArrowCount, ...]
    parts: tuple[GroupPart, ...]
    lines: tuple[GroupLine, ...]
    sentences: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many arrows among its tenants are not drawn."""
        return sum(found.arrows for found in self.counts)
