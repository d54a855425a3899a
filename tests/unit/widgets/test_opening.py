"""The start view and the drawer *Open*: a design, several lists at once, what is asked, and what is no such file."""

import json
from itertools import permutations
from pathlib import Path

import ipywidgets as w
import pytest

import xtsviz as xts
from tests.drivers.explorer import ExplorerDriver
from tests.drivers.screen import widgets
from tests.unit.widgets.rows import Rows
from xtsviz.view.picture.types import Selection
from xtsviz.widgets.explorer import Explorer

DATA = Path(__file__).parents[2] / "data" / "lists"
LISTS = [
    (f"{name}-users.csv", (DATA / f"{name}-users.csv").read_bytes())
    for name in ("contoso", "fabrikam", "northwind")
]
CONTOSO = LISTS[0]
ACQUISITION = ("acquisition.json", (DATA / "acquisition.json").read_bytes())
LITWARE = b"id,userPrincipalName,displayName\r\nn1,nia@litware.com,Nia\r\nn2,noa@litware.com,Noa\r\n"


@pytest.fixture
def bare():
    driver = ExplorerDriver(xts.explore())
    yield driver
    driver.explorer.close()


@pytest.fixture
def mycorp():
    design = xts.Design.from_document(
        {"format": "xtsviz-topology", "version": 1, "tenants": [{"id": "mycorp", "name": "Mycorp"}]}
    )
    driver = ExplorerDriver(Explorer(design))
    yield driver
    driver.explorer.close()


def document(**parts):
    head = {"format": "xtsviz-topology", "version": 1, "tenants": []}
    return json.dumps({**head, **parts}).encode()


def numbers(design):
    flow = xts.user_flow(design)
    counts = flow.counts()
    return (
        flow.by_arrow["fabrikam->contoso"].carried,
        int(counts["contoso"].sum()),
        int(counts["fabrikam"].sum()),
    )


# The start view


def test_without_a_design_it_offers_how_to_begin(bare):
    assert bare.design.tenants == ()
    for words in ("Open a design", "Open user lists", "A template", "The example", "drop files here"):
        assert words in bare.start.markup
    assert "Open a design or lists of users" in bare.status[0]
    shown = [one.description for one in widgets(bare.explorer, hidden=False) if isinstance(one, w.Button)]
    assert "Undo" not in shown


def test_the_example(bare):
    bare.act("start-example")
    assert bare.start is None
    assert bare.design == xts.examples.acquisition()
    bare.undo()
    assert bare.start is not None


def test_a_template(bare):
    bare.act("start-templates")
    assert "Single source with a single target" in bare.start.markup
    assert "Name the tenants if you like" in bare.start.markup
    assert "the design has 0" not in bare.start.markup
    bare.act("template", "user_hub")
    assert bare.start is None
    assert bare.design == xts.templates.user_hub()


def test_nothing_at_all(bare):
    bare.act("start-empty")
    assert bare.start is None
    assert bare.front[0] == "Tenants"
    bare.tenants.new_name.value = "Contoso"
    bare.tenants.add.click()
    assert [tenant.name for tenant in bare.design.tenants] == ["Contoso"]


def test_a_design_that_is_set_ends_the_start(bare, design):
    bare.explorer.design = design
    assert bare.start is None


def test_lists_begin_a_design(bare):
    bare.choose_files("lists", *LISTS)
    assert bare.start is None
    assert [tenant.name for tenant in bare.design.tenants] == ["Contoso", "Fabrikam", "Northwind Traders"]
    assert bare.status == (
        "Opened 3 lists: 3 tenants, no arrow yet. Draw one on the graph, or press a cell in Arrows",
        "info",
    )
    assert bare.front[2] == "Open"
    assert "43 users: 40 members, 1 guest, 2 externals; 1 without department" in bare.drawer.markup
    bare.explorer.reset()
    assert len(bare.design.tenants) == 3


def test_what_is_wrong_is_told_in_the_start_view_too(bare):
    bare.choose_files("design", CONTOSO)
    bare.refused("contoso-users.csv: this is a list of users (43 users), not a design")
    assert "Open it as a list of users" in bare.start.markup
    bare.act("open-answer", "0", "as-list")
    assert [tenant.id for tenant in bare.design.tenants] == ["contoso"]


# A design


def test_a_document_is_opened_and_undone(drive, design):
    drive.open_drawer("Open")
    other = xts.templates.full_mesh(["Adatum", "Litware"], members=1)
    drive.upload("design", "mesh.json", json.dumps(other.to_document()).encode())
    assert drive.design == other
    assert drive.status == ("Opened mesh.json", "info")
    assert drive.front[2] is None
    drive.undo()
    assert drive.design == design


