"""What is on the screen: fields, buttons and texts in a tree of widgets, found by what a person sees of them."""

import html
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets as w

BUTTON = re.compile(r"<button ([^>]*)>([^<]*)</button>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def widgets(root: w.Widget, hidden: bool = True) -> Iterator[w.Widget]:
    """A widget and all in it, from top to bottom; without what is hidden, if asked for that."""
    if not (hidden or is_shown(root)):
        return
    yield root
    children = getattr(root, "children", ())
    if not hidden and isinstance(root, w.Accordion | w.Tab):
        children = () if root.selected_index is None else (children[root.selected_index],)
    for child in children:
        yield from widgets(child, hidden)


def is_shown(widget: w.Widget) -> bool:
    """Whether the layout of the widget lets it be seen."""
    layout = getattr(widget, "layout", None)  # the layout of a figure of plotly is another thing
    return not isinstance(layout, w.Layout) or layout.display != "none"


class Part:
    """A part of the screen.

    Args:
        root: the widget with all of it.
    """

    def __init__(self, root: w.Widget) -> None:
        self.root = root

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Part) and self.root is other.root

    def __hash__(self) -> int:
        return id(self.root)

    def find(self, kind: type[w.Widget] | tuple[type[w.Widget], ...], **traits: Any) -> Any:
        """The one widget of a kind that has these traits.

        Raises:
            LookupError: there is none, or there are several.
        """
        found = [one for one in widgets(self.root) if isinstance(one, kind) and _has(one, traits)]
        if len(found) != 1:
            raise LookupError(f"{len(found)} widgets are {kind} with {traits}")
        return found[0]

    def field(self, label: str) -> Any:
        """The control with this label."""
        found = [
            one
            for one in widgets(self.root)
            if not isinstance(one, w.Button) and getattr(one, "description", None) == label
        ]
        if len(found) != 1:
            raise LookupError(f"{len(found)} fields have the label {label!r}")
        return found[0]

    def button(self, label: str) -> w.Button:
        """The button with this text."""
        return self.find(w.Button, description=label)

    def parts(self, css_class: str) -> list["Part"]:
        """The parts with a class of their own."""
        return [
            Part(one)
            for one in widgets(self.root)
            if isinstance(one, w.DOMWidget) and css_class in one.get_state("_dom_classes")["_dom_classes"]
        ]

    @property
    def markup(self) -> str:
        """All HTML of the part that can be seen."""
        return "\n".join(one.value for one in widgets(self.root, hidden=False) if isinstance(one, w.HTML))

    def below(self, control: w.Widget) -> w.HTML:
        """The first HTML that stands below a control."""
        return next(one for one in self._html(control, True))

    def above(self, control: w.Widget) -> w.HTML:
        """The last HTML that stands above a control."""
        return list(self._html(control, False))[-1]

    def _html(self, control: w.Widget, below: bool) -> Iterator[w.HTML]:
        met = False
        for one in widgets(self.root):
            met = met or one is control
            if isinstance(one, w.HTML) and met is below:
                yield one


class Field:
    """An attribute of a part: the control with this label."""

    def __init__(self, label: str) -> None:
        self.label = label

    def __get__(self, part: Part, _owner: type) -> Any:
        return part.field(self.label)


class Button:
    """An attribute of a part: the button with this text."""

    def __init__(self, label: str) -> None:
        self.label = label

    def __get__(self, part: Part, _owner: type) -> Any:
        return part.button(self.label)


class Hinted:
    """An attribute of a part: the text field with a placeholder that begins so."""

    def __init__(self, start: str) -> None:
        self.start = start

    def __get__(self, part: Part, _owner: type) -> Any:
        found = [
            one
            for one in widgets(part.root)
            if isinstance(one, w.Text | w.Textarea | w.Combobox) and one.placeholder.startswith(self.start)
        ]
        if len(found) != 1:
            raise LookupError(f"{len(found)} fields have a placeholder that begins with {self.start!r}")
        return found[0]


class HtmlButton:
    """A button of the panels' HTML, as the page has it.

    Args:
        markup: what it is in.
        label: its text.
        act: sends its action.
    """

    def __init__(self, markup: str, label: str, act: Callable[..., None]) -> None:
        found = [attributes for attributes, text in BUTTON.findall(markup) if html.unescape(text) == label]
        if len(found) != 1:
            raise LookupError(f"{len(found)} buttons say {label!r}")
        self.attributes = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(found[0])}
        self.disabled = found[0].endswith(" disabled")
        self._act = act

    @property
    def pressed(self) -> bool:
        """Whether it is on."""
        return self.attributes["aria-pressed"] == "true"

    def click(self) -> None:
        """Press it, also if it is disabled by now: a press may be on its way."""
        self._act(*json.loads(self.attributes["data-xts"]))


def _has(widget: w.Widget, traits: dict[str, Any]) -> bool:
    return all(getattr(widget, name) == value for name, value in traits.items())
