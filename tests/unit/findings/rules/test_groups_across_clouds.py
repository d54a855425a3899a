"""Group synchronization between two clouds."""

from tests.unit.findings.designs import a_design, arrow, found, of

CODE = "groups-across-clouds"


def design(cloud, **fields):
    tenants = [{"id": "contoso", "name": "Contoso"}, {"id": "fabrikam", "name": "Fabrikam", "cloud": cloud}]
    return a_design([arrow("contoso", "fabrikam", **fields)], tenants=tenants)


def test_groups_are_on_between_clouds_even_if_none_is_assigned():
    (message,) = of(design("usgov", sync_groups=True), CODE).values()
    assert "commercial" in message
    assert "usgov" in message


def test_groups_in_one_cloud_or_users_alone_between_clouds():
    assert not found(design("commercial", sync_groups=True), CODE)
    assert not found(design("usgov"), CODE)


def test_the_setting_of_the_target_does_not_matter_then():
    refused = design("usgov", sync_groups=True, gates={"inbound_group_sync_allowed": False})
    assert found(refused, CODE)
    assert not found(refused, "group-sync-not-allowed")
