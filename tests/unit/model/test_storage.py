"""Saving: whole or not at all."""

from __future__ import annotations

import json
import os
import stat

import pytest

import xtsviz as xts
from xtsviz.errors import FileError
from xtsviz.model import jsontext


@pytest.fixture
def design():
    return xts.templates.user_hub(["Contoso", "Größe 😀"], members=2)


def test_a_saved_design_is_readable_json_in_utf_8(design, tmp_path):
    path = tmp_path / "design.json"
    design.save(path)
    content = path.read_bytes()
    assert json.loads(content) == design.to_document()
    assert "Größe 😀".encode() in content
    assert content.endswith(b"}\n")
    assert xts.load(path) == design
    assert os.listdir(tmp_path) == ["design.json"]  # noqa: PTH208


def test_the_name_of_the_file_may_be_text(design, tmp_path):
    design.save(str(tmp_path / "a.json"))
    xts.save(design, tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


@pytest.mark.parametrize("failing", ["fsync", "replace"])
@pytest.mark.parametrize("there", [True, False])
def test_a_write_that_fails_leaves_the_folder_as_it_was(design, tmp_path, monkeypatch, failing, there):
    path = tmp_path / "design.json"
    if there:
        path.write_bytes(b"old")

    def full(*_args, **_named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, failing, full)
    with pytest.raises(FileError, match=r"cannot write .*design\.json.*: No space left on device"):
        design.save(path)
    monkeypatch.undo()
    assert [p.name for p in tmp_path.iterdir()] == (["design.json"] if there else [])
    assert not there or path.read_bytes() == b"old"


def test_an_interruption_leaves_no_half_file(design, tmp_path, monkeypatch):
    def interrupted(_handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        design.save(tmp_path / "design.json")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(design, tmp_path):
    with pytest.raises(FileError) as caught:
        design.save(tmp_path / "nowhere" / "design.json")
    assert "no such file or folder" in str(caught.value)
    assert "nowhere" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_place_of_the_file(design, tmp_path):
    (tmp_path / "design.json").mkdir()
    with pytest.raises(FileError, match="cannot write"):
        design.save(tmp_path / "design.json")
    assert [p.name for p in tmp_path.iterdir()] == ["design.json"]
    with pytest.raises(FileError, match="cannot read"):
        xts.load(tmp_path / "design.json")


def test_a_file_in_place_of_the_folder(design, tmp_path):
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(FileError, match="cannot write"):
        design.save(tmp_path / "file" / "design.json")
    assert (tmp_path / "file").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["a\0b", "x" * 300])
def test_a_name_that_no_file_can_have(design, tmp_path, name):
    with pytest.raises(FileError, match="cannot write") as caught:
        design.save(tmp_path / name)
    assert str(caught.value).isprintable()
    with pytest.raises(FileError, match="cannot read"):
        xts.load(tmp_path / name)


def test_a_folder_that_may_not_be_written(design, tmp_path, monkeypatch):
    def forbidden(*_args, **_named):
        raise PermissionError(13, "Permission denied")

    # To the one who runs this as root every folder is open.
    monkeypatch.setattr("tempfile.mkstemp", forbidden)
    with pytest.raises(FileError) as caught:
        design.save(tmp_path / "design.json")
    assert str(caught.value).endswith('design.json": Permission denied')


def test_the_file_behind_a_link_is_replaced(design, tmp_path):
    behind, link = tmp_path / "behind.json", tmp_path / "link.json"
    behind.write_bytes(b"old")
    link.symlink_to(behind)
    design.save(link)
    assert link.is_symlink()
    assert xts.load(behind) == design


def test_permissions_stay(design, tmp_path):
    path = tmp_path / "design.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    design.save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_permissions_that_are_usual_here(design, tmp_path):
    mask = os.umask(0o027)
    try:
        design.save(tmp_path / "design.json")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "design.json").stat().st_mode) == 0o640


def test_what_is_written_has_no_broken_numbers():
    with pytest.raises(ValueError, match="JSON"):
        jsontext.encode({"a": float("nan")})
