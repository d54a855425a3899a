"""Whatever edits led to a design, its code, run in a fresh namespace, makes an equal one."""

from __future__ import annotations

import ast
import json
from functools import partial
from typing import Any

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

import xtsviz as xts
from tests.properties.amount import examples
from tests.properties.strategies import documents
from tests.properties.test_flow_equals_brute_force import ENGINES, user_table
from xtsviz.templates import Template
from xtsviz.widgets.controller import Controller

IT = [[{"attribute": "department", "operator": "EQUALS", "value": 'it\'s "IT"\n'}]]
FILTERS: list[Any] = [[], IT, [[{"attribute": "mail", "operator": "IS NOT NULL"}], []]]
NASTY = [
    '"); raise SystemExit("',
    "'); import os #",
    '"""',
    "\\",
    "\\'",
    "{design}",
    "two\nlines\r\n\u2028",
    "\x00\x1b[31m\x7f",
    "👩‍🚀 é",
    "\u202eمرحبا",
    "日本",
    "Contoso",
    "contoso",
]
NAMES = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
)
PLACES = st.integers(0, 9)
KINDS = [
    *("add tenant", "rename tenant", "update tenant", "remove tenant", "rename", "members", "members"),
    *("add arrow", "add arrow", "another arrow", "gate", "scope", "status", "remove arrow", "again", "again"),
    *("add user", "remove user", "connect", "settings", "tenant settings"),
]
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), PLACES, PLACES, NAMES), min_size=3, max_size=14)


def nth(items: Any, place: int) -> Any:
    return items[place % len(items)]


def edited(design: xts.Design, step: tuple[str, int, int, str]) -> xts.Design:
    """The design after an edit of whatever it holds; the same one where the edit is refused or has no object."""
    try:
        return _edited(design, *step)
    except (xts.XtsvizError, ZeroDivisionError):
        return design


def _edited(design: xts.Design, kind: str, one: int, two: int, name: str) -> xts.Design:
    if kind == "rename":
        return design.renamed(name)
    if kind == "add tenant":
        return design.add_tenant(
            name, **nth([{}, {"cloud": "usgov"}, {"division": name, "position": (1, 2.5)}], one)
        )
    tenant, other = nth(design.tenants, one).id, nth(design.tenants, two).id
    match kind:
        case "rename tenant":
            return design.rename_tenant(tenant, name)
        case "update tenant":
            changes = [
                {"division": name},
                {"color": "#ff0000"},
                {"position": None},
                {"verified_domains": [name]},
            ]
            return design.update_tenant(tenant, **nth(changes, two))
        case "tenant settings":
            changes = [{"allow_invites_from": None}, {"allow_invites_from": "none"}, {"cloud": "china"}]
            return design.update_tenant(tenant, **nth(changes, two))
        case "connect":
            chosen = [tenant, *(t.id for t in design.tenants[:4] if t.id != tenant)]
            return xts.templates.connect(
                design, chosen, nth(["user_hub", "application_hub", "full_mesh"], two)
            )
        case "remove tenant":
            return design.remove_tenant(tenant)
        case "members":
            return xts.templates.with_members(design, tenant, two % 5)
        case "add user":
            user = {"id": name, "tenant": tenant, "display_name": name, "attributes": {name: name}}
            return design.add_users([user])
        case "remove user":
            return design.remove_users([nth(design.directory["id"].tolist(), two)])
        case "add arrow":
            return design.add_arrow(
                tenant, other, **nth([{}, {"user_type": "Guest"}, {"filters": IT}], one + two)
            )
        case "another arrow":
            given = {} if one % 2 else {"id": name}
            return design.add_arrow(tenant, other, another=True, **given)
    arrow = nth(design.arrows, one).id
    match kind:
        case "settings":
            changes = [
                {"user_type": "Guest"},
                {"user_type_flow": "Always"},
                {"sync_groups": True},
                {"actions": ["Update", "Delete"]},
                {"scope_users": "unknown"},
                {"scope_users": "all"},
            ]
            return design.update_arrow(arrow, **nth(changes, two))
        case "remove arrow":
            return design.remove_arrow(arrow)
        case "again":
            ends = nth(design.arrows, one).source, nth(design.arrows, one).target
            return design.remove_arrow(arrow).add_arrow(*ends, another=True)
        case "gate":
            gates = ["inbound_sync_allowed", "inbound_auto_redeem", "outbound_auto_redeem"]
            return design.update_arrow(arrow, **{nth(gates, one): nth([True, False, None], two)})
        case "status":
            return design.update_arrow(
                arrow, status=nth(["active", "paused", "quarantined"], two), actions=["Add"]
            )
    assigned = [nth(design.directory["id"].tolist(), two)] if two % 2 else []
    return design.update_arrow(arrow, scope_users="assigned", assigned=assigned, filters=nth(FILTERS, two))


