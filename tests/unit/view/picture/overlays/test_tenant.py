"""The overlay *One tenant*: externals by home, and the arrows that brought them."""

from tests.unit.view.samples import NAMES, picture, states
from xtsviz import templates
from xtsviz.view.picture.types import Selection


def links(drawn):
    return {link.id: link for link in drawn.links}


def test_one_tenant_shows_externals_by_home_and_who_brought_them():
    design = templates.application_hub(NAMES[:3], members=2)
    drawn = picture(design, "tenant", Selection("tenant", "contoso"))
    assert {(p.home, p.relation) for p in drawn.people} == {
        ("fabrikam", "member"),
        ("northwind-traders", "member"),
    }
    assert all(link.emphasis == "lit" for link in drawn.links)
    assert links(drawn)["fabrikam->contoso"].paint == drawn.node_by_id["fabrikam"].paint
    by_arrow = picture(design, "tenant", Selection("arrow", "fabrikam->contoso"))
    assert by_arrow.people == drawn.people


def test_without_a_choice_the_picture_says_what_to_choose():
    drawn = picture(states(), "tenant")
    assert any(entry.text.startswith("Choose a tenant") for entry in drawn.legend)
    assert all(node.emphasis == "normal" for node in drawn.nodes)
