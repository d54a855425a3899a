"""What an explorer saves by itself: offered to the next kernel, and never lost in silence."""

import errno
import json
import os
import re
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import xtsviz as xts
from tests.drivers.explorer import ExplorerDriver
from tests.drivers.page import press, set_state
from xtsviz.errors import DesignError, FileError
from xtsviz.io.autosave.places import SWITCH, WORK_FOLDER, CellRun, data_folder, find_host
from xtsviz.io.autosave.settings import settled_choice
from xtsviz.widgets.explorer import Explorer
from xtsviz.widgets.keeping import time_in_words
from xtsviz.widgets.tab_session import write_session


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    """A kernel of JupyterLab, whose user has an empty data folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("JPY_SESSION_NAME", str(folder / "Merger.ipynb"))
    monkeypatch.delenv(SWITCH, raising=False)
    return folder


class Kernel:
    """A kernel with one explorer; `killed` leaves files and locks as a crash does."""

    def __init__(self, design, run=None):
        host = run and replace(find_host(os.environ, Path.cwd()), run=run)
        self.drive = ExplorerDriver(Explorer(design, host=host))
        self.explorer = self.drive.explorer

    def edit(self, *words):
        self.drive.act("toggle", *(words or ("fabrikam", "litware")))
        self.saved()
        return self.explorer.design

    def saved(self):
        """What this explorer has saved by itself once it has done so."""
        self.explorer.controller.keeper.finish()
        return self.keeping.saved

    def killed(self):
        self.saved()
        self.explorer.close()

    @property
    def keeping(self):
        return self.explorer.controller.view_state.keeping

    @property
    def offered(self):
        return self.drive.notice("xts-saved-offer")

    def press(self, *words):
        self.drive.send({"action": list(words)})


@pytest.fixture
def kernel(notebook, design):
    made = []

    def start(start=design, run=None):
        made.append(Kernel(start, run))
        return made[-1]

    yield start
    for one in made:
        one.explorer.close()


def test_a_new_kernel_offers_to_go_on_where_the_last_one_was_killed(kernel, design):
    first = kernel()
    assert not first.offered
    edited = first.edit()
    first.explorer.positions = {"contoso": (10.0, 20.0)}
    first.killed()
    second = kernel()
    assert second.explorer.design == design
    assert re.search(r"Your changes from [\d:]+ are saved: 3 tenants, 3 arrows\.", second.offered)
    assert "Go on with it" in second.offered
    second.press("saved-go-on")
    assert second.explorer.design == edited
    assert second.explorer.positions == {"contoso": (10.0, 20.0)}
    assert second.drive.status[0].startswith("Your design from")
    assert "Your changes from" not in second.offered
    second.drive.tool("Undo").click()
    assert second.explorer.design == design
    second.drive.tool("Redo").click()
    path = second.saved().path
    assert list(data_folder().glob("*.json")) == [path], "what it went on with is not kept twice"
    second.killed()
    assert kernel().keeping.offer.arrows == 3


def test_it_lies_where_only_the_owner_reads_it_and_says_where(kernel):
    one = kernel()
    one.edit()
    path = one.saved().path
    assert path.parent == data_folder()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    one.drive.open_drawer("Save")
    assert str(path) in one.drive.markup


def test_it_is_asked_for_once_where(kernel, notebook):
    one = kernel()
    assert not one.offered
    one.edit()
    in_data = one.saved().path
    assert "Where shall xtsviz save your changes" in one.offered
    one.press("save-itself", "notebook")
    assert not one.offered
    assert not in_data.exists()
    assert one.saved().path == notebook / ".xtsviz" / "Merger-1.json"
    assert settled_choice() == "notebook"
    other = kernel(xts.examples.acquisition())
    other.edit("fabrikam", "northwind")
    assert not other.offered
    assert other.saved().path.parent == notebook / ".xtsviz"


def test_not_now_leaves_it_for_the_next_kernel_and_nothing_writes_over_it(kernel):
    first = kernel()
    first.edit()
    first.killed()
    before = data_folder().joinpath(first.keeping.saved.path).read_bytes()
    second = kernel()
    second.press("saved-not-now")
    assert not second.offered
    second.edit("litware", "fabrikam")
    assert first.keeping.saved.path.read_bytes() == before
    assert second.saved().path != first.keeping.saved.path


def test_forget_removes_everything_of_this_notebook(kernel):
    first = kernel()
    first.edit()
    first.killed()
    second = kernel()
    second.edit()
    second.press("saved-forget")
    assert not list(data_folder().glob("*-*"))
    assert second.drive.status == (
        "Removed what was saved by itself. The next change is saved again.",
        "info",
    )
    assert second.keeping.saved is None
    second.edit("litware", "fabrikam")
    assert second.saved().path.exists()


def test_an_offer_can_be_forgotten_alone(kernel):
    one, other = kernel(), kernel()
    one.edit()
    other.edit()
    other.killed()
    third = kernel()
    third.press("saved-forget-offer")
    assert third.drive.status == ("Removed what was saved earlier.", "info")
    assert not third.offered
    assert one.saved().path.exists()
    kept = kernel()
    kept.press("saved-forget-offer")
    assert kept.drive.status[0] == "It stays: another explorer has it open."
    assert one.saved().path.exists()


def test_two_notebooks_with_the_same_place_keep_both(kernel):
    one, other = kernel(), kernel()
    first, second = one.edit(), other.edit("litware", "fabrikam")
    assert one.saved().path != other.saved().path
    other.press("saved-forget")
    assert "1 file of other explorers that are open stay" in other.drive.status[0]
    third = kernel()
    assert "in another explorer, which is open" in third.offered
    third.press("saved-go-on")
    assert third.explorer.design == first != second
    assert one.saved().path.exists(), "it is the other explorer's"


def test_a_cell_that_is_run_again_goes_on_with_what_its_last_run_left(kernel):
    first = kernel(run=CellRun("a", "1"))
    beside = kernel(run=CellRun("a", "1"))
    other = kernel(run=CellRun("b", "2"))
    for one in (other, beside, first):
        one.edit()
    again = kernel(run=CellRun("a", "3"))
    assert re.search(r"Your changes from [\d:]+ are saved", again.offered)
    again.press("saved-forget")
    assert list(data_folder().glob("*.json")) == [other.saved().path]
    first.edit("litware", "fabrikam")
    assert first.saved().path.exists(), "a view of it may still be there"


def test_another_beginning_is_offered_nothing(kernel):
    first = kernel()
    first.edit()
    first.killed()
    assert not kernel(xts.examples.acquisition()).offered


def test_a_design_back_at_its_beginning_leaves_no_file(kernel):
    one = kernel()
    one.edit()
    path = one.saved().path
    one.edit()  # the same press again
    assert one.explorer.design == one.explorer.controller.view_state.history.beginning
    one.drive.tool("Undo").click()
    one.drive.tool("Undo").click()
    assert one.saved() is None
    assert not path.exists()


def full(_handle):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_design_that_was_only_opened_is_not_saved_and_nothing_is_asked(kernel):
    one = kernel()
    one.explorer.design = xts.examples.acquisition()
    assert (one.saved(), one.offered) == (None, "")
    one.edit("fabrikam", "northwind")
    assert one.saved().path.exists()
    assert one.offered


def test_who_began_without_a_design_goes_on_from_the_start_view(kernel):
    first = kernel(None)
    first.explorer.design = xts.examples.acquisition()
    edited = first.edit("fabrikam", "northwind")
    first.killed()
    second = kernel(None)
    assert "3 tenants, 5 arrows" in second.offered
    second.press("saved-go-on")
    assert second.explorer.design == edited
    assert not second.explorer.controller.view_state.is_starting


def test_a_full_disk_is_told_once_and_the_work_goes_on(kernel, monkeypatch):
    one = kernel()
    one.edit()
    before = one.saved().path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        edited = one.edit("litware", "fabrikam")
        message, level = one.drive.status
        assert "No space left on device" in message
        assert level == "warning"
        one.drive.act("select", "tenant", "contoso")
        one.edit("litware", "contoso")
        assert one.drive.status[1] == "info"
        one.drive.open_drawer("Save")
        assert "Not saved by itself" in one.drive.markup
    assert one.saved().path.read_bytes() == before
    assert one.explorer.design != edited
    one.drive.tool("Undo").click()
    one.saved()
    assert one.keeping.failed == ""
    one.killed()
    second = kernel()
    second.press("saved-go-on")
    assert second.explorer.design == edited


def test_a_file_of_a_newer_version_stays_and_is_told(kernel):
    first = kernel()
    first.edit()
    path = first.saved().path
    first.killed()
    head, _, session = path.read_bytes().partition(b"\n")
    newer = json.dumps(json.loads(head) | {"version": 2}).encode() + b"\n" + session
    path.write_bytes(newer)
    second = kernel()
    assert "update xtsviz to go on with it" in second.offered
    second.press("saved-go-on")
    assert second.drive.status[1] == "error"
    second.edit()
    second.press("saved-forget")
    assert path.read_bytes() == newer


@pytest.mark.parametrize("session", [b"", b"[]", b'{"version": 99}', b"\xff"])
def test_a_session_that_cannot_be_read_is_told_and_stays(kernel, design, session):
    first = kernel()
    first.edit()
    path = first.saved().path
    first.killed()
    head = path.read_bytes().partition(b"\n")[0]
    path.write_bytes(head + b"\n" + session)
    second = kernel()
    second.press("saved-go-on")
    assert second.drive.status[1] == "error"
    assert second.explorer.design == design
    assert path.exists()


def test_names_in_what_is_saved_are_text(kernel):
    first = kernel()
    first.drive.send({"action": ["rename", "tenant:contoso", "<script>alert(1)</script>"]})
    first.killed()
    second = kernel()
    second.press("saved-go-on")
    assert second.explorer.design.tenants[0].name == "<script>alert(1)</script>"


def test_after_a_save_the_file_is_a_beginning_too(kernel, notebook):
    one = kernel()
    one.edit()
    one.explorer.save("design.json")
    edited = one.edit("litware", "fabrikam")
    one.killed()
    second = kernel(xts.load(notebook / "design.json"))
    second.press("saved-go-on")
    assert second.explorer.design == edited


def test_a_saved_design_that_did_not_change_since_is_not_offered(kernel, notebook):
    one = kernel()
    one.edit()
    one.explorer.save("design.json")
    one.killed()
    assert not kernel(xts.load(notebook / "design.json")).offered
    assert kernel().offered


def test_the_page_replaces_no_file_that_nobody_asked_about(kernel, notebook):
    (notebook / "mine.json").write_text("{}")
    one = kernel()
    one.press("save-replace", str(notebook / "mine.json"))
    assert one.drive.status[1] == "error"
    assert (notebook / "mine.json").read_text() == "{}"


def test_what_was_not_saved_yet_is_saved_when_the_explorer_is_closed(kernel):
    one = kernel()
    one.drive.act("toggle", "fabrikam", "litware")
    one.explorer.close()
    assert kernel().offered


def test_a_reload_that_gives_the_design_back_asks_nothing(kernel, design):
    first = kernel()
    first.edit()
    first.killed()
    second = kernel()
    assert second.offered
    state = first.explorer.controller.view_state
    second.drive.send({"session_found": True}, write_session(state, design, 10_000))
    assert second.explorer.design == first.explorer.design
    assert "Your changes from" not in second.offered
    path = second.saved().path
    assert list(data_folder().glob("*.json")) == [path], "what the page gave back is not kept twice"


# Where


def test_several_visitors_of_a_server_leave_nothing_on_it(kernel, monkeypatch, tmp_path):
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5.13")
    one = kernel()
    one.edit()
    assert one.saved() is None
    assert not one.offered
    assert not (tmp_path / "data").exists()
    one.drive.open_drawer("Save")
    assert "Several people share this server" in one.drive.markup
    one.press("save-itself", "data")
    assert one.explorer.autosave == "off"
    with pytest.raises(DesignError, match="several people share"):
        one.explorer.autosave = "data"
    set_state(one.drive.drawer.path, value="mine")  # hidden fields, but a page can send anything
    press(one.drive.drawer.save)
    assert "several people share this server" in one.drive.status[0]
    one.press("save-replace", "mine.json")
    assert one.drive.status[1] == "error"
    assert not list(Path.cwd().iterdir())
    one.explorer.save("mine.json")
    assert Path("mine.json").exists(), "Python code is the server's own"


def test_a_page_of_one_person_saves_in_the_data_folder(kernel, monkeypatch, tmp_path):
    monkeypatch.setenv(WORK_FOLDER, str(tmp_path))
    one = kernel()
    one.edit()
    assert one.saved().path == data_folder() / "explore-1.json"
    one.drive.open_drawer("Save")
    one.drive.drawer.path.value = "mine"
    one.drive.drawer.save.click()
    assert (tmp_path / "mine.json").exists()


def test_a_page_forgets_only_what_is_of_its_design(kernel, monkeypatch, tmp_path):
    monkeypatch.setenv(WORK_FOLDER, str(tmp_path))
    first = kernel(xts.examples.acquisition())
    first.edit("fabrikam", "northwind")
    first.killed()
    second = kernel()
    second.edit()
    second.press("saved-forget")
    assert list(data_folder().glob("explore-*.json")) == [first.keeping.saved.path]


def test_the_switch_turns_it_off(kernel, monkeypatch):
    monkeypatch.setenv(SWITCH, "off")
    one = kernel()
    one.edit()
    assert (one.saved(), one.offered, one.explorer.autosave) == (None, "", "off")
    one.explorer.autosave = "data"
    assert one.saved().path.exists()
    one.explorer.autosave = "off"
    assert not list(data_folder().glob("*-*.json"))


# Where the person says


def test_save_writes_the_document_for_its_owner_and_again_without_a_question(kernel, notebook):
    one = kernel()
    one.explorer.save("design.json")
    path = notebook / "design.json"
    assert xts.load(path) == one.explorer.design
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    edited = one.edit()
    one.drive.open_drawer("Save")
    assert one.drive.drawer.path.value == str(path)
    one.drive.drawer.save.click()
    assert one.drive.status[0].startswith("Saved the design in")
    assert xts.load(path) == edited
    assert stat.S_IMODE(path.stat().st_mode) == 0o640, "as the person made it"
    one.edit("litware", "fabrikam")
    one.explorer.save()
    assert xts.load(path) == one.explorer.design


def test_the_button_asks_before_another_file_is_replaced(kernel, notebook):
    (notebook / "mine.json").write_text("{}")
    one = kernel()
    one.drive.open_drawer("Save")
    one.drive.drawer.path.value = "mine"
    one.drive.drawer.save.click()
    assert "mine.json exists already" in one.drive.prompt
    assert (notebook / "mine.json").read_text() == "{}"
    one.press("save-replace", str(notebook / "mine.json"))
    assert xts.load(notebook / "mine.json") == one.explorer.design


@pytest.mark.parametrize(
    "name, said", [("  ", "give the file a name"), ("no/such/folder.json", "no such file")]
)
def test_a_file_that_cannot_be_written_is_told(kernel, name, said):
    one = kernel()
    one.drive.open_drawer("Save")
    one.drive.drawer.path.value = name
    one.drive.drawer.save.click()
    message, level = one.drive.status
    assert said in message
    assert level == "error"


def test_python_is_told_what_is_missing(kernel):
    one = kernel()
    with pytest.raises(FileError, match="name the file once"):
        one.explorer.save()
    with pytest.raises(FileError, match="no such file or folder"):
        one.explorer.save("no/such/folder.json")
    with pytest.raises(DesignError, match="one of notebook, data, off"):
        one.explorer.autosave = "on"


def test_a_time_has_its_day_if_it_is_not_todays():
    now = datetime(2026, 11, 27, 15, 0, tzinfo=UTC).astimezone()
    today = now.replace(hour=14, minute=2)
    assert time_in_words(today, now) == "14:02"
    assert time_in_words(today.replace(day=3), now) == "3 November 2026, 14:02"


def test_what_is_offered_is_part_of_the_state(kernel):
    """As `test_one_way` says of everything on the screen."""
    first = kernel()
    first.edit()
    first.killed()
    one, other = kernel(), kernel(xts.examples.acquisition())
    state = other.explorer.controller.view_state
    other.explorer.controller.change(keeping=replace(state.keeping, offer=one.keeping.offer))
    assert other.offered == one.offered
