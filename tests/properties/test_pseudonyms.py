"""Designs with invented names: the same flow up to names, no word of the original, and a way back."""

from __future__ import annotations

import json
import re
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import xtsviz as xts
from tests.properties.amount import examples
from tests.properties.list_strategies import listed_documents
from tests.properties.strategies import Doc, documents, edited, edits
from tests.properties.strategies_settings import documents_with_settings
from xtsviz.errors import XtsvizError
from xtsviz.pseudonyms import Pseudonyms
from xtsviz.pseudonyms.invent import OWN_WORDS, words_of
from xtsviz.pseudonyms.known_words import KEPT_ISSUERS, is_known_attribute
from xtsviz.view.export.files import export
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import NOTHING

ANY = st.one_of(documents(), documents_with_settings(), listed_documents())
FORMAT = {*words_of(json.dumps(xts.schema())), *OWN_WORDS, *KEPT_ISSUERS, "ext", "google", "facebook"}
MADE_OF_OTHERS = ("user_principal_name", "display_name", "group", "name")
"""Columns with texts that are made of others, or can be an id as well as a name."""
KINDS = {
    "user": "user",
    "home_tenant": "tenant",
    "tenant": "tenant",
    "into": "user",
    "source": "tenant",
    "target": "tenant",
}


def translated(frame: Any, names: Pseudonyms, design: xts.Design) -> list[dict[str, Any]]:
    """Rows of a flow with the invented names in the place of the original ones."""
    arrows = {arrow.id: number for number, arrow in enumerate(design.arrows)}
    groups = {group.id for group in design.topology.groups}
    rows = pd.DataFrame(frame).astype(object).to_dict("records")
    made = []
    for row in rows:
        new = {name: None if pd.isna(value) else value for name, value in row.items() if name != "codes"}
        new |= {"codes": row["codes"]} if "codes" in row else {}
        for column, kind in KINDS.items():
            if (value := new.get(column)) is not None:
                new[column] = names.text("group" if value in groups else kind, value)
        if new.get("arrow") is not None:
            new["arrow"] = arrows[new["arrow"]]
        made.append({k: v for k, v in new.items() if k not in MADE_OF_OTHERS})
    return made


def numbered(frame: Any, design: xts.Design) -> list[dict[str, Any]]:
    arrows = {arrow.id: number for number, arrow in enumerate(design.arrows)}
    rows = pd.DataFrame(frame).astype(object).to_dict("records")
    return [
        {
            name: value
            if name == "codes"
            else None
            if pd.isna(value)
            else arrows[value]
            if name == "arrow"
            else value
            for name, value in row.items()
            if name not in MADE_OF_OTHERS
        }
        for row in rows
    ]


def findings(design: xts.Design) -> list[tuple[str, str, int]]:
    arrows = {arrow.id: number for number, arrow in enumerate(design.arrows)}
    tenants = {tenant.id: number for number, tenant in enumerate(design.tenants)}
    places = arrows | tenants
    return sorted((one.code, one.severity, places.get(one.subject, -1)) for one in xts.review(design))


def own_words(value: Any) -> set[str]:
    """The words that somebody wrote in a document: neither of the format nor short numbers."""
    if isinstance(value, dict):
        return {word for key, one in value.items() for word in (own_words(one) | own_words(key))}
    if isinstance(value, list):
        return {word for one in value for word in own_words(one)}
    if value is None or isinstance(value, (bool, float)):
        return set()
    if isinstance(value, str) and is_known_attribute(value):
        return set()
    words = {word for word in words_of(str(value)) if not (word.isdigit() and len(word) < 4)}
    return words - FORMAT


@given(ANY)
@examples(50)
def test_the_flow_is_the_same_up_to_names(document: Doc) -> None:
    design = xts.Design.from_document(document)
    names = Pseudonyms([design])
    hidden = names.hidden(design)
    before, after = xts.user_flow(design), xts.user_flow(hidden)
    for table in ("presence", "arrows", "merged", "groups"):
        wanted, found = (
            translated(getattr(before, table), names, design),
            numbered(getattr(after, table), hidden),
        )
        assert [row for row in wanted if row not in found] == [], table
        assert found == wanted
    assert sorted(set(findings(design)) ^ set(findings(hidden))) == []
    assert findings(design) == findings(hidden)
    assert xts.Design.from_document(hidden.to_document()) == hidden


@given(ANY)
@examples(50)
def test_no_word_of_the_original_remains(document: Doc) -> None:
    design = xts.Design.from_document(document)
    left = own_words(design.to_document()) & own_words(design.pseudonymised().to_document())
    assert left == set()


def written(design: xts.Design) -> str:
    """All that others see of a design: the document, a picture, the report, the code."""
    flow = xts.user_flow(design)
    picture = resolve(design, flow, NOTHING, "people", False)
    files = [export(kind, flow, picture=picture).content.decode() for kind in ("svg", "report")]
    return " ".join([json.dumps(design.to_document()), *files, design.to_code()])


PAGES = {
    word
    for design in (xts.examples.acquisition().pseudonymised(7), xts.templates.just_in_time(["Qa", "Qb"]))
    for word in words_of(written(design))
} | set(words_of("bold tab here quoted null two lines none manager memberof ismemberof no sign shared b x u"))
"""Words of our own pages, and those of the strategies that sentences of ours have too."""


@given(ANY)
@examples(15)
def test_no_word_of_the_original_is_in_what_others_see(document: Doc) -> None:
    design = xts.Design.from_document(document)
    left = own_words(design.to_document()) & set(words_of(written(design.pseudonymised())))
    assert left - PAGES == set()


@given(ANY, edits())
@examples(30)
def test_edits_of_a_hidden_design_come_back(document: Doc, sequence: list[Any]) -> None:
    design = xts.Design.from_document(document)
    names = Pseudonyms([design])
    hidden = names.hidden(design)
    assert names.shown(hidden) == design
    for kind, given_ in sequence:
        try:
            hidden = edited(hidden, (kind, given_))
        except XtsvizError:
            continue
        shown = names.shown(hidden)
        assert xts.Design.from_document(shown.to_document()) == shown
        assert len(shown.tenants) == len(hidden.tenants)
        assert len(shown.arrows) == len(hidden.arrows)


def test_designs_of_one_history_share_names() -> None:
    design = xts.examples.acquisition()
    edit = design.rename_tenant("fabrikam", "Fabrikam Ltd").remove_arrow(design.arrows[0].id)
    names = Pseudonyms([design, edit])
    one, other = names.hidden(design), names.hidden(edit)
    assert [tenant.id for tenant in one.tenants] == [tenant.id for tenant in other.tenants]
    assert one.users is other.users
    assert re.fullmatch(r"[\w' &]+", other.tenants[1].name)
