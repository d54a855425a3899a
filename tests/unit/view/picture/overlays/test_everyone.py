"""The overlay *Everyone*: how many are where."""

from tests.unit.view.samples import NAMES, picture
from xtsviz import templates


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
