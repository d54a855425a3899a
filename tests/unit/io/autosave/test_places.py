"""Where an explorer saves by itself."""

import stat
import subprocess
from pathlib import Path

import pytest

from xtsviz.errors import FileError
from xtsviz.io.autosave import places
from xtsviz.io.autosave.places import SWITCH, WORK_FOLDER, data_folder, find_host, make_private

HERE = Path("/srv/Contoso")
NOTEBOOK = {"JPY_SESSION_NAME": "/srv/Contoso/Merger (1).ipynb"}
VOILA = {"SERVER_SOFTWARE": "voila/0.5.13", **NOTEBOOK}
PAGE = {**VOILA, WORK_FOLDER: "/home/adele"}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_a_notebook_saves_in_the_data_folder_until_the_person_settles_on_something():
    host = find_host(NOTEBOOK, HERE)
    assert host.choices == ("notebook", "data", "off")
    assert host.choice(None) == "data"
    assert [host.choice(settled) for settled in host.choices] == list(host.choices)
    assert host.place("notebook") == (HERE / ".xtsviz", "Merger-1")
    folder, prefix = host.place("data")
    assert folder == data_folder()
    assert prefix.startswith("Merger-1-")
    assert host.place("off") is None


def test_notebooks_of_one_name_in_two_folders_do_not_share_a_file():
    other = find_host({"JPY_SESSION_NAME": "/srv/Fabrikam/Merger (1).ipynb"}, HERE)
    assert other.place("data") != find_host(NOTEBOOK, HERE).place("data")


@pytest.mark.parametrize("name", ["Merger.ipynb", "/srv/Contoso/Merger.ipynb"])
def test_the_path_of_a_notebook_may_be_relative(name):
    assert find_host({"JPY_SESSION_NAME": name}, HERE).notebook == HERE / "Merger.ipynb"


def test_an_editor_may_tell_the_notebook_in_another_way():
    assert find_host({}, HERE, "/srv/Contoso/Merger.ipynb").notebook == HERE / "Merger.ipynb"


def test_a_person_is_asked_where_something_is_saved_unasked():
    asks = [find_host(environment, HERE).asks for environment in (NOTEBOOK, PAGE, VOILA, {}, {SWITCH: "off"})]
    assert asks == [True, True, False, False, False]


def test_several_visitors_of_a_server_save_nothing_there_whatever_was_settled():
    host = find_host({**VOILA, SWITCH: "data"}, HERE)
    assert host.choices == ()
    assert {host.choice(settled) for settled in (None, "notebook", "data")} == {"off"}


def test_the_page_of_one_person_saves_in_the_data_folder():
    host = find_host(PAGE, Path("/tmp/xtsviz-1"))
    assert (host.folder, host.choices) == (Path("/home/adele"), ("data", "off"))
    assert (host.choice(None), host.choice("notebook"), host.choice("off")) == ("data", "data", "off")
    assert host.place("data") == (data_folder(), "explore")


@pytest.mark.parametrize("environment", [{}, {"JPY_SESSION_NAME": "console-1"}])
def test_where_no_notebook_is_known_it_saves_only_if_asked_to(environment):
    host = find_host(environment, HERE)
    assert {host.choice(settled) for settled in (None, "notebook", "data")} == {"off"}
    assert find_host({SWITCH: "data"}, HERE).choice(None) == "data"
    assert host.choices == ("data", "off")
    assert host.place("data")[1].startswith("Contoso-")


@pytest.mark.parametrize(
    "switch, choice", [("off", "off"), (" Notebook ", "notebook"), ("data", "data"), ("on", "off")]
)
def test_the_switch_of_the_environment_counts_before_what_was_settled(switch, choice):
    assert find_host({**NOTEBOOK, SWITCH: switch}, HERE).choice("off") == choice


def test_a_folder_is_open_to_its_owner_alone_and_left_out_by_git(tmp_path):
    folder = tmp_path / ".xtsviz"
    folder.mkdir(mode=0o755)
    make_private(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (folder / "a-1.json").write_text("{}")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    status = subprocess.run(["git", "-C", tmp_path, "status", "--porcelain"], capture_output=True, check=True)
    assert status.stdout == b""


def test_a_folder_of_somebody_else_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(places.os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(FileError, match="belongs to another user"):
        make_private(tmp_path / "mine")


def test_a_folder_that_cannot_be_made_says_why(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(FileError, match=r"cannot save in .*Not a directory"):
        make_private(tmp_path / "file" / "x")
