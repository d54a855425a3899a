"""Designs with domains, clouds, invitation lists and odd filters: flow and findings equal the brute force."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, note

import xtsviz as xts
from tests.properties.amount import examples
from tests.properties.brute_force import evaluate
from tests.properties.strategies_settings import documents_with_settings
from tests.properties.test_flow_equals_brute_force import (
    ENGINES,
    assert_same_findings,
    assert_same_flow,
    user_table,
)


@given(documents_with_settings())
@examples(60)
def test_findings_equal_brute_force(document: dict[str, Any]) -> None:
    before = copy.deepcopy(document)
    expected = evaluate(document)
    note(json.dumps(document, ensure_ascii=True))
    flow = xts.user_flow(xts.Design.from_document(document))
    assert_same_flow(flow, expected)
    assert_same_findings(flow, expected)
    assert document == before, "the document was changed"


@pytest.mark.parametrize("engine", ENGINES)
@given(document=documents_with_settings())
@examples(6)
def test_every_table_engine_gives_the_same_findings(engine: Any, document: dict[str, Any]) -> None:
    note(json.dumps(document, ensure_ascii=True))
    design = xts.Design.from_document(document)
    assert_same_findings(
        xts.user_flow(design.with_directory(engine(user_table(document)))), evaluate(document)
    )
    # The sentences are the same too, with all names and numbers in them.
    assert list(xts.review(design.with_directory(engine(user_table(document))))) == list(xts.review(design))
