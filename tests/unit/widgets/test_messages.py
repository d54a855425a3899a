"""What the page sends is checked against the table of messages, and the page keeps the kernel's limits."""

import re
from typing import get_args

import pytest

from xtsviz.widgets import kernel_messages, limits, messages
from xtsviz.widgets.bridge import CANVAS_CLASS, ROOT_CLASS, Bridge
from xtsviz.widgets.messages import PAGE_MESSAGES, read_message
from xtsviz.widgets.scripts import STATIC, joined_script, joined_style

GOOD = [
    {"ping": 3},
    {"shortcut": "redo"},
    {"action": ["toggle", "a", "b"]},
    {"action": None},
    {"copied": False},
    {"dragged": "n0", "moved": {"n0": [1, -2.5]}},
    {"pressed": "n0"},
    {"targets_wanted": "tenant:contoso"},
    {"new_tenant": [10, -2.5]},
    {"refused": "it is too large"},
    {"canvas_size": [960.0, 540.5]},
    {"more": 0},
    {"downloaded": 1, "failed": ""},
    {"upload": "users", "name": "a.csv", "at": 0, "last": True, "batch": 3, "left": 1},
    {"session_found": True},
    {"shared_found": "xtsviz1.3.abc.defghijk"},
    {"session_wanted": True},
    {"session_more": 2},
    {"session_saved": 2},
    {"notebook_found": True},
    {"board_wanted": True},
]


@pytest.mark.parametrize("content", GOOD, ids=repr)
def test_each_message_of_the_table_is_read(content):
    message = read_message(content)
    assert type(message) is PAGE_MESSAGES[next(iter(content))]
    assert message.model_dump() == content


def test_every_message_is_tried_and_documented():
    assert {next(iter(content)) for content in GOOD} == PAGE_MESSAGES.keys()
    sent = set(re.findall(r"model\.send\(\{ (\w+)", joined_script()))
    assert sent <= PAGE_MESSAGES.keys(), "the page sends what the kernel does not know"
    for kind, message in PAGE_MESSAGES.items():
        assert next(iter(message.model_fields)) == kind
        assert f"``{kind}``" in messages.__doc__
    for message in get_args(kernel_messages.KernelMessage):
        assert f"``{next(iter(message.__annotations__))}``" in kernel_messages.__doc__


@pytest.mark.parametrize(
    "content",
    [
        {"ping": "3"},
        {"ping": True},
        {"ping": 3, "more": 4},
        {"shortcut": "fly"},
        {"copied": 1},
        {"dragged": "n0"},
        {"dragged": "n0", "moved": {"n0": [1]}},
        {"dragged": "n0", "moved": {"n0": [1, float("nan")]}},
        {"dragged": "n0", "moved": {"n0": ["1", "2"]}},
        {"dragged": "n" * 5000, "moved": {}},
        {"dragged": "n0", "moved": {f"n{n}": [0, 0] for n in range(limits.MAX_MOVED + 1)}},
        {"targets_wanted": "t" * 5000},
        {"new_tenant": [1]},
        {"new_tenant": [1, float("inf")]},
        {"canvas_size": [960.0]},
        {"canvas_size": [960.0, 0.0]},
        {"canvas_size": [960.0, float("inf")]},
        {"canvas_size": [1e6, 5.0]},
        {"canvas_size": "large"},
        {"refused": "x" * 20_000},
        {"more": -1},
        {"downloaded": 1},
        {"upload": "users", "name": "a", "at": limits.MAX_FILE + 1, "last": True},
        {"upload": "users", "name": "a", "at": -1, "last": True},
        {"upload": "users", "name": "a" * 5000, "at": 0, "last": True},
        {"session_found": "yes"},
        {"fly": 1},
        {},
        None,
        7,
        [["ping", 3]],
    ],
    ids=lambda content: repr(content)[:60],
)
def test_everything_else_is_ignored_and_logged(content, caplog):
    assert read_message(content) is None
    assert caplog.records


def test_the_page_gets_all_limits_that_its_files_ask_for():
    asked = set(re.findall(r'model\.get\("limits"\)\.(\w+)', joined_script()))
    for names in re.findall(r'const \{ ([^}]+) \} = model\.get\("limits"\)', joined_script()):
        asked |= set(names.split(", "))
    bridge = Bridge()
    assert asked == bridge.limits.keys()
    assert bridge.limits["max_file"] == limits.MAX_FILE
    assert "limits" in bridge.get_state()


def test_page_and_kernel_use_the_same_class_names():
    selectors = (STATIC / "selectors.js").read_text("utf-8")
    assert f'ROOT = ".{ROOT_CLASS}"' in selectors
    assert f'CANVAS = ".{CANVAS_CLASS}"' in selectors


def test_joined_files_are_whole_and_import_nothing():
    script = joined_script()
    assert not re.search(r"^\s*import\b|^export (?!default)", script, re.MULTILINE)
    for file in STATIC.glob("*.js"):
        assert file.read_text("utf-8").splitlines()[0] in script, (
            f"{file.name} is not imported by any other file"
        )
    for file in STATIC.glob("*.css"):
        assert file.read_text("utf-8") in joined_style()
