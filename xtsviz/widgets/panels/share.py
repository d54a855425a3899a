"""The design as a text to send to somebody."""

from __future__ import annotations

from functools import partial

import ipywidgets as w

from xtsviz.errors import XtsvizError
from xtsviz.io.share_text import MAX_IN_ADDRESS, PARAMETER
from xtsviz.view.markup import empty_message, fragment, note
from xtsviz.view.words import number
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.common_intents import ShowStatus
from xtsviz.widgets.looks import create
from xtsviz.widgets.parts import Panel, column, html, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_intents import HideNames
from xtsviz.widgets.view_state import ViewState

_LEAD = "This text is the whole design. Paste it into Open, or give it to xtsviz in the place of a file."
_READABLE = (
    "The text holds all names in readable form: send it only to people who may know them, or hide the names."
)
_INVENTED = "Names are hidden, so the text holds invented names only."


class SharePanel(Panel):
    """Shows what `Design.share_text` gives, and copies it, or a link with it.

    Args:
        store: has the design.
        bridge: knows the clipboard, and the address of the page.
    """

    def __init__(self, store: Store, bridge: Bridge) -> None:
        super().__init__()
        self._store = store
        self._bridge = bridge
        self._text = ""
        self.copy = text_button("Copy the text", partial(self._copy, "text", ""), icon="share")
        # Only a served page has an address that leads to a design; the style sheet hides the button elsewhere.
        self.link = create(
            w.Button,
            description="Copy the link",
            layout={"width": "auto"},
            classes=["xts-share-link"],
        )
        self.link.on_click(lambda _button: self._copy("link", PARAMETER))
        self.hide = create(
            w.Checkbox, value=False, description="Hide names", indent=False, layout={"width": "auto"}
        )
        self.on_change(self.hide, lambda on: store.send(HideNames(on)))
        self._names = html()
        self._shown = html()
        lead = html(fragment('<p class="xts-muted">{}</p>', _LEAD))
        self.widget = column(lead, row(self.copy, self.link, self.hide), self._names, self._shown)

    def update(self, view_state: ViewState) -> None:
        """Show the text of the view state's design."""
        with self.suppress_events():
            self.hide.value = view_state.hiding is not None
        if self.shows(view_state.design, view_state.hiding):
            return
        self._names.value = (
            fragment('<p class="xts-muted">{}</p>', _INVENTED) if view_state.hiding else note(_READABLE)
        )
        try:
            self._text = view_state.design.share_text()
            self._shown.value = fragment(
                '<p class="xts-muted">{}</p><pre class="xts-code xts-share-text" tabindex="0">{}</pre>',
                number(len(self._text), "character"),
                self._text,
            )
        except XtsvizError as problem:
            self._text = ""
            self._shown.value = empty_message(f"{problem}.")
        self.copy.disabled = not self._text
        self.link.disabled = not 0 < len(self._text) <= MAX_IN_ADDRESS
        self.link.tooltip = (
            f"A link takes {MAX_IN_ADDRESS:,} characters; copy the text instead"
            if self.link.disabled
            else "The address of this page with the design in it; it works where this server can be reached"
        )
        self.shown_inputs = (view_state.design, view_state.hiding)

    def _copy(self, what: str, parameter: str) -> None:
        self._bridge.copy(self._text, partial(self._copied, what), parameter)

    def _copied(self, what: str, done: bool) -> None:
        names = "with invented names" if self._store.view_state.hiding else "with all names"
        if done:
            self._store.send(ShowStatus(f"Copied the {what} of the design, {names}"))
        else:
            refused = f"The browser did not let the {what} be copied; select the text and copy it yourself"
            self._store.send(ShowStatus(refused, "warning"))
