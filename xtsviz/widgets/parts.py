"""Small pieces that all panels are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import ipywidgets as w
from markupsafe import Markup

from xtsviz.view.context import ViewContext
from xtsviz.view.markup import fragment, icon_classes
from xtsviz.widgets.error_reports import reporting_errors
from xtsviz.widgets.looks import create, is_shared, set_layout, set_style

W = TypeVar("W", bound=w.DOMWidget)

_NOTHING = Markup()
FULL = {"width": "100%"}


class Panel:
    """A part of the screen: a widget, and `update`, which brings it to a view_state without emitting anything."""

    widget: w.Widget

    def __init__(self) -> None:
        self._quiet = False
        self.shown_inputs: tuple[object, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether changes are the program's own at this moment."""
        return self._quiet

    def shows(self, *inputs: object) -> bool:
        """Whether the panel shows these very inputs already; set `shown_inputs` when it does."""
        shown, self.shown_inputs = self.shown_inputs, ()  # none, if the update fails
        if len(shown) == len(inputs) and all(a is b for a, b in zip(shown, inputs, strict=True)):
            self.shown_inputs = shown
            return True
        return False

    def update(self, view_state: Any) -> None:
        """Bring the panel to a state; nothing is sent meanwhile."""

    @contextmanager
    def suppress_events(self) -> Iterator[None]:
        """Changes made inside are ours: controls must not take them for a person's."""
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    def on_change(self, control: w.Widget, do: Callable[[Any], object], trait: str = "value") -> None:
        """Call with the new value when a person changes a control."""

        def changed(change: dict[str, Any]) -> None:
            if not self._quiet:
                do(change["new"])

        control.observe(reporting_errors(changed), trait)


class LazyPanel(Panel):
    """A panel that is made when it first comes to the front: a page need not wait for what nobody sees yet.

    Args:
        make: makes the panel.
    """

    def __init__(self, make: Callable[[], Any]) -> None:
        super().__init__()
        self._make = make
        self.panel: Any = None

    @cached_property
    def widget(self) -> w.Widget:
        """Where the panel is once it is made. The style sheet writes *Loading* while it is empty."""
        return create(w.VBox, layout=FULL, classes=["xts-lazy"])

    def update(self, view_state: Any) -> None:
        """Bring the panel to a view_state; make it if there is none yet."""
        if self.panel is None:
            self.panel = self._make()
            self.panel.update(view_state)
            self.widget.children = [self.panel.widget]
        else:
            self.panel.update(view_state)


class TablePanel(Panel):
    """A panel that is one table about the design. It scrolls inside itself."""

    def __init__(self) -> None:
        super().__init__()
        self.widget = html()

    def table(self, context: ViewContext) -> Markup:
        """The table; each kind of panel says which."""
        raise NotImplementedError

    def update(self, view_state: Any) -> None:
        """Bring the table to the view state."""
        if self.shows(view_state.context):
            return
        self.widget.value = fragment('<div class="xts-scroll">{}</div>', self.table(view_state.context))
        self.shown_inputs = (view_state.context,)


class HtmlView(w.HTML):
    """An HTML widget that takes finished markup, and no other text."""

    if TYPE_CHECKING:
        value: Markup


def html(markup: Markup = _NOTHING, kind: str = "", *, shown: bool = True) -> HtmlView:
    """An HTML widget that is only pushed when its markup differs; `looks.show` shows one that is not shown."""
    layout = {**FULL, "margin": "0"} if shown else {**FULL, "margin": "0", "display": "none"}
    return create(HtmlView, value=markup, layout=layout, classes=kind.split())


def field(kind: type[W], label: str, **options: Any) -> W:
    """A new control with its label beside it, in a column; `labelled` gives one that exists its label."""
    style = {"description_width": "96px"}
    return create(kind, description=label, layout={"width": "auto"}, style=style, **options)


def labelled(label: str, control: w.Widget, width: int = 96) -> w.Widget:
    """A control with its label beside it, in a column.

    Args:
        width: of the label, in pixels; the same for all that stand below each other.
    """
    control.description = label
    set_style(control, description_width=f"{width}px")
    set_layout(control, width="auto")
    return control


def text_button(
    label: str,
    do: Callable[[], object],
    *,
    hint: str = "",
    kind: str = "",
    icon: str = "",
    disabled: bool = False,
) -> w.Button:
    """A button with text; an icon of icons.css stands before it."""
    made = create(
        w.Button,
        description=label,
        tooltip=hint or label,
        button_style=kind,
        disabled=disabled,
        layout={"width": "auto"},
        classes=icon_classes(icon),
    )
    made.on_click(reporting_errors(lambda _button: do()))
    return made


def row(*parts: w.Widget, kind: str = "") -> w.Box:
    """Widgets side by side, wrapping where there is no room; `kind` is a further CSS class."""
    classes = ["xts-line", kind] if kind else ["xts-line"]
    return create(w.HBox, list(parts), layout={**FULL, "flex_flow": "row wrap"}, classes=classes)


def column(*parts: w.Widget, kind: str = "") -> w.Box:
    """Widgets below each other; `kind` are further CSS classes."""
    return create(w.VBox, list(parts), layout=FULL, classes=kind.split())


def close_all(widget: w.Widget) -> None:
    """Close a widget and everything in it, its layout and style too: each is a comm of its own.

    What other widgets may share stays.
    """
    if is_shared(widget):
        return
    held = [getattr(widget, trait) for trait in widget.keys]
    widget.close()
    for value in held:
        for inner in value if isinstance(value, list | tuple) else (value,):
            if isinstance(inner, w.Widget):
                close_all(inner)
