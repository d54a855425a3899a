"""What a person settled on once."""

import stat

import pytest

from xtsviz.io.autosave.places import data_folder
from xtsviz.io.autosave.settings import settle, settled_choice


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def test_a_choice_is_asked_for_once():
    assert settled_choice() is None
    settle("notebook")
    assert settled_choice() == "notebook"
    settle("off")
    assert settled_choice() == "off"
    (path,) = data_folder().iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "text", ["", "[]", '{"autosave": "data"}', '{"format": "xtsviz-settings", "autosave": 1}']
)
def test_a_file_that_says_nothing_settles_nothing(text):
    settle("data")
    (path,) = data_folder().iterdir()
    path.write_text(text)
    assert settled_choice() is None
