"""What a person sets on a widget from Python, refused as everything else that xtsviz refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import traitlets

from xtsviz.errors import XtsvizError
from xtsviz.model.design import Design


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


class Mirroring(Refusing):
    """A widget with traits that mirror its state: each may be set from outside, which is one intent.

    A trait that agrees with the state is left alone, so that nobody hears of it and nothing goes round in a loop.
    """

    def mirror(
        self,
        state: Callable[[], Mapping[str, Any]],
        intents: Mapping[str, Callable[[Any], Any]],
        send: Callable[[Any], object],
    ) -> None:
        """Let the traits follow the state from now on, and the state what is set from outside.

        Args:
            state: the values that the traits must have, by name.
            intents: makes the intent for a value that was set, by name of the trait.
            send: answers an intent.
        """
        self._mirrored = state

        def was_set(change: dict[str, Any]) -> None:
            name, value = change["name"], change["new"]
            if _differ(value, state()[name]):
                send(intents[name](value))
                self.follow()  # what was refused goes back

        self.observe(was_set, list(intents))

    def follow(self) -> None:
        """Bring the traits to the state."""
        with self.hold_trait_notifications():
            for name, value in self._mirrored().items():
                if _differ(getattr(self, name), value):
                    setattr(self, name, value)


def _differ(one: Any, other: Any) -> bool:
    """Whether two values of a trait differ; designs are compared by identity, for equality takes long."""
    return one is not other and (isinstance(one, Design) or bool(one != other))
