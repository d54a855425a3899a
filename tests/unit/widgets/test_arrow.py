"""The selected arrow: scope, filters, user type, actions, gates; every refusal leaves the design whole."""

import pytest

from xtsviz.flow.required_settings import SETTING_BY_FIELD
from xtsviz.view.panels.gates import setting_help
from xtsviz.view.picture.types import Selection

ARROW = "contoso->fabrikam"


@pytest.fixture
def panel(drive):
    drive.open("Selected arrow")
    drive.act("select", "arrow", ARROW)
    return drive.arrow


def carried(drive, arrow=ARROW):
    return drive.control.view_state.flow.by_arrow[arrow].carried


def people(drive, tenant="contoso"):
    table = drive.design.directory
    return table[table["tenant"] == tenant]


def test_it_shows_the_arrow(drive, panel):
    assert panel.chosen.value == ARROW
    assert (panel.scope.value, panel.user_type.value, panel.status.value) == ("all", "Member", "active")
    assert [gate.value for gate in panel.gates.values()] == [True, True, True, "everyone", True, True]
    assert [may.value for may in panel.may.values()] == [True, True, True]
    assert (panel.existing.value, panel.groups.value) == (False, False)
    assert "3 of 3 internal members in scope</strong>, <strong>3</strong> synchronized (open)" in panel.markup


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
    done = drive.control.view_state.flow.by_arrow[ARROW]
    assert (done.state, done.codes, done.carried) == ("blocked", (code,), 0)
    assert "3 externals disappear from Fabrikam" in drive.status[0]
    assert (
        "3 of 3 internal members in scope</strong>, <strong>0</strong> synchronized (blocked)" in panel.markup
    )
    assert "Gates: 3 of 4 open" in panel.markup
    assert "✕ closed" in panel.helps[gate]
    panel.gates[gate].value = ""
    assert getattr(drive.design.arrow(ARROW).gates, gate) is None
    assert panel.gates[gate].label == "unknown"  # and not an empty field
    assert "? unknown" in panel.helps[gate]
    assert drive.control.view_state.flow.by_arrow[ARROW].state == "unknown"
    panel.gates[gate].value = True
    assert drive.design == design


def test_each_setting_says_where_by_whom_and_what_it_is_in_graph(drive, panel):
    context = drive.control.view_state.context
    assert panel.helps == {
        setting.field: setting_help(context, drive.design.arrow(ARROW), setting)
        for setting in SETTING_BY_FIELD.values()
    }
    drive.explorer.design = drive.design.rename_tenant("fabrikam", "<b>Nova</b>")
    assert "In &lt;b&gt;Nova&lt;/b&gt;" in panel.helps["inbound_sync_allowed"]


@pytest.mark.parametrize("gate", ["inbound_group_sync_allowed", "inbound_b2b_allowed"])
def test_a_further_setting_stops_no_user(drive, panel, design, gate):
    panel.groups.value = True
    before = drive.design
    panel.gates[gate].value = False
    assert drive.design == before.update_arrow(ARROW, **{gate: False})
    assert (drive.control.view_state.flow.by_arrow[ARROW].state, carried(drive)) == ("open", 3)
    assert "Gates: 4 of 4 open" in panel.markup
    assert "✕ closed" in panel.helps[gate]
    panel.gates[gate].value = ""
    assert getattr(drive.design.arrow(ARROW).gates, gate) is None
    assert drive.control.view_state.flow.by_arrow[ARROW].state == "open"


def test_the_setting_about_groups_is_there_with_group_sync_alone(drive, panel):
    assert "inbound_group_sync_allowed" not in panel.shown_gates
    panel.groups.value = True
    assert panel.shown_gates == list(SETTING_BY_FIELD)


def test_the_invitation_setting_is_of_the_target(drive, panel, design):
    panel.gates["allow_invites_from"].value = "none"
    assert drive.design == design.update_tenant("fabrikam", allow_invites_from="none")
    assert drive.control.view_state.flow.by_arrow[ARROW].codes == ("guest-invites-disabled",)
    assert "✕ closed" in panel.helps["allow_invites_from"]
    drive.undo()
    assert panel.gates["allow_invites_from"].value == "everyone"


@pytest.mark.parametrize("status", ["paused", "quarantined"])
def test_the_job(drive, panel, status):
    panel.status.value = status
    assert drive.design.arrow(ARROW).status == status
    assert drive.control.view_state.flow.by_arrow[ARROW].state == "paused"


def test_user_type_and_existing_externals(drive, panel):
    panel.user_type.value = "Guest"
    panel.existing.value = True
    arrow = drive.design.arrow(ARROW)
    assert (arrow.user_type, arrow.user_type_flow) == ("Guest", "Always")
    assert set(drive.control.view_state.flow.externals("fabrikam")["user_type"]) == {"Guest"}
    panel.existing.value = False
    assert drive.design.arrow(ARROW).user_type_flow == "ObjectAddOnly"


