"""Progress: kept beside the notebook, whole or not at all; what cannot be read stays as it is."""

import json
import subprocess
import sys

import pytest

from xtsviz.errors import FileError, ProgressError
from xtsviz.training import Progress


def of_one(**done):
    return {"format": "xtsviz-progress", "version": 1, "exercises": {"a": done}}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "xtsviz-progress.json"


def test_it_is_kept_and_read_again(path):
    progress = Progress(path)
    assert not path.exists()
    progress.record_attempt("one", right=False)
    progress.record_hints("one", 2)
    progress.record_attempt("one", right=True)
    progress.record_reveal("two")
    again = Progress(path)
    assert (again["one"].solved, again["one"].attempts, again["one"].hints) == (True, 2, 2)
    assert again["two"].revealed
    assert not again["two"].solved
    assert not again["three"].attempts
    assert list(again.table()["exercise"]) == ["one", "two"]
    assert json.loads(path.read_text("utf-8"))["version"] == 1


def test_a_shown_solution_does_not_solve_until_the_exercise_is_restarted(path):
    progress = Progress(path)
    progress.record_reveal("one")
    progress.record_attempt("one", right=True)
    assert not progress["one"].solved
    progress.restart("one")
    progress.record_attempt("one", right=True)
    assert progress["one"].solved
    progress.restart("one")
    assert Progress(path)["one"].solved


def test_two_notebooks_in_one_folder_lose_nothing(path):
    one, other = Progress(path), Progress(path)
    one.record_attempt("a", right=True)
    other.record_attempt("b", right=True)
    assert Progress(path)["a"].solved
    assert Progress(path)["b"].solved


