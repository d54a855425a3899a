"""Several lists at once: whose each is, what is made, what is asked; and that their order never matters."""

from itertools import permutations
from pathlib import Path

import pytest

import xtsviz as xts
from xtsviz.errors import MissingDomain
from xtsviz.io.lists.outcomes import NEW_TENANT, ListFile
from xtsviz.io.open_lists import open_lists

DATA = Path(__file__).parents[2] / "data" / "lists"
TENANTS = ("contoso", "fabrikam", "northwind")
FILES = [ListFile(f"{tenant}-users.csv", (DATA / f"{tenant}-users.csv").read_bytes()) for tenant in TENANTS]
CONTOSO, FABRIKAM, NORTHWIND = FILES
SENTENCES = {
    "contoso-users.csv": "43 users: 40 members, 1 guest, 2 externals; 1 without department",
    "fabrikam-users.csv": "25 users: 23 members, 1 guest, 1 external; 1 without department",
    "northwind-users.csv": "12 users: 11 members, 1 guest; 1 without department",
}


@pytest.fixture(scope="module")
def document():
    return xts.load(DATA / "acquisition.json")


@pytest.fixture(scope="module")
def command_line():
    """What the command line makes of document and lists."""
    return xts.load(DATA / "acquisition.json", users={t: DATA / f"{t}-users.csv" for t in TENANTS})


def rows(domain, *names, company="", **more):
    """A list of internal users with sign-in names at a domain."""
    header = ["id", "userPrincipalName", "mail", "companyName", *more]
    cells = [
        "\t".join([f"{n}@{domain}", f"{n}@{domain}", f"{n}@{domain}", company, *more.values()]) for n in names
    ]
    return "\n".join(["\t".join(header), *cells]).encode()


def design(*tenants, arrows=()):
    return xts.Design.from_document(
        {"format": "xtsviz-topology", "version": 1, "tenants": list(tenants), "arrows": list(arrows)}
    )


def states(opened):
    return {outcome.file.name: outcome.state for outcome in opened.outcomes}


def only(opened):
    (outcome,) = opened.outcomes
    return outcome


def numbers(design):
    """Synced from Fabrikam to Contoso; externals in Contoso; externals in Fabrikam."""
    flow = xts.user_flow(design)
    counts = flow.counts()
    return (
        flow.by_arrow["fabrikam->contoso"].carried,
        int(counts["contoso"].sum()),
        int(counts["fabrikam"].sum()),
    )


@pytest.mark.parametrize(
    "order", list(permutations(FILES)), ids=lambda order: "-".join(f.name[:1] for f in order)
)
def test_the_order_never_matters(document, command_line, order):
    at_once = open_lists(document, order)
    assert at_once.design == command_line
    assert {outcome.file.name: outcome.sentence for outcome in at_once.outcomes} == SENTENCES
    assert {outcome.tenant for outcome in at_once.opened} == set(TENANTS)
    by_and_by = document
    for file in order:
        by_and_by = open_lists(by_and_by, [file]).design
    assert by_and_by == command_line
    assert numbers(by_and_by) == numbers(at_once.design) == (22, 34, 8)


def test_without_a_design_the_tenants_are_made_whatever_the_order():
    made = [open_lists(None, order) for order in permutations(FILES)]
    assert all(one.design == made[0].design and one.outcomes == made[0].outcomes for one in made)
    tenants = made[0].design.tenants
    assert [(t.name, t.initial_domain, t.verified_domains) for t in tenants] == [
        ("Contoso", "contoso.onmicrosoft.com", ("contoso.com",)),
        ("Fabrikam", "fabrikam.onmicrosoft.com", ("fabrikam.com",)),
        ("Northwind Traders", "northwind.onmicrosoft.com", ("northwindtraders.com",)),
    ]
    assert all(outcome.is_new for outcome in made[0].outcomes)
    joined = made[0].design.add_arrow("fabrikam", "contoso")
    assert xts.user_flow(joined).by_arrow["fabrikam->contoso"].carried == 22


def test_a_row_like_a_formula_is_a_user(command_line):
    presence = xts.user_flow(command_line).presence
    assert "=1+3 <b>Bold</b>" in set(presence["display_name"])


# Whose list it is


