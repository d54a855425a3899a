"""The catalog tells of each template what a person needs in order to choose."""

import dataclasses
import doctest
import importlib
import pkgutil
import re
import xml.etree.ElementTree as ET

import pytest

from xtsviz import templates
from xtsviz.errors import TemplateError

SVG = "{http://www.w3.org/2000/svg}"
each = pytest.mark.parametrize("entry", templates.catalog, ids=lambda entry: entry.name)


PROMISED = {
    "single_source_single_target": (),
    "single_source_multiple_targets": ("user_hub",),
    "multiple_sources_single_target": ("application_hub",),
    "mesh_peer_to_peer": ("full_mesh",),
    "partial_mesh": (),
    "just_in_time": (),
}


def test_the_promised_templates_are_there_in_order():
    found = {entry.name: entry.aliases for entry in templates.catalog if entry.name in PROMISED}
    assert list(found.items()) == list(PROMISED.items())


def test_every_name_is_used_once():
    names = [name for entry in templates.catalog for name in (entry.name, entry.title, *entry.aliases)]
    assert len(set(names)) == len(names)


@each
def test_names_and_aliases_are_functions_of_the_room(entry):
    for name in (entry.name, *entry.aliases):
        assert getattr(templates, name) is entry.function


@each
def test_an_entry_says_all_and_cannot_be_changed(entry):
    for field in ("title", "purpose", "when", "limits", "arrows", "source", "url", "picture"):
        assert getattr(entry, field).strip(), field
    assert re.fullmatch(r"[A-Z][^.]*\.", entry.purpose), "one sentence"
    assert re.fullmatch(r"(Microsoft Learn, [^;]+ \((edition of )?20\d\d-\d\d-\d\d\)(; )?)+", entry.source)
    assert entry.url.startswith("https://learn.microsoft.com/")
    with pytest.raises(dataclasses.FrozenInstanceError):
        entry.title = "Other"


@pytest.mark.parametrize(
    "entry, n",
    [
        (entry, n)
        for entry in templates.catalog
        for n in (2, 3, 5, 12)
        if entry.min_tenants <= n <= entry.max_tenants
    ],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_the_formula_is_the_number_of_arrows(entry, n):
    python = re.sub(r"(?<=[\dn])(?=[n(])", "*", entry.arrows.replace("−", "-"))
    arrows = len(entry.build(templates.company_names(n), 0).arrows)
    assert eval(python, {"__builtins__": {}}, {"n": n}) == arrows == entry.arrow_count(n)


@each
def test_the_limits_are_those_of_the_function(entry):
    entry.build(templates.company_names(entry.min_tenants), 0)
    entry.build(templates.company_names(entry.max_tenants), 0)
    for count in (entry.min_tenants - 1, entry.max_tenants + 1):
        with pytest.raises(TemplateError, match=f"{count:,} tenant"):
            entry.build(templates.company_names(count), 0)


@each
def test_build_is_the_function(entry):
    assert entry.build() == entry.function(entry.default_tenants)
    assert entry.function() == entry.build()
    names = ["Adatum", *templates.company_names(entry.min_tenants - 1)]
    assert entry.build(names, 2, disabled=True) == entry.function(names, members=2, disabled=True)


@each
def test_pairs_are_for_meshes(entry):
    if entry.takes_pairs:
        design = entry.build(["A", "B", "C"], 1, pairs=[("C", "A")])
        assert [arrow.id for arrow in design.arrows] == ["c->a"]
    else:
        with pytest.raises(TemplateError, match="pairs are for the meshes"):
            entry.build(["A", "B"], 1, pairs=[("A", "B")])


@each
def test_a_picture_is_small_well_formed_and_takes_the_colour_of_the_text(entry):
    root = ET.fromstring(entry.picture)
    assert root.tag == f"{SVG}svg"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == entry.title
    assert root.get("role") == "img"
    assert len(entry.picture) < 5000
    colours = {
        value
        for element in root.iter()
        for key, value in element.attrib.items()
        if key in ("fill", "stroke", "color", "style", "class")
    }
    assert colours <= {"currentColor", "none"}
    assert not any("id" in element.attrib for element in root.iter()), "ids clash when pictures share a page"


@each
def test_a_picture_shows_the_shape(entry):
    root = ET.fromstring(entry.picture)
    tenants = root.findall(f"{SVG}circle")
    heads = root.findall(f"{SVG}polygon")
    dashed = [line for line in root.findall(f"{SVG}line") if line.get("stroke-dasharray")]
    design = entry.build()
    assert len(tenants) == len(design.tenants)
    assert len(heads) == len(design.arrows)
    assert len(dashed) == len(design.topology.connected_organizations)
    senders = {arrow.source for arrow in design.arrows}
    assert [c.get("fill") == "currentColor" for c in tenants] == [t.id in senders for t in design.tenants]
    # Nothing sticks out.
    for circle in tenants:
        assert 9 <= float(circle.get("cx")) <= 111
        assert 9 <= float(circle.get("cy")) <= 71


def test_arrows_point_from_source_to_target():
    root = ET.fromstring(templates.find("application_hub").picture)
    hub, *spokes = [(float(c.get("cx")), float(c.get("cy"))) for c in root.findall(f"{SVG}circle")]
    assert all(x < hub[0] for x, _ in spokes), "sources left, target right"
    for polygon in root.findall(f"{SVG}polygon"):
        x, _ = map(float, polygon.get("points").split()[0].split(","))
        assert hub[0] - 15 < x < hub[0]


@pytest.mark.parametrize(
    "asked, name",
    [
        ("user_hub", "single_source_multiple_targets"),
        ("User-Hub", "single_source_multiple_targets"),
        (" full mesh ", "mesh_peer_to_peer"),
        ("mesh-peer-to-peer", "mesh_peer_to_peer"),
        ("Partial mesh", "partial_mesh"),
        ("Multiple sources with a single target (application hub)", "multiple_sources_single_target"),
    ],
)
def test_a_template_is_found_by_name_alias_or_title(asked, name):
    assert templates.find(asked).name == name


def test_an_unknown_template():
    with pytest.raises(TemplateError, match='no template "user_hubb"; did you mean "user_hub"'):
        templates.find("user_hubb")
    with pytest.raises(TemplateError, match=r"there are single_source_single_target, .*just_in_time"):
        templates.find("zzz")


def test_company_names():
    assert templates.company_names(0) == []
    assert templates.company_names(2) == ["Contoso", "Fabrikam"]
    many = templates.company_names(30)
    assert len(many) == len(set(many)) == 30
    assert many[-1] == "Tenant 30"


@pytest.mark.parametrize("module", [m.name for m in pkgutil.iter_modules(templates.__path__)])
def test_the_examples_in_the_docstrings(module):
    found = importlib.import_module(f"xtsviz.templates.{module}")
    assert doctest.testmod(found).failed == 0


def test_the_examples_of_the_room():
    result = doctest.testmod(templates)
    assert result.attempted
    assert result.failed == 0
