"""The people table against a plain computation from the presence: search, filters, order, pages, who is missing."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import strategies
from tests.properties.amount import examples
from tests.properties.test_flow_equals_brute_force import ENGINES, user_table
from xtsviz.flow import user_flow
from xtsviz.model.design import Design
from xtsviz.people.missing_people import MAX_HOMES, missing_people, missing_reasons
from xtsviz.people.pages import PRESENCE_WORDS, People
from xtsviz.people.query import PeopleQuery
from xtsviz.view.context import ViewContext

ABSENT, HOME, MEMBER, GUEST = PRESENCE_WORDS
MEANT = {
    "home": {HOME},
    "member": {MEMBER},
    "guest": {GUEST},
    "external": {MEMBER, GUEST},
    "there": {HOME, MEMBER, GUEST},
    "missing": {ABSENT},
}


def plain(design):
    """One dict per person, from the presence row by row."""
    tenants = [tenant.id for tenant in design.tenants]
    own = {row["id"]: row for row in design.directory.to_dict("records")}
    people = {}
    for row in user_flow(design).presence.to_dict("records"):
        person = people.setdefault(row["user"], {"where": dict.fromkeys(tenants, ABSENT), "homes": []})
        person["where"][row["tenant"]] = (
            HOME if row["relation"] == "internal" else GUEST if row["user_type"] == "Guest" else MEMBER
        )
        person["homes"].append(None if pd.isna(row["home_tenant"]) else row["home_tenant"])
    for user, person in people.items():
        record = own[user]
        internal = record["credentials"] == "internal"
        person["user"] = user
        person["name"] = record["display_name"] if text(record["display_name"]) else user
        person["home"] = record["tenant"] if internal else person["homes"][0]
        person["kind"] = ("guest" if record["user_type"] == "Guest" else "member") if internal else "external"
        person["find"] = f"{user}\n{person['name']}\n{text(record['user_principal_name'])}".lower()
        person["record"] = record
    return people


def text(value):
    return "" if value is None or pd.isna(value) else str(value)


def label(design, home):
    names = [tenant.name for tenant in design.tenants]
    tenant = design.topology.tenant_by_id.get(home)
    if tenant is None:
        return "\U0010ffff"
    return (tenant.name if names.count(tenant.name) == 1 else f"{tenant.name} ({tenant.id})").lower()


def expected(design, query):
    people = list(plain(design).values())
    if query.search:
        people = [p for p in people if query.search.lower() in p["find"]]
    if query.home:
        people = [p for p in people if p["home"] == query.home]
    if query.kind:
        people = [p for p in people if p["kind"] == query.kind]
    if query.attribute:
        name, value = query.attribute
        people = [
            p for p in people if (pd.isna(p["record"][name]) if value is None else p["record"][name] == value)
        ]
    if query.presence:
        people = [p for p in people if p["where"][query.tenant] in MEANT[query.presence]]
    people.sort(key=lambda p: (p["name"].lower(), p["user"]))
    keys = {
        "name": lambda p: p["name"].lower(),
        "user": lambda p: p["user"],
        "home": lambda p: label(design, p["home"]),
        "external_count": lambda p: sum(word in (MEMBER, GUEST) for word in p["where"].values()),
        "presence": lambda p: [HOME, MEMBER, GUEST, ABSENT].index(p["where"][query.sort_tenant]),
    }
    people.sort(key=keys[query.sort], reverse=query.descending)
    return people


@st.composite
def asked(draw):
    """A document and a query about its people."""
    document = draw(strategies.documents())
    design = Design.from_document(document)
    tenants = [tenant.id for tenant in design.tenants]
    maybe = st.none() | st.sampled_from(tenants)
    attributes = design.users.attributes
    attribute = None
    if attributes and draw(st.booleans()):
        name = draw(st.sampled_from(attributes))
        values = [None, *design.directory[name].dropna().unique().tolist()]
        attribute = name, draw(st.sampled_from(values))
    names = [text(name)[:3] for name in design.directory["display_name"]]
    return document, PeopleQuery(
        search=draw(st.sampled_from(["", "a", "U", "@", "(", *names])).strip(),
        home=draw(maybe),
        kind=draw(st.none() | st.sampled_from(["member", "guest", "external"])),
        attribute=attribute,
        presence=draw(st.none() | st.sampled_from(sorted(MEANT))),
        tenant=draw(st.sampled_from(tenants)),
        sort=draw(st.sampled_from(["name", "user", "home", "external_count", "presence"])),
        sort_tenant=draw(st.sampled_from(tenants)),
        descending=draw(st.booleans()),
    )


@given(asked(), st.integers(1, 4))
@examples(25)
def test_pages_of_any_question(case, size):
    compared(*case, size, None)


@pytest.mark.parametrize("engine", ENGINES)
@given(asked())
@examples(4)
def test_every_engine_answers_the_same(engine, case):
    compared(*case, 1000, engine)


def compared(document, query, size, engine):
    design = Design.from_document(document)
    wanted = expected(design, query)
    people = People(user_flow(in_engine(design, document, engine)))
    pages = people.page(1, size, query).pages
    found = [p for n in range(1, pages + 1) for p in people.page(n, size, query).people]
    assert [p.user for p in found] == [p["user"] for p in wanted]
    assert [dict(p.presence) for p in found] == [p["where"] for p in wanted]
    assert [(p.name, p.home, p.kind) for p in found] == [(p["name"], p["home"], p["kind"]) for p in wanted]
    assert people.page(1, size, query).total == len(wanted)
    assert pages == max(1, -(-len(wanted) // size))


def in_engine(design, document, engine):
    return design if engine is None else design.with_directory(engine(user_table(document)))


@given(strategies.documents())
@examples(10)
def test_who_is_missing_and_why(document):
    design = Design.from_document(document)
    context = ViewContext(design, user_flow(design))
    everybody = plain(design)
    people = People(context.flow)
    for one in missing_people(context):
        absent = {
            user: p
            for user, p in everybody.items()
            if p["kind"] == "member" and p["where"][one.tenant] == ABSENT
        }
        by_home = pd.Series([p["home"] for p in absent.values()], dtype=object).value_counts()
        assert (one.home_count, one.missing) == (len(by_home), by_home.sum())
        named = dict(one.top_homes)
        assert named == by_home[list(named)].to_dict()
        assert sorted(named.values(), reverse=True) == by_home.head(MAX_HOMES).tolist()
        assert one.other_members == sum(
            p["kind"] == "member" and p["home"] != one.tenant for p in everybody.values()
        )
        page = people.page(1, 1000, one.query)
        assert {p.user for p in page.people} == absent.keys()
        why = missing_reasons(context, page.people, one.tenant)
        assert why.keys() == absent.keys()
        for user, reason in list(why.items())[:1]:
            trace = context.flow.trace(user)
            into = trace[(trace["target"] == one.tenant) & (trace["reason"] != "not-in-source")]
            if len(into):
                assert reason.sentence in set(into["explanation"])
            else:
                assert reason.short.startswith("no arrow from")


@pytest.mark.parametrize("engine", ENGINES)
def test_the_lists_are_not_empty(engine):
    """The comparison above is of something: every kind and every relation occurs."""
    document = {
        "format": "xtsviz-topology",
        "version": 1,
        "tenants": [{"id": "a"}, {"id": "b"}],
        "arrows": [{"source": "a", "target": "b"}],
        "users": [
            {"id": "1", "tenant": "a", "display_name": "B", "mail": "x@a"},
            {"id": "2", "tenant": "a", "display_name": "a", "mail": "x@a"},
            {"id": "3", "tenant": "b", "credentials": "external", "user_type": "Guest"},
            {"id": "4", "tenant": "b", "user_type": "Guest"},
        ],
    }
    people = People(user_flow(in_engine(Design.from_document(document), document, engine)))
    found = {p.user: (p.kind, p.presence["b"]) for p in people.page().people}
    assert found == {
        "1": ("member", MEMBER),
        "2": ("member", ABSENT),
        "3": ("external", GUEST),
        "4": ("guest", HOME),
    }
