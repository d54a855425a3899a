"""The drawer *Save*: a file where the person wants it, and what is saved by itself."""

from __future__ import annotations

import ipywidgets as w
from markupsafe import Markup

from xtsviz.view.markup import button, fragment, note
from xtsviz.view.words import file_size
from xtsviz.widgets.keep_intents import SaveTo, SettleAutosave
from xtsviz.widgets.keeping import CHOICE_WORDS, Keeping, time_in_words
from xtsviz.widgets.looks import set_layout, show
from xtsviz.widgets.parts import Panel, column, html, labelled, row, text_button
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_state import ViewState

_SHARED = (
    "Several people share this server, so nothing is saved on it. Export → Document gives you the design as a file. "
    "A reload of the page keeps your changes."
)
_HIDDEN = (
    "Names are hidden, so the file gets the invented names. Press Hide names again first to save your own."
)


class SavePanel(Panel):
    """Saves to a file, says where things lie, and forgets them.

    Args:
        store: has the state.
    """

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.path = w.Text(placeholder="design.json", continuous_update=False)
        self.save = text_button("Save", self._save, hint="Write the design to this file", icon="save")
        self.itself = w.Dropdown(options=[("not at all", "off")])
        set_layout(self.itself, width="auto")
        self._to_file = row(labelled("Save to", self.path), self.save)
        self._where = html()
        self._by_itself = row(labelled("By itself", self.itself))
        self._saved = html()
        self.widget = column(self._to_file, self._where, self._by_itself, self._saved)
        self.on_change(self.path, lambda path: store.write(save_path=path))
        self.on_change(self.itself, lambda choice: store.send(SettleAutosave(choice)))

    def update(self, view_state: ViewState) -> None:
        """Bring it to the view state."""
        keeping, path, hiding = view_state.keeping, _path(view_state), view_state.hiding
        if self.shows(keeping, path, hiding):
            return
        choices = keeping.choices or ("off",)
        with self.suppress_events():
            options = [(CHOICE_WORDS[choice].lower(), choice) for choice in choices]
            if options != list(self.itself.options):
                self.itself.options = options
            self.itself.value = keeping.choice
            self.path.value = path
        for part in (self._to_file, self._where, self._by_itself):
            show(part, bool(keeping.choices))
        show(self._by_itself, bool(keeping.choices) and not hiding)
        show(self._saved, not (keeping.choices and hiding))  # paths may have names in them
        self._where.value = note(_HIDDEN) if hiding else _file_sentence(keeping)
        self._saved.value = _saved_sentence(keeping) if keeping.choices else note(_SHARED)
        self.shown_inputs = (keeping, path, hiding)

    def _save(self) -> None:
        self._store.send(SaveTo(_path(self._store.view_state)))


def _path(view_state: ViewState) -> str:
    written = view_state.forms.save_path
    return view_state.keeping.suggested if written is None else written


def _file_sentence(keeping: Keeping) -> Markup:
    if keeping.file:
        return fragment(
            '<p class="xts-muted">You saved to {}. Only you can read a new file.</p>', str(keeping.file)
        )
    return fragment(
        '<p class="xts-muted">A name without a folder is saved in {}. Only you can read a new file.</p>',
        str(keeping.folder),
    )


def _saved_sentence(keeping: Keeping) -> Markup:
    """What was saved by itself, where it lies, and a button that removes it."""
    forget = button("Forget", ["saved-forget"], hint="Remove what was saved by itself for this notebook")
    if keeping.failed:
        return note(f"Not saved by itself: {keeping.failed}.") + forget
    if keeping.saved:
        saved = keeping.saved
        words = f"Saved by itself at {time_in_words(saved.time)}, {file_size(saved.size)}, only for you: {saved.path}"
        return fragment('<p class="xts-muted">{}</p>{}', words, forget)
    if keeping.choice == "off":
        return fragment('<p class="xts-muted">Nothing is saved by itself.</p>{}', forget)
    return fragment(
        '<p class="xts-muted">Nothing has changed yet, so nothing is saved by itself.</p>{}', forget
    )
