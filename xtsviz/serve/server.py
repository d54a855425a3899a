"""`xtsviz explore` and `xtsviz practice`: start a server on this machine, and wait until it ends.

Voila writes nothing into the user's folders. JupyterLab works in one of these folders, and its files stay there.
Kernel, token and log are in a private folder. That folder is removed at the end, also after a crash.
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
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

from xtsviz.errors import FileError, MissingLibraryError, ServeError
from xtsviz.io.autosave.places import WORK_FOLDER
from xtsviz.model.design import Design
from xtsviz.serve import start_page
from xtsviz.serve.places import free_port
from xtsviz.serve.private_folder import ended_by_signals, private_folder
from xtsviz.serve.room import make_room
from xtsviz.serve.start_page import KERNEL, PageKind, Source
from xtsviz.training.board_folder import FOLDER as BOARD_FOLDER
from xtsviz.training.board_folder import make_board_folder
from xtsviz.training.progress import FILE

HOST = "localhost"
_START_SECONDS = 90
_LOOK_SECONDS = 0.1
_BOARD = "board"
_RUNTIME = "runtime"  # connection files, and what a server knows of itself
_JUPYTER = Path(__file__).parent / "jupyter"
_WIDGET_LIBRARIES = ("ipywidgets", "ipycytoscape", "anywidget", "plotly", "ipykernel")


def serve(
    design: Design | None = None,
    *,
    source: Source | None = None,
    kind: PageKind = "explore",
    lab: bool = False,
    folder: Path | None = None,
    port: int | None = None,
    visitors: int | None = None,
    listen: str | None = None,
    browser: bool = True,
    print_result: Callable[[str], Any] = print,
    print_note: Callable[[str], Any] = print,
    show_status: Callable[[str, int], Any] | None = None,
) -> None:
    """Serve the explorer or the exercises until interrupted (Ctrl+C, SIGTERM, a closed terminal).

    Only the browsers of this machine reach the server, unless `listen` names an address.

    Args:
        design: the design that is opened; None for a page that offers how to begin.
        source: the files that the design was loaded from; None if there are none. Code on the page names them.
        kind: what the page shows; exercises take no design.
        lab: serve a notebook in JupyterLab instead of a Voila page.
        folder: the folder that JupyterLab works in; None for the current folder. It is created if it does not exist.
            The notebook is a new file in it. No file in it is replaced or deleted.
        port: the port of the server; None for a free port.
        visitors: so many people share the server, each with a kernel of their own that is warm before they come; None
            for one person, or for `room.VISITORS` if there is an address to listen on.
        listen: an address of this machine that a room's network reaches, beside those of the machine itself.
        browser: open the page in the browser; with visitors, the trainer's page.
        print_result: called with the address, then with what else there is to know.
        print_note: called if a folder is created.
        show_status: called whenever it changes with a line about who is there (numbers, no names), and the number of
            visitors.

    Raises:
        MissingLibraryError: Voila, JupyterLab or the widgets are not installed.
        FileError: a folder cannot be made or written to.
        ServeError: the port is taken, the address is not of this machine, the visitors do not fit into the memory, the
            server does not start, or it ends by itself.
    """
    with ended_by_signals():
        _check_libraries(lab)
        room = make_room(kind, port, visitors, listen, design) if visitors or listen else None
        used_port = room.port if room else free_port(port)
        with private_folder() as private:
            token = room.token if room else secrets.token_urlsafe(24)
            write_settings(private, token, room.settings(private) if room else {})
            if lab:
                lines, command, page = _prepare_notebook(
                    folder, design, source, used_port, private, print_note
                )
            else:
                if kind == "practice":
                    notebook = start_page.write_practice_notebook(private, is_shared=room is not None)
                else:
                    notebook = start_page.write_voila_notebook(private, design, source)
                lines, command, page = [], voila_command(used_port, private, notebook), ""
                if kind == "practice" and not room:
                    lines = [f"Your progress is in {start_page.current_folder() / FILE}"]
            address = room.address if room else f"http://{HOST}:{used_port}/{page}?token={token}"
            environment = server_environment(private, token)
            if room:
                environment.update(room.environment(), **_board_environment(kind, private))
            elif not lab:
                environment[WORK_FOLDER] = str(start_page.current_folder())
            process = _start(command, environment, private)
            _wait_for_answer(process, used_port, private / "server.log")
            what = "The explorer is" if kind == "explore" else "The exercises are"
            for line in (f"{what} at {address}", *lines, *(room.lines() if room else ()), "Ctrl+C ends it."):
                print_result(line)
            if browser:
                webbrowser.open(room.trainer_address if room else address)
            watch = room.watch(private, show_status) if room and show_status else None
            raise ServeError(_end_message(wait_until_ended(process, watch), private / "server.log"))


def _prepare_notebook(
    folder: Path | None,
    design: Design | None,
    source: Source | None,
    port: int,
    private: Path,
    print_note: Callable[[str], Any],
) -> tuple[list[str], list[str], str]:
    """Write a notebook into the user's folder.

    Returns:
        The lines to print about it, the command of the server, and the path of the page.
    """
    work_folder = start_page.current_folder() / (folder or "")
    if not work_folder.exists():
        print_note(f"Making the folder {work_folder}")
    start_page.make_folder(work_folder)
    notebook, document = start_page.write_lab_notebook(work_folder, design, source)
    lines = [f"The notebook is {notebook}"]
    if document:
        lines.append(f"The design is {document}")
    lines.append("What is saved there stays.")
    return lines, lab_command(port, private, work_folder), f"lab/tree/{quote(notebook.name)}"


def _check_libraries(lab: bool) -> None:
    server, extra = ("jupyterlab", "notebook") if lab else ("voila", "voila")
    for library in (server, *_WIDGET_LIBRARIES):
        if find_spec(library) is None:
            raise MissingLibraryError("the explorer", library, extra)


def write_settings(folder: Path, token: str, server: Mapping[str, object] | None = None) -> None:
    """Write a kernel that runs this Python, and the token of Voila. The kernels of the user are not used.

    Args:
        folder: the private folder.
        token: the token of the pages.
        server: further settings of `ExploreServer`.
    """
    quiet = ["--HistoryManager.enabled=False"] if server else []  # nobody types code in a room
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", *quiet],
        "display_name": KERNEL["display_name"],
        "language": KERNEL["language"],
    }
    kernels = folder / "jupyter" / "kernels" / KERNEL["name"]
    try:
        kernels.mkdir(parents=True)
        (folder / _RUNTIME).mkdir(mode=0o700)
        (kernels / "kernel.json").write_text(json.dumps(spec), "utf-8")
        # Only this user can read the file. Every user of the machine can read a command line.
        settings = {"Voila": {"token": token}, "ExploreServer": dict(server or {})}
        (folder / "voila.json").write_text(json.dumps(settings), "utf-8")
    except OSError as problem:
        raise FileError(f"cannot write to the temporary folder: {problem.strerror or problem}") from None


def voila_command(port: int, folder: Path, notebook: Path) -> list[str]:
    """The command that serves a notebook by Voila; `folder` is the private one."""
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
    ]


def lab_command(port: int, folder: Path, work_folder: Path) -> list[str]:
    """The command that serves JupyterLab in the folder `work_folder`; `folder` is the private one."""
    # Without these options JupyterLab looks for news, updates and extensions on the network.
    quiet = (
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    )
    rooted = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.root_dir={work_folder}"),
        # This is the default. The watcher finds the server by this option on its command line.
        f"--MultiKernelManager.connection_dir={folder / _RUNTIME}",
        *(
            f"--ServerApp.ip={HOST}",
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            *rooted,
            *quiet,
        ),
    ]


def server_environment(folder: Path, token: str) -> dict[str, str]:
    """The environment of the server. Our kernel and page template come before those of the user."""
    before = os.environ.get("JUPYTER_PATH")
    paths = [str(folder / "jupyter"), str(_JUPYTER), *([before] if before else [])]
    own = {"JUPYTER_RUNTIME_DIR": str(folder / _RUNTIME), "JUPYTER_TOKEN": token}
    return {**os.environ, "JUPYTER_PATH": os.pathsep.join(paths), **own}


def _board_environment(kind: PageKind, folder: Path) -> dict[str, str]:
    """A folder for the predictions of learners, for the trainer's board; it goes with the private folder `folder`."""
    if kind != "practice":
        return {}
    try:
        make_board_folder(folder / _BOARD)
    except OSError as problem:
        raise FileError(f"cannot write to the temporary folder: {problem.strerror or problem}") from None
    return {BOARD_FOLDER: str(folder / _BOARD)}


