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


def install() -> None:
    """Install Chromium: by apt-get as root on Debian or Ubuntu, else as Playwright does it.

    A step that fails leads to the next; whether a browser is there afterwards is for :func:`find` to say.
    """
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root and shutil.which("apt-get"):
        apt = ["apt-get", "-qq", "-o", "Acquire::Retries=3"]
        if run([*apt, "update"]) and run([*apt, "install", "-y", "--no-install-recommends", "chromium"]):
            # Emoji and names in many scripts are to be seen on screenshots; nothing depends on it.
            run(
                [
                    *apt,
                    "install",
                    "-y",
                    "--no-install-recommends",
                    "fonts-dejavu-core",
                    "fonts-noto-color-emoji",
                ]
            )
        if find():
            return
    run([sys.executable, "-m", "playwright", "install", *(["--with-deps"] if root else []), "chromium"])


def run(command: list[str]) -> bool:
    """Run an installer with its output on standard error, so that standard output carries the path alone."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=environment, check=False)
    return done.returncode == 0


def main() -> int:
    """Print the browser's path; 1 if there is none and none could be installed."""
    browser = find()
    if browser is None and not os.environ.get(VARIABLE):
        print("No Chromium found; installing one ...", file=sys.stderr)
        install()
        browser = find()
    if browser is None:
        named = f"{VARIABLE} names no browser that starts; " if os.environ.get(VARIABLE) else ""
        print(
            f"{named}install Chromium or Google Chrome (or set {VARIABLE} to one) for the browser tests",
            file=sys.stderr,
        )
        return 1
    print(browser)
    return 0


if __name__ == "__main__":
    sys.exit(main())
