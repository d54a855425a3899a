"""The design on its way out: files to take along."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import ipywidgets as w
from markupsafe import Markup

from xtsviz.view.export import png
from xtsviz.view.export.files import KINDS, ExportFile, export
from xtsviz.view.markup import note
from xtsviz.view.words import file_size
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.common_intents import ShowStatus
from xtsviz.widgets.looks import set_layout, show
from xtsviz.widgets.parts import Panel, column, html, row, text_button
from xtsviz.widgets.picture_state import Level
from xtsviz.widgets.store import Store
from xtsviz.widgets.view_state import ViewState


def exported(view_state: ViewState, kind: str, dark: bool = False, scale: float = 2.0) -> ExportFile:
    """What the explorer shows as a file; see `xtsviz.view.export.files.export`."""
    picture = replace(view_state.picture, dark=dark) if kind in ("svg", "png", "report") else None
    return export(
        kind,
        view_state.flow,
        picture=picture,
        positions=view_state.positions,
        scale=scale,
        palette=view_state.context.palette,
        comparisons=view_state.comparisons if kind == "report" else (),
        done=view_state.checks.done,
    )


class ExportPanel(Panel):
    """Buttons that hand files to the person at the page. The server's disk sees none.

    Args:
        store: has what is exported.
        bridge: brings files to the page.
    """

    def __init__(self, store: Store, bridge: Bridge) -> None:
        super().__init__()
        self._store = store
        self._bridge = bridge
        self._sizes: dict[str, int] = {}
        self.buttons = {
            name: text_button(kind.title, partial(self._export, name), hint=kind.hint)
            for name, kind in KINDS.items()
        }
        self.dark = w.Checkbox(value=False, description="pictures on a dark ground", indent=False)
        set_layout(self.dark, width="auto")
        self._missing = html()
        self.widget = column(
            row(*self.buttons.values(), self.dark),
            self._missing,
        )
        self.on_change(self.dark, lambda dark: store.write(export_dark=dark))
        bridge.on_downloaded(self._downloaded)

    def update(self, view_state: ViewState) -> None:
        """Bring the switch to the view state, and say what a picture needs."""
        with self.suppress_events():
            self.dark.value = view_state.forms.export_dark
        missing = png.missing_library_message()
        self.buttons["png"].tooltip = missing or KINDS["png"].hint
        self._missing.value = note(missing) if missing else Markup()
        show(self._missing, bool(missing))

    def _export(self, kind: str) -> None:
        what = KINDS[kind].what
        self._say(f"Making {what} …")
        file = exported(self._store.view_state, kind, self._store.view_state.forms.export_dark)
        self._sizes[file.name] = len(file.content)
        self._say(f"Handing over {file.name}, {file_size(len(file.content))} …")
        self._bridge.download(file.name, file.media_type, file.content)

    def _downloaded(self, name: str, failed: str) -> None:
        size = file_size(self._sizes.pop(name, 0))
        if failed:
            self._say(f"The browser did not take {name}: {failed}", "error")
        else:
            self._say(f"Downloaded {name}, {size}")

    def _say(self, message: str, level: Level = "info") -> None:
        self._store.send(ShowStatus(message, level))
