"""The explorer served as a page: what the server gets, and what is left when it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import nbformat
import pytest

import xtsviz as xts
from xtsviz.errors import MissingLibraryError, ServeError
from xtsviz.widgets import serve as module
from xtsviz.widgets.serve import serve

ROOT = Path(__file__).parents[3]


@pytest.fixture
def design():
    return xts.templates.user_hub(["Contoso", "Fabrikam"], members=2)


def furnished(folder, design):
    module._furnish(folder, design, "a-token")
    return folder / "page"


def test_the_notebook_opens_the_design_from_beside_it(tmp_path, design, monkeypatch):
    page = furnished(tmp_path, design)
    notebook = nbformat.read(page / "xtsviz.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.title == "xtsviz"
    explored = []
    monkeypatch.setattr(xts, "explore", explored.append, raising=False)
    monkeypatch.chdir(page)
    exec(notebook.cells[0].source, {})
    assert explored == [design]


def test_without_a_design_it_is_the_example(tmp_path, monkeypatch):
    notebook = nbformat.read(furnished(tmp_path, None) / "xtsviz.ipynb", as_version=4)
    explored = []
    monkeypatch.setattr(xts, "explore", explored.append, raising=False)
    exec(notebook.cells[0].source, {})
    assert explored == [xts.examples.acquisition()]


def test_the_kernel_is_this_python_whatever_kernels_the_user_has(tmp_path, monkeypatch):
    from jupyter_client.kernelspec import KernelSpecManager

    furnished(tmp_path, None)
    theirs = tmp_path / "theirs"
    (theirs / "kernels" / "python3").mkdir(parents=True)
    (theirs / "kernels" / "python3" / "kernel.json").write_text('{"argv": ["wrong"], "display_name": "x"}')
    monkeypatch.setenv("JUPYTER_PATH", str(theirs))
    monkeypatch.setenv("JUPYTER_PATH", module._environment(tmp_path, "t")["JUPYTER_PATH"])
    assert KernelSpecManager().get_kernel_spec("python3").argv[0] == sys.executable


@pytest.mark.parametrize("lab, library, extra", [(False, "voila", "voila"), (True, "jupyterlab", "notebook")])
def test_a_missing_server_is_told_with_its_extra(monkeypatch, lab, library, extra):
    there = module.find_spec
    monkeypatch.setattr(module, "find_spec", lambda name: None if name == library else there(name))
    with pytest.raises(MissingLibraryError, match=rf"{library}.*xtsviz\[{extra}\]"):
        serve(lab=lab)


def test_a_port_that_is_taken():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=str(port)):
            serve(port=port)


def test_a_server_that_does_not_start(monkeypatch, tmp_path):
    monkeypatch.setattr(module.tempfile, "tempdir", str(tmp_path))
    broken = [sys.executable, "-c", "raise SystemExit('the reason')"]
    monkeypatch.setattr(module, "_voila", lambda port, folder: broken)
    with pytest.raises(ServeError, match="the reason"):
        serve(browser=False)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ there")
@pytest.mark.parametrize(
    "lab, ended_by", [([], signal.SIGINT), ([], signal.SIGTERM), (["--lab"], signal.SIGINT)]
)
def test_it_serves_until_it_is_ended_and_leaves_nothing(tmp_path, design, lab, ended_by):
    document, temporary = tmp_path / "mine" / "design.json", tmp_path / "tmp"
    document.parent.mkdir()
    temporary.mkdir()
    design.save(document)
    command = [sys.executable, "-m", "xtsviz.cli", "explore", str(document), "--no-browser", *lab]
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        cwd=document.parent,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            line = running.stdout.readline()
            assert line.startswith("The explorer is at http://localhost:"), running.stderr.read()
            address = line.split()[-1]
            plain = urllib.request.urlopen(address.split("?")[0], timeout=60)
            assert "/login" in plain.url  # only who has the address gets in
            if lab:
                page = urllib.request.urlopen(address, timeout=60)
                assert page.status == 200
            # What is in the temporary folder is for this user alone.
            assert all(folder.stat().st_mode & 0o077 == 0 for folder in temporary.glob("xtsviz-*"))
            assert list(temporary.glob("xtsviz-*"))
        finally:
            running.send_signal(ended_by)
        assert running.wait(60) == 0
        assert running.stderr.read() == ""
    assert not list(temporary.glob("xtsviz-*"))
    assert list(document.parent.iterdir()) == [document]


def test_the_page_template_extends_voilas_and_names_no_address():
    folder = Path(module.__file__).parent / "jupyter" / "voila" / "templates" / "xtsviz"
    assert json.loads((folder / "conf.json").read_text("utf-8")) == {"base_template": "lab"}
    assert "http" not in (folder / "index.html.j2").read_text("utf-8")