def test_actions(drive, panel):
    panel.may["Add"].value = False
    assert drive.design.arrow(ARROW).actions == ("Update", "Delete")
    assert carried(drive) == 0
    assert "3 of them get no object of their own" in panel.markup
    panel.may["Update"].value = False
    assert drive.design.arrow(ARROW).actions == ("Delete",)
    for may in panel.may.values():
        may.value = True
    assert drive.design.arrow(ARROW).actions == ("Add", "Update", "Delete")


def test_group_sync(drive, panel):
    panel.groups.value = True
    assert drive.design.arrow(ARROW).sync_groups
    assert "group-sync-needs-assigned-scope" in drive.control.view_state.context.findings.codes


# ------------------------------------------------------------------------------------------------------- scope


def assign(panel, *named):
    for one in named:
        panel.assigned.find_field.value = one
        panel.assigned.add.click()


def test_assigned_by_name_sign_in_name_and_id(drive, panel):
    panel.scope.value = "assigned"
    assert carried(drive) == 0
    assert "Nobody is assigned" in panel.assigned.listed
    one, two, three = people(drive).to_dict("records")
    assign(panel, one["display_name"], f"  {two['user_principal_name']} ", three["id"])
    assert drive.design.arrow(ARROW).scope.assigned == (one["id"], two["id"], three["id"])
    assert carried(drive) == 3
    assert panel.assigned.find_field.value == ""
    assign(panel, one["display_name"])
    assert drive.status == ("That changes nothing.", "info")
    drive.act("unassign", one["id"])
    assert drive.design.arrow(ARROW).scope.assigned == (two["id"], three["id"])
    assert drive.status == ("Changed Contoso → Fabrikam: 1 external disappears from Fabrikam", "info")
    assert one["display_name"] not in panel.assigned.listed
    assert two["display_name"] in panel.assigned.listed


def test_who_may_be_assigned_is_found_by_a_part_of_the_name(drive, panel):
    panel.scope.value = "assigned"
    one, two, _ = people(drive).to_dict("records")
    panel.assigned.find_field.value = one["display_name"].upper()[:-1]
    assert f"Add {one['display_name']}" in panel.assigned.found
    assert two["display_name"] not in panel.assigned.found
    drive.act("assign", one["id"])
    assert drive.design.arrow(ARROW).scope.assigned == (one["id"],)
    assert "disabled" in panel.assigned.found
    panel.assigned.find_field.value = "zzz<b>"
    assert "zzz&lt;b&gt;" in panel.assigned.found
    panel.assigned.find_field.value = "z" * 100_000
    assert len(panel.assigned.found) < 1_000


def test_a_group_is_assigned_by_name_and_its_nested_groups_are_not_followed(drive, panel):
    document = drive.design.to_document()
    one = people(drive).iloc[0]["id"]
    document["groups"] = [
        {"id": "g1", "tenant": "contoso", "name": "Field <i>staff</i>", "members": [one, "g2"]},
        {"id": "g2", "tenant": "contoso", "name": "Twins", "members": []},
        {"id": "g3", "tenant": "contoso", "name": "Twins", "members": []},
        {"id": "g4", "tenant": "litware", "name": "Elsewhere", "members": []},
    ]
    drive.explorer.design = type(drive.design).from_document(document)
    panel.scope.value = "assigned"
    assign(panel, "Field <i>staff</i>")
    assert drive.design.arrow(ARROW).scope.assigned == ("g1",)
    assert carried(drive) == 1
    assert "Field &lt;i&gt;staff&lt;/i&gt;" in panel.assigned.listed
    assert "1 direct member" in panel.assigned.listed
    assert "1 nested group is not followed" in panel.assigned.listed
    before = drive.design
    for named, parts in (
        ("Twins", ["2 groups", "Twins", "id", '"g2"']),
        ("Elsewhere", ['no user or group "Elsewhere" in Contoso']),
        ("g4", ["is of Litware", "Contoso"]),
    ):
        assign(panel, named)
        drive.refused(*parts)
        assert drive.design is before
        assert panel.assigned.find_field.value == named  # to be mended


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
    before = drive.design
    assign(panel, "Nobody Here")
    drive.refused('no user or group "Nobody Here" in Contoso')
    assign(panel, people(drive).iloc[1]["display_name"] + "x")
    drive.refused(f'did you mean "{people(drive).iloc[1]["display_name"]}"?')
    assign(panel, one["display_name"])
    drive.refused("2 users", one["display_name"], '"twin"')
    assign(panel, "")
    drive.refused("Write whom to assign")
    assert drive.design is before


def test_an_unknown_scope_is_shown_as_not_known(drive, panel):
    panel.scope.value = "unknown"
    assert drive.control.view_state.flow.by_arrow[ARROW].state == "unknown"
    assert "Scope not known</strong>" in panel.markup
    assert "If the scope is all users: 3 of 3" in panel.filters.live


