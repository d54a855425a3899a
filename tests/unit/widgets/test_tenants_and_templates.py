"""The panels on the left that make tenants: the gallery, and the fields of a tenant."""

import html
import json
from html.parser import HTMLParser

import pandas as pd
import polars as pl
import pytest

import xtsviz as xts
from tests.drivers.explorer import ExplorerDriver
from xtsviz import templates
from xtsviz.view.picture.types import NOTHING, Selection
from xtsviz.widgets.explorer import Explorer

STRANGE = [
    "<b>Bold</b> & \"Co\" 'x'",
    "</script><script>alert(1)</script>",
    "שלום עולם",
    "\u202eevil",
    "👩‍👩‍👧‍👦 Família",
    "a\x00b\tc\x1b[0m",
    "=1+3",
    "x" * 256,
    "東京本社",
]

# --------------------------------------------------------------------------------------------------- templates


@pytest.mark.parametrize("template", templates.catalog, ids=lambda template: template.name)
def test_every_template_starts_from_its_card(drive, design, template):
    drive.open("Template")
    drive.template.names.value = ""  # the usual names
    drive.act("template", template.name)
    assert drive.design == template.build(None, 5)
    assert drive.template.names.value == ""
    message, level = drive.status
    tenants = len(template.default_tenants)
    assert message.startswith(f"Started from {drive.design.name}: {tenants} tenants, ")
    assert level == "info"
    drive.undo()
    assert drive.design == design


def test_the_gallery_has_a_card_for_each(drive):
    drive.open("Template")
    shown = drive.template.markup
    asked = []

    class Cards(HTMLParser):
        def handle_starttag(self, tag, attributes):
            if tag == "button":
                asked.append(json.loads(dict(attributes)["data-xts"]))

    Cards().feed(shown)
    assert asked == [["template", template.name] for template in templates.catalog]


def test_names_members_and_special_people_are_taken(drive):
    drive.template.names.value = "  Adatum \n\nLitware\nWingtip Toys\n"
    drive.template.members.value = "7"
    drive.template.special.value = True
    drive.act("template", "mesh_peer_to_peer")
    assert drive.design == templates.full_mesh(
        ["Adatum", "Litware", "Wingtip Toys"], members=7, specials=True
    )
    assert not drive.design.directory["account_enabled"].all()


@pytest.mark.parametrize(
    "lines, parts",
    [
        ("\n".join(f"Tenant {n}" for n in range(10_000)), ["10,000 tenants", "at most 100"]),
        ("Contoso", ["1", "2"]),
        ("Contoso\n" + "x" * 300, ["300", "256"]),
    ],
    ids=["10,000 tenants", "one tenant", "a name too long"],
)
def test_names_that_make_no_sense_are_refused(drive, unchanged, lines, parts):
    drive.template.names.value = lines
    drive.act("template", "single_source_multiple_targets")
    drive.refused(*parts)


def test_tenants_beyond_a_templates_own_limit_are_refused(drive, unchanged):
    drive.template.names.value = "Contoso\nFabrikam, Adatum"
    drive.act("template", "single_source_single_target")
    drive.refused("2")


def test_the_same_name_twice_makes_two_tenants(drive):
    drive.template.names.value = "Contoso\nContoso\nContoso"
    drive.act("template", "mesh_peer_to_peer")
    assert [tenant.id for tenant in drive.design.tenants] == ["contoso", "contoso-2", "contoso-3"]
    drive.open("Tenants")
    labels = [label for label, _ in drive.tenants.chosen.options]
    assert len(set(labels)) == 3
    assert all(tenant.id in label for label, tenant in zip(labels, drive.design.tenants, strict=True))


def test_no_members_at_all(drive):
    drive.template.members.value = "0"
    drive.act("template", "mesh_peer_to_peer")
    assert len(drive.design.directory) == 0
    for tab in ("Graph", "Matrix", "People", "Findings"):
        drive.open(tab)
        assert drive.status[1] == "info"


# ----------------------------------------------------------------------------------------------------- tenants


@pytest.fixture
def tenants(drive):
    drive.open("Tenants")
    return drive.tenants


def test_a_tenant_is_added_and_selected(drive, tenants):
    tenants.new_name.value = "  Adatum "
    tenants.add.click()
    assert [tenant.name for tenant in drive.design.tenants][-1] == "Adatum"
    assert drive.explorer.selection == Selection("tenant", "adatum")
    assert tenants.chosen.value == "adatum"
    assert tenants.new_name.value == ""
    assert drive.status == ("Added Adatum with 3 members: the numbers of externals stay the same", "info")
    assert drive.control.view_state.flow.populations["adatum"].internal == 3
    assert tenants.name.value == "Adatum"


