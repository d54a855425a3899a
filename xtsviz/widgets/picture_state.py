"""What the states of explorer, replay and exercises have in common: a picture that is resolved when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, Literal, Self

from xtsviz.view.picture.box_positions import Position
from xtsviz.view.picture.types import Picture

Level = Literal["info", "warning", "error"]


@dataclass(frozen=True)
class PictureState:
    """A state with a picture.

    Attributes:
        picture_fields: the fields that the picture is made from.
    """

    picture_fields: ClassVar[frozenset[str]] = frozenset()

    @cached_property
    def picture(self) -> Picture | None:
        """The picture, resolved when first asked for; None where there is nothing to draw."""
        return None

    @property
    def positions_drawn(self) -> Mapping[str, Position] | None:
        """Where tenants are in the picture; None if nobody has asked for it."""
        picture = vars(self).get("picture")
        return picture.positions if picture is not None else None

    def changed(self, **fields: Any) -> Self:
        """The state with other fields; a picture that they do not change is not resolved again."""
        after = replace(self, **fields)
        if "picture" in vars(self) and all(
            value is getattr(self, name) for name, value in fields.items() if name in self.picture_fields
        ):
            vars(after)["picture"] = self.picture
        return after
