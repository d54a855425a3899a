"""The design on its way out and in: files to take along, a document or a list of users to open."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import ipywidgets as w
from markupsafe import Markup

from xtsviz.view.export import png
from xtsviz.view.export.files import KINDS, ExportFile, export
from xtsviz.view.markup import file_field, note
from xtsviz.view.words import file_size
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.common_intents import ShowStatus
from xtsviz.widgets.design_intents import OpenDocument, OpenUsers
from xtsviz.widgets.looks import set_layout, show
from xtsviz.widgets.parts import Panel, column, html, labelled, row, text_button
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
    )


_LISTS = ".csv,.tsv,.txt,.xlsx,.xls,.json,.parquet,text/csv"


class ExportPanel(Panel):
    """Buttons that hand files to the person at the page, and fields that take theirs. The server's disk sees neither.

    Args:
        store: has what is exported, and takes what is opened.
        bridge: brings files to the page and from it.
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
        self.tenant = w.Dropdown(options=[])
        self.widget = column(
            row(*self.buttons.values(), self.dark),
            self._missing,
            row(
                html(file_field("Open a document (JSON)", "document", ".json,application/json"), "xts-fit"),
                labelled("Users of", self.tenant),
                html(
                    file_field(
                        "Open their list (CSV, Excel, JSON, Parquet)",
                        "users",
                        ".csv,.tsv,.txt,.xlsx,.xls,.json,.parquet,text/csv",
                    ),
                    "xts-fit",
                ),
            ),
            html(
                Markup(
                    '<p class="xts-muted">What you open replaces the design, or the users of that tenant, '
                    "for you alone; Undo leads back.</p>"
                )
            ),
        )
        self.on_change(self.dark, lambda dark: store.write(export_dark=dark))
        self.on_change(self.tenant, lambda tenant: store.write(list_owner=tenant))
        bridge.on_downloaded(self._downloaded)
        bridge.on_upload("document", self._open)
        bridge.on_upload("users", self._open_users)

    def update(self, view_state: ViewState) -> None:
        """Offer the tenants of the view state, and say what a picture needs."""
        options = [
            (view_state.context.names.tenant(tenant.id), tenant.id) for tenant in view_state.design.tenants
        ]
        with self.suppress_events():
            if options != list(self.tenant.options):
                self.tenant.options = options
            self.tenant.value = view_state.forms.list_tenant([*view_state.context.tenant_index])
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

    def _open(self, name: str, content: bytes) -> None:
        self._store.send(OpenDocument(name, content))

    def _open_users(self, name: str, content: bytes) -> None:
        state = self._store.view_state
        tenant = state.forms.list_tenant([*state.context.tenant_index])
        if tenant is None:
            self._say("Add a tenant first: a list of users belongs to one.", "error")
        else:
            self._store.send(OpenUsers(tenant, name, content))

    def _say(self, message: str, level: Level = "info") -> None:
        self._store.send(ShowStatus(message, level))
