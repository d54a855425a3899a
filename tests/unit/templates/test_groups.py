"""Templates whose arrows synchronize a group."""

import pytest

import xtsviz as xts
from xtsviz import templates
from xtsviz.errors import TemplateError


def test_every_source_has_a_group_that_its_arrows_synchronize():
    design = templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3, groups=True)
    rows = xts.user_flow(design).groups[["group", "name", "home_tenant", "tenant", "members", "left_out"]]
    assert rows.to_numpy().tolist() == [
        ["contoso-staff", "Staff", "contoso", "fabrikam", 3, 0],
        ["contoso-staff", "Staff", "contoso", "litware", 3, 0],
    ]
    assert xts.user_flow(design).counts().loc["contoso", "fabrikam"] == 3


def test_a_mesh_has_a_group_of_each_tenant_and_special_people_are_in_it_if_they_are_internal_members():
    design = templates.full_mesh(["A", "B"], members=1, groups=True, specials=True)
    assert [group.id for group in design.topology.groups] == ["a-staff", "b-staff"]
    people = design.directory.set_index("id")
    for member in design.topology.groups[0].members:
        assert tuple(people.loc[member, ["tenant", "credentials", "user_type"]]) == (
            "a",
            "internal",
            "Member",
        )


@pytest.mark.parametrize("entry", templates.catalog, ids=lambda entry: entry.name)
def test_every_template_takes_it_and_the_code_rebuilds_the_design(entry):
    design = entry.build(members=2, groups=True)
    assert all(arrow.sync_groups for arrow in design.arrows)
    names = {}
    exec(design.to_code(), names)
    assert names["design"] == design
    assert xts.Design.from_document(design.to_document()) == design


def test_nobody_to_put_in_the_group():
    design = templates.user_hub(["A", "B"], members=0, groups=True)
    assert design.topology.groups[0].members == ()


def test_without_the_option_there_is_no_group():
    assert templates.user_hub(["A", "B"], groups=False) == templates.user_hub(["A", "B"])
    with pytest.raises(TemplateError, match="groups: True or False"):
        templates.user_hub(["A", "B"], groups="Staff")
