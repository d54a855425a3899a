"""What the page asks for is checked before anything is done."""

import pytest

from xtsviz.widgets.actions import Actions


@pytest.fixture
def done():
    return []


@pytest.fixture
def actions(done):
    made = Actions()
    made.on("select", 2, lambda *words: done.append(("select", *words)))
    made.on("never mind", 0, lambda *words: done.append(("never mind", *words)))
    return made


@pytest.mark.parametrize("words", [["select", "tenant", "contoso"], ["never mind"], ["select", "", "<b>'\""]])
def test_a_known_action_is_done(actions, done, words):
    assert actions.take(words)
    assert done == [tuple(words)]


@pytest.mark.parametrize(
    "words",
    [
        [],
        None,
        "",
        "select",
        42,
        True,
        {"select": 2},
        ["unknown"],
        ["Select", "tenant", "contoso"],
        ["select"],
        ["select", "tenant"],
        ["select", "tenant", "contoso", "more"],
        ["never mind", "x"],
        ["select", "tenant", None],
        ["select", "tenant", ["contoso"]],
        ["select", 1, 2],
        [["select"], "tenant", "contoso"],
        b"select",
    ],
)
def test_anything_else_is_not(actions, done, words):
    assert not actions.take(words)
    assert done == []


def test_the_last_handler_of_a_name_counts(actions, done):
    actions.on("select", 1, lambda word: done.append(word))
    assert actions.take(["select", "one"])
    assert not actions.take(["select", "tenant", "contoso"])
    assert done == ["one"]
