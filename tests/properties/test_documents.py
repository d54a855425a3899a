"""Documents there and back, and spoiled ones: refused with one kind of error, whatever is wrong."""

from __future__ import annotations

import copy
import json
import math
import tempfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, note
from hypothesis import strategies as st

import xtsviz as xts
from tests.properties.amount import examples
from tests.properties.strategies import documents
from xtsviz.errors import DocumentError, InputError
from xtsviz.io.files import from_bytes

VALIDATOR = jsonschema.Draft202012Validator(xts.schema())


# -- there and back ----------------------------------------------------------------------------------------


@given(documents())
@examples(100)
def test_a_document_comes_back(document: dict[str, Any]) -> None:
    before = copy.deepcopy(document)
    design = xts.Design.from_document(document)
    made = design.to_document()
    assert document == before
    again = xts.Design.from_document(made)
    assert again == design
    assert again.to_document() == made


@given(documents())
@examples(60)
def test_what_a_document_says_is_in_what_it_becomes(document: dict[str, Any]) -> None:
    """Nothing that was written is lost or changed, but for values of one attribute that are of many types."""
    made = xts.Design.from_document(document).to_document()
    for user in document.get("users", []):
        if user.get("display_name", "") is None:
            del user["display_name"]
        user["attributes"] = dict.fromkeys(user.get("attributes", {}))
    assert_within(document, made, "")


def assert_within(part: Any, whole: Any, place: str) -> None:
    if isinstance(part, dict):
        for key, value in part.items():
            if place.endswith(".attributes"):
                continue
            assert_within(value, whole[key], f"{place}.{key}")
    elif isinstance(part, list):
        assert len(part) == len(whole), place
        for number, (one, other) in enumerate(zip(part, whole, strict=True)):
            assert_within(one, other, f"{place}[{number}]")
    else:
        assert part == whole, place


@given(documents())
@examples(60)
def test_a_saved_design_loads_equal(document: dict[str, Any]) -> None:
    design = xts.Design.from_document(document)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "design.json"
        design.save(path)
        first = path.read_bytes()
        loaded = xts.load(path)
        assert loaded == design
        loaded.save(path)
        assert path.read_bytes() == first


@given(documents())
@examples(60)
def test_a_graph_comes_back(document: dict[str, Any]) -> None:
    design = xts.Design.from_document(document)
    back = xts.Design.from_networkx(design.to_networkx())
    assert back == design
    assert back.to_document() == design.to_document()


@given(documents(), st.randoms(use_true_random=False))
@examples(60)
def test_the_order_of_users_makes_no_difference(document: dict[str, Any], random: Any) -> None:
    design = xts.Design.from_document(document)
    shuffled = copy.deepcopy(document)
    random.shuffle(shuffled.setdefault("users", []))
    assert xts.Design.from_document(shuffled) == design
    table = design.directory.sample(frac=1, random_state=random.randrange(2**32))
    assert design.with_directory(table[random.sample(list(table.columns), len(table.columns))]) == design


@given(documents())
@examples(60)
def test_the_schema_accepts_every_document(document: dict[str, Any]) -> None:
    VALIDATOR.validate(document)
    VALIDATOR.validate(xts.Design.from_document(document).to_document())


# -- spoiled -----------------------------------------------------------------------------------------------

TEXTS = ["", "x", "contoso", "\ud800", "\x00", "x" * 300]
NUMBERS = [0, -1, 10**30, 1.5, math.nan, math.inf]
OTHERS = [None, True, False, [], {}, [[]], [{}], {"id": "x"}, {"": ""}, {5: 5}, ["x", 5], (), b"x", object()]
STRANGE = st.sampled_from([*TEXTS, *NUMBERS, *OTHERS])


def places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [place] if place else []
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        found += places(child, (*place, key))
    return found


@given(documents(), st.data())
@examples(150)
def test_a_spoiled_document_is_refused_in_words_or_is_none(
    document: dict[str, Any], data: st.DataObject
) -> None:
    """Anything anywhere: the design is made, and can be used and saved, or a DocumentError tells why not."""
    spoiled = copy.deepcopy(document)
    for _ in range(data.draw(st.integers(1, 3))):
        found = places(spoiled)
        place = found[data.draw(st.integers(0, len(found) - 1))]
        parent = spoiled
        for step in place[:-1]:
            parent = parent[step]
        change = data.draw(st.sampled_from(["replace", "remove", "add"]))
        if change == "remove":
            del parent[place[-1]]
        elif change == "replace":
            parent[place[-1]] = data.draw(STRANGE)
        elif isinstance(parent, dict):
            parent[data.draw(st.sampled_from(["name", "id", "x", "", "\x1b[2J", "\ud800", 5]))] = data.draw(
                STRANGE
            )
        else:
            parent.append(data.draw(STRANGE))
    note(repr(spoiled))
    try:
        design = xts.Design.from_document(spoiled)
    except DocumentError as error:
        refusal = error
    else:
        refusal = None
    if refusal is not None:
        assert_told_in_words(refusal)
        return
    made = design.to_document()
    json.dumps(made, ensure_ascii=False, allow_nan=False).encode("utf-8")
    assert xts.Design.from_document(made) == design
    xts.review(design)


@given(documents(), st.data())
@examples(100)
def test_a_spoiled_file_is_refused_in_words_or_is_none(document: dict[str, Any], data: st.DataObject) -> None:
    content = bytearray(json.dumps(document, ensure_ascii=data.draw(st.booleans())).encode("utf-8"))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.sampled_from([0, 1, 5, 10**6]))
        content[start : start + length] = data.draw(
            st.sampled_from(
                [b"", b'"', b"}", b"\xff", b"\x00", b"NaN", b"\\ud800", b"1e999", b',"x":1', "é".encode()]
            )
        )
    note(repr(bytes(content)))
    try:
        design = from_bytes(bytes(content))
    except InputError as error:
        refusal = error
    else:
        refusal = None
        assert xts.Design.from_document(design.to_document()) == design
    if refusal is not None:
        assert_told_in_words(refusal)


def assert_told_in_words(error: InputError) -> None:
    assert error.problems
    assert all(problem.message for problem in error.problems)
    assert all(line.isprintable() for line in str(error).split("\n"))


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_ends_too_early(cut: float) -> None:
    content = json.dumps(xts.examples.acquisition().to_document()).encode()
    with pytest.raises(DocumentError, match="not JSON"):
        from_bytes(content[: int(len(content) * cut)])
