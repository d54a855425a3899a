"""Home users of externals from lists: as a slow look at every pair finds them, whatever came in which order."""

from __future__ import annotations

import copy
import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

import xtsviz as xts
from tests.properties.amount import examples
from tests.properties.brute_force import evaluate
from tests.properties.brute_force_homes import home_of
from tests.properties.list_strategies import edits_of_lists, listed_documents
from tests.properties.test_flow_equals_brute_force import (
    ENGINES,
    assert_same_findings,
    assert_same_flow,
    user_table,
)
from xtsviz.io.files import from_bytes

Doc = dict[str, Any]


def homes(design: xts.Design) -> dict[str, tuple[str | None, str | None]]:
    """{external: (home user, home tenant)}."""
    users = design.to_document()["users"]
    return {u["id"]: (u["home_user"], u["home_tenant"]) for u in users if u["credentials"] == "external"}


def expected(document: Doc) -> dict[str, tuple[str | None, str | None]]:
    return {u["id"]: home_of(u, document) for u in document["users"] if u.get("credentials") == "external"}


def without_homes(document: Doc) -> Doc:
    """The document as if nothing had been worked out."""
    bare = copy.deepcopy(document)
    for user in bare["users"]:
        if user.get("home_user_from") == "list":
            user["home_user"] = user["home_tenant"] = None
    return bare


@given(listed_documents())
@examples(120)
def test_each_external_gets_what_it_gets_alone(document):
    assert homes(xts.Design.from_document(document)) == expected(document)


@given(listed_documents())
@examples(36)
def test_flow_and_findings_equal_the_brute_force(document):
    tenants = [tenant["id"] for tenant in document["tenants"]]
    pairs = [(one, other) for one in tenants for other in tenants if one != other]
    arrows = [{"source": source, "target": target} for source, target in pairs[::2]]
    design = xts.Design.from_document({**document, "arrows": arrows})
    wanted = evaluate(design.to_document())
    assert_same_flow(xts.user_flow(design), wanted)
    assert_same_findings(xts.user_flow(design), wanted)


@pytest.mark.parametrize("engine", ENGINES)
@given(document=listed_documents())
@examples(12)
def test_every_engine(engine, document):
    marks = [user.get("home_user_from") for user in document["users"]]
    table = user_table(document).assign(home_user_from=pd.array(marks, dtype="string"))
    found = xts.Design.from_document({**document, "users": []}).with_directory(engine(table))
    assert homes(found) == expected(document)
    other = found.update_tenant("t1", verified_domains=["b.com"])
    assert homes(other) == expected(other.to_document())


@given(listed_documents(), edits_of_lists())
@examples(60)
def test_edits_lead_to_what_a_fresh_look_finds(document, edits):
    design = xts.Design.from_document(document)
    for number, edit in enumerate(edits):
        design = edited(design, number, *edit)
    there = design.to_document()
    assert homes(design) == expected(there)
    assert xts.Design.from_document(without_homes(there)) == design


def edited(design: xts.Design, number: int, kind: str, which: int, value: Any) -> xts.Design:
    tenants = [tenant.id for tenant in design.tenants]
    users = sorted(user["id"] for user in design.to_document()["users"])
    tenant = tenants[which % len(tenants)]
    if kind == "domains":
        return design.update_tenant(tenant, verified_domains=value)
    if kind == "initial":
        return design.update_tenant(tenant, initial_domain=value)
    if kind == "leave":
        return design.remove_users(users[which % len(users) : which % len(users) + 1]) if users else design
    if kind == "join":
        upn, mail = value
        return design.add_users(
            [{"id": f"new {number}", "tenant": tenant, "user_principal_name": upn, "mail": mail}]
        )
    if kind == "found":
        return design.add_tenant(f"New {number}", verified_domains=value)
    return design.remove_tenant(tenant) if len(tenants) > 1 else design


@given(listed_documents(), edits_of_lists())
@examples(24)
def test_the_code_of_a_saved_design_works_home_users_out_anew(tmp_path_factory, document, edits):
    path = tmp_path_factory.mktemp("code") / "design.json"
    path.write_text(json.dumps(document), "utf-8")
    design = xts.load(path)
    for number, edit in enumerate(edits):
        design = edited(design, number, *edit)
    space: dict[str, Any] = {}
    exec(design.to_code(), space)
    assert space["design"] == design


@given(listed_documents(), st.data())
@examples(24)
def test_the_order_of_lists_does_not_matter(document, data):
    lists = {tenant["id"]: user_list(document, tenant["id"]) for tenant in document["tenants"]}
    empty = json.dumps({**document, "users": []}).encode()
    try:
        together = from_bytes(empty, lists)
    except xts.XtsvizError:  # all of a list sign in elsewhere: it is another tenant's
        reject()
    order = data.draw(st.permutations(list(lists)))
    assert from_bytes(empty, {tenant: lists[tenant] for tenant in order}) == together
    one_by_one = from_bytes(empty)
    for tenant in [*order, order[0]]:
        one_by_one = from_bytes(json.dumps(one_by_one.to_document()).encode(), {tenant: lists[tenant]})
    assert one_by_one == together
    assert homes(together) == expected(together.to_document())


def user_list(document: Doc, tenant: str) -> pd.DataFrame:
    """The people of one tenant as the admin center lists them."""
    rows = [
        {
            "id": user["id"],
            "userPrincipalName": user["user_principal_name"],
            "mail": user["mail"],
            "displayName": user["id"],
            "invitationState": user.get("external_user_state"),
            "identityIssuer": user.get("attributes", {}).get("identityIssuer"),
        }
        for user in document["users"]
        if user["tenant"] == tenant
    ]
    names = ["id", "userPrincipalName", "mail", "displayName", "invitationState", "identityIssuer"]
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype="str") for name in names})
