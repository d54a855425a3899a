"""The panels' HTML: whatever is in a name, it stays text, and buttons ask for what they should."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import xtsviz as xts
from xtsviz.findings import review
from xtsviz.flow import user_flow
from xtsviz.model.design import Design
from xtsviz.people.missing_people import missing_people, missing_reasons
from xtsviz.people.pages import People
from xtsviz.people.query import PeopleQuery
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import button, empty, esc, items, section, table
from xtsviz.view.panels.arrows import arrow_list, grid
from xtsviz.view.panels.details import details
from xtsviz.view.panels.findings import findings_table
from xtsviz.view.panels.gallery import gallery
from xtsviz.view.panels.legend import legend_svg
from xtsviz.view.panels.people import missing_table, people_table
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import NOTHING, Selection

HOSTILE = [
    "<b>Bold</b> & \"Co\" 'x'",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "]]><svg onload=alert(1)>",
    "&lt;b&gt;&#0;",
    "שלום עולם",
    "\u202eevil",
    "\u2066open isolate",
    "👩‍👩‍👧‍👦 Família",
    "a\x00b\nc\td\x1b\x9f",
    "=1+3 <b>Bold</b>",
    "x" * 256,
]

PARTS = """table caption thead tbody tr th td ul li p h1 h2 h3 div span section strong br code button
svg g path line polygon polyline rect circle ellipse text tspan title defs"""
WORDS = """class scope title style type data-xts aria-label aria-pressed aria-hidden disabled role
xmlns viewbox width height font-family font-size font-weight fill stroke stroke-width stroke-dasharray
stroke-linecap stroke-linejoin x y x1 y1 x2 y2 cx cy r rx ry d points transform text-anchor opacity
dominant-baseline paint-order tabindex"""
TAGS, ATTRIBUTES = set(PARTS.split()), set(WORDS.split())
VOID = {"br", "line", "path", "polygon", "polyline", "rect", "circle", "ellipse"}


class Strict(HTMLParser):
    """Reads markup as a browser does; notes its text and actions, and refuses what the panels never write."""

    def __init__(self, markup):
        super().__init__()
        self.text = ""
        self.attributes = []
        self.actions = []
        self._open = []
        self.feed(str(markup))  # the parser cuts it up, which Markup would escape
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        assert tag in TAGS, tag
        assert set(names) <= ATTRIBUTES, (tag, set(names) - ATTRIBUTES)
        assert len(set(names)) == len(names), (tag, names)
        found = dict(attributes)
        self.attributes += found.values()
        if tag == "button":
            self.actions.append(json.loads(found["data-xts"]))
            assert found["type"] == "button"
        elif tag == "tr" and "data-xts" in found:
            self.actions.append(json.loads(found["data-xts"]))
        else:
            assert "data-xts" not in found
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self._open, tag
            assert self._open.pop() == tag

    def handle_data(self, text):
        self.text += text
        assert not [char for char in text if char < " " and char != "\n"]
        assert not [char for char in text if "\x7f" <= char <= "\x9f"]

    def handle_comment(self, text):
        raise AssertionError(f"a comment: {text}")

    def handle_decl(self, text):
        raise AssertionError(f"a declaration: {text}")

    def unknown_decl(self, text):
        raise AssertionError(f"a section: {text}")

    def handle_pi(self, text):
        raise AssertionError(f"an instruction: {text}")


@pytest.fixture(scope="module")
def design():
    """Tenants, people, groups and attributes with hostile names and ids."""
    made = xts.templates.full_mesh(HOSTILE, members=1).to_document()
    one, two = made["tenants"][0]["id"], made["tenants"][1]["id"]
    made["name"] = HOSTILE[0]
    hostile_ids = dict(zip((tenant["id"] for tenant in made["tenants"]), HOSTILE, strict=True))
    made["tenants"] += [{"id": f"id {name}", "name": name, "division": name} for name in HOSTILE[:4]]
    made["arrows"] += [
        {"source": f"id {HOSTILE[0]}", "target": one, "gates": {"inbound_sync_allowed": False}},
        {"source": one, "target": f"id {HOSTILE[1]}", "status": "paused"},
        {"id": "<i>arrow</i>\"'", "source": one, "target": two, "scope": {"users": "unknown"}},
        {
            "source": two,
            "target": f"id {HOSTILE[2]}",
            "scope": {
                "users": "assigned",
                "assigned": ["<u>g</u>"],
                "filters": [[{"attribute": "<s>a</s>", "operator": "EQUALS", "value": '"<b>v</b>'}]],
            },
        },
    ]
    made["groups"] = [{"id": "<u>g</u>", "tenant": two, "name": HOSTILE[2], "members": []}]
    made["users"] += [
        {
            "id": f"u{n}{name}",
            "tenant": one,
            "display_name": name,
            "user_principal_name": name,
            "mail": name,
            "sms_sign_in": n % 3 == 0,
            "user_type": "Guest" if n % 4 == 0 else "Member",
            "attributes": {"department": name},
        }
        for n, name in enumerate(HOSTILE)
    ]
    assert len(hostile_ids) == len(HOSTILE)
    return Design.from_document(made)


@pytest.fixture(scope="module")
def context(design):
    return ViewContext(design, user_flow(design))


def known(design, actions):
    """Each action is one that the explorer takes, about something that is in the design."""
    users = set(design.directory["id"])
    for action in actions:
        match action:
            case ["select", "tenant", name] | ["toggle", name, _] if name in design.topology.tenant_by_id:
                continue
            case ["people-missing", name] | ["people-sort", "in", name, "ascending"] if (
                name in design.topology.tenant_by_id
            ):
                continue
            case ["people-sort", "name" | "home" | "abroad", "", "ascending" | "descending"]:
                continue
            case ["select", "arrow", name] if name in design.topology.arrow_by_id:
                continue
            case ["select", "user", name] if name in users:
                continue
        raise AssertionError(f"asks for {action}")


def test_details_of_every_tenant_arrow_and_user(design, context):
    selections = [Selection("tenant", name) for name in design.topology.tenant_by_id]
    hostile = [
        arrow.id for arrow in design.arrows if not arrow.id.replace("->", "").replace("-", "").isalnum()
    ]
    selections += [Selection("arrow", name) for name in [*hostile, *list(design.topology.arrow_by_id)[:20]]]
    selections += [Selection("user", name) for name in design.directory["id"].tolist()[-16:]]
    for selection in (*selections, NOTHING):
        read = Strict(details(context, selection, dark=False))
        known(design, read.actions)
        assert read.text


def test_names_stay_as_they_are_written(design, context):
    read = Strict(details(context, Selection("tenant", design.tenants[0].id), dark=True))
    assert "<b>Bold</b> & \"Co\" 'x'" in read.text
    read = Strict(details(context, Selection("user", f"u1{HOSTILE[1]}"), dark=True))
    assert HOSTILE[1] in read.text


def test_grid_and_list(design, context):
    cells = Strict(grid(context, NOTHING))
    known(design, cells.actions)
    tenants = list(design.topology.tenant_by_id)
    wanted = [["toggle", source, target] for source in tenants for target in tenants if source != target]
    assert cells.actions == wanted
    for text in ("", *HOSTILE):
        known(design, Strict(arrow_list(context, NOTHING, text)).actions)


def test_people(design, context):
    people = People(context.flow)
    seen = set()
    for number in range(1, people.page(1, 10).pages + 1):
        read = Strict(people_table(context, people.page(number, 10), Selection("user", f"u0{HOSTILE[0]}")))
        known(design, read.actions)
        seen |= {action[2] for action in read.actions if action[1] == "user"}
    assert seen == set(design.directory["id"])
    Strict(people_table(context, people.page(1, 10, PeopleQuery(search="<nobody>")), NOTHING))


def test_who_is_missing(design, context):
    people, tenant = People(context.flow), design.tenants[0].id
    absent = missing_people(context)
    page = people.page(1, 50, absent[0].query)
    why = missing_reasons(context, page.people, tenant)
    assert why.keys() == {person.user for person in page.people}
    markup = people_table(context, page, NOTHING, absent[0].query, why)
    known(design, Strict(markup).actions)
    assert all(esc(why[person.user].short) in markup for person in page.people)
    who = {tenant: [(person, why[person.user]) for person in page.people]}
    known(design, Strict(missing_table(context, absent, who)).actions)


def test_findings(design, context):
    read = Strict(findings_table(context, review(design)))
    known(design, read.actions)
    assert read.actions


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_legends(design, context, overlay):
    for selection in (
        NOTHING,
        Selection("tenant", design.tenants[0].id),
        Selection("user", f"u2{HOSTILE[2]}"),
    ):
        assert not Strict(legend_svg(resolve(design, context.flow, selection, overlay))).actions


def test_the_gallery():
    read = Strict(gallery(xts.templates.catalog))
    assert read.actions == [["template", template.name] for template in xts.templates.catalog]


@given(st.text(), st.text(), st.lists(st.text(), min_size=1, max_size=3))
def test_any_text_in_any_part(label, hint, action):
    read = Strict(button(label, action, hint=hint, kind="xts-link", pressed=True, disabled=True))
    assert read.actions == [action]
    read = Strict(button(label, action, hint=hint, html=f"<span>{esc(label)}</span>"))
    assert read.actions == [action]
    parts = items([esc(label), esc(hint)]) + section(label, empty(hint) or "x")
    Strict(parts + table([esc(label)], [[esc(hint), esc(label)]], caption=label))
