"""What each target of an arrow that is being drawn would be, and that adding the arrow really does that."""

from itertools import permutations

import pytest

import xtsviz as xts
from xtsviz.errors import SecondArrowError
from xtsviz.view.picture.arrow_verdicts import ArrowVerdict, arrow_verdicts

CLOUDS = ("commercial", "usgov", "china")


@pytest.fixture
def design():
    made = xts.templates.user_hub(["Contoso", "Fabrikam"], members=3)
    for cloud in CLOUDS:
        for invites in ("none", "everyone", None):
            made = made.add_tenant(f"{cloud} {invites}", cloud=cloud, allow_invites_from=invites)
    return made


def test_each_verdict_is_what_adding_the_arrow_does(design):
    seen = set()
    for tenant in design.tenants:
        verdicts = {verdict.target: verdict for verdict in arrow_verdicts(design.topology, tenant.id)}
        assert list(verdicts) == [other.id for other in design.tenants if other is not tenant]
        for target, verdict in verdicts.items():
            seen.add(verdict.outcome)
            try:
                added = design.add_arrow(tenant.id, target)
            except SecondArrowError:
                assert verdict.outcome == "there"
                continue
            state = xts.user_flow(added).by_arrow[added.arrows[-1].id].state
            assert verdict.outcome == {"open": "works"}.get(state, state)
    assert seen == {"works", "blocked", "unknown", "there"}


def test_the_words_name_what_stops_it(design):
    labels = {v.target: (v.label, v.sentence) for v in arrow_verdicts(design.topology, "contoso")}
    assert labels["fabrikam"] == ("• already there", "There is an arrow already.")
    assert labels["usgov-everyone"] == ("✓ works", "The arrow can be drawn and works.")
    stopped = "The arrow can be drawn. Its state is blocked: Who invites."
    assert labels["commercial-none"] == ("✖ Who invites", stopped)
    assert labels["usgov-none"] == ("✖ Who invites", stopped)
    assert labels["china-null" if "china-null" in labels else "china-none-2"][0] == "? Who invites"
    from_china = {v.target: v.label for v in arrow_verdicts(design.topology, "china-everyone")}
    assert from_china["contoso"] == "✖ clouds"


def test_a_tenant_that_is_not_there_has_none(design):
    assert arrow_verdicts(design.topology, "nowhere") == ()
    alone = xts.templates.user_hub(["Contoso", "Fabrikam"], members=1).remove_tenant("fabrikam")
    assert arrow_verdicts(alone.topology, "contoso") == ()


def test_it_is_the_same_pair_by_pair():
    mesh = xts.templates.full_mesh([f"T{n}" for n in range(4)], members=1)
    for source, target in permutations([t.id for t in mesh.tenants], 2):
        assert ArrowVerdict(target, "there") in arrow_verdicts(mesh.topology, source)
