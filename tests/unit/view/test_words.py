import pytest

from tests.unit.view.samples import NAMES
from xtsviz import templates
from xtsviz.flow import user_flow
from xtsviz.view import words


def test_adding_and_removing_an_arrow_in_numbers():
    before = templates.user_hub(NAMES[:2], members=24)
    after = before.add_arrow("fabrikam", "contoso")
    arrow = after.arrow("fabrikam->contoso")
    old, new = user_flow(before), user_flow(after)
    assert (
        words.arrow_added_sentence(old, new, arrow)
        == "Added Fabrikam → Contoso: 24 externals appear in Contoso"
    )
    assert (
        words.arrow_removed_sentence(new, old, arrow)
        == "Removed Fabrikam → Contoso: 24 externals disappear from Contoso"
    )


def test_a_blocked_arrow_says_so():
    before = templates.user_hub(NAMES[:2], members=1)
    after = before.add_arrow("fabrikam", "contoso", inbound_auto_redeem=False)
    said = words.arrow_added_sentence(user_flow(before), user_flow(after), after.arrow("fabrikam->contoso"))
    assert said == "Added Fabrikam → Contoso: it is blocked and syncs nobody"


def test_one_many_and_the_rest():
    empty = templates.full_mesh(NAMES[:6], members=1)
    closed = empty
    for arrow in empty.arrows:
        closed = closed.update_arrow(arrow.id, inbound_sync_allowed=False)
    said = words.effect_sentence(user_flow(closed), user_flow(empty))
    assert said.startswith("5 externals appear in Contoso; 5 externals appear in Fabrikam")
    assert said.endswith("15 appear in 3 other tenants")
    single = closed.update_arrow("contoso->fabrikam", inbound_sync_allowed=True)
    assert words.effect_sentence(user_flow(closed), user_flow(single)) == "1 external appears in Fabrikam"
    assert words.edit_sentence(user_flow(closed), user_flow(closed), "Renamed Contoso") == (
        "Renamed Contoso: the numbers of externals stay the same"
    )


def test_names_are_told_apart_and_isolated():
    design = templates.full_mesh(["Contoso", "Contoso", "שלום"])
    names = words.DisplayNames(design)
    assert names.tenant("contoso-2") == "Contoso (contoso-2)"
    assert names.tenant("tenant-3") == "\u2068שלום\u2069"
    assert names.label("tenant-3") == "שלום"
    assert names.tenant(None) == names.tenant("gone") == "an unknown tenant"


def test_lists():
    assert words.list_in_words([]) == "nobody"
    assert words.list_in_words(["a"]) == "a"
    assert words.list_in_words(["a", "b", "c", "d"], most=2) == "a, b and 2 more"


@pytest.mark.parametrize(
    "count, said",
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (61_785, "62 kB"),
        (999_499, "999 kB"),
        (1_234_567, "1.2 MB"),
    ],
)
def test_the_size_of_a_file(count, said):
    assert words.file_size(count) == said
