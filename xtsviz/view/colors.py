"""Colours as numbers: CSS names, and the contrast that WCAG 2.2 defines."""

from __future__ import annotations

import re
from functools import lru_cache

from tinycss2.color4 import Color, parse_color

Rgb = tuple[int, int, int]

_WORD_OR_DIGITS = re.compile("[a-z]+|#[0-9a-f]{3}|#[0-9a-f]{6}", re.IGNORECASE | re.ASCII)


@lru_cache(maxsize=1024)
def parse_rgb(color: str) -> Rgb | None:
    """Red, green and blue (0 to 255) of ``#rgb``, ``#rrggbb`` or a CSS name; None for anything else."""
    found = parse_color(color) if _WORD_OR_DIGITS.fullmatch(color) else None
    if not isinstance(found, Color) or found.alpha != 1:
        return None
    red, green, blue = (round(255 * part) for part in found.coordinates)
    return (red, green, blue)


def to_hex(color: Rgb) -> str:
    """A colour as ``#rrggbb``."""
    return "#{:02x}{:02x}{:02x}".format(*color)


def _luminance(color: Rgb) -> float:
    parts = [c / 255 for c in color]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0

    Raises:
        ValueError: one of the texts is not a colour.
    """
    first, second = parse_rgb(one), parse_rgb(other)
    if first is None or second is None:
        raise ValueError(f"no colour: {one if first is None else other!r}")
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=1024)
def with_contrast(color: str, backgrounds: tuple[str, ...], ratio: float = 3.0) -> str:
    """The colour itself, or the nearest darker or lighter one with enough contrast to all of the backgrounds.

    Args:
        color: ``#rgb``, ``#rrggbb`` or a CSS name.
        backgrounds: colours that are all light or all dark.
        ratio: the contrast that is needed with each.

    Raises:
        ValueError: the text is not a colour.
    """
    start = parse_rgb(color)
    if start is None:
        raise ValueError(f"no colour: {color!r}")
    towards = 0 if contrast(backgrounds[0], "#000000") > contrast(backgrounds[0], "#ffffff") else 255
    for step in range(51):
        share = step / 50
        mixed = to_hex(tuple(round(c + (towards - c) * share) for c in start))  # type: ignore[arg-type]
        if min(contrast(mixed, background) for background in backgrounds) >= ratio:
            return mixed
    return to_hex((towards,) * 3)