@pytest.mark.parametrize(
    "content, parts",
    [
        (b"", ["empty"]),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ["binary"]),
        (b"{", ["not JSON", "line 1"]),
        (b"[]", ["x.json"]),
        (document(tenants=[{"id": 5}], arows=[]), ["arows", "tenants[0].id"]),
        (document(version=99), ["version"]),
    ],
)
def test_no_document_is_refused_with_all_its_errors(drive, unchanged, content, parts):
    drive.upload("design", "x.json", content)
    drive.refused("x.json", *parts)


def test_of_very_many_errors_the_first_are_told(drive, unchanged):
    drive.upload(
        "design", "x.json", document(tenants=[{"id": f"t{n}", "cloud": "moon"} for n in range(1000)])
    )
    drive.refused("x.json: 1,000 problems", "tenants[0].cloud", "tenants[19].cloud", "980 more")
    assert "tenants[20]" not in drive.status[0]


def test_a_design_and_its_lists_dropped_together(drive):
    drive.choose_files("any", *LISTS[:2], ACQUISITION, LISTS[2])
    assert numbers(drive.design) == (22, 34, 8)
    assert drive.status[0].startswith("Opened acquisition.json and 3 lists: ")


def test_two_designs_at_once_are_refused(drive, unchanged):
    drive.choose_files("any", ACQUISITION, ("b.json", ACQUISITION[1]))
    drive.refused("one design at a time", "acquisition.json and b.json")


# Lists


@pytest.mark.parametrize(
    "order", list(permutations(LISTS)), ids=lambda order: "-".join(n[:1] for n, _ in order)
)
def test_the_administrators_lists_in_every_order(bare, order):
    bare.upload("design", *ACQUISITION)
    for one in order:
        bare.choose_files("lists", one)
    assert numbers(bare.design) == (22, 34, 8)
    assert bare.graph.canvas is not None


def test_a_list_of_users_replaces_those_of_its_tenant(drive):
    drive.choose_files("lists", ("<b>list</b>.csv", LITWARE))
    people = drive.design.directory
    assert set(people[people["tenant"] == "litware"]["id"]) == {"n1", "n2"}
    assert sum(people["tenant"] == "contoso") == 3
    assert "Opened <b>list</b>.csv" in drive.status[0]
    assert "<b>list" not in drive.drawer.markup
    drive.choose_files("lists", ("<b>list</b>.csv", LITWARE))
    assert drive.status == ("The design has these users already", "info")


def test_what_was_assumed_of_a_list_is_in_the_tab_reading(drive):
    drive.open("Reading")
    assert "Nothing was assumed" in drive.panel("Reading").markup
    drive.choose_files("lists", ("x.csv", b"id,UPN,<b>x</b>\r\n1,a@litware.com,7\r\n"))
    table = Rows(drive.panel("Reading").markup)
    assert len(table.rows) == 7
    assert any("taken as enabled" in row[1] for row in table.rows if row)
    assert "<b>x</b>" not in str(drive.panel("Reading").markup)
    drive.act(*table.asks[1][0])
    assert drive.explorer.selection == Selection("tenant", "litware")
    drive.undo()
    assert "Nothing was assumed" in drive.panel("Reading").markup


@pytest.mark.parametrize("content", [b"a,b\r\n1,2\r\n", b"\x00\x01\xff", b""])
def test_no_list_of_users_is_refused(drive, unchanged, content):
    drive.choose_files("lists", ("x.csv", content))
    drive.refused("x.csv")
    assert "Not opened" in drive.drawer.markup


def test_whose_list_it_is_can_be_asked(mycorp):
    mycorp.choose_files("lists", CONTOSO)
    assert mycorp.status == ("Whose list is contoso-users.csv? Answer in Open", "warning")
    assert "It belongs to Mycorp" in mycorp.drawer.markup
    assert "A new tenant: Contoso" in mycorp.drawer.markup
    mycorp.act("open-answer", "0", "new")
    assert [tenant.id for tenant in mycorp.design.tenants] == ["mycorp", "contoso"]
    assert "It belongs to" not in mycorp.drawer.markup


def test_a_missing_domain_is_a_button(mycorp):
    mycorp.choose_files("lists", CONTOSO)
    mycorp.act("open-answer", "0", "tenant", "mycorp")
    mycorp.refused("everybody signs in at", "contoso.onmicrosoft.com")
    assert "Add contoso.onmicrosoft.com to Mycorp" in mycorp.drawer.markup
    mycorp.act("open-answer", "0", "domain", "contoso.onmicrosoft.com")
    assert mycorp.design.tenant("mycorp").verified_domains == ("contoso.onmicrosoft.com",)
    assert "Added contoso.onmicrosoft.com to Mycorp, and opened contoso-users.csv" in mycorp.status[0]
    assert sum(mycorp.design.directory["tenant"] == "mycorp") == 43
    # The mails of its users are on a domain that it lacks still.
    assert "41 have mail on domains that the tenant lacks" in mycorp.drawer.markup
    mycorp.act("open-answer", "0", "domain", "contoso.com")
    assert mycorp.design.tenant("mycorp").verified_domains == ("contoso.onmicrosoft.com", "contoso.com")
    assert "have mail" not in mycorp.drawer.markup


