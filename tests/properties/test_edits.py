"""Random sequences of edits: nothing given changes, the result is a valid document, and no cache is stale."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, note

import xtsviz as xts
from tests.properties.amount import examples
from tests.properties.strategies import Doc, Edit, documents, edited, edits, edits_of_scopes
from xtsviz.errors import XtsvizError


def steps(document: dict[str, Any], sequence: list[Edit]) -> Any:
    """(the design before, the edit, the design after) for each edit that is not refused."""
    design = xts.Design.from_document(document)
    for edit in sequence:
        try:
            after = edited(design, edit)
        except XtsvizError as refusal:
            note(f"refused: {edit}: {refusal}")
            continue
        note(f"{edit}")
        yield design, edit, after
        design = after


def text(design: xts.Design) -> str:
    return json.dumps(design.to_document())


@given(documents(), edits())
@examples(60)
def test_edits_change_nothing_that_was_given(document: dict[str, Any], sequence: list[Edit]) -> None:
    given_before = json.dumps([document, sequence])
    seen: list[tuple[xts.Design, str]] = [(xts.Design.from_document(document), "")]
    seen[0] = (seen[0][0], text(seen[0][0]))
    for before, _, after in steps(document, sequence):
        seen += [(before, text(before)), (after, text(after))]
    for design, was in seen:
        assert text(design) == was
    assert json.dumps([document, sequence]) == given_before


@given(documents(), edits())
@examples(60)
def test_an_edited_design_is_a_valid_document(document: dict[str, Any], sequence: list[Edit]) -> None:
    for _, _, after in steps(document, sequence):
        made = after.to_document()
        for key in ("tenants", "arrows", "users", "groups"):
            ids = [record["id"] for record in made[key]]
            assert len(set(ids)) == len(ids), key
        loaded = xts.Design.from_document(made)
        assert loaded == after
        assert after == loaded
        assert loaded.to_document() == made


@given(documents(), edits())
@examples(50)
def test_an_edit_touches_only_what_it_is_about(document: dict[str, Any], sequence: list[Edit]) -> None:
    """Ids of tenants, arrows and users, and who is where: only what the kind of edit names comes or goes."""
    touched = {
        "add_tenant": {"tenants"},
        "remove_tenant": {"tenants", "arrows", "users", "groups"},
        "add_arrow": {"arrows"},
        "remove_arrow": {"arrows"},
        "add_users": {"users"},
        "remove_users": {"users"},
    }
    for before, (kind, _), after in steps(document, sequence):
        old, new = before.to_document(), after.to_document()
        for key in {"tenants", "arrows", "users", "groups"} - touched.get(kind, set()):
            assert [record["id"] for record in new[key]] == [record["id"] for record in old[key]], (kind, key)
        if kind in {"renamed", "rename_tenant", "update_tenant", "add_tenant"}:
            assert [new[key] for key in ("arrows", "users", "groups", "options")] == [
                old[key] for key in ("arrows", "users", "groups", "options")
            ]
        if kind in {"add_arrow", "update_arrow", "remove_arrow"}:
            assert [new[key] for key in ("tenants", "users", "groups")] == [
                old[key] for key in ("tenants", "users", "groups")
            ]


def is_lively(document: Doc) -> bool:
    """Somebody lives where an arrow starts."""
    sources = {arrow["source"] for arrow in document.get("arrows", [])}
    return any(user["tenant"] in sources for user in document.get("users", []))


@given(documents().filter(is_lively), edits_of_scopes())
@examples(12)
def test_what_was_computed_for_one_design_is_not_taken_for_another(
    document: dict[str, Any], sequence: list[Edit]
) -> None:
    """Designs that differ in arrows share their directory, and what was computed over it."""
    numbers(xts.Design.from_document(document))
    for _, _, after in steps(document, sequence):
        assert numbers(after) == numbers(xts.Design.from_document(after.to_document()))


def numbers(design: xts.Design) -> list[Any]:
    flow = xts.user_flow(design)
    return [flow.arrows.to_json(), flow.counts().to_json()]


@given(documents(), edits())
@examples(10)
def test_the_flow_after_edits_is_the_flow_of_the_same_document_read_anew(
    document: dict[str, Any], sequence: list[Edit]
) -> None:
    last = xts.Design.from_document(document)
    for before, _, after in steps(document, sequence):
        presence = xts.user_flow(before).presence  # leaves its answers in what the two designs share
        assert set(presence["tenant"]) <= {tenant.id for tenant in before.tenants}
        last = after
    assert everything(last) == everything(xts.Design.from_document(last.to_document()))


def everything(design: xts.Design) -> dict[str, Any]:
    flow = xts.user_flow(design)
    tables = {
        "arrows": flow.arrows,
        "counts": flow.counts(),
        "population": flow.population(),
        "presence": flow.presence,
        "merged": flow.merged,
        "review": xts.review(design).to_frame(),
    }
    found = {name: json.loads(table.to_json(orient="split")) for name, table in tables.items()}
    for user in sorted(design.directory["id"])[:1]:
        found["trace"] = json.loads(flow.trace(user).to_json(orient="split"))
    return found
