"""The selected arrow: scope, filters, user type, actions, gates; every refusal leaves the design whole."""

import pytest

from xtsviz.view.picture import Selection

ARROW = "contoso->fabrikam"


@pytest.fixture
def panel(drive):
    drive.open("Selected arrow")
    drive.act("select", "arrow", ARROW)
    return drive.arrow


def carried(drive, arrow=ARROW):
    return drive.control.scene.flow.by_arrow[arrow].carried


def people(drive, tenant="contoso"):
    table = drive.design.directory
    return table[table["tenant"] == tenant]


def test_it_shows_the_arrow(drive, panel):
    assert panel.chosen.value == ARROW
    assert (panel.scope.value, panel.user_type.value, panel.status.value) == ("all", "Member", "active")
    assert [gate.value for gate in panel.gates.values()] == [True, True, True]
    assert (panel.creates.value, panel.deletes.value, panel.existing.value) == (True, True, False)
    assert "<strong>3</strong> in scope, <strong>3</strong> carried" in panel._live.value


def test_choosing_another_arrow_selects_it_and_changes_nothing(drive, panel, unchanged):
    panel.chosen.value = "contoso->litware"
    assert drive.explorer.selection == Selection("arrow", "contoso->litware")


@pytest.mark.parametrize(
    "gate, code",
    [
        ("inbound_sync_allowed", "inbound-sync-not-allowed"),
        ("inbound_auto_redeem", "auto-redeem-inbound-missing"),
        ("outbound_auto_redeem", "auto-redeem-outbound-missing"),
    ],
)
def test_a_closed_gate_blocks(drive, panel, design, gate, code):
    panel.gates[gate].value = False
    assert drive.design == design.update_arrow(ARROW, **{gate: False})
    done = drive.control.scene.flow.by_arrow[ARROW]
    assert (done.state, done.codes, done.carried) == ("blocked", (code,), 0)
    assert "3 externals disappear from Fabrikam" in drive.status[0]
    assert "3</strong> in scope, <strong>0</strong> carried (blocked)" in panel._live.value
    panel.gates[gate].value = None
    assert drive.control.scene.flow.by_arrow[ARROW].state == "unknown"
    panel.gates[gate].value = True
    assert drive.design == design


def test_the_gates_say_where_and_by_whom(drive, panel):
    help_of = {gate: text.value for gate, text in panel._gate_help.items()}
    assert "Set in Fabrikam" in help_of["inbound_sync_allowed"]
    assert "Set in Fabrikam" in help_of["inbound_auto_redeem"]
    assert "Set in Contoso" in help_of["outbound_auto_redeem"]
    assert all("Administrator" in text for text in help_of.values())
    drive.explorer.design = drive.design.rename_tenant("fabrikam", "<b>Nova</b>")
    assert "Set in &lt;b&gt;Nova&lt;/b&gt;" in panel._gate_help["inbound_sync_allowed"].value


@pytest.mark.parametrize("status", ["paused", "quarantined"])
def test_the_job(drive, panel, status):
    panel.status.value = status
    assert drive.design.arrow(ARROW).status == status
    assert drive.control.scene.flow.by_arrow[ARROW].state == "paused"


def test_user_type_and_existing_externals(drive, panel):
    panel.user_type.value = "Guest"
    panel.existing.value = True
    arrow = drive.design.arrow(ARROW)
    assert (arrow.user_type, arrow.user_type_flow) == ("Guest", "Always")
    assert set(drive.control.scene.flow.externals("fabrikam")["user_type"]) == {"Guest"}
    panel.existing.value = False
    assert drive.design.arrow(ARROW).user_type_flow == "ObjectAddOnly"


def test_actions(drive, panel):
    panel.creates.value = False
    assert drive.design.arrow(ARROW).actions == ("Update", "Delete")
    assert carried(drive) == 0
    panel.deletes.value = False
    assert drive.design.arrow(ARROW).actions == ("Update",)
    panel.creates.value = panel.deletes.value = True
    assert drive.design.arrow(ARROW).actions == ("Add", "Update", "Delete")


# ------------------------------------------------------------------------------------------------------- scope


def test_assigned_by_name_sign_in_name_mail_and_id(drive, panel):
    panel.scope.value = "assigned"
    assert carried(drive) == 0
    one, two, three = people(drive).to_dict("records")
    panel.assigned.value = f"{one['display_name']}\n\n  {two['user_principal_name']} \n{three['id']}\n"
    assert drive.design.arrow(ARROW).scope.assigned == (one["id"], two["id"], three["id"])
    assert carried(drive) == 3
    panel.assigned.value = one["id"]
    assert carried(drive) == 1
    assert drive.status == ("Changed Contoso → Fabrikam: 2 externals disappear from Fabrikam", "info")


def test_a_group_is_assigned_by_name(drive, panel):
    document = drive.design.to_document()
    one = people(drive).iloc[0]["id"]
    document["groups"] = [
        {"id": "g1", "tenant": "contoso", "name": "Field staff", "members": [one]},
        {"id": "g2", "tenant": "contoso", "name": "Twins", "members": []},
        {"id": "g3", "tenant": "contoso", "name": "Twins", "members": []},
    ]
    drive.explorer.design = type(drive.design).from_document(document)
    panel.scope.value = "assigned"
    panel.assigned.value = "Field staff"
    assert drive.design.arrow(ARROW).scope.assigned == ("g1",)
    assert carried(drive) == 1
    before = drive.design
    panel.assigned.value = "Twins"
    drive.refused("2 groups", "Twins", "id")
    assert drive.design is before
    assert panel.assigned.value == "g1"


