"""Attributes in filters that the service refuses, or that nobody has."""

import pytest

from tests.unit.findings.designs import a_design, arrow, found, of, people

REFUSED, UNKNOWN = "filter-attribute-unsupported", "filter-attribute-unknown"
USERS = people("contoso", 2, attributes={"department": "IT", "city": ""})


def filtered(*attributes, users=USERS, source="contoso", **fields):
    groups = [[{"attribute": name, "operator": "EQUALS", "value": "IT"}] for name in attributes]
    return a_design([arrow(source, "fabrikam", scope={"filters": groups}, **fields)], users)


@pytest.mark.parametrize(
    "attribute",
    [
        "userType",
        "usertype",
        "manager",
        "memberOf",
        "IsMemberOf",
        "appRoleAssignments",
        "members",
        "employeeHireDate",
        "createdDateTime",
        "proxyAddresses",
        "otherMails",
    ],
)
def test_the_service_refuses_an_attribute(attribute):
    design = filtered(attribute)
    assert found(design, REFUSED) == ["contoso->fabrikam"]
    assert not found(design, UNKNOWN)


def test_the_service_takes_other_attributes():
    usable = ("department", "extension_candidate", "jobTitle", "mail", "employeeId")
    assert not found(filtered(*usable), REFUSED)


@pytest.mark.parametrize(
    "attribute, ending",
    [
        ("Department", '; did you mean "department"?'),
        ("objectId", "."),
        ("city", "."),
        ("mail", "."),
    ],
)
def test_nobody_has_an_attribute(attribute, ending):
    (message,) = of(filtered(attribute), UNKNOWN).values()
    assert message == (
        f'Contoso → Fabrikam filters on "{attribute}", but no user of Contoso has a value for it{ending}'
    )


def test_each_attribute_is_named_once():
    assert len(found(filtered("a", "a", "b", "manager", "memberOf", "isMemberOf"), UNKNOWN)) == 2
    assert len(found(filtered("a", "a", "b", "manager", "memberOf", "isMemberOf"), REFUSED)) == 2


def test_somebody_has_it_or_the_source_has_no_users():
    assert not found(filtered("department", "displayName", "accountEnabled"), UNKNOWN)
    assert not found(filtered("anything", source="litware"), UNKNOWN)
    elsewhere = [*people("contoso", 1), *people("litware", 1, attributes={"department": "IT"})]
    assert found(filtered("department", users=elsewhere), UNKNOWN) == ["contoso->fabrikam"]


def test_the_state_of_the_arrow_does_not_matter():
    assert found(filtered("Department", status="paused"), UNKNOWN)
    assert found(filtered("manager", gates={"inbound_sync_allowed": False}), REFUSED)
