"""What explorer, replay and exercises have in common as widgets."""

from __future__ import annotations

import logging
from typing import Any, Literal

import ipywidgets as w

from xtsviz.widgets.bridge import Bridge
from xtsviz.widgets.notebook_picture import NotebookPicture
from xtsviz.widgets.picture_state import PictureState
from xtsviz.widgets.state_controller import StateController
from xtsviz.widgets.traits import Mirroring

_log = logging.getLogger(__name__)


class RootWidget(Mirroring, w.VBox):
    """A widget with a controller, which has its state, and a bridge to the page.

    Attributes:
        controller: has all that is on the screen as `controller.view_state`, and changes it.
    """

    controller: StateController[Any]
    _bridge: Bridge
    _notebook_picture: NotebookPicture | None = None
    _in_notebook: PictureState

    def _report_fault(self, message: str, level: Literal["error"]) -> None:
        """Put a fault into the status line, whatever else on the screen is broken."""
        self.controller.set_status(message, level)
        self._bridge.set_status(message, level)

    # In a notebook

    def _preview(self, *, quick: bool = False) -> dict[str, str]:
        """The picture as it is now, as display data by MIME type; `quick` without what takes long."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The widget; and for where there is none, its picture as it is now and the same in words."""
        data = super()._repr_mimebundle_(**kwargs)
        return data and data | self._safe_preview()

    def _ipython_display_(self, **_kwargs: Any) -> None:
        """The widget, and behind it the picture that a saved notebook shows."""
        if not (data := super()._repr_mimebundle_()):
            return
        if self._notebook_picture is None:
            self._notebook_picture = NotebookPicture(self.model_id, self._bridge, self._safe_preview)
            self._in_notebook = self.controller.view_state
            self.controller.on_view_state(self._follow_picture)
        self._notebook_picture.display(data, self._safe_preview(True))

    def _follow_picture(self, view_state: PictureState) -> None:
        before, self._in_notebook = self._in_notebook, view_state
        drawn = view_state.picture_fields - {"dark"}  # what is saved follows the reader's theme
        if self._notebook_picture and any(getattr(before, n) is not getattr(view_state, n) for n in drawn):
            self._notebook_picture.changed()

    def _safe_preview(self, quick: bool = False) -> dict[str, str]:
        try:
            return self._preview(quick=quick)
        except Exception:  # noqa: BLE001 - the widget is shown all the same
            _log.exception("the display data lack their picture")
            return {}

    def close(self) -> None:
        """Close the widget."""
        if self._notebook_picture:
            self._notebook_picture.close()
        super().close()