def write(panel, *clauses):
    """Fill the rows of the filter, the first of them new: (how it is joined, attribute, operator, value)."""
    for joined, attribute, operator, value in clauses:
        more = panel.filters.add_or if joined == "or" else panel.filters.add_and
        (more if panel.filters.conditions else panel.filters.add_first).click()
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
    drive.undo()
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
    panel.filters.conditions[0].remove.click()
    panel.filters.apply.click()
    assert filters(drive) == [[("b", "IS NULL", None)], [("c", "IS NULL", None)]]
    panel.filters.conditions[0].remove.click()
    panel.filters.conditions[0].remove.click()
    panel.filters.apply.click()
    assert filters(drive) == []


@pytest.mark.parametrize(
    "clause, parts",
    [
        (("department", "REGEX MATCH", "("), ["filters[0][0]"]),
        (("", "EQUALS", "IT"), ["attribute"]),
        (("age", "Greater_Than", "many"), ["filters[0][0]"]),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(drive, panel, unchanged, clause, parts):
    write(panel, ("and", *clause))
    drive.refused(*parts)


def test_an_expression_that_cannot_be_evaluated_is_kept_and_the_scope_is_unknown(drive, panel):
    write(panel, ("and", "department", "REGEX MATCH", "(?=IT)"))
    assert drive.control.view_state.flow.by_arrow[ARROW].codes == ("scope-unknown",)
    assert "RE2 cannot evaluate" in panel.filters.conditions[0].note


def test_what_is_refused_stays_as_it_was_typed(drive, panel, unchanged):
    write(panel, ("and", "department", "REGEX MATCH", "("), ("or", "country", "EQUALS", "DE"))
    drive.refused("regular expression")
    row, other = panel.filters.conditions
    assert (row.attribute.value, row.operator.value, row.value.value) == ("department", "REGEX MATCH", "(")
    assert (other.attribute.value, other.value.value) == ("country", "DE")
    assert "Not yet" in row.note
    assert "one condition is not finished" in panel.filters.live
    panel.status.value = "paused"  # another edit does not lose it either
    assert panel.filters.conditions == (row, other)
    drive.undo()
    assert panel.filters.conditions == (row, other)


def test_the_count_follows_what_is_typed_before_it_is_applied(drive, panel, unchanged):
    departments = people(drive)["department"].tolist()
    assert "3 of 3 internal members in scope" in panel.filters.live
    assert panel.filters.discard.disabled
    panel.filters.add_first.click()
    row = panel.filters.conditions[0]
    assert "name an attribute" in row.note
    assert "Now: 3 of 3 internal members in scope" in panel.filters.live
    row.attribute.value = "department"
    row.value.value = departments[0]
    count = departments.count(departments[0])
    assert f"With this filter: {count} of 3 internal members in scope" in panel.filters.live
    assert "Not applied yet; without it, 3" in panel.filters.live
    row.operator.value = "IS NULL"
    assert "With this filter: 0 of 3 internal members in scope" in panel.filters.live
    assert "The attribute is empty." in row.note
    assert row.value.layout.display == "none"
    panel.filters.discard.click()
    assert panel.filters.conditions == ()
    assert "Not applied" not in panel.filters.live
    assert "3 of 3 internal members in scope</strong>, <strong>3</strong> synchronized" in panel.markup


def test_a_huge_paste_into_a_filter_makes_no_huge_page(drive, panel, unchanged):
    panel.filters.add_first.click()
    row = panel.filters.conditions[0]
    for operator in ("EQUALS", "REGEX MATCH"):
        row.operator.value = operator
        row.attribute.value, row.value.value = "department", "(x" * 200_000
        assert len(panel.filters.live) < 10_000
        assert len(row.note) < 2_000
        row.attribute.value = "date" * 50_000
        assert len(row.note) < 2_000


def test_what_was_applied_stays_where_it_was_typed(drive, panel):
    write(panel, ("and", "department", "IS NOT NULL", ""))
    row = panel.filters.conditions[0]
    panel.user_type.value = "Guest"
    assert panel.filters.conditions == (row,)
    assert panel.filters.discard.disabled
    drive.act("select", "arrow", "contoso->litware")
    assert panel.filters.conditions == ()
    drive.act("select", "arrow", ARROW)
    assert [r.operator.value for r in panel.filters.conditions] == ["IS NOT NULL"]


def test_people_in_scope_and_out_of_it_are_named_with_the_reason(drive, panel):
    one, two, three = people(drive).to_dict("records")
    panel.filters.add_first.click()
    row = panel.filters.conditions[0]
    row.attribute.value, row.value.value = "displayName", one["display_name"]
    live = panel.filters.live
    within, without = live.split("✕ Not in scope: 2")
    assert "✓ In scope: 1" in within
    assert one["display_name"] in within
    for other in (two, three):
        assert other["display_name"] in without
    assert without.count("filter not met</span>") == 2
    assert f"who does not meet its filter (displayName EQUALS &#34;{one['display_name']}&#34;)" in without


def test_the_attributes_of_the_directory_are_offered(drive, panel):
    panel.filters.add_first.click()
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
    assert not panel.is_filled
    panel.remove.click()  # there is nothing to remove
    drive.undo()
    drive.undo()
    assert drive.design == design
    assert panel.is_filled


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
