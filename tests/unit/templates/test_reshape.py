"""The tenants of a design in the shape of another template."""

import pytest

import xtsviz as xts
from xtsviz.errors import TemplateError
from xtsviz.templates.reshape import reshaped

HUB = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=2)


@pytest.mark.parametrize("entry", [e for e in xts.templates.catalog if e.min_tenants != e.max_tenants])
def test_it_connects_like_the_template_and_leaves_tenants_and_people(entry):
    made = reshaped(HUB.rename_tenant("fabrikam", "Renamed"), entry.name)
    model = entry.build(["Contoso", "Fabrikam", "Litware"], 2)
    assert made.tenants == HUB.rename_tenant("fabrikam", "Renamed").tenants
    assert made.users is HUB.users
    assert made.arrows == model.arrows
    assert [(c.partner_tenant, c.resource_tenant) for c in made.topology.connected_organizations] == [
        (c.partner_tenant, c.resource_tenant) for c in model.topology.connected_organizations
    ]


def test_ids_may_be_other_than_the_names_make_them():
    design = xts.templates.user_hub(["Contoso", "Fabrikam"]).add_tenant("Contoso", id="the third")
    assert {arrow.id for arrow in reshaped(design, "application hub").arrows} == {
        "fabrikam->contoso",
        "the third->contoso",
    }


def test_another_number_of_tenants_than_the_template_is_for():
    with pytest.raises(TemplateError, match="exactly 2"):
        reshaped(HUB, "single_source_single_target")
    with pytest.raises(TemplateError, match="add some first"):
        reshaped(
            xts.Design.from_document({"format": "xtsviz-topology", "version": 1, "tenants": []}), "full_mesh"
        )
    with pytest.raises(TemplateError, match="no template"):
        reshaped(HUB, "ful_mesh")