@pytest.mark.parametrize("name", ["", "   ", "x" * 300])
def test_a_tenant_without_a_fit_name_is_not_added(drive, tenants, unchanged, name):
    tenants.new_name.value = name
    tenants.add.click()
    drive.refused("1 to 256" if not name.strip() else "at most 256")
    assert tenants.new_name.value == name  # to be mended, not typed again
    assert drive.explorer.selection == NOTHING


@pytest.mark.parametrize("name", STRANGE)
def test_strange_names_are_taken_as_they_are(drive, tenants, name):
    tenants.new_name.value = name
    tenants.add.click()
    added = drive.design.tenants[-1]
    assert added.name == name
    assert drive.explorer.selection == Selection("tenant", added.id)
    drive.act("toggle", "contoso", added.id)
    assert drive.status[1] == "info"
    for tab in ("Graph", "Matrix", "People", "Findings"):
        drive.open(tab)
        assert drive.status[1] == "info"


def test_renaming_keeps_id_arrows_people_and_selection(drive, tenants, design):
    drive.act("select", "tenant", "fabrikam")
    tenants.name.value = "Nova"
    assert drive.design == design.rename_tenant("fabrikam", "Nova")
    assert drive.explorer.selection == Selection("tenant", "fabrikam")
    assert drive.status[0].startswith("Renamed Fabrikam")
    assert "2. Nova" in dict(tenants.chosen.options)
    assert "Nova" in drive.details


REFUSED = {
    "name": (
        "name",
        ["", "x" * 300, "Contoso", " CONTOSO "],
        ["256", "256", 'the name "Contoso"', "another name"],
    ),
    "members": (
        "members",
        ["-5", "−5", "many", "1.5", "", "999999999999", "9" * 400],
        [
            "negative",
            "negative",
            "a whole number",
            "a whole number",
            "a whole number",
            "999,999,999,999",
            "a whole number",
        ],
    ),
    "color": ("color", ["purplish", "#12", "red; x"], ["teal", "#rrggbb", "no colour"]),
}


@pytest.mark.parametrize("field, texts, said", REFUSED.values(), ids=REFUSED)
def test_a_refused_value_stays_with_the_reason(drive, tenants, unchanged, field, texts, said):
    drive.act("select", "tenant", "fabrikam")
    control = getattr(tenants, field)
    before = control.value
    for text, words in zip(texts, said, strict=True):
        control.value = text
        drive.refused(words)
        assert control.value == text
        assert words in html.unescape(tenants.refused(field))
    drive.act("take-back", "fabrikam", field)
    assert (control.value, tenants.refused(field)) == (before, "")
    control.value = texts[0]
    drive.act("select", "tenant", "litware")
    drive.act("select", "tenant", "fabrikam")
    assert (control.value, tenants.refused(field)) == (before, "")


def test_one_refused_value_stays_while_another_field_is_changed(drive, tenants):
    drive.act("select", "tenant", "fabrikam")
    tenants.members.value, tenants.name.value = "-5", "Nova"
    assert drive.design.tenant("fabrikam").name == "Nova"
    assert tenants.members.value == "-5"
    assert "negative" in tenants.refused("members")
    tenants.members.value = "1,0"
    drive.refused("a whole number")
    tenants.members.value = "1,000"
    assert drive.control.view_state.flow.populations["fabrikam"].internal == 1000


def test_a_name_that_another_tenant_has_is_refused_wherever_it_is_written(drive, tenants, unchanged):
    tenants.new_name.value = "litware"
    tenants.add.click()
    drive.refused('another tenant has the name "Litware"')
    assert tenants.new_name.value == "litware"
    drive.act("rename", "tenant:contoso", "Litware")
    drive.refused('another tenant has the name "Litware"')


def test_members_of_the_template_form(drive, unchanged):
    drive.open("Template")
    for text in ("-5", "many", ""):
        drive.template.members.value = text
        assert "✕ members: " in drive.template.markup
        drive.act("template", "mesh_peer_to_peer")
        drive.refused("members: ")
        assert drive.template.members.value == text
    drive.template.members.value = "2"
    assert "✕" not in drive.template.markup


def test_a_new_tenant_gets_no_invented_people_beside_real_ones(drive, tenants):
    users = pd.DataFrame({"id": ["u1", "u2"], "tenant": "contoso"})
    for table in (users, pl.from_pandas(users)):
        drive.explorer.design = drive.design.with_directory(table)
        tenants.new_name.value = f"Tenant {len(drive.design.tenants)}"
        tenants.add.click()
        assert drive.status[0].startswith(f"Added Tenant {len(drive.design.tenants) - 1}: ")
        assert len(drive.design.directory) == 2


