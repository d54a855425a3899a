"""The overlay *One user*: where a user is, and which arrow stops them."""

from tests.unit.view.samples import NAMES, picture, states
from xtsviz import templates
from xtsviz.flow import user_flow
from xtsviz.view.picture.types import Selection


def links(drawn):
    return {link.id: link for link in drawn.links}


def test_one_user_lit_where_they_are_and_stopped_where_not_passed_on():
    design = templates.user_hub(NAMES[:3], members=2).add_tenant("Adatum").add_arrow("fabrikam", "adatum")
    user = str(user_flow(design).presence["user"].iloc[0])
    drawn = picture(design, "user", Selection("user", user))
    assert {n.id: n.emphasis for n in drawn.nodes} == {
        "contoso": "lit",
        "fabrikam": "lit",
        "northwind-traders": "lit",
        "adatum": "dim",
    }
    assert drawn.node_by_id["fabrikam"].detail == "external member"
    assert drawn.node_by_id["adatum"].detail == "not there"
    carried, stopped = links(drawn)["contoso->fabrikam"], links(drawn)["fabrikam->adatum"]
    assert carried.emphasis == "lit"
    assert carried.mark is None
    assert stopped.mark is not None
    assert stopped.mark.reason == "external-in-source"
    assert "externals are never" in stopped.mark.sentence
    assert "stops here" in stopped.label
    assert stopped.mark.sentence in drawn.text
    assert all(p.selected for p in drawn.people)


def test_without_a_choice_the_picture_says_what_to_choose():
    drawn = picture(states(), "user")
    assert any(entry.text.startswith("Choose a user") for entry in drawn.legend)
    assert all(node.emphasis == "normal" for node in drawn.nodes)
