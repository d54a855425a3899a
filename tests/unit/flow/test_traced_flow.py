"""The flow that traces many users says the same about each as the plain one."""

import pandas as pd
import pytest

from tests.unit.view.samples import nasty, states
from xtsviz import examples
from xtsviz.flow import user_flow
from xtsviz.flow.traced_flow import TracedFlow


@pytest.mark.parametrize("make", [examples.acquisition, states, nasty])
def test_it_says_the_same(make):
    design = make()
    plain, traced = user_flow(design), TracedFlow(design)
    for tenant in design.tenants:
        mine, other = (flow.externals(tenant.id).reset_index(drop=True) for flow in (traced, plain))
        pd.testing.assert_frame_equal(other, mine, check_dtype=False)
    for user in plain.presence["user"].drop_duplicates()[::25]:
        pd.testing.assert_frame_equal(plain.trace(user), traced.trace(user))
        mine = traced.presence_of_user(user).reset_index(drop=True)
        pd.testing.assert_frame_equal(
            plain.presence_of_user(user).reset_index(drop=True), mine, check_dtype=False
        )
