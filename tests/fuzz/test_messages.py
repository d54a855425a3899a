"""What the page sends to the explorer and to the exercises: nothing of it raises, and they go on afterwards."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ipywidgets
from hypothesis import given, note
from hypothesis import strategies as st
from traitlets import TraitError

import xtsviz as xts
from tests.drivers.explorer import ExplorerDriver
from tests.drivers.page import press
from tests.drivers.practice import PracticeDriver
from tests.fuzz.words import odd_json
from xtsviz.view.picture.types import Selection
from xtsviz.widgets.explorer import LEFT, TABS, Explorer
from xtsviz.widgets.workshop import Practice

FAULT = "failed inside xtsviz"

ACTIONS = [
    "toggle",
    "another",
    "offer",
    "draw",
    "never mind",
    "people-sort",
    "people-missing",
    "find",
    "filter-show",
    "title",
    "cell",
    "take-back",
    "filter-apply",
    "filter-discard",
    "why",
    "assign",
    "unassign",
]
ACTIONS += [
    "template",
    "select",
    "snapshot-restore",
    "snapshot-remove",
    "snapshot-compare",
    "exercise",
    "tick",
    "tick-nothing",
    "next-exercise",
]
ACTIONS += ["rename", "remove", "remove-selected", "moment"]
ACTIONS += ["start-over", "copy-progress", "copy-code", ""]
ACTIONS += ["open-answer", "open-clear", "start-templates", "start-example", "start-empty", "add-domain"]
WORDS = [
    "tenant",
    "arrow",
    "user",
    "contoso",
    "fabrikam",
    "litware",
    "contoso->litware",
    "first-arrow",
    "both-ways",
]
WORDS += [
    "tenant:contoso",
    "tenant:litware",
    "arrow:contoso->litware",
    "group:contoso",
    "no-passing-on",
    *("0", "1", "tenant", "new", "leave", "domain", "as-list", "as-design", "contoso.com"),
    "adele",
    "user_hub",
    "mesh",
    "up",
    "down",
    "id",
    "-1",
    "99999999999999999999",
    "1e999",
]


def texts() -> st.SearchStrategy[str]:
    return st.one_of(
        st.sampled_from(WORDS), st.text(max_size=20), st.sampled_from(["", "\x00", "<b>", "x" * 100_000])
    )


def actions() -> st.SearchStrategy[Any]:
    """Actions that are known, with words that may be of any other."""
    return st.tuples(st.sampled_from(ACTIONS), st.lists(texts(), max_size=4)).map(
        lambda one: [one[0], *one[1]]
    )


def messages() -> st.SearchStrategy[Any]:
    """Messages of the page's script, and what looks like them."""
    numbers = st.one_of(st.floats(), st.integers(), st.sampled_from([0, -1, 10**30, 1e308]))
    dragged = st.fixed_dictionaries(
        {
            "dragged": st.sampled_from(["n0", "n1", "x", ""]),
            "moved": st.dictionaries(
                st.sampled_from(["n0", "n1", "x"]), st.tuples(numbers, numbers).map(list)
            ),
        }
    )
    keys = [
        "ping",
        "shortcut",
        "action",
        "copied",
        "dragged",
        "moved",
        "refused",
        "more",
        "downloaded",
        "failed",
    ]
    keys += ["upload", "name", "at", "last", "pressed", "targets_wanted", "new_tenant", "canvas_size"]
    keys += ["session_found", "session_wanted", "session_more", "session_saved", "notebook_found"]
    upload = st.fixed_dictionaries(
        {
            "upload": st.sampled_from(["design", "lists", "any", "compare", "x", ""]),
            "name": texts(),
            "at": st.sampled_from([0, 1, -1, 10**12]),
            "last": st.booleans(),
            "batch": st.sampled_from([0, 1, -1]),
            "left": st.sampled_from([0, 1, 10**9]),
        }
    )
    known = st.one_of(
        actions().map(lambda words: {"action": words}),
        st.sampled_from([{"shortcut": "undo"}, {"shortcut": "redo"}, {"copied": True}]),
        st.sampled_from(["pressed", "targets_wanted"]).flatmap(
            lambda key: texts().map(lambda text: {key: text})
        ),
        st.sampled_from(["new_tenant", "canvas_size"]).flatmap(
            lambda key: st.lists(numbers, max_size=3).map(lambda pair: {key: pair})
        ),
        dragged,
        upload,
    )
    loose = st.dictionaries(st.sampled_from(keys), st.one_of(odd_json(), actions()), max_size=4)
    return st.one_of(known, known, known, loose, odd_json())


