"""Group synchronization needs an assigned scope."""

from tests.unit.findings.designs import a_design, arrow, found

CODE = "group-sync-needs-assigned-scope"


def test_groups_are_to_be_synchronized_with_all_users_in_scope():
    design = a_design([arrow("contoso", "fabrikam", sync_groups=True)])
    assert found(design, CODE) == ["contoso->fabrikam"]


def test_an_assigned_scope_or_no_groups():
    assigned = {"users": "assigned", "assigned": []}
    assert not found(a_design([arrow("contoso", "fabrikam", sync_groups=True, scope=assigned)]), CODE)
    assert not found(a_design([arrow("contoso", "fabrikam")]), CODE)
