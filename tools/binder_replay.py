"""Build what Binder builds, without Docker, and try it: `make binder-replay`.

repo2docker tells the Dockerfile that it would build from ``binder/``. Its steps for this repository (the pinned
libraries, then ``postBuild``) run here as they stand there, in a fresh environment of the Python that ``runtime.txt``
names, next to the JupyterLab and Notebook of repo2docker's image. Then the notebooks and the browser checks run in that
environment, and what Binder's visitors wait for and pay in memory is measured (``tests/binder``).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.browser import VARIABLE, find

ROOT = Path(__file__).parents[1]
PREFIX = "${KERNEL_PYTHON_PREFIX}/bin/"
BROUGHT = ("jupyterlab", "notebook", "jupyter_server", "ipykernel", "ipywidgets")
"""What the image brings of the packages that matter here; the pins of `binder/` may replace the last three."""
TOOLS = ["hypothesis>=6.130", "playwright>=1.50", "psutil>=6", "pytest>=8.3"]
CHECKS = ["tests/binder", "tests/browser/test_explorer_apps.py"]
"""What pytest runs, one after the other: two sets of browser fixtures do not go into one run."""


def main() -> None:
    """Replay, measure, test; the exit status is pytest's."""
    steps, base = plan(dockerfile())
    python = os.environ.get("PYTHON312", "python3.12")
    with tempfile.TemporaryDirectory(prefix="xtsviz-binder-") as name:
        home, place = Path(name) / "home", Path(name) / "environment"
        checkout(home)
        run([python, "-m", "venv", str(place)])
        pip = [str(place / "bin/python"), "-m", "pip", "-qq", "--disable-pip-version-check"]
        run([*pip, "install", *base])
        print("The image brings:", ", ".join(base))
        megabytes = downloaded(pip, home)
        before = folder_size(place)
        took = 0.0
        for step in steps:
            start = time.perf_counter()
            shell(step.replace(PREFIX, f"{place}/bin/"), home, place)
            took += time.perf_counter() - start
            print(f"{step}: {time.perf_counter() - start:.0f} s")
        print(
            f"Download: {megabytes:.0f} MB; on the disk: {folder_size(place) - before:.0f} MB; install: {took:.0f} s"
        )
        run([*pip, "check"])
        frozen = Path(name) / "frozen.txt"
        frozen.write_text(output([*pip, "freeze", "--exclude", "xtsviz"]), "utf-8")
        run([*pip, "install", "-c", str(frozen), *TOOLS])
        browser = os.environ.get(VARIABLE) or str(find() or "")
        failed = [
            shell(f"python -m pytest -s {checks}", home, place, check=False, **{VARIABLE: browser})
            for checks in CHECKS
        ]
        sys.exit(max(failed))


def dockerfile() -> str:
    """The Dockerfile that repo2docker makes of this repository."""
    command = [str(Path(sys.executable).parent / "jupyter-repo2docker"), "--no-build", "--debug", str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"repo2docker refuses binder/:\n{done.stderr[-3000:]}")
    return done.stdout + done.stderr


def plan(text: str) -> tuple[list[str], list[str]]:
    """What the Dockerfile runs for this repository, in order; and what its image brings, as requirements."""
    steps = [
        line.removeprefix("RUN ")
        for line in text.splitlines()
        if line.startswith("RUN ") and "binder/" in line
    ]
    kinds = (
        ["requirements.txt" in steps[0], "chmod" in steps[1], "postBuild" in steps[2]]
        if len(steps) == 3
        else []
    )
    if not kinds or not all(kinds):
        sys.exit(f"the Dockerfile is not what is replayed here; its steps are {steps}")
    found = re.search(r"environment-2epy-2d(\d+)-2e(\d+)-2dlinux", text)
    wanted = (ROOT / "binder/runtime.txt").read_text("utf-8").strip()
    if found is None or f"python-{found[1]}.{found[2]}" != wanted:
        sys.exit(f"runtime.txt asks for {wanted}; the Dockerfile brings another Python")
    lock = files("repo2docker").joinpath(
        f"buildpacks/conda/environment.py-{found[1]}.{found[2]}-linux-64.lock"
    )
    listed = lock.read_text("utf-8")
    versions = {name: re.search(rf"/{name}-([0-9.]+)-", listed) for name in BROUGHT}
    return steps, [f"{name}=={version[1]}" for name, version in versions.items() if version]


def checkout(home: Path) -> None:
    """What git has of this folder, as Binder clones it, with what is changed and not committed yet."""
    for name in output(["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard"]).splitlines():
        if (ROOT / name).is_file():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, home / name)


def downloaded(pip: list[str], home: Path) -> float:
    """Megabytes of all that the pins fetch."""
    with tempfile.TemporaryDirectory() as folder:
        wheels = [*pip, "download", "--no-deps", "-d", folder, "-r", str(home / "binder/requirements.txt")]
        run(wheels)
        return folder_size(Path(folder))


def folder_size(folder: Path) -> float:
    """Megabytes in a folder."""
    return (
        sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        / 1e6
    )


def run(command: list[str]) -> None:
    """Run a command; its failure ends this program."""
    if code := subprocess.run(command, check=False).returncode:
        sys.exit(f"failed with {code}: {' '.join(command)}")


def output(command: list[str]) -> str:
    """What a command prints."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def shell(step: str, home: Path, place: Path, *, check: bool = True, **more: str) -> int:
    """Run one line of the Dockerfile in the home folder, with the environment's programs first."""
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environment = {**clean, "PATH": f"{place}/bin{os.pathsep}{os.environ['PATH']}", **more}
    code = subprocess.run(["bash", "-c", step], cwd=home, env=environment, check=False).returncode
    if check and code:
        sys.exit(f"failed with {code}: {step}")
    return code


if __name__ == "__main__":
    main()
