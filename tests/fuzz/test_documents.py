"""Documents, spoiled: a design that can be kept, computed and drawn comes of it, or it is refused in words."""

from __future__ import annotations

import copy
import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, note
from hypothesis import strategies as st

import xtsviz as xts
from tests.fuzz.words import TEXTS, odd, odd_json, tried
from tests.properties.strategies import documents
from xtsviz.view.export import svg
from xtsviz.view.picture.resolve import resolve

KEYS = [
    "id",
    "name",
    "tenant",
    "tenants",
    "source",
    "target",
    "users",
    "groups",
    "arrows",
    "attributes",
    "members",
]
KEYS += [
    "scope",
    "filter",
    "position",
    "options",
    "members_of",
    "assigned",
    "format",
    "version",
    "home_user",
    "x",
]
Place = tuple[Any, ...]


def places(value: Any, place: Place = ()) -> list[Place]:
    found = [place]
    children: Any = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        found += places(child, (*place, key))
    return found


def nested(depth: int, inside: Any) -> Any:
    made = inside
    for number in range(depth):
        made = [made] if number % 2 else {"id": made}
    return made


@st.composite
def spoiled(draw: st.DrawFn, values: st.SearchStrategy[Any], deepest: int) -> Any:
    """A document with one to four things changed, anywhere in it."""
    document: Any = copy.deepcopy(draw(documents()))
    for _ in range(draw(st.integers(1, 4))):
        if not (found := [place for place in places(document) if place]):
            return document
        place = draw(st.sampled_from(found))
        parent = document
        for step in place[:-1]:
            parent = parent[step]
        last = place[-1]
        change = draw(
            st.sampled_from(["replace", "remove", "add", "rename", "double", "swap", "nest", "more"])
        )
        match change:
            case "replace":
                parent[last] = draw(values)
            case "remove":
                del parent[last]
            case "add" if isinstance(parent, dict):
                parent[draw(st.sampled_from([*KEYS, *TEXTS]))] = draw(values)
            case "add":
                parent.insert(last, draw(values))
            case "rename" if isinstance(parent, dict):
                parent[draw(st.sampled_from([*KEYS, last + "s", last.upper(), last + " "]))] = parent.pop(
                    last
                )
            case "double" if isinstance(parent, list):
                parent.insert(last, copy.deepcopy(parent[last]))
            case "swap":
                other = draw(st.sampled_from(found))
                value: Any = document
                for step in other:
                    value = value[step] if _has(value, step) else None
                parent[last] = copy.deepcopy(value)
            case "nest":
                parent[last] = nested(draw(st.integers(1, deepest)), parent[last])
            case "more" if isinstance(parent, list):
                parent += [copy.deepcopy(parent[last]) for _ in range(draw(st.sampled_from([2, 30])))]
    return document


def _has(value: Any, step: Any) -> bool:
    return step in value if isinstance(value, dict) else isinstance(value, list) and step < len(value)


def used(design: xts.Design) -> None:
    """What is accepted can be saved, comes back equal, and can be computed and drawn."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "design.json"
        design.save(path)
        assert xts.load(path) == design
    assert xts.Design.from_document(design.to_document()) == design
    flow = xts.user_flow(design)
    assert len(flow.arrows) == len(design.arrows)
    assert svg.render(resolve(design, flow)).startswith("<svg")
    xts.review(design)


@given(spoiled(odd(), 200))
def test_a_document_in_python(document: Any) -> None:
    design = tried(lambda: xts.Design.from_document(document))
    if design is not None:
        used(design)


@given(spoiled(odd_json(), 2000), st.data())
def test_a_document_in_a_file(document: Any, data: st.DataObject) -> None:
    text = json.dumps(document, ensure_ascii=data.draw(st.booleans()))
    if data.draw(st.booleans()):  # a key twice, a cut, a byte of another kind
        start = data.draw(st.integers(0, len(text)))
        length = data.draw(st.sampled_from([0, 1, 5, 10**6]))
        inside = [
            "",
            '"',
            "}",
            "[" * 5000,
            ',"id":1',
            '{"id":"x","id":"x"}',
            "NaN",
            "1e999",
            "9" * 5000,
            "\x00",
        ]
        text = text[:start] + data.draw(st.sampled_from(inside)) + text[start + length :]
    coding = data.draw(
        st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-32", "latin-1"])
    )
    content = text.encode(coding, "surrogatepass" if coding.startswith("utf") else "replace")
    note(repr(content[:2000]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "given.json"
        path.write_bytes(content)
        design = tried(lambda: xts.load(path))
    if design is not None:
        used(design)
