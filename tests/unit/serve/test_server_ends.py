"""However ``xtsviz explore`` ends, nothing of it stays: no process, no file; and what the user made does."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

import xtsviz as xts

ROOT = Path(__file__).parents[3]
PATIENCE = 60

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals differ there")

# A signal that arrives in another thread than the one that waits, as one of several can.
IN_ANOTHER_THREAD = """
import os, signal, subprocess, sys, threading, time
from xtsviz.serve.private_folder import ended_by_signals
from xtsviz.serve.server import wait_until_ended

words = [sys.executable, "-c", "import sys; sys.stdin.read()"]
with subprocess.Popen(words, stdin=subprocess.PIPE) as server, ended_by_signals():
    threading.Thread(target=time.sleep, args=[60], daemon=True).start()
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    os.kill(os.getpid(), signal.SIGTERM)
    wait_until_ended(server)
print("The wait is over.")
"""

# Sends Ctrl+C to itself when Python tells of an event for the n-th time; then runs the command.
INTERRUPTED = """
import os, signal, sys
event, count = sys.argv[1], int(sys.argv[2])
sys.argv[1:3] = []
from xtsviz.cli import main
left = count
def hear(name, _arguments):
    global left
    left -= name == event
    if not left and name == event:
        os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(hear)
main()
"""


@pytest.fixture
def temporary(tmp_path):
    folder = tmp_path / "tmp"
    folder.mkdir()
    return folder


@pytest.fixture
def mine(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    xts.templates.user_hub(["Contoso", "Fabrikam"], members=2).save(folder / "design.json")
    return folder


@contextmanager
def command(*words, temporary, folder):
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, *words],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


@contextmanager
def explored(*arguments, temporary, folder):
    """A served explorer as a process, and its address."""
    words = ("-m", "xtsviz.cli", "explore", "design.json", "--no-browser", *arguments)
    with command(*words, temporary=temporary, folder=folder) as running:
        line = running.stdout.readline()
        assert line.startswith("The explorer is at http://localhost:"), running.stderr.read()
        yield running, line.split()[-1]


def at_work(temporary):
    """The processes that have to do with a temporary folder."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if any(str(temporary) in word for word in process.cmdline()):
                found.append(process)
    return found


def server(temporary):
    (found,) = (p for p in at_work(temporary) if "xtsviz.serve.voila_app" in p.cmdline())
    return found


def has_kernel(temporary):
    return any("ipykernel_launcher" in process.cmdline() for process in at_work(temporary))


def nothing_stays(temporary):
    end = time.monotonic() + PATIENCE
    while at_work(temporary) or list(temporary.iterdir()):
        assert time.monotonic() < end, (at_work(temporary), list(temporary.iterdir()))
        time.sleep(0.05)
    return True


def is_private(temporary, address):
    """Only who has the address gets in, and what is in the temporary folder is for this user alone."""
    folders = list(temporary.glob("xtsviz-*"))
    plain = urllib.request.urlopen(address.split("?")[0], timeout=PATIENCE)
    return "/login" in plain.url and folders and all(f.stat().st_mode & 0o077 == 0 for f in folders)


@pytest.mark.parametrize(
    "ended_by, whose, status, told",
    [
        (signal.SIGHUP, "command", 0, "The explorer has ended.\n"),
        (signal.SIGKILL, "command", -signal.SIGKILL, ""),
        (
            signal.SIGKILL,
            "server",
            2,
            "xtsviz: the server was ended by SIGKILL; start the explorer again\n",
        ),
    ],
)
def test_what_ends_the_command_or_its_server_ends_everything(temporary, mine, ended_by, whose, status, told):
    with explored(temporary=temporary, folder=mine) as (running, address):
        urllib.request.urlopen(address, timeout=PATIENCE).read()
        assert has_kernel(temporary)
        (server(temporary) if whose == "server" else running).send_signal(ended_by)
        if ended_by == signal.SIGHUP:
            for _ in range(3):  # an impatient one changes nothing
                running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == status
        assert running.stderr.read() == told
        assert nothing_stays(temporary)
    assert [path.name for path in mine.iterdir()] == ["design.json"]


def test_a_signal_that_another_thread_takes_ends_the_wait_too(temporary, mine):
    with command("-c", IN_ANOTHER_THREAD, temporary=temporary, folder=mine) as running:
        assert running.communicate(timeout=PATIENCE) == ("The wait is over.\n", "")


def test_jupyterlab_works_in_a_folder_of_the_users_and_deletes_nothing(temporary, mine):
    work = mine / "new" / "place"
    arguments = ("--lab", "--folder", "new/place")
    with explored(*arguments, temporary=temporary, folder=mine) as (running, address):
        assert running.stdout.readline() == f"The notebook is {work / 'xtsviz.ipynb'}\n"
        assert is_private(temporary, address)
        token = address.split("token=")[1]
        assert urllib.request.urlopen(address, timeout=PATIENCE).status == 200
        # A file that is made in JupyterLab; none of ours holds the token.
        made = address.split("/lab/")[0] + f"/api/contents/made.txt?token={token}"
        body = b'{"type": "file", "format": "text", "content": "mine"}'
        request = urllib.request.Request(made, body, {"Content-Type": "application/json"}, method="PUT")
        assert urllib.request.urlopen(request, timeout=PATIENCE).status == 201
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == 0
        assert running.stderr.read() == f"Making the folder {work}\nThe explorer has ended.\n"
    assert nothing_stays(temporary)
    assert (work / "made.txt").read_text() == "mine"
    assert {path.name for path in work.iterdir()} == {"made.txt", "xtsviz.ipynb"}
    assert token not in (work / "xtsviz.ipynb").read_text()


@pytest.mark.parametrize(
    "event, count, status, told",
    [
        ("import", 1, 130, "xtsviz: interrupted\n"),
        ("import", 300, 130, "xtsviz: interrupted\n"),
        ("subprocess.Popen", 1, 0, "The explorer has ended.\n"),  # the watcher
        ("os.mkdir", 1, 0, "The explorer has ended.\n"),  # the private folder
        ("subprocess.Popen", 2, 0, "The explorer has ended.\n"),  # the server
        ("socket.connect", 1, 0, "The explorer has ended.\n"),  # waiting for the server
    ],
)
def test_ctrl_c_in_the_first_moments_ends_in_one_line(temporary, mine, event, count, status, told):
    words = ("-c", INTERRUPTED, event, str(count), "explore", "design.json", "--no-browser")
    with command(*words, temporary=temporary, folder=mine) as running:
        out, errors = running.communicate(timeout=PATIENCE)
        assert (running.returncode, out, errors) == (status, "", told)
    assert nothing_stays(temporary)


def test_sigterm_in_the_first_moments_leaves_nothing(temporary, mine):
    code = INTERRUPTED.replace("SIGINT", "SIGTERM")
    words = ("-c", code, "subprocess.Popen", "2", "explore", "design.json", "--no-browser")
    with command(*words, temporary=temporary, folder=mine) as running:
        assert running.communicate(timeout=PATIENCE) == ("", "The explorer has ended.\n")
        assert running.returncode == 0
    assert nothing_stays(temporary)


def test_the_command_hears_ctrl_c_before_it_loads_libraries():
    code = "import sys, xtsviz.cli; print(*(m for m in ('pandas', 'numpy', 'typer') if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
