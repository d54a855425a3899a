"""Which tools an exercise needs: what its solution changes."""

import pytest

import xtsviz as xts
from xtsviz.training import Build, catalog, find
from xtsviz.training.needed_tools import EVERYTHING, needed_tools

FIRST = find("first-arrow")


def own(solution):
    return Build(
        name="own",
        title="T",
        topic="T",
        story="S",
        task="K",
        start=lambda: FIRST.design.add_arrow("contoso", "fabrikam"),
        goals=[lambda _attempt: ""],
        solution=solution,
    )


def test_an_arrow_more_or_less_needs_the_arrows():
    assert needed_tools(FIRST).panels == ("Arrows",)
    assert needed_tools(find("instead-of-sync")).panels == ("Arrows",)


@pytest.mark.parametrize(
    "name, part",
    [("all-but-sales", "scope"), ("open-the-gates", "gates"), ("guest-not-member", "target")],
)
def test_another_setting_of_an_arrow_needs_its_part_of_the_arrow(name, part):
    tools = needed_tools(find(name))
    assert tools.panels == ("Selected arrow",)
    assert tools.parts == {part}
    assert tools.arrow in find(name).design.topology.arrow_by_id


def test_what_no_tool_is_known_for_needs_all_of_them():
    def fails(_design):
        raise SystemExit

    for solution in (
        fails,
        lambda design: design,
        lambda design: design.update_arrow("contoso->fabrikam", note="n"),
    ):
        assert needed_tools(own(solution)) == EVERYTHING
    moved = own(lambda design: design.update_tenant("fabrikam", allow_invites_from="none"))
    assert needed_tools(moved).panels == ("Tenants",)


def test_every_exercise_of_the_package_has_tools_of_its_own():
    for exercise in catalog:
        if isinstance(exercise, Build):
            assert needed_tools(exercise) != EVERYTHING, exercise.name
    assert xts.training.find("first-arrow").fewest_arrows == 1
