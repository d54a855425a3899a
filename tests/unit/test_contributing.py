"""What CONTRIBUTING.md names is there: files and folders, commands, rooms, libraries."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
QUOTED = set(re.findall(r"`([^`\n]+)`", TEXT))
PLACES = sorted(
    name for name in QUOTED if re.fullmatch(r"[\w./-]+/[\w.-]*|[\w-]+\.(py|md|js|ipynb|toml|txt)", name)
)
TARGETS = sorted({word for name in QUOTED for word in re.findall(r"^make ([a-z-]+)", name)})


def part(start: str, end: str) -> str:
    return TEXT.partition(start)[2].partition(end)[0]


@pytest.mark.parametrize("place", PLACES)
def test_a_file_or_folder_is_there(place: str) -> None:
    """From the root, from `xtsviz/`, or from a folder that the same recipe names in full."""
    found = [path for path in (ROOT / place, ROOT / "xtsviz" / place) if path.exists()]
    for folder in ("xtsviz", "tests", "binder", "notebooks"):
        found += (ROOT / folder).rglob(place.rstrip("/"))
    assert found


@pytest.mark.parametrize("target", TARGETS)
def test_a_make_target_is_there(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_every_room_is_in_the_table_and_in_the_order_of_the_layers() -> None:
    rooms = re.findall(r"^\| `(\w+)` \|", part("## The house", "## "), re.MULTILINE)
    there = [
        path
        for path in (ROOT / "xtsviz").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    ]
    assert sorted(rooms) == sorted(path.stem for path in there if path.stem != "__init__")
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    assert contracts[0]["layers"] == rooms[::-1]


def test_every_module_of_the_one_way_is_there() -> None:
    table = part("What differs has a module each:", "No observer calls another.")
    modules = set(re.findall(r"`([a-z_]+)`", table))
    widgets = ROOT / "xtsviz/widgets"
    assert {"design_intents", "picture_state"} <= modules
    assert modules <= {path.stem for path in [*widgets.glob("*.py"), *widgets.glob("panels/*.py")]}


def test_every_folder_of_tests_is_in_the_table() -> None:
    table = part("## How it is tested", "Hypothesis runs derandomized")
    named = set(re.findall(r"^\| `tests/(\w+)/`", table, re.MULTILINE))
    assert named == {path.name for path in (ROOT / "tests").iterdir() if next(path.rglob("*.py"), None)} | {
        "data"
    }


def test_every_library_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [
        *project["dependencies"],
        *(one for few in project["optional-dependencies"].values() for one in few),
    ]
    names = {re.match(r"[\w-]+", one)[0] for one in needed} - {"xtsviz"}
    table = part("## Libraries", "Libraries that draw or serve are extras")
    assert {name for name in names if name not in table} == set()
