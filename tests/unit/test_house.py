"""The house rule of the tests: they use the product by its public names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

PROTOCOL = {
    *("_repr_html_", "_repr_mimebundle_", "_ipython_display_"),  # IPython's
    *("_asdict", "_fields", "_make", "_replace"),  # of named tuples
    "_hypothesis_internal_use_settings",  # Hypothesis has no public way
    *(
        "_cyreg",
        "_hoverdata",
        "_widgetManager",
    ),  # of scripts in the page: cytoscape's, plotly's, JupyterLab's
}
"""Names that other libraries made, though they begin with an underscore."""

IN_TEXT = re.compile(r"[\w)\]]\??\.(_[a-zA-Z]\w*)")
"""An attribute in code for the kernel or the page, or in the dotted name of what is patched."""


def private_names(source: str) -> Iterator[str]:
    """Private names in a test that are neither its own nor of a protocol, each with its line."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                names = []
            case ast.Attribute(attr=name):
                names = [name]
            case ast.ImportFrom(names=imported):
                names = [one.name for one in imported]
            case ast.Call(
                func=ast.Name(id="getattr" | "setattr" | "hasattr" | "delattr")
                | ast.Attribute(attr="setattr" | "delattr"),
                args=[_, ast.Constant(value=str(name)), *_],
            ):
                names = [name]
            case ast.Constant(value=str(text)):
                names = IN_TEXT.findall(text)
            case _:
                names = []
        for name in names:
            if name.startswith("_") and not name.startswith("__") and name not in PROTOCOL:
                yield f"line {node.lineno}: {name}"


def test_tests_use_public_names_only():
    found = [
        f"{path.relative_to(TESTS)}, {name}"
        for path in sorted(TESTS.rglob("*.py"))
        if path != Path(__file__)
        for name in private_names(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "explorer._bridge.message",
        "from xtsviz.widgets.canvas import _Slot",
        "monkeypatch.setattr(storage, '_read', None)",
        "getattr(explorer, '_bridge')",
        "kernel_run(page, 'explorer._people.update = 1')",
        "monkeypatch.setattr('xtsviz.model.storage._read', None)",
    ],
)
def test_a_private_name_is_found(source):
    assert len(list(private_names(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "self._open = []",
        "design._repr_html_()",
        "cell.__class__",
        "cell._replace(x=1)",
        "columns = ['_scope']",
    ],
)
def test_names_of_protocols_and_of_the_test_itself_are_not(source):
    assert list(private_names(source)) == []
