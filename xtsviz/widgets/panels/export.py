"""The design on its way out and in: files to take along, a document or a list of users to open."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import ipywidgets as w

from xtsviz.io import from_bytes
from xtsviz.io.files import with_list
from xtsviz.model.display_text import isolated
from xtsviz.view.export import png
from xtsviz.view.export.files import KINDS, File, export
from xtsviz.view.markup import esc, file_field
from xtsviz.view.words import file_size
from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.controller import Controller, Scene
from xtsviz.widgets.parts import Panel, column, html, labelled, press, row


def exported(scene: Scene, kind: str, dark: bool = False, scale: float = 2.0) -> File:
    """What the explorer shows as a file; see `xtsviz.view.export.files.export`."""
    picture = replace(scene.picture, dark=dark) if kind in ("svg", "png", "report") else None
    return export(kind, scene.flow, picture=picture, positions=scene.positions, scale=scale)


class ExportPanel(Panel):
    """Buttons that hand files to the person at the page, and fields that take theirs. The server's disk sees neither.

    Args:
        controller: holds what is exported, and takes what is opened.
        bridge: brings files to the page and from it.
    """

    def __init__(self, controller: Controller, bridge: Bridge) -> None:
        super().__init__()
        self._controller = controller
        self._bridge = bridge
        self._sizes: dict[str, int] = {}
        self.buttons = {
            name: press(kind.title, partial(self._export, name), hint=kind.hint)
            for name, kind in KINDS.items()
        }
        self.dark = w.Checkbox(value=False, description="pictures on a dark ground", indent=False)
        self.dark.layout.width = "auto"
        self._missing = html()
        self.tenant = w.Dropdown(options=[])
        self.widget = column(
            row(*self.buttons.values(), self.dark),
            self._missing,
            row(
                html(file_field("Open a document (JSON)", "document", ".json,application/json"), "xts-fit"),
                labelled("Users of", self.tenant),
                html(file_field("Open their list (CSV)", "users", ".csv,text/csv"), "xts-fit"),
            ),
            html(
                '<p class="xts-muted">What you open replaces the design, or the users of that tenant, for you alone; '
                "Undo leads back.</p>"
            ),
        )
        bridge.on_downloaded(self._downloaded)
        bridge.on_upload("document", self._open)
        bridge.on_upload("users", self._open_users)

    def update(self, scene: Scene) -> None:
        """Offer the tenants of the scene, and say what a picture needs."""
        options = [(scene.facts.names.tenant(tenant.id), tenant.id) for tenant in scene.design.tenants]
        with self.quietly():
            if options != list(self.tenant.options):
                before = self.tenant.value
                self.tenant.options = options
                self.tenant.value = before if before in scene.facts.place else scene.design.tenants[0].id
        missing = png.missing()
        self.buttons["png"].tooltip = missing or KINDS["png"].hint
        self._missing.value = f'<p class="xts-muted">{esc(missing)}</p>' if missing else ""
        self._missing.layout.display = None if missing else "none"

    def _export(self, kind: str) -> None:
        what = KINDS[kind].what
        self._controller.say(f"Making {what} …")
        file = exported(self._controller.scene, kind, self.dark.value)
        self._sizes[file.name] = len(file.content)
        self._controller.say(f"Handing over {file.name}, {file_size(len(file.content))} …")
        self._bridge.download(file.name, file.media_type, file.content)

    def _downloaded(self, name: str, failed: str) -> None:
        size = file_size(self._sizes.pop(name, 0))
        if failed:
            self._controller.say(f"The browser did not take {name}: {failed}", "error")
        else:
            self._controller.say(f"Downloaded {name}, {size}")

    def _open(self, name: str, content: bytes) -> None:
        shown = isolated(name)
        self._controller.say(f"Reading {shown}, {file_size(len(content))} …")
        self._controller.open(from_bytes(content, name=name), f"Opened {shown}")

    def _open_users(self, name: str, content: bytes) -> None:
        tenant = self.tenant.value
        if tenant is None:
            self._controller.say("Add a tenant first: a list of users belongs to one.", "error")
            return
        shown, owner = isolated(name), self._controller.scene.facts.names.tenant(tenant)
        self._controller.say(f"Reading {shown}, {file_size(len(content))} …")
        read = with_list(self._controller.design, tenant, content)
        self._controller.edit(lambda _design: read, f"Users of {owner} from {shown}")
