"""Progress: kept beside the notebook, whole or not at all; what cannot be read stays as it is."""

import json

import pytest

from xtsviz.errors import FileError, ProgressError
from xtsviz.training import Progress


@pytest.fixture
def path(tmp_path):
    return tmp_path / "xtsviz-progress.json"


def test_it_is_kept_and_read_again(path):
    progress = Progress(path)
    assert not path.exists()
    progress.checked("one", right=False)
    progress.hinted("one", 2)
    progress.checked("one", right=True)
    progress.revealed("two")
    again = Progress(path)
    assert (again["one"].solved, again["one"].attempts, again["one"].hints) == (True, 2, 2)
    assert again["two"].revealed
    assert not again["two"].solved
    assert not again["three"].attempts
    assert list(again.table()["exercise"]) == ["one", "two"]
    assert json.loads(path.read_text("utf-8"))["version"] == 1


def test_what_was_shown_does_not_solve_until_it_is_done_anew(path):
    progress = Progress(path)
    progress.revealed("one")
    progress.checked("one", right=True)
    assert not progress["one"].solved
    progress.again("one")
    progress.checked("one", right=True)
    assert progress["one"].solved
    progress.again("one")
    assert Progress(path)["one"].solved


def test_two_notebooks_in_one_folder_lose_nothing(path):
    one, other = Progress(path), Progress(path)
    one.checked("a", right=True)
    other.checked("b", right=True)
    assert Progress(path)["a"].solved
    assert Progress(path)["b"].solved


@pytest.mark.parametrize(
    "content,said",
    [
        (
            {"format": "xtsviz-progress", "version": 2, "exercises": {}},
            "is of version 2, this xtsviz reads version 1: update",
        ),
        (
            {"format": "xtsviz-progress", "version": 0, "exercises": {}},
            "is of version 0, this xtsviz reads version 1: start",
        ),
        ({"format": "xtsviz-progress", "exercises": {}}, "is of version None"),
        ({"format": "xtsviz-topology", "version": 1}, "holds no progress"),
        ([], "holds no progress"),
        ({"format": "xtsviz-progress", "version": 1, "exercises": []}, "exercises: an object is needed"),
        ({"format": "xtsviz-progress", "version": 1, "exercises": {"a": {"solved": 1}}}, "exercises.a: "),
        ({"format": "xtsviz-progress", "version": 1, "exercises": {"a": {"other": True}}}, "exercises.a: "),
    ],
)
def test_a_file_of_another_kind_is_refused_and_stays_as_it_is(path, content, said):
    text = json.dumps(content)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProgressError) as refused:
        Progress(path)
    assert said in str(refused.value)
    assert "xts.training.Progress.anew" in str(refused.value)
    assert path.read_text("utf-8") == text


def test_no_json(path):
    path.write_bytes(b"{")
    with pytest.raises(ProgressError, match="cannot be read as progress"):
        Progress(path)
    assert path.read_bytes() == b"{"


def test_beginning_anew_sets_aside_whatever_is_there(path):
    for number in (1, 2):
        path.write_text(f"old {number}", encoding="utf-8")
        progress = Progress.anew(path)
        progress.checked("one", right=True)
        assert path.with_name(f"xtsviz-progress-old-{number}.json").read_text("utf-8") == f"old {number}"
        assert Progress(path)["one"].solved


def test_reset_and_export(path, tmp_path):
    progress = Progress(path)
    assert progress.reset() is None
    progress.checked("one", right=True)
    progress.export(tmp_path / "mine.json")
    aside = progress.reset()
    assert aside is not None
    assert not path.exists()
    assert not progress["one"].solved
    assert Progress(aside)["one"].solved
    assert Progress(tmp_path / "mine.json")["one"].solved
    with pytest.raises(FileError, match="no such file or folder"):
        progress.export(tmp_path / "nowhere" / "mine.json")


def test_in_memory_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    progress = Progress.in_memory()
    progress.checked("one", right=True)
    assert progress["one"].solved
    assert not list(tmp_path.iterdir())