def _start(command: list[str], environment: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    """Start the server as a process. It ends when its private folder is removed."""
    with (folder / "server.log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - our own command, without a shell
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl+C reaches only this process, which then ends the server
        )


def _wait_for_answer(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when the server answers."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServeError(f"the server did not start\n{_last_lines(log)}")
        try:
            with socket.create_connection((HOST, port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise ServeError(f"the server did not answer within {_START_SECONDS} seconds\n{_last_lines(log)}")


def wait_until_ended(process: subprocess.Popen[bytes], watch: Callable[[], Any] | None = None) -> int:
    """The status with which a process ends. A signal ends the wait, whichever thread it arrives in.

    Args:
        process: the process.
        watch: called again and again meanwhile.
    """
    # Only a signal in the main thread interrupts a system call there. Of several at once, another thread can take all.
    while (status := process.poll()) is None:
        if watch:
            watch()
        time.sleep(_LOOK_SECONDS)
    return status


def _end_message(status: int, log: Path) -> str:
    """One line about a server that ended by itself."""
    if status < 0:
        try:
            how = signal.Signals(-status).name
        except ValueError:
            how = f"signal {-status}"
        return f"the server was ended by {how}; start the explorer again"
    last = _last_lines(log).rpartition("\n")[2]
    return f"the server has ended by itself{last and f' ({last})'}; start the explorer again"


def _last_lines(log: Path) -> str:
    return "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-8:])
