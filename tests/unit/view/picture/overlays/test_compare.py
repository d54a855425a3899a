"""The overlay *Compare*: what came, went and changed, in every form of the picture."""

from xml.etree import ElementTree

import pytest

import xtsviz as xts
from tests.unit.view.samples import NASTY, nasty
from xtsviz.compare.comparison import Baseline
from xtsviz.flow import user_flow
from xtsviz.view import theme
from xtsviz.view.comparison_html import comparison_html
from xtsviz.view.export import svg
from xtsviz.view.panels.compare import snapshots_html
from xtsviz.view.picture.cytoscape import elements
from xtsviz.view.picture.resolve import resolve

HUB = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)
CHANGED = (
    HUB.add_arrow("fabrikam", "contoso")
    .remove_arrow("contoso->litware")
    .update_arrow("contoso->fabrikam", user_type="Guest")
)


def compared(before, after, name="the start", **more):
    return resolve(after, user_flow(after), overlay="compare", baseline=Baseline(before, name), **more)


def links(picture):
    return {link.id: link for link in picture.links}


def details(picture):
    return {node.id: node.detail for node in picture.nodes}


def html_of(before, after, name="the start"):
    return comparison_html([Baseline(before, name).compare(user_flow(after))], after)


def test_arrows_that_came_went_and_changed_differ_in_line_symbol_and_colour():
    found = links(compared(HUB, CHANGED))
    assert {name: link.style for name, link in found.items()} == {
        "contoso->fabrikam": "changed",
        "fabrikam->contoso": "added",
        "contoso->litware": "removed",
    }
    assert [found[name].label for name in found] == ["Δ 3", "+ 3", "− 3"]
    looks = [theme.ARROW_STYLES[link.style] for link in found.values()]
    for part in ("dash", "head", "symbol", "paint"):
        assert len({getattr(look, part) for look in looks}) == 3
    assert found["contoso->litware"].sentence == "Removed: Contoso → Litware syncs 3 users."
    assert found["fabrikam->contoso"].sentence.startswith("Added: Fabrikam → Contoso")


def test_tenants_say_how_many_people_appear_and_disappear():
    assert details(compared(HUB, CHANGED)) == {
        "contoso": "+3 people",
        "fabrikam": "3 changed",
        "litware": "−3 people",
    }
    assert details(compared(HUB, HUB)) == dict.fromkeys(("contoso", "fabrikam", "litware"), "same people")


def test_what_is_the_same_steps_back():
    found = links(compared(HUB, HUB.add_arrow("fabrikam", "litware")))
    assert {name: link.emphasis for name, link in found.items()} == {
        "contoso->fabrikam": "dim",
        "contoso->litware": "dim",
        "fabrikam->litware": "normal",
    }


def test_an_arrow_that_carries_others_than_before_says_so_though_it_is_the_same():
    found = links(compared(HUB, xts.templates.with_members(HUB, "contoso", 5)))["contoso->fabrikam"]
    assert (found.style, found.emphasis, found.label) == ("open", "normal", "3 → 5")
    assert found.sentence.endswith("It synchronized 3 users before.")


def test_tenants_of_only_one_design_are_drawn_and_named():
    after = HUB.remove_tenant("litware").add_tenant("Adatum").add_arrow("contoso", "adatum")
    picture = compared(HUB, after)
    assert details(picture) == {
        "contoso": "same people",
        "fabrikam": "same people",
        "adatum": "tenant added · +3 people",
        "litware": "tenant removed · −6 people",
    }
    assert [node.id for node in picture.nodes if node.removed] == ["litware"]
    assert links(picture)["contoso->litware"].style == "removed"
    assert "Litware: tenant removed" in picture.text
    assert "3 tenants, 2 arrows." in picture.text
    drawn = {element.id: element.classes for element in elements(picture)}
    assert "removed" in drawn["tenant:litware"]
    assert "is-removed" in drawn["arrow:contoso->litware"]
    assert "stroke-dasharray" in svg.render(picture)


def test_designs_with_nothing_in_common():
    other = xts.templates.full_mesh(["Adatum", "Northwind Traders"], members=2)
    picture = compared(other, HUB)
    assert len(picture.nodes) == 5
    assert {link.style for link in picture.links} == {"added", "removed"}
    empty = xts.Design.from_document({"format": "xtsviz-topology", "version": 1, "tenants": []})
    assert {node.removed for node in compared(other, empty).nodes} == {True}
    assert {node.removed for node in compared(empty, other).nodes} == {False}
    ElementTree.fromstring(svg.render(compared(empty, empty)))


@pytest.mark.parametrize(
    "after",
    [CHANGED, xts.templates.with_members(HUB, "contoso", 5), HUB],
    ids=["changed", "more_people", "same"],
)
def test_title_words_and_legend(after, text_snapshot):
    drawn = compared(HUB, after)
    legend = "\n".join(f"- {entry.text}" for entry in drawn.legend)
    assert f"{drawn.text}\n\n{legend}" == text_snapshot


def test_without_anything_chosen_it_says_what_to_do():
    picture = resolve(HUB, user_flow(HUB), overlay="compare")
    assert picture.title == "Compare: nothing is chosen to compare with; press Compare in the toolbar"
    assert any("explorer.compare" in entry.text for entry in picture.legend)
    assert [link.style for link in picture.links] == ["open", "open"]


@pytest.mark.parametrize("dark", [False, True])
def test_hostile_names_are_text_in_the_svg(dark):
    design = nasty()
    first = design.tenants[0].id
    after = design.remove_arrow(design.arrows[-2].id).remove_tenant(first)
    pictures = [compared(design, after), *(compared(HUB, CHANGED, name) for name in NASTY)]
    for drawn in pictures:
        tree = ElementTree.fromstring(svg.render(drawn, dark=dark))
        assert not {element.tag.rpartition("}")[2] for element in tree.iter()} & {"script", "b"}


def test_hostile_names_are_text_in_the_tables():
    design = nasty()
    after = design.remove_tenant(design.tenants[3].id).rename_tenant(design.tenants[4].id, "<i>x</i>")
    pages = [html_of(design, after), *(html_of(HUB, CHANGED, name) for name in NASTY)]
    for name, page in zip(["", *NASTY], pages, strict=True):
        assert "<b>Bold" not in page
        assert "<script" not in page
        assert "<i>" not in page
        assert "<b>" not in snapshots_html([name], [1])


@pytest.mark.parametrize(
    "after", [CHANGED, HUB, HUB.renamed("Other")], ids=["changed", "same", "another_name"]
)
def test_the_tables_say_which_arrows_and_who(after, html_snapshot):
    assert html_of(HUB, after) == html_snapshot


def test_many_arrows_and_people_are_told_in_few_lines():
    tenants = [f"Tenant {n}" for n in range(12)]
    mesh = xts.templates.full_mesh(tenants, members=13)
    bare = mesh.with_directory(mesh.directory)
    for arrow in mesh.arrows:
        bare = bare.remove_arrow(arrow.id)
    page = html_of(bare, mesh)
    assert "between 12 tenants (Tenant 0, Tenant 1 and 10 more), both ways: 132 arrows" in page
    assert "143 appear (" in page
    assert "and 135 more)" in page
    assert page.count("appear (") == 12


def test_the_last_answer_is_remembered():
    baseline, flow = Baseline(HUB, "the start"), user_flow(CHANGED)
    assert baseline.compare(flow) is baseline.compare(flow)
    assert baseline.compare(user_flow(HUB)) is not baseline.compare(flow)
