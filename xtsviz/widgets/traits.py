"""What a person sets on a widget from Python, refused as everything else that xtsviz refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import traitlets

from xtsviz.errors import XtsvizError


class WrongValueError(XtsvizError, traitlets.TraitError):
    """A value that an attribute of a widget cannot take. A ``TraitError`` too, as ipywidgets has it."""


class Refusing(traitlets.HasTraits):
    """A widget that says what an attribute takes where it is given something else.

    Attributes:
        takes: for some attributes, what they take, in words.
    """

    takes: ClassVar[Mapping[str, str]] = {}

    def __setattr__(self, name: str, value: Any) -> None:
        try:
            super().__setattr__(name, value)
        except WrongValueError:
            raise
        except traitlets.TraitError as problem:
            if name in self.takes:
                said = f"{name} takes {self.takes[name]}, not {type(value).__name__}"
            else:
                said = str(problem)
            raise WrongValueError(said) from None
