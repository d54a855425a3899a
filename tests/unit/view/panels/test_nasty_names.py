"""The HTML of panels: every name stays text, whatever is in it, and buttons ask for what they should."""

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

import xtsviz as xts
from xtsviz.compare.comparison import Baseline
from xtsviz.flow import user_flow
from xtsviz.flow.assignable import describe_assigned, search_assignable
from xtsviz.flow.required_settings import REQUIRED_SETTINGS
from xtsviz.flow.scope_outcome import audience
from xtsviz.model.design import Design
from xtsviz.people.missing_people import missing_people, missing_reasons
from xtsviz.people.pages import People
from xtsviz.people.query import PeopleQuery
from xtsviz.simulation.timeline import timeline
from xtsviz.view.charts.sankey_part import sankey_part
from xtsviz.view.comparison_html import comparison_html
from xtsviz.view.context import ViewContext
from xtsviz.view.markup import (
    button,
    empty_message,
    esc,
    file_field,
    fragment,
    item_list,
    join_markup,
    note,
    section,
    table,
)
from xtsviz.view.panels.arrows import arrow_grid, arrow_list
from xtsviz.view.panels.assigned import assigned_list, found_list
from xtsviz.view.panels.audience import current_scope_html, draft_scope_html, unreadable_draft_html
from xtsviz.view.panels.compare import snapshots_html
from xtsviz.view.panels.details import details
from xtsviz.view.panels.filters import condition_note as condition_note
from xtsviz.view.panels.findings import findings_list
from xtsviz.view.panels.flow import flow_lists, flow_notes, no_flow_message
from xtsviz.view.panels.gallery import gallery
from xtsviz.view.panels.gates import setting_help, setting_line
from xtsviz.view.panels.legend import legend_list
from xtsviz.view.panels.matrix import matrix_table
from xtsviz.view.panels.people import missing_table, people_table
from xtsviz.view.panels.person_suggestions import person_suggestions
from xtsviz.view.panels.replay_log import log_at
from xtsviz.view.panels.unapplied import unapplied_html
from xtsviz.view.panels.why import why_answer
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import NOTHING, Selection

NASTY = [
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

PARTS = """abbr bdi em table caption thead tbody tr th td ul li p h1 h2 h3 h4 div span section strong br wbr code pre
button label input svg g path line polygon polyline rect circle ellipse text tspan title defs"""
WORDS = """accept data-xts-file class scope title style type data-xts aria-label aria-pressed aria-hidden disabled role
xmlns viewbox width height font-family font-size font-weight fill stroke stroke-width stroke-dasharray
rowspan stroke-linecap stroke-linejoin x y x1 y1 x2 y2 cx cy r rx ry d points transform text-anchor opacity
dominant-baseline paint-order tabindex aria-checked aria-expanded"""
TAGS, ATTRIBUTES = set(PARTS.split()), set(WORDS.split())
VOID = {"br", "wbr", "input", "line", "path", "polygon", "polyline", "rect", "circle", "ellipse"}


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
        # Markup that was escaped once more would be read as text.
        assert not re.search(r"<(span|button|br|p|td|strong|code)\b", self.text), self.text

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
        elif (tag == "tr" or found.get("role") == "option") and "data-xts" in found:
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
    """Tenants, people, groups and attributes with nasty names and ids."""
    made = xts.templates.full_mesh(NASTY, members=1).to_document()
    one, two = made["tenants"][0]["id"], made["tenants"][1]["id"]
    made["name"] = NASTY[0]
    nasty_ids = dict(zip((tenant["id"] for tenant in made["tenants"]), NASTY, strict=True))
    made["tenants"] += [{"id": f"id {name}", "name": name, "division": name} for name in NASTY[:4]]
    made["arrows"] += [
        {"source": f"id {NASTY[0]}", "target": one, "gates": {"inbound_sync_allowed": False}},
        {"source": one, "target": f"id {NASTY[1]}", "status": "paused"},
        {"id": "<i>arrow</i>\"'", "source": one, "target": two, "scope": {"users": "unknown"}},
        {
            "source": two,
            "target": f"id {NASTY[2]}",
            "scope": {
                "users": "assigned",
                "assigned": ["<u>g</u>"],
                "filters": [[{"attribute": "<s>a</s>", "operator": "EQUALS", "value": '"<b>v</b>'}]],
            },
        },
    ]
    made["groups"] = [{"id": "<u>g</u>", "tenant": two, "name": NASTY[2], "members": []}]
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
        for n, name in enumerate(NASTY)
    ]
    assert len(nasty_ids) == len(NASTY)
    return Design.from_document(made)


@pytest.fixture(scope="module")
def context(design):
    return ViewContext(design, user_flow(design))


