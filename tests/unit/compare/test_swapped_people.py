"""Who came and who went, where the numbers of externals alone would hide it."""

import pytest

from xtsviz import templates
from xtsviz.compare.swapped_people import Swap, swapped_people
from xtsviz.flow import user_flow
from xtsviz.view.words import effect_sentence

HUB = templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=6)
NAMES = dict(zip(HUB.directory["id"], HUB.directory["display_name"], strict=True))


def assigned(*numbers, design=HUB):
    ids = [f"contoso-00{number}" for number in numbers]
    return user_flow(design.update_arrow("contoso->fabrikam", scope_users="assigned", assigned=ids))


def names(*numbers):
    return tuple(sorted(NAMES[f"contoso-00{number}"] for number in numbers))


def test_an_equal_swap_names_both():
    before, after = assigned(1, 2, 3), assigned(3, 4, 5)
    assert swapped_people(before, after) == (Swap("fabrikam", names(4, 5), names(1, 2)),)
    first, second = names(4, 5)
    gone, too = names(1, 2)
    assert effect_sentence(before, after) == (
        f"{first} and {second} appear in Fabrikam, and {gone} and {too} disappear from it"
    )
    assert effect_sentence(assigned(1), assigned(2)) == (
        f"{names(2)[0]} appears in Fabrikam, and {names(1)[0]} disappears from it"
    )


@pytest.mark.parametrize("before, after", [((1,), (1, 2)), ((1, 2), (1,)), ((1,), (1,))])
def test_one_direction_is_no_swap(before, after):
    assert swapped_people(assigned(*before), assigned(*after)) == ()


def test_other_numbers_are_said_beside_it():
    more = HUB.add_arrow("fabrikam", "contoso")
    said = effect_sentence(assigned(1, 2), assigned(2, 3, 4, 5, 6, design=more))
    assert said.endswith("; 6 externals appear in Contoso")
    assert " and 1 more appear in Fabrikam, and " in said


def test_a_filter_and_users_who_are_exchanged():
    def filtered(department):
        clause = {"attribute": "department", "operator": "EQUALS", "value": department}
        return user_flow(HUB.update_arrow("contoso->litware", filters=[[clause]]))

    departments = HUB.directory.set_index("id")["department"].loc[
        lambda cells: cells.index.str.startswith("contoso")
    ]
    one, other = list(dict.fromkeys(departments))[:2]
    (swap,) = swapped_people(filtered(one), filtered(other))
    assert swap.tenant == "litware"
    assert len(swap.went) == (departments == one).sum()
    exchanged = HUB.remove_users(["contoso-001"]).add_users(
        [{"id": "new", "tenant": "contoso", "display_name": "New"}]
    )
    found = swapped_people(user_flow(HUB), user_flow(exchanged))
    assert found == tuple(Swap(tenant, ("New",), names(1)) for tenant in ("fabrikam", "litware"))


def test_a_blocked_arrow_and_very_many_people_say_nothing():
    blocked = HUB.update_arrow("contoso->fabrikam", inbound_sync_allowed=False)
    assert swapped_people(assigned(1, design=blocked), assigned(2, design=blocked)) == ()
    many = templates.user_hub(["Contoso", "Fabrikam"], members=1000)
    ids = list(many.directory["id"][:1000])
    before, after = (
        user_flow(many.update_arrow("contoso->fabrikam", scope_users="assigned", assigned=half))
        for half in (ids[:500], ids[500:])
    )
    assert swapped_people(before, after) == ()
    assert effect_sentence(before, after) == "the numbers of externals stay the same"