def test_nobody_and_several_of_a_name_are_refused(drive, panel):
    one = people(drive).iloc[0].to_dict()
    twin = {
        "id": "twin",
        "tenant": "contoso",
        "display_name": one["display_name"],
        "mail": "twin@contoso.com",
    }
    drive.explorer.design = drive.design.add_users([{**twin, "user_principal_name": "twin@contoso.com"}])
    panel.scope.value = "assigned"
    panel.assigned.value = one["id"]
    before = drive.design
    panel.assigned.value = f"{one['id']}\nNobody Here"
    drive.refused('no user "Nobody Here"')
    assert panel.assigned.value == one["id"]
    panel.assigned.value = one["display_name"]
    drive.refused("2 users", one["display_name"], '"twin"')
    assert drive.design is before
    assert panel.assigned.value == one["id"]


def test_an_unknown_scope_is_shown_as_not_known(drive, panel):
    panel.scope.value = "unknown"
    assert drive.control.scene.flow.by_arrow[ARROW].state == "unknown"
    assert "not known</strong> in scope" in panel._live.value


def write(panel, *clauses):
    """Fill the rows of the filter, the first of them new: (how it is joined, attribute, operator, value)."""
    for joined, attribute, operator, value in clauses:
        (panel.filters.add_or if joined == "or" else panel.filters.add_and).click()
        row = panel.filters.conditions[-1]
        row.attribute.value, row.operator.value, row.value.value = attribute, operator, value
    panel.filters.apply.click()


def filters(drive):
    return [
        [(clause.attribute, clause.operator, clause.value) for clause in group]
        for group in drive.design.arrow(ARROW).scope.filters
    ]


def test_a_filter_is_written_applied_and_taken_back(drive, panel, design):
    departments = people(drive)["department"].tolist()
    write(panel, ("and", "department", "EQUALS", departments[0]))
    assert filters(drive) == [[("department", "EQUALS", departments[0])]]
    assert carried(drive) == departments.count(departments[0])
    drive.explorer._undo.click()
    assert drive.design == design
    assert panel.filters.conditions == ()


def test_and_or(drive, panel):
    write(
        panel,
        ("and", "department", "IS NOT NULL", "left over"),
        ("and", "country", "REGEX MATCH", ".*"),
        ("or", "displayName", "Includes", "a"),
    )
    assert filters(drive) == [
        [("department", "IS NOT NULL", None), ("country", "REGEX MATCH", ".*")],
        [("displayName", "Includes", "a")],
    ]
    assert [row.starts for row in panel.filters.conditions] == [True, False, True]


def test_removing_the_first_condition_keeps_the_alternatives_apart(drive, panel):
    write(panel, ("and", "a", "IS NULL", ""), ("and", "b", "IS NULL", ""), ("or", "c", "IS NULL", ""))
    panel.filters.conditions[0].widget.children[-1].click()
    panel.filters.apply.click()
    assert filters(drive) == [[("b", "IS NULL", None)], [("c", "IS NULL", None)]]
    panel.filters.conditions[0].widget.children[-1].click()
    panel.filters.conditions[0].widget.children[-1].click()
    panel.filters.apply.click()
    assert filters(drive) == []


@pytest.mark.parametrize(
    "clause, parts",
    [
        (("department", "REGEX MATCH", "(?=IT)"), ["RE2"]),
        (("department", "REGEX MATCH", "("), ["filters[0][0]"]),
        (("", "EQUALS", "IT"), ["attribute"]),
        (("age", "Greater_Than", "many"), ["filters[0][0]"]),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(drive, panel, unchanged, clause, parts):
    write(panel, ("and", *clause))
    drive.refused(*parts)


def test_the_attributes_of_the_directory_are_offered(drive, panel):
    panel.filters.add_and.click()
    offered = panel.filters.conditions[0].attribute.options
    assert {"department", "country", "userPrincipalName", "mail", "accountEnabled"} <= set(offered)


# ----------------------------------------------------------------------------------------------------- removal


def test_removing(drive, panel, design):
    panel.remove.click()
    assert drive.design == design.remove_arrow(ARROW)
    assert drive.status[0].startswith("Removed Contoso → Fabrikam: 3 externals disappear from Fabrikam")
    assert not drive.explorer.selection
    assert panel.chosen.value == "contoso->litware"
    panel.remove.click()
    assert panel.chosen.value is None
    assert panel._form.layout.display == "none"
    panel.remove.click()  # there is nothing to remove
    drive.explorer._undo.click()
    drive.explorer._undo.click()
    assert drive.design == design
    assert panel._form.layout.display is None


def test_two_arrows_of_a_pair_can_be_told_apart(drive, panel):
    drive.explorer.design = drive.design.add_arrow("contoso", "fabrikam", another=True)
    labels = [label for label, _ in panel.chosen.options]
    assert len(set(labels)) == len(labels) == 3
    panel.chosen.value = f"{ARROW}#2"
    panel.user_type.value = "Guest"
    assert [arrow.user_type for arrow in drive.design.topology.between("contoso", "fabrikam")] == [
        "Member",
        "Guest",
    ]
