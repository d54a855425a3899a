"""Another shape for a design: what is kept, new and dropped."""

import pytest

import xtsviz as xts
from xtsviz.errors import TemplateError
from xtsviz.templates import plan_reshape, reshape

HUB = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=2)
IT = [[{"attribute": "department", "operator": "EQUALS", "value": "IT"}]]


@pytest.mark.parametrize("entry", [e for e in xts.templates.catalog if e.min_tenants != e.max_tenants])
def test_it_connects_like_the_template_and_leaves_tenants_and_people(entry):
    design = HUB.rename_tenant("fabrikam", "Renamed").update_tenant("litware", color="#123456")
    made = reshape(design, entry.name)
    model = entry.build(["Contoso", "Fabrikam", "Litware"], 2)
    assert made.tenants == design.tenants
    assert made.users is design.users
    assert made.arrows == model.arrows
    assert [(c.partner_tenant, c.resource_tenant) for c in made.topology.connected_organizations] == [
        (c.partner_tenant, c.resource_tenant) for c in model.topology.connected_organizations
    ]


def test_arrows_that_the_shape_has_too_keep_everything():
    design = HUB.update_arrow("contoso->litware", filters=IT, user_type="Guest", note="agreed")
    design = design.add_arrow("contoso", "fabrikam", another=True, user_type="Guest")
    mesh = reshape(design, "full_mesh")
    assert {arrow.id: arrow for arrow in mesh.arrows}.items() >= {a.id: a for a in design.arrows}.items()
    assert len(mesh.arrows) == 7
    back = reshape(mesh, "user_hub")
    assert back.arrows == design.arrows[:1] + design.arrows[2:] + design.arrows[1:2]


def test_it_says_what_is_kept_new_and_dropped():
    design = HUB.update_arrow("contoso->litware", filters=IT)
    plan = plan_reshape(design, "full mesh".replace(" ", "-"))
    assert plan.sentences == (
        "Kept: 3 tenants with names, colours and people, and 2 arrows (1 with filters or other settings).",
        "New: 4 arrows.",
    )
    plan = plan_reshape(design, "application_hub", ["Contoso", "Litware", "Adatum"], members=3)
    assert plan.sentences == (
        "Kept: 2 tenants with names, colours and people, and 0 arrows.",
        "New: 1 tenant (Adatum) and 2 arrows.",
        "Dropped: 1 tenant (Fabrikam) with their people and 2 arrows (Contoso → Fabrikam, Contoso → Litware) "
        "(1 with filters or other settings).",
    )
    assert [tenant.name for tenant in plan.design.tenants] == ["Contoso", "Litware", "Adatum"]
    counts = plan.design.directory["tenant"].value_counts()
    assert (counts["contoso"], counts["litware"], counts["adatum"]) == (2, 2, 3)
    assert "fabrikam" not in counts


def test_tenants_with_one_name_are_taken_in_order():
    twice = HUB.rename_tenant("fabrikam", "Contoso")
    made = reshape(twice, "full_mesh", ["Litware", "Contoso", "Contoso"])
    assert [tenant.id for tenant in made.tenants] == ["litware", "contoso", "fabrikam"]
    assert made.users is twice.users


def test_the_name_of_a_template_changes_and_a_name_of_a_person_stays():
    assert reshape(HUB, "full_mesh").name == "Mesh peer-to-peer (full mesh)"
    assert reshape(HUB.renamed("Ours"), "full_mesh").name == "Ours"


@pytest.mark.parametrize("tenants", [None, ["Litware", "Adatum", "Contoso"]])
def test_code_rebuilds_it(tenants):
    design = HUB.update_arrow("contoso->litware", filters=IT)
    made = reshape(design, "full_mesh", tenants).remove_arrow("contoso->litware").add_tenant("Proseware")
    code = made.to_code()
    assert "xts.templates.reshape(" in code
    space: dict[str, object] = {}
    exec(code, space)
    assert space["design"] == made


def test_ids_may_be_other_than_the_names_make_them():
    design = xts.templates.user_hub(["Contoso", "Fabrikam"]).add_tenant("Contoso", id="the third")
    assert {arrow.id for arrow in reshape(design, "application hub").arrows} == {
        "fabrikam->contoso",
        "the third->contoso",
    }


def test_what_cannot_be():
    with pytest.raises(TemplateError, match="exactly 2"):
        reshape(HUB, "single_source_single_target")
    with pytest.raises(TemplateError, match="add some first"):
        reshape(
            xts.Design.from_document({"format": "xtsviz-topology", "version": 1, "tenants": []}), "full_mesh"
        )
    with pytest.raises(TemplateError, match="no template"):
        reshape(HUB, "ful_mesh")
    with pytest.raises(TemplateError, match=r"tenants\[1\]"):
        reshape(HUB, "full_mesh", ["Contoso", 3])
