"""Text for HTML and SVG. `Markup` is finished, `str` is not: the type checker tells them apart."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from xtsviz.model.display_text import isolated

_EMPTY = Markup()
_SAFE_TYPES = (Markup, int, float)


def esc(text: object) -> Markup:
    """Text for an element or an attribute: escaped, control characters visible, right-to-left names isolated.

    `Markup` does not change.

    >>> esc("<b>&")
    Markup('&lt;b&gt;&amp;')
    """
    return text if isinstance(text, Markup) else escape(isolated(str(text)))


def fragment(template: str, *values: object, **named: object) -> Markup:
    """Markup from a template with the fields of `str.format`; each value that is not `Markup` is escaped by `esc`.

    Args:
        template: markup that stands in the program, as a literal: ruff (S704) accepts nothing else.

    >>> fragment("<b>{}</b>: {:,}", "R&D", 1200)
    Markup('<b>R&amp;D</b>: 1,200')
    """
    shown = [value if isinstance(value, _SAFE_TYPES) else esc(value) for value in values]
    by_name = {name: value if isinstance(value, _SAFE_TYPES) else esc(value) for name, value in named.items()}
    return Markup(template.format(*shown, **by_name))  # noqa: S704 - each value is a number, Markup or escaped


def join_markup(parts: Iterable[Markup], between: Markup = _EMPTY) -> Markup:
    """One piece of markup: the parts, with another piece between them."""
    # `Markup.join` would look at each part once more.
    return Markup(str.join(esc(between), map(esc, parts)))  # noqa: S704 - each piece is Markup
