"""The documents that rules and texts rest on are named in one place."""

import re
from pathlib import Path

import pytest

import xtsviz
from xtsviz import sources

PACKAGE = Path(xtsviz.__file__).parent
TITLES = {name: value for name, value in vars(sources).items() if isinstance(value, str) and name.isupper()}


@pytest.mark.parametrize("name", TITLES)
def test_a_source_has_a_publisher_a_title_and_a_date(name):
    assert re.fullmatch(r"Microsoft Learn, [^()]+ \((edition of )?20\d\d-\d\d-\d\d\)", TITLES[name])


def test_each_is_there_once():
    assert len(set(TITLES.values())) == len(TITLES)
    assert set(sources.SOURCES.values()) <= set(TITLES.values())


def test_no_other_module_names_a_document():
    files = {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}
    assert [path for path, text in sorted(files.items()) if "Microsoft Learn" in text] == ["sources.py"]