def known(design, actions, checks=()):
    """Each action is one that the explorer takes, about something that is in the design."""
    users = set(design.directory["id"])
    keys = {key for s in checks for g in s.groups for key in (g.key, *(c.key for c in g.checks))}
    for action in actions:
        match action:
            case ["select", "tenant", name] | ["toggle", name, _] | ["offer", name, _] if (
                name in design.topology.tenant_by_id
            ):
                continue
            case ["toggle-row" | "toggle-column", name] if name in design.topology.tenant_by_id:
                continue
            case ["people-missing", name] | ["people-sort", "presence", name, "ascending"] if (
                name in design.topology.tenant_by_id
            ):
                continue
            case ["people-sort", "name" | "home" | "external_count", "", "ascending" | "descending"]:
                continue
            case ["check-finding" | "unfold-findings", key] if key in keys:
                continue
            case ["select", "arrow", name] if name in design.topology.arrow_by_id:
                continue
            case ["select", "user", name] | ["assign" | "unassign" | "why" | "find", name] if name in users:
                continue
            case ["assign" | "unassign", name] if name in design.topology.group_by_id:
                continue
        raise AssertionError(f"asks for {action}")


def test_suggestions_and_the_answer_why(context):
    for row in context.design.directory.head(5).itertuples():
        read = Strict(person_suggestions(context, row.id, "find"))
        known(context.design, read.actions)
        assert ["find", row.id] in read.actions
        known(context.design, Strict(why_answer(context, row.id, context.design.tenants[-1].id)).actions)
    Strict(person_suggestions(context, "<b>Bold</b> & nobody", "find"))


def test_filters_that_are_not_applied(design, context):
    arrows = list(design.topology.arrow_by_id)[:5]
    read = Strict(unapplied_html(context, arrows))
    assert [action for action in read.actions if action[0] == "filter-apply"] == [
        ["filter-apply", arrow] for arrow in arrows[:3]
    ]


def test_details_of_every_tenant_arrow_and_user(design, context):
    selections = [Selection("tenant", name) for name in design.topology.tenant_by_id]
    nasty = [arrow.id for arrow in design.arrows if not arrow.id.replace("->", "").replace("-", "").isalnum()]
    selections += [Selection("arrow", name) for name in [*nasty, *list(design.topology.arrow_by_id)[:20]]]
    selections += [Selection("user", name) for name in design.directory["id"].tolist()[-16:]]
    for selection in (*selections, NOTHING):
        read = Strict(details(context, selection, dark=False))
        known(design, read.actions)
        assert read.text


def test_names_stay_as_they_are_written(design, context):
    read = Strict(details(context, Selection("tenant", design.tenants[0].id), dark=True))
    assert "<b>Bold</b> & \"Co\" 'x'" in read.text
    read = Strict(details(context, Selection("user", f"u1{NASTY[1]}"), dark=True))
    assert NASTY[1] in read.text


def test_grid_and_list(design, context):
    cells = Strict(arrow_grid(context, NOTHING))
    known(design, cells.actions)
    tenants = list(design.topology.tenant_by_id)
    wanted = [["toggle-column", target] for target in tenants]
    for source in tenants:
        wanted.append(["toggle-row", source])
        wanted += [["toggle", source, target] for target in tenants if source != target]
    assert cells.actions == wanted
    for text in ("", *NASTY):
        known(design, Strict(arrow_list(context, NOTHING, text)).actions)


def test_people(design, context):
    people = People(context.flow)
    seen = set()
    for number in range(1, people.page(1, 10).pages + 1):
        read = Strict(people_table(context, people.page(number, 10), Selection("user", f"u0{NASTY[0]}")))
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
    opened = {group.key for section in context.checks for group in section.groups}
    read = Strict(findings_list(context, (), {*opened, *(check.key for check in context.checks.checks)}))
    known(design, read.actions, context.checks)
    assert read.actions


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_legends(design, context, overlay):
    for selection in (
        NOTHING,
        Selection("tenant", design.tenants[0].id),
        Selection("user", f"u2{NASTY[2]}"),
    ):
        assert not Strict(legend_list(resolve(design, context.flow, selection, overlay))).actions


def test_the_gallery():
    read = Strict(gallery(xts.templates.catalog))
    assert read.actions == [["template", template.name] for template in xts.templates.catalog]


def test_the_matrix_as_a_table(design, context):
    whole = ViewContext(few := Design.from_document(first_tenants(design, 9)), user_flow(few))
    for shown in (context, whole):
        for selection in (NOTHING, Selection("tenant", design.tenants[1].id)):
            read = Strict(matrix_table(shown, selection))
            known(design, read.actions)
            assert read.actions


def first_tenants(design, count):
    """The document of a design with fewer tenants, and the arrows and people that still have a place."""
    made = design.to_document()
    made["tenants"] = made["tenants"][:count]
    kept = {tenant["id"] for tenant in made["tenants"]}
    made["arrows"] = [arrow for arrow in made["arrows"] if {arrow["source"], arrow["target"]} <= kept]
    made["users"] = [user for user in made["users"] if user["tenant"] in kept]
    return made


def test_the_flow_as_lists(design, context):
    for selection in (NOTHING, Selection("tenant", design.tenants[1].id), Selection("user", f"u1{NASTY[1]}")):
        shown = sankey_part(context, selection)
        read = Strict(flow_lists(context, shown, selection, dark=False))
        known(design, read.actions)
        assert read.actions
        assert not Strict(flow_notes(shown)).actions
    assert not no_flow_message(context)


