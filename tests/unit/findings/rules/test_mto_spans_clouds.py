"""A multitenant organization is in one cloud."""

from tests.unit.findings.designs import a_design, of

CODE = "mto-spans-clouds"


def organization(*members, clouds=("usgov", "commercial", "usgov")):
    tenants = [
        {"id": name, "name": name.title(), "cloud": cloud} for name, cloud in zip("abc", clouds, strict=True)
    ]
    return a_design(tenants=tenants, multi_tenant_organization={"name": "{Group}", "tenants": list(members)})


def test_a_tenant_is_in_another_cloud_than_the_first():
    assert of(organization("a", "b", "c"), CODE) == {
        "b": "B is in the commercial cloud, but A, the first tenant of the multitenant organization {Group}, is in the "
        "usgov cloud. All tenants of a multitenant organization are in one cloud."
    }


def test_one_cloud_or_no_organization():
    assert not of(organization("a", "c"), CODE)
    assert not of(organization(), CODE)
    assert not of(a_design(), CODE)
