"""The overlay *Everyone*: how many are where."""

from tests.unit.group_designs import group_design
from tests.unit.view.samples import NAMES, picture
from xtsviz import templates
from xtsviz.view.export import svg
from xtsviz.view.picture.cytoscape import elements


def links(drawn):
    return {link.id: link for link in drawn.links}


def test_everyone_counts_and_carries():
    drawn = picture(templates.user_hub(NAMES[:3], members=4))
    assert [node.detail for node in drawn.nodes] == [
        "4 internal · 0 external",
        "4 internal · 4 external",
        "4 internal · 4 external",
    ]
    assert links(drawn)["contoso->fabrikam"].label == "4"
    assert "Contoso → Fabrikam syncs 4 users." in drawn.text
    assert drawn.people == ()


def test_a_badge_counts_the_groups_that_arrows_make():
    drawn = picture(group_design())
    assert [(b.severity, b.label, b.text) for b in drawn.node_by_id["fabrikam"].badges] == [
        (None, "⊞ 1", "1 synchronized group")
    ]
    assert drawn.node_by_id["contoso"].badges == ()
    assert "Arrows make 1 group in Fabrikam." in drawn.text
    assert [entry.symbol for entry in drawn.legend if entry.kind == "badge"] == ["⊞"]
    text = svg.render(drawn)
    assert "<title>1 synchronized group</title>" in text
    assert "⊞ 1" in text
    boxes = {element.id: element.data.get("label") for element in elements(drawn)}
    assert boxes["tenant:fabrikam"] == "Fabrikam   ⊞ 1\n0 internal · 2 external"


def test_without_groups_there_is_no_badge_and_no_word_of_them():
    drawn = picture(group_design(sync_groups=False))
    assert all(not node.badges for node in drawn.nodes)
    assert "group" not in drawn.text
    assert all(entry.kind != "badge" for entry in drawn.legend)
