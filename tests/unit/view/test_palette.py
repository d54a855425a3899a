"""The colours of tenants stay while others come and go."""

from xtsviz.view.palette import palette_for


def test_a_tenant_keeps_its_place_and_a_new_one_takes_the_lowest_that_is_free():
    first = palette_for(["a", "b", "c"], {})
    without = palette_for(["b", "c"], first)
    assert [without["b"], without["c"]] == [1, 2]
    more = palette_for(["b", "c", "new"], without)
    assert [more[tenant] for tenant in ("b", "c", "new")] == [1, 2, 0]


def test_one_that_comes_back_has_its_colour_again_unless_it_is_taken():
    gone = palette_for(["c"], palette_for(["a", "b", "c"], {}))
    assert [palette_for(["b", "c"], gone)[tenant] for tenant in ("b", "c")] == [1, 2]
    taken = palette_for(["c", "new"], gone)
    back = palette_for(["a", "b", "c", "new"], taken)
    assert [back[tenant] for tenant in ("a", "b", "c", "new")] == [3, 1, 2, 0]
