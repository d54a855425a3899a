"""The target does not let the source synchronize groups, or nobody knows."""

from tests.unit.findings.designs import a_design, arrow, found, of

CODE = "group-sync-not-allowed"


def design(allowed, **fields):
    gates = {"inbound_group_sync_allowed": allowed}
    return a_design([arrow("contoso", "fabrikam", **{"sync_groups": True, "gates": gates, **fields})])


def test_the_target_refuses_groups():
    (message,) = of(design(False), CODE).values()
    assert "Fabrikam does not allow Contoso to synchronize groups" in message


def test_it_is_not_known_whether_the_target_refuses_groups():
    (message,) = of(design(None), CODE).values()
    assert "it is not known whether Fabrikam allows" in message


def test_the_target_allows_groups_or_none_are_sent():
    assert not found(design(True), CODE)
    assert not found(design(False, sync_groups=False), CODE)


def test_the_arrow_stays_open():
    assert design(None).arrows[0].gates.inbound_group_sync_allowed is None
    assert not found(design(None), "gate-unknown")
