"""The explorer as a page of its own, served on this machine by Voila or JupyterLab.

Nothing is written into the user's folders: document, notebook and kernel live in a temporary one, which goes
away at the end.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import webbrowser
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from xtsviz.errors import FileError, MissingLibraryError, ServeError
from xtsviz.model.design import Design

HOST = "localhost"
_START_SECONDS = 90
_STOP_SECONDS = 10
_OURS = Path(__file__).parent / "jupyter"
_WIDGET_LIBRARIES = ("ipywidgets", "ipycytoscape", "anywidget", "plotly", "ipykernel")
_EXAMPLE = "xts.examples.acquisition()"
_DOCUMENT = "design.json"
_NOTEBOOK = "xtsviz.ipynb"
_PAGE = "page"  # what JupyterLab lists; the rest of the folder is ours


def serve(
    design: Design | None = None,
    *,
    lab: bool = False,
    port: int | None = None,
    browser: bool = True,
    say: Callable[[str], Any] = print,
) -> None:
    """Serve the explorer to this machine's browsers until interrupted (Ctrl+C, or SIGTERM).

    Args:
        design: what it opens; None for the acquisition example.
        lab: serve a notebook in JupyterLab instead of a Voila page.
        port: where to listen; None for a free port.
        browser: open the page in the browser.
        say: is told the address.

    Raises:
        MissingLibraryError: Voila, JupyterLab or the widgets are not installed.
        ServeError: the port is taken, or the server does not start.
    """
    _check_libraries(lab)
    chosen = _port(port)
    with (
        _terminated_like_interrupted(),
        tempfile.TemporaryDirectory(prefix="xtsviz-", ignore_cleanup_errors=True) as name,
    ):
        folder = Path(name)
        token = secrets.token_urlsafe(24)
        _furnish(folder, design, token)
        command = (_lab if lab else _voila)(chosen, folder)
        with (
            contextlib.suppress(KeyboardInterrupt),
            _running(command, _environment(folder, token), folder) as process,
        ):
            page = f"lab/tree/{_NOTEBOOK}?token={token}" if lab else f"?token={token}"
            address = f"http://{HOST}:{chosen}/{page}"
            _await(process, chosen, folder / "server.log")
            say(f"The explorer is at {address}")
            say("Ctrl+C ends it.")
            if browser:
                webbrowser.open(address)
            process.wait()
            raise ServeError(f"the server has ended by itself\n{_end_of(folder / 'server.log')}")


def _check_libraries(lab: bool) -> None:
    server, extra = ("jupyterlab", "notebook") if lab else ("voila", "voila")
    for library in (server, *_WIDGET_LIBRARIES):
        if find_spec(library) is None:
            raise MissingLibraryError("the explorer", library, extra)


def _port(wanted: int | None) -> int:
    with socket.socket() as probe:
        if os.name != "nt":  # a port that was in use a moment ago may be taken again
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted or 0))
        except OSError as problem:
            reason = problem.strerror or problem
            raise ServeError(f"cannot listen on port {wanted}: {reason}; choose another") from None
        return int(probe.getsockname()[1])


def _furnish(folder: Path, design: Design | None, token: str) -> None:
    """Lay out notebook, document, and a kernel that is this very Python, whatever kernels the user has."""
    page = folder / _PAGE
    page.mkdir()
    if design is not None:
        design.save(page / _DOCUMENT)
    shown = _EXAMPLE if design is None else f"xts.load({_DOCUMENT!r})"
    cell: dict[str, Any] = {
        "cell_type": "code",
        "id": "explorer",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": f"import xtsviz as xts\n\nxts.explore({shown})",
    }
    kernel = {"name": "python3", "display_name": "Python 3 (xtsviz)", "language": "python"}
    notebook = {
        "cells": [cell],
        "metadata": {"title": "xtsviz", "kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": kernel["display_name"],
        "language": kernel["language"],
    }
    kernels = folder / "jupyter" / "kernels" / kernel["name"]
    try:
        kernels.mkdir(parents=True)
        (kernels / "kernel.json").write_text(json.dumps(spec), "utf-8")
        (page / _NOTEBOOK).write_text(json.dumps(notebook), "utf-8")
        # Voila has no other place for it that only this user can read: a command line is for all to see.
        (folder / "voila.json").write_text(json.dumps({"Voila": {"token": token}}), "utf-8")
    except OSError as problem:
        raise FileError(f"cannot write to the temporary folder: {problem.strerror or problem}") from None


def _voila(port: int, folder: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "xtsviz.widgets.served", str(folder / _PAGE / _NOTEBOOK)),
        *("--no-browser", f"--Voila.ip={HOST}", f"--port={port}", "--Voila.port_retries=0"),
        *("--template=xtsviz", "--show_tracebacks=True", "--Voila.log_level=WARN"),
        # Made for Notebook alone; Voila loads what is installed, and this one fails there.
        "--VoilaConfiguration.extension_denylist=@jupyter-notebook/lab-extension",
    ]


def _lab(port: int, folder: Path) -> list[str]:
    # JupyterLab would look for news, updates and extensions on the network.
    quiet = (
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    )
    rooted = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.root_dir={folder / _PAGE}"),
        *(
            f"--ServerApp.ip={HOST}",
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            *rooted,
            *quiet,
        ),
    ]


def _environment(folder: Path, token: str) -> dict[str, str]:
    """The server's environment: our kernel and page template come before the user's own."""
    before = os.environ.get("JUPYTER_PATH")
    paths = [str(folder / "jupyter"), str(_OURS), *([before] if before else [])]
    return {**os.environ, "JUPYTER_PATH": os.pathsep.join(paths), "JUPYTER_TOKEN": token}


@contextlib.contextmanager
def _running(
    command: list[str], environment: dict[str, str], folder: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """The server as a process of its own, that is gone afterwards."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own command, without a shell
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl+C reaches us alone, and we end it in order
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _await(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when the server answers."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServeError(f"the server did not start\n{_end_of(log)}")
        try:
            with socket.create_connection((HOST, port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise ServeError(f"the server did not answer within {_START_SECONDS} seconds\n{_end_of(log)}")


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-8:])


@contextlib.contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """Make SIGTERM end things in the same order as Ctrl+C, which shells switch off for what runs in the background."""

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