@pytest.mark.parametrize(
    "content,said",
    [
        (
            {"format": "xtsviz-progress", "version": 2, "exercises": {}},
            "has version 2, this xtsviz reads version 1: update",
        ),
        (
            {"format": "xtsviz-progress", "version": 0, "exercises": {}},
            "has version 0, this xtsviz reads version 1: start",
        ),
        ({"format": "xtsviz-progress", "exercises": {}}, "has version None"),
        ({"format": "xtsviz-topology", "version": 1}, "contains no progress"),
        ([], "contains no progress"),
        ({"format": "xtsviz-progress", "version": 1, "exercises": []}, "exercises: an object is needed"),
        ({"format": "xtsviz-progress", "version": True, "exercises": {}}, "has version True"),
        (of_one(solved=1), "exercises.a.solved: true or false is needed, not 1"),
        (of_one(attempts=-3), "exercises.a.attempts: a number from 0 to 1,000,000,000 is needed, not -3"),
        (of_one(attempts=10**10), "exercises.a.attempts: a number"),
        (of_one(attempts=1.5), "exercises.a.attempts: a number"),
        (of_one(hints=True), "exercises.a.hints: a number"),
        (of_one(revealed=None), "exercises.a.revealed: true or false"),
        (of_one(newer="\ud800"), "cannot be written again"),
        ({"format": "xtsviz-progress", "version": 1, "exercises": {"a": []}}, "exercises.a: an object"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_stays_as_it_is(path, content, said):
    text = json.dumps(content)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProgressError) as refused:
        Progress(path)
    assert said in str(refused.value)
    assert "xts.training.Progress.start_over" in str(refused.value)
    assert path.read_text("utf-8") == text


def test_no_json(path):
    path.write_bytes(b"{")
    with pytest.raises(ProgressError, match="cannot be read as progress"):
        Progress(path)
    assert path.read_bytes() == b"{"


def test_starting_over_renames_the_existing_file(path):
    for number in (1, 2):
        path.write_text(f"old {number}", encoding="utf-8")
        progress = Progress.start_over(path)
        progress.record_attempt("one", right=True)
        assert path.with_name(f"xtsviz-progress-old-{number}.json").read_text("utf-8") == f"old {number}"
        assert Progress(path)["one"].solved


def test_reset_and_export(path, tmp_path):
    progress = Progress(path)
    assert progress.reset() is None
    progress.record_attempt("one", right=True)
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
    progress.record_attempt("one", right=True)
    assert progress["one"].solved
    assert not list(tmp_path.iterdir())


UPDATES = """
import sys
from xtsviz.training import Progress
progress = Progress(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for number in range(300):
    progress.record_attempt("both" if number % 2 else sys.argv[2], right=False)
"""


def test_two_kernels_at_once_lose_nothing(path):
    kernels = [
        subprocess.Popen(
            [sys.executable, "-c", UPDATES, str(path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "other")
    ]
    for kernel in kernels:
        assert kernel.stdout.readline() == "ready\n"
    for kernel in kernels:
        kernel.stdin.write("go\n")
        kernel.stdin.flush()
    for kernel in kernels:
        kernel.communicate()
        assert kernel.returncode == 0
    done = Progress(path)
    assert [done[name].attempts for name in ("one", "other", "both")] == [150, 150, 300]


HOLDS = """
import sys
from pathlib import Path
from xtsviz.training import progress_file
with progress_file.locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_one_waits_for_another_and_a_killed_one_holds_nothing(path, monkeypatch):
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout.readline() == "held\n"
    progress = Progress(path)
    with monkeypatch.context() as hasty:
        hasty.setattr("xtsviz.training.progress_file.LOCK_SECONDS", 0)
        with pytest.raises(ProgressError, match="another program has locked it"):
            progress.record_attempt("a", right=True)
    assert not path.exists()
    other.kill()
    other.communicate()
    progress.record_attempt("b", right=False)
    kept = Progress(path)
    assert (kept["a"].solved, kept["a"].attempts, kept["b"].attempts) == (True, 1, 1)


def test_what_cannot_be_written_is_kept_until_it_can(tmp_path):
    folder = tmp_path / "later"
    progress = Progress(folder / "mine.json")
    for _ in range(3):
        with pytest.raises(
            ProgressError, match=r"cannot write .*: there is no such folder\. Name another file"
        ):
            progress.record_attempt("a", right=True)
    assert (progress["a"].solved, progress["a"].attempts) == (True, 3)
    assert not folder.exists()
    folder.mkdir()
    progress.record_attempt("a", right=False)
    assert Progress(folder / "mine.json")["a"].attempts == 4


def test_what_a_newer_version_adds_is_kept(path):
    newer = of_one(solved=True, attempts=2, grade={"by": "É. B.", "marks": [1, 2.5]})
    newer |= {"learner": "Adele", "exercises": newer["exercises"] | {"b": {"seen": "2027-01-01"}}}
    path.write_text(json.dumps(newer), encoding="utf-8")
    progress = Progress(path)
    progress.record_attempt("a", right=False)
    progress.record_hints("c", 1)
    written = json.loads(path.read_text("utf-8"))
    assert written["learner"] == "Adele"
    assert written["exercises"]["a"] == {
        "solved": True,
        "attempts": 3,
        "hints": 0,
        "revealed": False,
        "grade": newer["exercises"]["a"]["grade"],
    }
    assert written["exercises"]["b"]["seen"] == "2027-01-01"
    assert json.loads(progress.text()) == written


@pytest.mark.parametrize("name", [5, None, ["a"], {}, "\ud800", b"a"])
def test_what_is_no_name(path, name):
    progress = Progress(path)
    for do in (
        progress.restart,
        progress.record_reveal,
        lambda name: progress.record_attempt(name, right=True),
    ):
        with pytest.raises(ProgressError, match=r"named|name of an exercise"):
            do(name)
    assert not path.exists()


@pytest.mark.parametrize("hints", [-1, 1.5, "1", None, True, 10**400])
def test_what_is_no_number_of_hints(path, hints):
    with pytest.raises(ProgressError, match="a number of hints"):
        Progress(path).record_hints("a", hints)
    with pytest.raises(ProgressError, match="True or False"):
        Progress(path).record_attempt("a", right=hints if hints is not True else 1)
    assert not path.exists()
