"""Objects of a directory, and its quota."""

from __future__ import annotations

import pytest

import xtsviz as xts
from tests.unit.findings.designs import a_design, arrow, of, people


def test_every_tenant_has_its_count_of_objects():
    stranger = {"id": "x", "tenant": "litware", "credentials": "external", "user_type": "Guest"}
    design = a_design([arrow("contoso", "litware")], [*people("contoso", 2), *people("litware", 3), stranger])
    assert of(design, "object-count") == {
        "contoso": "Contoso has 2 user objects (2 internal, 0 external). The quota of its "
        "directory is 300,000 objects.",
        "fabrikam": "Fabrikam has 0 user objects (0 internal, 0 external). The quota of its "
        "directory is 300,000 objects.",
        "litware": "Litware has 6 user objects (3 internal, 3 external). The quota of its "
        "directory is 300,000 objects.",
    }
    assert of(design, "object-quota-exceeded") == {}


@pytest.mark.parametrize("quota, exceeded", [(5, False), (4, True), (0, True)])
def test_more_objects_than_the_quota_is_an_error(quota, exceeded):
    tenants = [
        {"id": "contoso", "name": "Contoso"},
        {"id": "fabrikam", "name": "Fabrikam", "object_quota": quota},
    ]
    design = a_design([arrow("contoso", "fabrikam")], people("contoso", 3) + people("fabrikam", 2), tenants)
    found = [finding for finding in xts.review(design) if finding.subject == "fabrikam"]
    assert [finding.code for finding in found] == ["object-quota-exceeded" if exceeded else "object-count"]
    if exceeded:
        assert found[0].severity == "error"
        assert "has 5 user objects (2 internal, 3 external)" in found[0].message
        assert "Narrow the scope of the arrows into Fabrikam" in found[0].remedy
        assert xts.review(design)[0] == found[0]
    assert found[0].source.startswith("Microsoft Learn")


def test_people_who_are_merged_are_one_object():
    design = a_design([arrow("contoso", "fabrikam")], people("contoso", 3, mail="shared@contoso.com"))
    assert "has 1 user objects" in of(design, "object-count")["fabrikam"]