def test_title_and_notes_go_into_document_report_and_code(drive, tenants):
    drive.act("title", " Plan <b> ")
    assert drive.status == ("The title is now Plan <b>", "info")
    drive.act("select", "tenant", "fabrikam")
    tenants.note.value = "Owned by <i>IT</i>\nsince May "
    assert "Owned by &lt;i&gt;IT&lt;/i&gt;<br>since May" in drive.details
    drive.act("select", "arrow", "contoso->litware")
    drive.arrow.note.value = "agreed"
    assert "agreed" in drive.details
    design = drive.design
    document = design.to_document()
    assert document["name"] == "Plan <b>"
    assert document["tenants"][1]["note"] == "Owned by <i>IT</i>\nsince May"
    assert document["arrows"][1]["note"] == "agreed"
    report = drive.explorer.export("report").content.decode()
    assert "<h1>Plan &lt;b&gt;</h1>" in report
    assert "Owned by &lt;i&gt;IT&lt;/i&gt;<br>since May" in report.split('id="notes"')[1]
    scope = {}
    exec(design.to_code(), scope)
    assert scope["design"] == design
    drive.arrow.note.value = "  "
    assert drive.design.arrow("contoso->litware").note is None
    drive.act("title", "")
    assert drive.status == ("The design has no title now", "info")


def test_removing_a_tenant_takes_arrows_people_and_selection(drive, tenants, design):
    drive.act("select", "tenant", "litware")
    tenants.remove.click()
    assert drive.design == design.remove_tenant("litware")
    assert drive.explorer.selection == NOTHING
    assert tenants.chosen.value in {"contoso", "fabrikam"}
    drive.undo()
    assert drive.design == design


def test_down_to_no_tenant_and_up_again(drive, tenants):
    for _ in range(3):
        tenants.remove.click()
    assert drive.design.tenants == ()
    assert tenants.chosen.value is None
    for tab in ("Graph", "Matrix", "People", "Findings"):
        drive.open(tab)
        assert drive.status[1] == "info", drive.status
    for panel in ("Template", "Arrows", "Selected arrow", "Tenants"):
        drive.open(panel)
    tenants.remove.click()  # nothing is chosen: nothing happens
    tenants.new_name.value = "Adatum"
    tenants.add.click()
    assert tenants.chosen.value == "adatum"
    assert tenants.name.value == "Adatum"


@pytest.mark.parametrize("members", [0, 1, 12])
def test_members(drive, tenants, members):
    drive.act("select", "tenant", "contoso")
    tenants.members.value = str(members)
    assert drive.design == templates.with_members(
        xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3), "contoso", members
    )
    assert drive.control.view_state.flow.counts().loc["contoso", "fabrikam"] == members


def test_members_of_a_big_directory_are_told_as_they_are(design):
    many = pd.DataFrame({"id": [f"u{n}" for n in range(120_000)], "tenant": "contoso"})
    big = design.with_directory(many)
    drive = ExplorerDriver(Explorer(big))
    drive.open("Tenants")
    assert drive.tenants.members.value == "120,000"
    assert drive.design is big
    drive.explorer.close()


def test_the_other_fields(drive, tenants, design):
    drive.act("select", "tenant", "fabrikam")
    tenants.cloud.value = "usgov"
    tenants.division.value = "Retail"
    tenants.invites.value = ""
    tenants.color.value = "#112233"
    fabrikam = drive.design.tenant("fabrikam")
    assert (fabrikam.cloud, fabrikam.division, fabrikam.allow_invites_from, fabrikam.color) == (
        "usgov",
        "Retail",
        None,
        "#112233",
    )
    done = drive.control.view_state.flow.by_arrow["contoso->fabrikam"]
    assert (done.state, done.codes) == ("unknown", ("guest-invites-unknown",))
    tenants.invites.value = "none"
    done = drive.control.view_state.flow.by_arrow["contoso->fabrikam"]
    assert (done.state, done.codes) == ("blocked", ("guest-invites-disabled",))
    tenants.division.value = ""
    assert drive.design.tenant("fabrikam").division is None
    for _ in range(6):
        drive.undo()
    assert drive.design == design
    assert (tenants.cloud.value, tenants.division.value, tenants.invites.value) == (
        "commercial",
        "",
        "everyone",
    )


def test_showing_a_tenant_changes_nothing(drive, tenants, unchanged):
    for tenant in ("fabrikam", "litware", "contoso"):
        tenants.chosen.value = tenant
        assert drive.explorer.selection == Selection("tenant", tenant)
        assert tenants.name.value == drive.design.tenant(tenant).name


# ------------------------------------------------------------------------------------------------- several at once


