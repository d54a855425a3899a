"""Find a Chromium for the browser tests, and install one where there is none and that is allowed.

As a program it prints the path of a browser that starts, or else one line on what to install.
Tests call :func:`find`, which looks and never installs. It cannot be called inside a running Playwright.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

VARIABLE = "XTSVIZ_CHROMIUM"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
INSTALL_SECONDS = 600
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""How every test starts the browser: it talks to nobody but the local server."""


def candidates() -> Iterator[Path]:
    """Browsers that are there, best first: the system's, then the one Playwright brings."""
    for command in COMMANDS:
        if path := shutil.which(command):
            yield Path(path)
    yield from (Path(path) for path in MAC if Path(path).exists())
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    if own.exists():
        yield own


def starts(path: Path) -> bool:
    """Whether the browser opens a page: a snap's placeholder or missing libraries do not."""
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            browser.new_page().close()
            browser.close()
    except PlaywrightError:
        return False
    return True


def find() -> Path | None:
    """The browser that ``XTSVIZ_CHROMIUM`` names, else the first candidate; None if it does not start."""
    if named := os.environ.get(VARIABLE):
        return Path(named) if starts(Path(named)) else None
    return next((path for path in candidates() if starts(path)), None)


def install() -> str:
    """Install Chromium: by apt-get as root on Debian or Ubuntu, else as Playwright does it.

    Returns why the last step failed, or nothing; whether a browser is there then is for :func:`find` to say.
    """
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root and shutil.which("apt-get"):
        apt = ["apt-get", "-qq", "-o", "Acquire::Retries=3"]
        install = [*apt, "install", "-y", "--no-install-recommends"]
        if not (run([*apt, "update"]) or run([*install, "chromium"])):
            # Emoji and names in many scripts are to be seen on screenshots; nothing depends on it.
            run([*install, "fonts-dejavu-core", "fonts-noto-color-emoji"])
        if find():
            return ""
    with_libraries = ["--with-deps"] if root else []
    return run([sys.executable, "-m", "playwright", "install", *with_libraries, "chromium"])


def run(command: list[str]) -> str:
    """Run an installer without a word; if it failed, the line that says why, else nothing."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=environment,
        timeout=INSTALL_SECONDS,
        check=False,
    )
    if done.returncode == 0:
        return ""
    lines = done.stdout.strip().splitlines() or [f"{command[0]}: exit status {done.returncode}"]
    return next((line for line in lines if line.startswith(("E: ", "Error: "))), lines[-1])


def main() -> int:
    """Print the browser's path; 1 if there is none and none could be installed."""
    if browser := find():
        print(browser)
        return 0
    if os.environ.get(VARIABLE):
        print(
            f"{VARIABLE} names no browser that starts: correct it, or unset it to have one found",
            file=sys.stderr,
        )
        return 1
    print("No Chromium found; installing one ...", file=sys.stderr)
    try:
        failure = install()
    except (OSError, subprocess.TimeoutExpired) as error:
        failure = str(error)
    if browser := find():
        print(browser)
        return 0
    print(
        "The browser tests need Chromium or Google Chrome, which could not be installed here: install it"
        f" (Debian: apt-get install chromium), or set {VARIABLE} to where it is [{failure}]",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