def buffers() -> st.SearchStrategy[list[Any]]:
    content = st.sampled_from(
        [
            b"",
            b"{}",
            b"\xff",
            b"id,tenant\n1,2\n",
            b"id,userPrincipalName\n1,a@contoso.com\n",
            b'{"format":"xtsviz-topology"}',
        ]
    )
    return st.lists(st.one_of(content, st.binary(max_size=20)).map(memoryview), max_size=2)


def controls(widget: Any) -> list[Any]:
    """The fields and buttons below a widget, in their order."""
    found = [widget] if isinstance(widget, (ipywidgets.ValueWidget, ipywidgets.Button)) else []
    for child in getattr(widget, "children", ()):
        found += controls(child)
    return found


def handled(control: Any, value: Any) -> None:
    """A press, or a new value, as the page sends them."""
    if isinstance(control, ipywidgets.Button):
        press(control)
        return
    name = "index" if "index" in control.keys else "value"
    try:
        control.set_state({name: value})
    except (TraitError, TypeError, IndexError):  # of the library: a page cannot send it
        note(f"refused by {type(control).__name__}: {value!r}"[:200])


@contextmanager
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@given(st.lists(st.tuples(messages(), buffers()), min_size=1, max_size=8))
def test_messages_to_the_explorer(sent: list[tuple[Any, list[Any]]]) -> None:
    explorer = Explorer(xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=2))
    drive = ExplorerDriver(explorer)
    try:
        with quiet():
            for content, attached in sent:
                note(repr(content)[:300])
                drive.send(content, *attached)
                known = isinstance(content, dict) and set(content) == {"action"}
                assert not (known and FAULT in drive.status[0]), drive.status
        goes_on(drive)
    finally:
        explorer.close()


def goes_on(drive: ExplorerDriver) -> None:
    """What is on the screen is a design like any other, and a press does what it says."""
    explorer = drive.explorer
    assert explorer.design is drive.control.design
    assert xts.Design.from_document(explorer.design.to_document()) == explorer.design
    explorer.design = xts.templates.full_mesh(["Adatum", "Proseware"], members=2)
    drive.act("select", "tenant", "adatum")
    assert (explorer.selection.kind, explorer.selection.id) == ("tenant", "adatum")
    assert drive.status[1] == "info", drive.status


VALUES = st.one_of(texts(), st.booleans(), st.integers(-2, 40), odd_json(), st.lists(texts(), max_size=3))


@given(
    st.integers(0, len(LEFT) - 1),
    st.integers(0, len(TABS) - 1),
    st.lists(st.tuples(st.integers(0, 10**6), VALUES), min_size=1, max_size=8),
)
def test_values_in_the_explorers_fields(left: int, tab: int, typed: list[tuple[int, Any]]) -> None:
    explorer = Explorer(xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=2))
    drive = ExplorerDriver(explorer)
    try:
        with quiet():
            explorer.selection = Selection("arrow", explorer.design.arrows[0].id)
            drive.open(LEFT[left])
            drive.open(TABS[tab])
            for number, value in typed:
                known = controls(explorer)
                control = known[number % len(known)]
                note(f"{type(control).__name__} {getattr(control, 'description', '')!r}: {value!r}"[:300])
                handled(control, value)
                assert FAULT not in drive.status[0], drive.status
        goes_on(drive)
    finally:
        explorer.close()


@given(st.lists(st.tuples(messages(), buffers()), min_size=1, max_size=8), st.sampled_from([0, 3, 6]))
def test_messages_to_the_exercises(sent: list[tuple[Any, list[Any]]], begun: int) -> None:
    practice = Practice(xts.training.catalog[begun].name, progress=None)
    drive = PracticeDriver(practice)
    try:
        with quiet():
            for content, attached in sent:
                note(repr(content)[:300])
                drive.send(content, *attached)
                drive.button(
                    ["Lock in", "Check", "Hint", "Reveal", "Reset", "Next"][len(repr(content)) % 6]
                ).click()
                assert FAULT not in drive.status[0] or "action" not in repr(content)
        drive.act("exercise", "first-arrow")
        assert practice.exercise == "first-arrow"
    finally:
        practice.close()
