"""Layouts and styles that widgets share: each one of ipywidgets is a widget and a message of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import ipywidgets as w

W = TypeVar("W", bound=w.DOMWidget)

_SHARED: dict[tuple[object, ...], w.Widget] = {}
"""By class and properties; kept for the life of the kernel."""


def create(
    kind: type[W],
    *arguments: Any,
    layout: dict[str, str] | None = None,
    style: dict[str, str] | None = None,
    classes: Sequence[str] = (),
    **options: Any,
) -> W:
    """A widget whose layout and style are shared with all that look the same.

    Args:
        kind: the widget's class.
        arguments: for the class, as are `options`.
        layout: properties of the layout; `set_layout` changes them later.
        style: properties of the style; `set_style` changes them later.
        classes: of CSS; each that is added later is a message of its own.
    """
    options["_dom_classes"] = tuple(classes)
    options["layout"] = shared_layout(**layout or {})
    if "style" in kind.class_traits():
        options["style"] = _shared(kind.class_traits()["style"].klass, style or {})
    made: W = kind(*arguments, **options)
    return made


def shared_layout(**properties: str) -> w.Layout:
    """The layout with these properties that all widgets of this module share."""
    return _shared(w.Layout, properties)


def set_layout(widget: w.DOMWidget, **changes: str | None) -> None:
    """Change the layout of one widget; others that share it keep theirs. None removes a property."""
    if any(getattr(widget.layout, name) != value for name, value in changes.items()):
        widget.layout = _changed(widget.layout, changes)


def set_style(widget: w.DOMWidget, **changes: str | None) -> None:
    """Change the style of one widget; others that share it keep theirs. None removes a property."""
    if any(getattr(widget.style, name) != value for name, value in changes.items()):
        widget.style = _changed(widget.style, changes)


def show(widget: w.DOMWidget, shown: bool) -> None:
    """Show or hide a widget; a hidden one takes no room."""
    set_layout(widget, display=None if shown else "none")


def is_shared(widget: w.Widget) -> bool:
    """True for a layout or a style that other widgets may use too."""
    return any(widget is other for other in _SHARED.values())


def _shared(kind: type[w.Widget], properties: dict[str, Any]) -> w.Widget:
    key = (kind, *sorted(properties.items()))
    found = _SHARED.get(key)
    if found is None or found.comm is None:  # somebody has closed all widgets
        found = _SHARED[key] = kind(**properties)
    return found


def _changed(before: w.Widget, changes: dict[str, str | None]) -> w.Widget:
    properties = {
        name: value
        for name in before.keys
        if not name.startswith("_")
        and (value := getattr(before, name)) != before.traits()[name].default_value
    }
    properties.update(changes)
    after = _shared(type(before), {name: value for name, value in properties.items() if value is not None})
    if not is_shared(before):
        before.close()
    return after
