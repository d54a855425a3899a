"""The explorer as a page of its own, served on this machine by Voila or JupyterLab.

A Voila page writes nothing into the user's folders. JupyterLab works in one of them, and what is made there stays.
Kernel, token and log live in a private folder, which goes away at the end, however the end comes.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

from xtsviz.errors import FileError, MissingLibraryError, ServeError
from xtsviz.model.design import Design
from xtsviz.serve import start_page
from xtsviz.serve.private_folder import ended_by_signals, private_folder
from xtsviz.serve.start_page import KERNEL, Source

HOST = "localhost"
_START_SECONDS = 90
_RUNTIME = "runtime"  # connection files, and what a server knows of itself
_OURS = Path(__file__).parent / "jupyter"
_WIDGET_LIBRARIES = ("ipywidgets", "ipycytoscape", "anywidget", "plotly", "ipykernel")


def serve(
    design: Design | None = None,
    *,
    source: Source | None = None,
    lab: bool = False,
    folder: Path | None = None,
    port: int | None = None,
    browser: bool = True,
    say: Callable[[str], Any] = print,
    note: Callable[[str], Any] = print,
) -> None:
    """Serve the explorer to this machine's browsers until interrupted (Ctrl+C, SIGTERM, a closed terminal).

    Args:
        design: what it opens; None for the acquisition example.
        source: the files that the design was loaded from; None if it comes from none. Code names them.
        lab: serve a notebook in JupyterLab instead of a Voila page.
        folder: for JupyterLab, where it works; None for the current folder. It is made if it is not there. The
            notebook is a new file in it, and nothing in it is replaced or deleted.
        port: where to listen; None for a free port.
        browser: open the page in the browser.
        say: is told the address, then where the notebook is.
        note: is told that a folder is made.

    Raises:
        MissingLibraryError: Voila, JupyterLab or the widgets are not installed.
        FileError: a folder cannot be made or written to.
        ServeError: the port is taken, the server does not start, or it ends by itself.
    """
    with ended_by_signals():
        _check_libraries(lab)
        chosen = _port(port)
        with private_folder() as private:
            token = secrets.token_urlsafe(24)
            _furnish(private, token)
            if lab:
                told, command, page = _laid_open(folder, design, source, chosen, private, note)
            else:
                notebook = start_page.page(private, design, source)
                told, command, page = [], _voila(chosen, private, notebook), ""
            address = f"http://{HOST}:{chosen}/{page}?token={token}"
            process = _started(command, _environment(private, token), private)
            _await(process, chosen, private / "server.log")
            for line in (f"The explorer is at {address}", *told, "Ctrl+C ends it."):
                say(line)
            if browser:
                webbrowser.open(address)
            raise ServeError(_ended(process.wait(), private / "server.log"))


def _laid_open(
    folder: Path | None,
    design: Design | None,
    source: Source | None,
    port: int,
    private: Path,
    note: Callable[[str], Any],
) -> tuple[list[str], list[str], str]:
    """A notebook in the user's folder: what to say of it, the server's command, and the page's path."""
    work = start_page.current_folder() / (folder or "")
    if not work.exists():
        note(f"Making the folder {work}")
    start_page.made(work)
    notebook, document = start_page.place(work, design, source)
    told = [f"The notebook is {notebook}"]
    if document:
        told.append(f"The design is {document}")
    told.append("What is saved there stays.")
    return told, _lab(port, private, work), f"lab/tree/{quote(notebook.name)}"


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


def _furnish(folder: Path, token: str) -> None:
    """Lay out a kernel that is this very Python, whatever kernels the user has, and Voila's token."""
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": KERNEL["display_name"],
        "language": KERNEL["language"],
    }
    kernels = folder / "jupyter" / "kernels" / KERNEL["name"]
    try:
        kernels.mkdir(parents=True)
        (folder / _RUNTIME).mkdir(mode=0o700)
        (kernels / "kernel.json").write_text(json.dumps(spec), "utf-8")
        # Voila has no other place for it that only this user can read: a command line is for all to see.
        (folder / "voila.json").write_text(json.dumps({"Voila": {"token": token}}), "utf-8")
    except OSError as problem:
        raise FileError(f"cannot write to the temporary folder: {problem.strerror or problem}") from None


def _voila(port: int, folder: Path, notebook: Path) -> list[str]:
    return [
        *(
            sys.executable,
            "-m",
            "xtsviz.serve.voila_app",
            str(notebook),
            f"--Voila.connection_dir_root={folder / _RUNTIME}",
        ),
        *("--no-browser", f"--Voila.ip={HOST}", f"--port={port}", "--Voila.port_retries=0"),
        *("--template=xtsviz", "--show_tracebacks=True", "--Voila.log_level=WARN"),
        # Made for Notebook alone; Voila loads what is installed, and this one fails there.
        "--VoilaConfiguration.extension_denylist=@jupyter-notebook/lab-extension",
    ]


def _lab(port: int, folder: Path, work: Path) -> list[str]:
    # JupyterLab would look for news, updates and extensions on the network.
    quiet = (
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    )
    rooted = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.root_dir={work}"),
        # The default, said so that the watcher knows the server by its command line.
        f"--MultiKernelManager.connection_dir={folder / _RUNTIME}",
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
    own = {"JUPYTER_RUNTIME_DIR": str(folder / _RUNTIME), "JUPYTER_TOKEN": token}
    return {**os.environ, "JUPYTER_PATH": os.pathsep.join(paths), **own}


def _started(command: list[str], environment: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    """The server as a process of its own; it ends with its private folder."""
    with (folder / "server.log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - our own command, without a shell
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl+C reaches us alone, and it is ended in order
        )


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


def _ended(status: int, log: Path) -> str:
    """One line on a server that has ended without being asked to."""
    if status < 0:
        try:
            how = signal.Signals(-status).name
        except ValueError:
            how = f"signal {-status}"
        return f"the server was ended by {how}; start the explorer again"
    last = _end_of(log).rpartition("\n")[2]
    return f"the server has ended by itself{last and f' ({last})'}; start the explorer again"


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-8:])
