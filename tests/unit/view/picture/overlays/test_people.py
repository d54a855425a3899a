"""The overlay *People*: individuals, crowds, numbers."""

from tests.unit.view.samples import NAMES, picture
from xtsviz import templates


def test_people_show_home_member_and_guest():
    design = templates.user_hub(NAMES[:2], members=2)
    design = design.update_arrow("contoso->fabrikam", user_type="Guest")
    drawn = picture(design, "people")
    seen = {(p.tenant, p.home, p.relation) for p in drawn.people}
    assert seen == {
        ("contoso", "contoso", "home"),
        ("fabrikam", "fabrikam", "home"),
        ("fabrikam", "contoso", "guest"),
    }
    rings = [p for p in drawn.people if p.relation == "guest"]
    assert {p.paint for p in rings} == {drawn.node_by_id["contoso"].paint}
    assert [e.relation for e in drawn.legend if e.kind == "person"] == ["home", "guest"]


def test_too_many_people_become_crowds_then_numbers():
    design = templates.user_hub(NAMES[:3], members=60)
    drawn = picture(design, "people")
    assert [(p.tenant, p.home, p.count) for p in drawn.people] == [
        ("contoso", "contoso", 60),
        ("fabrikam", "fabrikam", 60),
        ("fabrikam", "contoso", 60),
        ("northwind-traders", "northwind-traders", 60),
        ("northwind-traders", "contoso", 60),
    ]
    mesh = picture(templates.full_mesh(NAMES, members=2), "people")
    assert mesh.people == ()
    assert mesh.nodes[0].detail == "2 internal · 22 external"
    assert any("too many" in entry.text for entry in mesh.legend)