@pytest.mark.parametrize("domain", ["contoso.com", "CONTOSO.COM", "contoso.onmicrosoft.com"])
def test_a_tenant_is_found_by_each_of_its_domains(domain):
    base = design(
        {"id": "a", "verified_domains": ["Contoso.com"], "initial_domain": "contoso.onmicrosoft.com"}
    )
    outcome = only(open_lists(base, [ListFile("x.csv", rows(domain, "adele", "diego"))]))
    assert (outcome.state, outcome.tenant, outcome.is_new) == ("opened", "a", False)


def test_the_sample_people_of_a_template_tell_its_domains():
    hub = xts.templates.user_hub(["Contoso", "Fabrikam"], members=2)
    outcome = only(open_lists(hub, [ListFile("x.csv", rows("fabrikam.com", "adele"))]))
    assert (outcome.state, outcome.tenant) == ("opened", "fabrikam")


def test_a_tenant_without_people_and_domains_is_found_by_its_name():
    base = design({"id": "t1", "name": "Contoso"}, {"id": "t2", "name": "Fabrikam"})
    assert only(open_lists(base, [ListFile("x.csv", rows("contoso.com", "adele"))])).tenant == "t1"


def test_a_list_of_a_tenant_that_the_design_has_not_makes_it(document):
    opened = open_lists(document, [ListFile("x.csv", rows("litware.com", "adele", company="Litware, Inc."))])
    outcome = only(opened)
    assert (outcome.state, outcome.tenant, outcome.is_new) == ("opened", "litware-inc", True)
    assert opened.design.tenants[-1].name == "Litware, Inc."
    assert opened.design.arrows == document.arrows


@pytest.mark.parametrize(
    "initial, cloud", [("litware.onmicrosoft.us", "usgov"), ("litware.partner.onmschina.cn", "china")]
)
def test_the_initial_domain_tells_the_cloud(initial, cloud):
    content = rows("litware.com", "adele", identityIssuer=initial)
    (tenant,) = open_lists(None, [ListFile("x.csv", content)]).design.tenants
    assert (tenant.name, tenant.initial_domain, tenant.cloud) == ("Litware", initial, cloud)


def test_where_mail_is_on_other_domains_a_new_tenants_domains_stay_unknown():
    content = b"id,userPrincipalName,mail\n1,a@litware.com,a@litware.co.uk\n"
    opened = open_lists(None, [ListFile("x.csv", content)])
    assert opened.design.tenants[0].verified_domains == ()


def test_it_is_asked_where_the_design_does_not_know_its_domains(document):
    base = design({"id": "mycorp", "name": "Mycorp"})
    opened = open_lists(base, [CONTOSO])
    outcome = only(opened)
    assert opened.design == base
    assert (outcome.state, outcome.candidates, outcome.new_name) == ("asked", ("mycorp",), "Contoso")
    assert 'No tenant of the design has the domain "contoso.com"' in outcome.sentence
    made = open_lists(base, [ListFile(CONTOSO.name, CONTOSO.content, NEW_TENANT)])
    assert [tenant.id for tenant in made.design.tenants] == ["mycorp", "contoso"]


def test_a_domain_of_two_tenants_is_asked_unless_another_domain_tells(document):
    both = document.update_tenant("fabrikam", verified_domains=["contoso.com", "fabrikam.com"])
    assert states(open_lists(both, FILES)) == dict.fromkeys(SENTENCES, "opened")  # the initial domain tells
    outcome = only(open_lists(both, [ListFile("x.csv", rows("contoso.com", "adele"))]))
    assert (outcome.state, outcome.candidates) == ("asked", ("contoso", "fabrikam"))
    assert 'The domain "contoso.com" belongs to 2 tenants' in outcome.sentence
    chosen = open_lists(both, [ListFile("x.csv", outcome.file.content, "fabrikam")])
    assert only(chosen).tenant == "fabrikam"


def test_a_list_without_any_domain_is_asked(document):
    outcome = only(open_lists(xts.templates.user_hub(), [ListFile("x.csv", b"id,mail\n1,\n2,\n")]))
    assert outcome.state == "asked"
    assert "No sign-in name in it has a domain" in outcome.sentence


# What does not fit


def test_the_same_list_twice_is_opened_once(document):
    lines = CONTOSO.content.splitlines()
    turned = ListFile("copy.csv", b"\n".join([lines[0], *reversed(lines[1:])]))
    opened = open_lists(document, [CONTOSO, turned, FABRIKAM])
    assert states(opened) == {
        "contoso-users.csv": "opened",
        "copy.csv": "repeated",
        "fabrikam-users.csv": "opened",
    }
    assert "the same list as contoso-users.csv" in opened.outcomes[1].sentence


