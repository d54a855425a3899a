"""The overlays. Each is one object in one module. This package finds them by itself: they are in no list."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from xtsviz.errors import PictureError, did_you_mean, quoted
from xtsviz.view.picture.overlays.overlay import Overlay


def _find_overlays() -> dict[str, Overlay]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    overlays = [module.OVERLAY for module in modules if hasattr(module, "OVERLAY")]
    return {overlay.name: overlay for overlay in sorted(overlays, key=lambda overlay: overlay.order)}


OVERLAYS: Mapping[str, Overlay] = _find_overlays()
"""Every overlay by its name, in the order of its buttons."""
DEFAULT_OVERLAY = next(iter(OVERLAYS))
"""The overlay of a picture, unless another is chosen."""


def overlay_named(name: object) -> Overlay:
    """The overlay of this name.

    Raises:
        PictureError: there is no such overlay.
    """
    if not isinstance(name, str) or name not in OVERLAYS:
        hint = did_you_mean(str(name), list(OVERLAYS))
        raise PictureError(f"no overlay {quoted(str(name))}; there are {', '.join(OVERLAYS)}{hint}")
    return OVERLAYS[name]
