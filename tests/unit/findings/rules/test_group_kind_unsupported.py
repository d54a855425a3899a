"""Assigned groups that are not synchronized because of their kind."""

import pytest

from tests.unit.findings.designs import a_design, arrow, found, of

CODE = "group-kind-unsupported"


def design(sync_groups=True, users="assigned", number=1, **fields):
    groups = [{"id": f"g{n}", "tenant": "contoso", "name": f"Sales {n}", **fields} for n in range(number)]
    scope = {"users": users, "assigned": [group["id"] for group in groups]}
    return a_design([arrow("contoso", "fabrikam", sync_groups=sync_groups, scope=scope)], groups=groups)


@pytest.mark.parametrize(
    "fields,words",
    [
        ({"kind": "distribution"}, "distribution"),
        ({"kind": "mail-enabled-security"}, "mail enabled security"),
        ({"role_assignable": True}, "role-assignable"),
    ],
)
def test_an_assigned_group_is_not_synchronized(fields, words):
    (message,) = of(design(**fields), CODE).values()
    assert f'the group "Sales 0" ({words}) assigned. It does not appear in Fabrikam' in message


def test_many_groups_are_counted():
    (message,) = of(design(number=8, kind="distribution"), CODE).values()
    assert "the groups" in message
    assert "3 more assigned. They do not appear" in message


@pytest.mark.parametrize("kind", ["security", "microsoft365"])
def test_groups_that_are_synchronized(kind):
    assert not found(design(kind=kind), CODE)


def test_groups_that_only_give_scope():
    assert not found(design(sync_groups=False, kind="distribution"), CODE)
    assert not found(design(users="all", kind="distribution"), CODE)