def rebuilt(code: str) -> xts.Design:
    """What the code makes; its only name but ``design`` is what it imports."""
    space: dict[str, Any] = {}
    exec(code, space)
    assert {name for name in space if not name.startswith("__")} == {"xts", "design"}
    return space["design"]


def assert_round_trip(design: xts.Design) -> str:
    code = design.to_code()
    note(code)
    again = rebuilt(code)
    assert again == design
    assert again.to_code() == code
    assert code.isprintable() or all(line.isprintable() for line in code.split("\n"))
    tree = ast.parse(code)
    assert ast.unparse(tree.body[0]) == "import xtsviz as xts"
    for statement in tree.body[1:]:
        assert ast.unparse(statement).startswith("design = ")
        calls = [
            node
            for node in ast.walk(statement)
            if isinstance(node, (ast.Call, ast.Lambda, ast.comprehension))
        ]
        assert len(calls) == 1, "nothing but one call to an edit"
    return code


def names_for(template: Template, *names: str) -> list[str]:
    """As many of these names, and more, as the template needs."""
    more = xts.templates.company_names(template.min_tenants)[len(names) :]
    return [*names, *more][: template.max_tenants]


@given(
    st.sampled_from(xts.templates.catalog), st.lists(NAMES, min_size=2, max_size=3), st.integers(0, 3), STEPS
)
@examples(60)
def test_a_template_and_edits(template: Template, names: list[str], members: int, steps: list[Any]) -> None:
    design = template.build(names_for(template, *names), members, specials=bool(members % 2))
    note(repr(steps))
    for step in steps:
        design = edited(design, step)
    code = assert_round_trip(design)
    assert code.startswith("import xtsviz as xts\n\ndesign = xts.templates.")


AS_A_PERSON = st.lists(
    st.tuples(st.sampled_from([*KINDS, "undo", "undo", "redo", "template"]), PLACES, PLACES, NAMES),
    max_size=20,
)


@given(AS_A_PERSON)
@examples(40)
def test_what_a_person_did_in_the_explorer(steps: list[Any]) -> None:
    """With steps taken back and repeated, and another template in between."""
    control = Controller(xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=2))
    note(repr(steps))
    for step in steps:
        kind, one, two, name = step
        if kind == "undo":
            control.undo()
        elif kind == "redo":
            control.redo()
        elif kind == "template":
            template = nth(xts.templates.catalog, one)
            made = template.build(names_for(template, "Contoso", name), two % 3)
            control.edit(lambda _design, made=made: made, "Started", new_design=True)
        else:
            control.edit(partial(edited, step=step), "Changed")
    assert_round_trip(control.design)


@given(st.lists(NAMES, min_size=2, max_size=3), STEPS, STEPS)
@examples(20)
def test_no_edit_is_told_twice(names: list[str], steps: list[Any], more: list[Any]) -> None:
    """Edits of the topology that only pass leave no trace, wherever they come."""
    kinds = {"rename", "rename tenant", "gate", "status"}
    design = xts.templates.full_mesh(names, members=1)
    for step in steps:
        design = edited(design, step)
    there = design
    for step in [step for step in more if step[0] in kinds]:
        there = edited(there, step)
    for tenant in design.tenants:
        there = there.update_tenant(tenant.id, **tenant.model_dump(exclude={"id"}))
    for arrow in design.arrows:
        there = there.update_arrow(arrow.id, **arrow.model_dump(exclude={"id", "source", "target"}))
    assert there.renamed(design.name).to_code() == design.to_code()


@given(documents(), STEPS)
@examples(40)
def test_a_document_and_edits(document: dict[str, Any], steps: list[Any]) -> None:
    note(json.dumps(document))
    design = xts.Design.from_document(document)
    for step in steps:
        design = edited(design, step)
    code = design.to_code()
    note(code)
    assert rebuilt(code) == design
    assert code.startswith("import xtsviz as xts\n\ndesign = xts.Design.from_document(")


@pytest.mark.parametrize("engine", ENGINES[:2])
@given(document=documents())
@examples(10)
def test_a_small_table_of_another_engine(engine: Any, document: dict[str, Any]) -> None:
    note(json.dumps(document))
    design = xts.Design.from_document(document).with_directory(engine(user_table(document)))
    code = design.to_code()
    note(code)
    assert rebuilt(code) == design