def test_chosen_tenants_become_a_mesh_in_one_step(drive, tenants, design):
    connect = tenants.connect
    connect.chosen.value = ("fabrikam", "litware")
    connect.mesh.click()
    assert drive.design == templates.connect(design, ["fabrikam", "litware"], "full_mesh")
    assert drive.status == (
        "Added 2 arrows: 3 externals appear in Fabrikam; 3 externals appear in Litware",
        "info",
    )
    drive.undo()
    assert drive.design == design


def test_a_star_has_the_hub_that_was_chosen(drive, tenants, design):
    connect = tenants.connect
    connect.chosen.value = ("contoso", "fabrikam", "litware")
    assert [tenant for _, tenant in connect.hub.options] == ["contoso", "fabrikam", "litware"]
    connect.hub.value = "litware"
    connect.star_in.click()
    assert drive.design == templates.connect(design, ["litware", "contoso", "fabrikam"], "application_hub")
    connect.star_out.click()
    assert drive.design.topology.between("litware", "fabrikam")


def test_too_few_chosen_tenants_are_refused(drive, tenants, unchanged):
    tenants.connect.mesh.click()
    drive.refused("0 tenants chosen", "two or more")
    tenants.connect.chosen.value = ("contoso",)
    tenants.connect.star_out.click()
    drive.refused("1 tenant chosen")


def test_chosen_tenants_follow_the_design(drive, tenants):
    tenants.connect.chosen.value = ("contoso", "litware")
    drive.act("select", "tenant", "litware")
    tenants.remove.click()
    assert tenants.connect.chosen.value == ("contoso",)
    assert [tenant for _, tenant in tenants.connect.hub.options] == ["contoso"]


def test_the_toolbar_leads_to_the_gallery(drive):
    drive.tool("Template").click()
    assert drive.front[0] == "Template"


# -------------------------------------------------------------------------------------------- another shape


def test_a_shape_for_a_design_with_work_in_it_says_what_it_keeps_and_asks(drive, design):
    work = design.update_arrow("contoso->litware", user_type="Guest").update_tenant(
        "fabrikam", color="#112233"
    )
    drive.control.edit(lambda _design: work, "Changed")
    drive.open("Template")
    assert drive.template.names.value == "Contoso\nFabrikam\nLitware"
    assert "From this design: keeps 2 of 2 arrows, adds 4." in drive.template.markup
    assert "It is for 2 tenants; the design has 3." in drive.template.markup
    drive.act("template", "mesh_peer_to_peer")
    assert drive.design == work
    assert drive.status == ("Turn the design into Mesh peer-to-peer (full mesh)?", "warning")
    assert drive.control.view_state.prompt.text == (
        "Kept: 3 tenants with names, colours and people, and 2 arrows (1 with filters or other settings). "
        "New: 4 arrows."
    )
    drive.act("never mind")
    drive.act("reshape", "mesh_peer_to_peer")
    assert drive.design == templates.reshape(work, "full_mesh")
    assert drive.status[0].startswith("Turned into Mesh peer-to-peer (full mesh): ")
    assert "keeps 6 of 6 arrows, adds 0" in drive.template.markup
    drive.undo()
    assert drive.design == work
    drive.act("start-template", "mesh_peer_to_peer")
    assert drive.design == templates.full_mesh(["Contoso", "Fabrikam", "Litware"])


def test_the_names_box_follows_the_tenants_and_may_name_others(drive, design):
    drive.control.edit(lambda d: d.rename_tenant("fabrikam", "Ours, Ltd"), "Renamed")
    drive.open("Template")
    assert drive.template.names.value == "Contoso\nOurs, Ltd\nLitware"
    drive.template.names.value = "Ours, Ltd\nLitware, Adatum"
    drive.act("template", "application_hub")
    prompt = drive.control.view_state.prompt.text
    assert "New: 1 tenant (Adatum) and 2 arrows. Dropped: 1 tenant (Contoso) with their people" in prompt
    drive.act("reshape", "application_hub")
    assert [tenant.name for tenant in drive.design.tenants] == ["Ours, Ltd", "Litware", "Adatum"]
    assert drive.design.tenants[0].id == "fabrikam"
    assert drive.template.names.value == "Ours, Ltd\nLitware\nAdatum"


def test_a_shape_for_another_number_of_tenants_offers_a_new_design(drive, design):
    drive.control.edit(lambda d: d.rename_tenant("fabrikam", "Ours"), "Renamed")
    drive.act("template", "single_source_single_target")
    assert "it has exactly 2" in drive.status[0]
    drive.act("start-template", "single_source_single_target")
    assert [tenant.name for tenant in drive.design.tenants] == ["Contoso", "Ours"]