def test_who_is_assigned_and_who_is_found(design):
    arrow = next(arrow for arrow in design.arrows if arrow.scope.users == "assigned")
    ids = [*arrow.scope.assigned, *(f"u{n}{name}" for n, name in enumerate(NASTY))]
    read = Strict(assigned_list(describe_assigned(design, ids, 30), len(ids) + 5))
    assert read.actions == [["unassign", name] for name in ids]
    for text in ("", *NASTY):
        for tenant in design.tenants[:3]:
            known(design, Strict(found_list(search_assignable(design, tenant.id, text), ids, text)).actions)


def test_who_is_in_scope(design, context):
    for arrow in design.arrows[-4:]:
        found = audience(design, arrow.source, arrow.scope, limit=20)
        for markup in (
            current_scope_html(context, arrow, found),
            draft_scope_html(context, arrow, found, None),
            draft_scope_html(context, arrow, found, found),
            unreadable_draft_html(context, 2, found),
        ):
            known(design, Strict(markup).actions)


def test_the_settings_of_an_arrow(design, context):
    for arrow in design.arrows[-4:]:
        for setting in REQUIRED_SETTINGS:
            line = Strict(setting_line(context, arrow, setting)).text
            help_text = Strict(setting_help(context, arrow, setting)).text
            assert line in help_text
            assert setting.graph_property in help_text


@pytest.mark.parametrize("name", NASTY)
def test_what_a_condition_means(name):
    for value in (name, ""):
        for operator in ("EQUALS", "REGEX MATCH", "IS NULL"):
            condition = {"attribute": name, "operator": operator, "value": value}
            assert Strict(condition_note(condition, ["department"])).text


def test_what_changed(design):
    other = Design.from_document(first_tenants(design, 12))
    for before, after in ((other, design), (design, other)):
        read = Strict(comparison_html([Baseline(before, NASTY[0]).compare(user_flow(after))], after))
        known(design, read.actions)
        assert read.actions


@pytest.mark.parametrize("name", NASTY)
def test_what_changed_since_a_snapshot(design, name):
    few, fewer = (Design.from_document(first_tenants(design, count)) for count in (4, 3))
    for before, after in ((fewer, few), (few, fewer)):
        markup = comparison_html([Baseline(before, name).compare(user_flow(after))], after)
        read = Strict(markup)
        known(design, read.actions)
        assert esc(name) in markup


def test_snapshots():
    read = Strict(snapshots_html(NASTY, [1] * len(NASTY)))
    kinds = ("snapshot-restore", "snapshot-compare", "snapshot-remove")
    assert read.actions == [[kind, name] for name in NASTY for kind in kinds]


def test_the_log_of_a_replay(design):
    day = timeline(design)
    for about in (None, Selection("tenant", design.tenants[1].id)):
        read = Strict(log_at(day, len(day.moments) - 1, about))
        assert {action[0] for action in read.actions} == {"moment"}


PLACES = {
    "label": lambda text: button(text, ["x"]),
    "hint": lambda text: button("x", ["x"], hint=text),
    "class": lambda text: button("x", ["x"], kind=text),
    "action": lambda text: button("x", [text]),
    "shown on a button": lambda text: button("x", ["x"], html=text),
    "field": lambda text: file_field(text, text, text),
    "head": lambda text: table([text], [], caption="x"),
    "cell": lambda text: table(["x"], [[text, text]], caption="x"),
    "caption": lambda text: table(["x"], [], caption=text),
    "entry": lambda text: item_list([text]),
    "note": note,
    "empty": empty_message,
    "title": lambda text: section(text, empty_message("x")),
    "part": lambda text: section("x", text),
    "joined": lambda text: join_markup([text, text], text),
    "fragment": lambda text: fragment("<p>{} {text}</p>", text, text=text),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", NASTY)
def test_text_is_escaped_in_every_place_also_where_markup_is_expected(place, name):
    markup = PLACES[place](name)
    assert isinstance(markup, Markup)
    read = Strict(fragment("{}", markup))
    assert len(read.actions) <= 1
    assert "<b>" not in markup


def test_markup_is_not_escaped_twice():
    once = esc("R&D")
    assert once == "R&amp;D"
    assert esc(once) == once
    assert item_list([once]) == item_list([fragment("{}", "R&D")])


def test_what_runs_right_to_left_is_isolated_wherever_it_is_filled_in():
    for markup in (esc("שלום"), fragment("{}", "שלום"), button("שלום", ["x"]), note("שלום")):
        assert "\u2068שלום\u2069" in markup


@given(st.text(), st.text(), st.lists(st.text(), min_size=1, max_size=3))
def test_any_text_in_any_part(label, hint, action):
    read = Strict(button(label, action, hint=hint, kind="xts-link", pressed=True, disabled=True))
    assert read.actions == [action]
    read = Strict(button(label, action, hint=hint, html=fragment("<span>{}</span>", label)))
    assert read.actions == [action]
    parts = item_list([esc(label), esc(hint)]) + section(label, empty_message(hint) or "x")
    Strict(parts + table([esc(label)], [[esc(hint), esc(label)]], caption=label))
