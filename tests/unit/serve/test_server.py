"""The explorer served as a page: what the server gets, and what is left when it ends."""

import json
import socket
import sys
import tempfile
from pathlib import Path

import pytest

from xtsviz.errors import MissingLibraryError, ServeError
from xtsviz.serve import server as module
from xtsviz.serve.server import serve


def test_the_kernel_is_this_python_whatever_kernels_the_user_has(tmp_path, monkeypatch):
    from jupyter_client.kernelspec import KernelSpecManager

    module.write_settings(tmp_path, "a-token")
    theirs = tmp_path / "theirs"
    (theirs / "kernels" / "python3").mkdir(parents=True)
    (theirs / "kernels" / "python3" / "kernel.json").write_text('{"argv": ["wrong"], "display_name": "x"}')
    monkeypatch.setenv("JUPYTER_PATH", str(theirs))
    monkeypatch.setenv("JUPYTER_PATH", module.server_environment(tmp_path, "t")["JUPYTER_PATH"])
    assert KernelSpecManager().get_kernel_spec("python3").argv[0] == sys.executable


@pytest.mark.parametrize("lab, library, extra", [(False, "voila", "voila"), (True, "jupyterlab", "notebook")])
def test_a_missing_server_is_reported_with_its_extra(monkeypatch, lab, library, extra):
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
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    broken = [sys.executable, "-c", "raise SystemExit('the reason')"]
    monkeypatch.setattr(module, "voila_command", lambda port, folder, notebook: broken)
    with pytest.raises(ServeError, match="the reason"):
        serve(browser=False)
    assert not list(tmp_path.iterdir())


def test_a_server_that_ends_by_itself_is_reported_in_one_line(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ending = "import socket, sys; socket.create_server(('127.0.0.1', {})).accept(); sys.exit('the reason')"
    monkeypatch.setattr(module, "voila_command", lambda port, *_: [sys.executable, "-c", ending.format(port)])
    with pytest.raises(ServeError) as told:
        serve(browser=False, print_result=lambda _line: None)
    assert str(told.value) == "the server has ended by itself (the reason); start the explorer again"
    assert not list(tmp_path.iterdir())


def test_the_page_template_extends_voilas_and_names_no_address():
    folder = Path(module.__file__).parent / "jupyter" / "voila" / "templates" / "xtsviz"
    assert json.loads((folder / "conf.json").read_text("utf-8")) == {"base_template": "lab"}
    assert "http" not in (folder / "index.html.j2").read_text("utf-8")