def test_the_same_list_twice_and_two_lists_of_one_tenant(bare):
    part = b"\n".join(CONTOSO[1].splitlines()[:9])
    bare.choose_files("lists", CONTOSO, ("again.csv", CONTOSO[1]), LISTS[1])
    assert "this is the same list as again.csv; it is opened once" in bare.drawer.markup
    assert len(bare.design.tenants) == 2
    bare.choose_files("lists", CONTOSO, ("part.csv", part))
    assert "and a tenant has one list" in bare.drawer.markup
    bare.act("open-answer", "1", "tenant", "contoso")
    assert sum(bare.design.directory["tenant"] == "contoso") == 8
    bare.act("open-answer", "0", "leave")
    assert bare.drawer.markup.count("<li>") == 1


def test_a_design_among_lists_is_told_and_can_be_opened(drive):
    drive.choose_files("lists", ACQUISITION)
    drive.refused("acquisition.json: this is a design, not a list of users")
    drive.act("open-answer", "0", "as-design")
    assert drive.design.name == "Contoso after two acquisitions"


@pytest.mark.parametrize(
    "words",
    [
        ("9", "leave"),
        ("0", "tenant", "nowhere"),
        ("0", "domain", "x.com"),
        ("0", "as-list"),
        ("0", "as-design"),
    ],
)
def test_an_answer_that_is_none_is_refused(mycorp, words):
    mycorp.choose_files("lists", CONTOSO)
    before = mycorp.design
    mycorp.act("open-answer", *words)
    mycorp.refused("answer")
    assert mycorp.design is before


@pytest.mark.parametrize(
    "words", [("x", "leave"), ("0",), ("0", "leave", "more"), ("0", "else"), ("-1", "leave")]
)
def test_odd_answers_are_unknown(mycorp, words):
    mycorp.act("open-answer", *words)
    mycorp.refused("does not know")


def test_what_was_opened_is_told_as_long_as_it_is_so(drive):
    drive.choose_files("lists", ("x.csv", LITWARE))
    drive.act("toggle", "fabrikam", "litware")
    assert "x.csv" in drive.drawer.markup
    drive.undo()
    drive.undo()
    assert "x.csv" not in drive.drawer.markup
    drive.choose_files("lists", ("x.csv", LITWARE))
    drive.act("open-clear")
    assert "x.csv" not in drive.drawer.markup


def test_the_ways_to_begin_are_in_the_toolbar_too(drive):
    drive.open_drawer("Open")
    drive.act("start-templates")
    assert drive.front == ("Template", "Graph", None)
    drive.open_drawer("Open")
    drive.act("start-example")
    assert drive.design == xts.examples.acquisition()
    assert drive.front[2] is None


# Domains of a tenant


def test_domains_are_edited_where_tenants_are(drive):
    drive.open("Tenants")
    drive.act("select", "tenant", "litware")
    assert drive.tenants.initial_domain.value == "litware.onmicrosoft.com"
    drive.tenants.verified_domains.value = "Litware.com, litware.co.uk"
    assert drive.design.tenant("litware").verified_domains == ("litware.com", "litware.co.uk")
    assert "Changed the domains of Litware" in drive.status[0]
    drive.tenants.initial_domain.value = "lit.onmicrosoft.com"
    assert drive.design.tenant("litware").initial_domain == "lit.onmicrosoft.com"
    drive.undo()
    assert drive.tenants.initial_domain.value == "litware.onmicrosoft.com"


@pytest.mark.parametrize(
    "field, text",
    [("verified_domains", "contoso"), ("initial_domain", "a.com, b.com"), ("initial_domain", "")],
)
def test_what_is_no_domain_says_so_and_stays(drive, unchanged, field, text):
    control = getattr(drive.tenants, field)
    control.value = text
    drive.refused("write")
    assert control.value == text


def test_a_domain_of_two_tenants_is_told(drive):
    drive.open("Tenants")
    drive.act("select", "tenant", "litware")
    drive.tenants.verified_domains.value = "shared.com"
    drive.act("select", "tenant", "fabrikam")
    drive.tenants.verified_domains.value = "shared.com"
    assert drive.status == (
        '"shared.com" is a domain of Litware too; a domain belongs to one tenant',
        "warning",
    )


def test_domains_of_the_people_are_offered(drive):
    drive.open("Tenants")
    drive.act("select", "tenant", "litware")
    assert "Add litware.com" in drive.tenants.markup
    drive.act("add-domain", "litware", "litware.com")
    assert drive.design.tenant("litware").verified_domains == ("litware.com",)
    assert drive.tenants.verified_domains.value == "litware.com"
    assert "Add litware.com" not in drive.tenants.markup
    drive.act("add-domain", "litware", "no domain")
    drive.refused("is no domain")
