"""The numbers by which designs are compared."""

import pytest

import xtsviz as xts
from xtsviz.compare.measures import (
    ARROWS,
    EXTERNALS,
    QUOTA,
    SEE_EVERYBODY,
    SETTINGS,
    SETTINGS_BY_ROLE,
    design_numbers,
)

NAMES = ["Contoso", "Fabrikam", "Litware"]
HUB = xts.templates.user_hub(NAMES, members=3)
MESH = xts.templates.full_mesh(NAMES, members=3)
SECURITY = SETTINGS_BY_ROLE["Security Administrator"]
HYBRID = SETTINGS_BY_ROLE["Hybrid Identity Administrator"]
ASSIGN = SETTINGS_BY_ROLE["Cloud Application Administrator"]
INVITE = SETTINGS_BY_ROLE["Privileged Role Administrator"]


def numbers(design, *measures, tenant=None):
    found = design_numbers(xts.user_flow(design))
    return tuple(found.get((measure, tenant), 0) for measure in measures)


def test_a_hub_and_a_mesh():
    wanted = (ARROWS, SETTINGS, SECURITY, HYBRID, EXTERNALS, "Entra ID P1", SEE_EVERYBODY)
    assert numbers(HUB, *wanted) == (2, 8, 6, 2, 6, 3, 0)
    assert numbers(HUB, *wanted, tenant="contoso") == (2, 4, 2, 2, 0, 3, 0)
    assert numbers(HUB, *wanted, tenant="fabrikam") == (0, 2, 2, 0, 3, 0, 0)
    assert numbers(MESH, *wanted) == (6, 24, 18, 6, 18, 9, 9)
    assert numbers(MESH, SEE_EVERYBODY, tenant="litware") == (3,)


def test_settings_of_a_pair_are_made_once_for_all_its_arrows():
    two = HUB.add_arrow("contoso", "fabrikam", another=True)
    assert numbers(two, SECURITY, HYBRID) == (6, 3)


def test_assignments_groups_and_invitations_need_settings_too():
    assigned = HUB.update_arrow("contoso->fabrikam", scope_users="assigned", sync_groups=True)
    assert numbers(assigned, ASSIGN, SECURITY, INVITE) == (1, 7, 0)
    for setting in ("none", None):
        closed = HUB.update_tenant("fabrikam", allow_invites_from=setting)
        assert numbers(closed, INVITE, tenant="fabrikam") == (1,)
        assert numbers(closed.update_tenant("contoso", allow_invites_from=setting), INVITE) == (1,)


def test_what_is_left_of_the_quota_is_that_of_the_fullest_tenant():
    small = HUB.update_tenant("litware", object_quota=5)
    assert numbers(small, QUOTA) == (-1,)
    assert numbers(small, QUOTA, tenant="fabrikam") == (299_994,)


def test_somebody_who_is_missing_in_one_tenant_alone():
    less = MESH.remove_arrow("fabrikam->contoso")
    assert numbers(less, SEE_EVERYBODY) == (6,)
    assert numbers(less, SEE_EVERYBODY, tenant="contoso") == (0,)


@pytest.mark.parametrize(
    "design", [HUB.remove_users(list(HUB.directory["id"])), xts.templates.just_in_time()]
)
def test_nobody_and_no_arrows(design):
    assert numbers(design, EXTERNALS, "Entra ID P1") == (0, 0)
