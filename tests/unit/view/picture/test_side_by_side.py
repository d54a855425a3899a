"""Several designs as pictures with the same places and colours."""

from html.parser import HTMLParser

import pytest

import xtsviz as xts
from tests.unit.view.samples import nasty
from xtsviz.compare.comparison import Baseline
from xtsviz.flow import user_flow
from xtsviz.view.export.svg_side_by_side import side_by_side_html
from xtsviz.view.picture.side_by_side import pictures_side_by_side
from xtsviz.view.picture.types import Selection

NAMES = ["Contoso", "Fabrikam", "Litware", "Adatum"]
HUB = xts.templates.user_hub(NAMES, members=2)
MESH = xts.templates.full_mesh(NAMES, members=2)


def compared(before, *others):
    first = user_flow(before)
    return [Baseline(other, f"design {n}").compare_after("first", first) for n, other in enumerate(others)]


def test_every_tenant_has_the_same_place_and_colour():
    after = MESH.remove_tenant("litware").add_tenant("Proseware").add_arrow("proseware", "contoso")
    pictures = pictures_side_by_side(compared(HUB, after, MESH))
    assert [len(picture.nodes) for picture in pictures] == [4, 4, 4]
    places: dict[str, object] = {}
    for picture in pictures:
        for node in picture.nodes:
            assert places.setdefault(node.id, (node.x, node.y, node.paint)) == (node.x, node.y, node.paint)
    assert len({place for place, *_ in places.values()}) > 1


@pytest.mark.parametrize("template", xts.templates.catalog[1:], ids=lambda entry: entry.name)
def test_boxes_do_not_overlap(template):
    names = ["Contoso", "Fabrikam", "Litware", "Adatum", "Northwind Traders", "Tailspin Toys", "Proseware"]
    hub = xts.templates.user_hub(names, members=5)
    for picture in pictures_side_by_side(compared(hub, xts.templates.reshape(hub, template.name))):
        boxes = [node.box for node in picture.nodes]
        for n, a in enumerate(boxes):
            for b in boxes[:n]:
                assert (
                    abs(a.x - b.x) >= (a.width + b.width) / 2 or abs(a.y - b.y) >= (a.height + b.height) / 2
                )


def test_marks_say_what_is_different():
    after = HUB.remove_arrow("contoso->litware").add_arrow("fabrikam", "contoso")
    after = after.update_arrow("contoso->adatum", user_type="Guest")
    first, second = ({k.id: k.style for k in p.links} for p in pictures_side_by_side(compared(HUB, after)))
    assert first == {"contoso->fabrikam": "open", "contoso->litware": "removed", "contoso->adatum": "open"}
    assert second == {"contoso->fabrikam": "open", "contoso->adatum": "changed", "fabrikam->contoso": "added"}


def test_what_a_person_chose_stays():
    chosen = Selection("tenant", "adatum")
    pictures = pictures_side_by_side(
        compared(HUB, MESH), selection=chosen, positions={"adatum": (500.0, 40.0)}
    )
    for picture in pictures:
        assert picture.node_by_id["adatum"].selected
        assert picture.positions["adatum"] == (500.0, 40.0)


def test_many_tenants_are_groups():
    names = [f"Tenant {n}" for n in range(30)]
    found = compared(xts.templates.user_hub(names, members=1), xts.templates.full_mesh(names, members=1))
    assert all(any(node.group for node in picture.nodes) for picture in pictures_side_by_side(found))


class Parts(HTMLParser):
    def __init__(self, markup):
        super().__init__()
        self.tags, self.twins = [], []
        self.feed(str(markup))

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if "data-twin" in dict(attributes):
            self.twins.append((dict(attributes)["data-twin"], "data-xts" in dict(attributes)))


@pytest.mark.parametrize("dark", [None, True])
def test_twins_have_one_name_and_names_are_text(dark):
    design = nasty()
    found = compared(design, design.remove_tenant(design.tenants[0].id))
    known = {("tenant", design.tenants[1].id)}
    markup = side_by_side_html(pictures_side_by_side(found), ["<i>", "b"], dark=dark, known=known)
    parts = Parts(markup)
    assert not {"script", "i", "b", "img"} & set(parts.tags)
    assert parts.tags.count("svg") == 2
    pressed = {name for name, action in parts.twins if action}
    assert pressed == {f"tenant:{design.tenants[1].id}"}
    assert [name for name, _ in parts.twins].count(f"tenant:{design.tenants[1].id}") == 2
