"""The overlays: each one object in one module, found by itself; nothing else lists them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from xtsviz.errors import PictureError, did_you_mean, quoted
from xtsviz.view.picture.overlays.overlay import Overlay


def _found() -> dict[str, Overlay]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    overlays = [module.OVERLAY for module in modules if hasattr(module, "OVERLAY")]
    return {overlay.name: overlay for overlay in sorted(overlays, key=lambda overlay: overlay.order)}


OVERLAYS: Mapping[str, Overlay] = _found()
"""Every overlay by its name, in the order of its buttons."""
FIRST = next(iter(OVERLAYS))
"""The overlay that a picture has unless another is asked for."""


def overlay_named(name: object) -> Overlay:
    """The overlay of this name.

    Raises:
        PictureError: there is none.
    """
    if not isinstance(name, str) or name not in OVERLAYS:
        hint = did_you_mean(str(name), list(OVERLAYS))
        raise PictureError(f"no overlay {quoted(str(name))}; there are {', '.join(OVERLAYS)}{hint}")
    return OVERLAYS[name]
