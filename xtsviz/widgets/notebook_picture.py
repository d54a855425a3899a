"""The picture of a widget in the saved notebook: as it is now, not as it was when the cell ran.

A cell that shows such a widget has two outputs. The first is the widget. The second is its picture, for where no
widget comes up: a notebook without a kernel, a site that shows notebooks, nbconvert. While the widget is there, the
page hides the second one (`notebook_picture.js`).

The picture follows in the background, once the person pauses. In JupyterLab and Notebook the page puts it into the
notebook itself; nothing is drawn for that, and it works after a reload of the page too. Elsewhere the kernel sends it
as an update of the second output; at the end of each cell, if a program runs the notebook.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any
from weakref import WeakSet

from IPython.core.getipython import get_ipython
from IPython.display import publish_display_data

from xtsviz.widgets.background import Background
from xtsviz.widgets.bridge import Bridge

PAUSE, LONGEST = 3.0, 30.0
"""Seconds, as in `background`: longer, for a PNG holds the kernel up for a fifth of a second."""

WIDGET = "application/vnd.jupyter.widget-view+json"
KEY = "xtsviz_picture_of"
"""The key in the metadata of the second output; its value is the id of the widget's model."""

_HINT = "The explorer needs a running kernel: run this cell again. Below is its picture."

_shown: WeakSet[NotebookPicture] = WeakSet()


class NotebookPicture:
    """The picture of one widget in the notebook.

    Args:
        model_id: of the widget.
        bridge: to its page.
        make: makes the picture as display data by MIME type; it is called in the background.
    """

    def __init__(self, model_id: str, bridge: Bridge, make: Callable[[], Mapping[str, str]]) -> None:
        self._id = model_id
        self._bridge = bridge
        self._is_displayed = self._has_page = False
        self._background = Background(make, self._put, PAUSE, LONGEST, at_exit=False)
        bridge.on_notebook(self._page_opened)

    def display(self, widget_data: Mapping[str, Any], picture: Mapping[str, str]) -> None:
        """Show the widget, and have its picture follow.

        Args:
            widget_data: the display data of the widget.
            picture: what can be shown at once; the rest follows.
        """
        self._bridge.has_picture = not _is_voila()
        _publish({WIDGET: widget_data[WIDGET], "text/plain": _HINT}, {})
        if _is_voila():
            return
        self._publish_picture({"text/plain": "", **picture}, update=False)
        self._is_displayed = True
        _follow_cells()
        _shown.add(self)
        self._background.ask()

    def changed(self) -> None:
        """The picture is another one now."""
        if self._is_displayed:
            self._background.ask()

    def finish(self) -> None:
        """Put the picture into the notebook now, if it is not there yet."""
        self._background.finish()

    def close(self) -> None:
        """Do nothing any more."""
        self._is_displayed = False
        self._background.forget()

    def _page_opened(self) -> None:
        self._has_page = True
        self._background.ask()  # it has what was saved last

    def _put(self, data: Mapping[str, str]) -> None:
        if not data:
            return
        if self._has_page:
            self._bridge.put_picture(self._id, data)
        elif self._is_displayed:
            self._publish_picture(data, update=True)

    def _publish_picture(self, data: Mapping[str, str], *, update: bool) -> None:
        _publish(data, {KEY: self._id}, transient={"display_id": f"xtsviz-{self._id}"}, update=update)


def _publish(data: Mapping[str, Any], metadata: dict[str, str], **options: Any) -> None:
    publish_display_data(dict(data), metadata, **options)  # type: ignore[no-untyped-call]


def _follow_cells() -> None:
    """Where a program runs the notebook, it takes the outputs when the last cell ends."""
    shell = get_ipython()
    if (
        shell is None
        or os.environ.get("JPY_SESSION_NAME")
        or _finish_all in shell.events.callbacks["post_run_cell"]
    ):
        return
    shell.events.register("post_run_cell", _finish_all)


def _finish_all(_result: object = None) -> None:
    for picture in [*_shown]:
        picture.finish()


def _is_voila() -> bool:
    """Voila saves no notebook."""
    return os.environ.get("SERVER_SOFTWARE", "").lower().startswith("voila")
