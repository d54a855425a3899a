"""The picture in the notebook follows the screen: through the page that has the notebook, or as an update."""

import pytest

from tests.drivers.page import send
from xtsviz.widgets import notebook_picture
from xtsviz.widgets.notebook_picture import KEY, WIDGET


@pytest.fixture
def published(monkeypatch):
    """What is published as display data: the data, the metadata and the options."""
    done = []
    monkeypatch.setattr(
        notebook_picture,
        "publish_display_data",
        lambda data, metadata, **options: done.append((data, metadata, options)),
    )
    return done


@pytest.fixture
def sent(drive):
    """What the kernel sends to the page."""
    messages = []
    drive.bridge.send = lambda content, buffers=(): messages.append(content)
    return messages


def finish():
    """As at the end of a cell."""
    notebook_picture.finish_all()


def test_the_widget_comes_first_and_its_picture_behind_it(drive, published):
    drive.explorer._ipython_display_()
    (shown, _, _), (data, metadata, options) = published
    assert shown[WIDGET]["model_id"] == drive.explorer.model_id
    assert "image/svg+xml" in data
    assert metadata == {KEY: drive.explorer.model_id}
    assert options["transient"]["display_id"]
    assert drive.bridge.has_picture


def test_without_a_page_that_has_the_notebook_the_output_is_updated(drive, published, sent):
    drive.explorer._ipython_display_()
    drive.act("toggle", "fabrikam", "litware")
    finish()
    data, metadata, options = published[-1]
    assert "Fabrikam → Litware" in data["image/svg+xml"]
    assert "image/png" in data
    assert metadata == {KEY: drive.explorer.model_id}
    assert options == {**published[1][2], "update": True}
    assert not [message for message in sent if "picture" in message]


def test_a_page_that_has_the_notebook_gets_it_now_and_after_a_change(drive, published, sent):
    drive.explorer._ipython_display_()
    finish()
    count = len(published)
    send(drive.bridge, {"notebook_found": True})
    finish()
    drive.act("toggle", "fabrikam", "litware")
    finish()
    first, second = [message["picture"] for message in sent if "picture" in message]
    assert first["of"] == second["of"] == drive.explorer.model_id
    assert "Fabrikam → Litware" in second["data"]["image/svg+xml"]
    assert "Fabrikam → Litware" not in first["data"]["image/svg+xml"]
    assert len(published) == count


def test_what_changes_no_picture_sends_none(drive, published):
    drive.explorer._ipython_display_()
    finish()
    count = len(published)
    drive.open("People")
    drive.control.set_dark(True)
    drive.control.set_status("something")
    finish()
    assert len(published) == count


def test_voila_saves_no_notebook(drive, published, monkeypatch):
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5.13")
    drive.explorer._ipython_display_()
    drive.act("toggle", "fabrikam", "litware")
    finish()
    assert len(published) == 1
    assert not drive.bridge.has_picture


def test_an_explorer_that_is_closed_sends_nothing(drive, published):
    drive.explorer._ipython_display_()
    drive.explorer.close()
    count = len(published)
    finish()
    assert len(published) == count