def test_of_two_lists_of_one_tenant_a_person_chooses(document):
    part = ListFile("part.csv", b"\n".join(CONTOSO.content.splitlines()[:10]))
    opened = open_lists(document, [part, CONTOSO, FABRIKAM])
    assert states(opened) == {
        "contoso-users.csv": "asked",
        "fabrikam-users.csv": "opened",
        "part.csv": "asked",
    }
    assert opened.outcomes[0].candidates == ("contoso",)
    assert "a tenant has one list" in opened.outcomes[0].sentence
    assert states(open_lists(None, [part, CONTOSO]))["part.csv"] == "asked"


def test_a_missing_domain_is_told_and_with_it_the_list_is_opened():
    base = design({"id": "mycorp", "name": "Mycorp"})
    mine = ListFile(CONTOSO.name, CONTOSO.content, "mycorp")
    outcome = only(open_lists(base, [mine]))
    assert outcome.state == "refused"
    assert outcome.missing == (MissingDomain("mycorp", "contoso.onmicrosoft.com"),)
    known = base.update_tenant("mycorp", verified_domains=[outcome.missing[0].domain])
    assert only(open_lists(known, [mine])).state == "opened"


def test_mail_on_a_domain_that_the_tenant_lacks_is_told():
    base = design({"id": "litware", "verified_domains": ["litware.com"]})
    content = b"id,userPrincipalName,mail\n1,a@litware.com,a@litware.co.uk\n2,b@litware.com,\n"
    outcome = only(open_lists(base, [ListFile("x.csv", content)]))
    assert outcome.state == "opened"
    assert outcome.note == (
        '1 has mail on domains that the tenant lacks ("litware.co.uk"): no arrow creates them'
    )
    assert outcome.missing == (MissingDomain("litware", "litware.co.uk"),)


def test_what_is_no_list_is_told_and_the_others_are_opened(document):
    files = [
        ListFile("design.json", (DATA / "acquisition.json").read_bytes()),
        ListFile("x.csv", b"a,b\n1,2\n"),
        ListFile("empty.csv", b""),
        ListFile("nobody.csv", b"id,userPrincipalName\n"),
        FABRIKAM,
    ]
    opened = open_lists(document, files)
    assert states(opened) == {
        "design.json": "design",
        "empty.csv": "refused",
        "fabrikam-users.csv": "opened",
        "nobody.csv": "refused",
        "x.csv": "refused",
    }


def test_a_list_whose_ids_are_taken_leaves_the_others_alone(document):
    taken = NORTHWIND.content.splitlines()[1].split(b",")[5].decode()
    wrong = ListFile("x.csv", f"id,userPrincipalName\n{taken},a@litware.com\n".encode())
    opened = open_lists(document, [wrong, NORTHWIND, CONTOSO])
    assert states(opened)["x.csv"] == "refused"
    assert [tenant.id for tenant in opened.design.tenants] == list(TENANTS)
    assert taken in opened.outcomes[-1].sentence


def test_two_new_tenants_of_one_name_are_two():
    files = [
        ListFile("a.csv", rows("litware.com", "a", company="Litware")),
        ListFile("b.csv", rows("litware.de", "b", company="Litware")),
    ]
    assert [t.id for t in open_lists(None, files).design.tenants] == ["litware", "litware-2"]


def test_nothing_comes_of_no_file(document):
    opened = open_lists(document, [])
    assert (opened.design, opened.outcomes) == (document, ())


def test_attributes_of_filters_are_counted_too():
    base = design(
        {"id": "litware", "verified_domains": ["litware.com"]},
        {"id": "contoso"},
        arrows=[
            {
                "source": "litware",
                "target": "contoso",
                "scope": {"filters": [[{"attribute": "jobTitle", "operator": "IS NOT NULL", "value": None}]]},
            }
        ],
    )
    content = b"id,userPrincipalName,jobTitle\n1,a@litware.com,Writer\n2,b@litware.com,\n"
    assert only(open_lists(base, [ListFile("x.csv", content)])).sentence == (
        "2 users: 2 members; all without department; 1 without jobTitle"
    )
