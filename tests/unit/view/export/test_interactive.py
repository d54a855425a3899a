"""The interactive file: what is in it, that names are text, and that nothing in it can end its script."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

import xtsviz as xts
from tests.unit.view.samples import NASTY, hostile_pair, states, two_alike_meshes
from xtsviz import examples
from xtsviz.errors import PictureError
from xtsviz.flow import user_flow
from xtsviz.model.display_text import clean
from xtsviz.view.export.files import export
from xtsviz.view.export.interactive import interactive_page
from xtsviz.view.picture.overlays import OVERLAYS

DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


class Tags(HTMLParser):
    """All elements, with their attributes, and the text of scripts and styles."""

    def __init__(self, page):
        super().__init__()
        self.found, self.inside, self.texts = [], None, {"script": [], "style": []}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        self.inside = tag

    def handle_endtag(self, _tag):
        self.inside = None

    def handle_data(self, text):
        if self.inside in self.texts:
            self.texts[self.inside].append(text)


@pytest.fixture(scope="module")
def page():
    return interactive_page(examples.acquisition())


@pytest.fixture(scope="module")
def hostile():
    return interactive_page(hostile_pair())


def data_of(page):
    return json.loads(DATA.search(page)[1])


def test_each_overlay_tenant_and_person_is_a_state(page):
    design, data = examples.acquisition(), data_of(page)
    plain = {name for name, overlay in OVERLAYS.items() if overlay.about != "baseline"}
    tenants = {f"tenant {tenant.id}" for tenant in design.tenants}
    rows = user_flow(design).presence
    people = {f"user {user}" for user in rows[rows["relation"] == "internal"]["user"]}
    assert data["states"].keys() == plain | tenants | people
    assert {state for state, *_ in data["people"]} == people
    assert set(data["presses"].values()) >= tenants | people
    assert data["states"]["everyone"]["title"].startswith("Everyone")
    assert "Contoso → Northwind Traders is blocked" in " ".join(data["states"]["everyone"]["words"])


@pytest.fixture(scope="module")
def two_meshes():
    return interactive_page(two_alike_meshes())


def test_groups_of_alike_tenants_open_and_close(two_meshes):
    data = data_of(two_meshes)
    states, design = data["states"], two_alike_meshes()
    everyone = states["everyone"]
    assert sorted(target for target in everyone["presses"].values()) == ["everyone+0", "everyone+1"]
    for shape, target in everyone["presses"].items():
        assert shape in dict(everyone["shapes"])
        frame = shape.replace("group:", "frame:")
        assert states[target]["presses"][frame] == "everyone", "a press on the frame closes the group"
        assert frame in dict(states[target]["shapes"])
    for name, state in states.items():
        assert all(target in states for target in state.get("presses", {}).values()), name
    first = design.tenants[0].id
    assert f"tenant:{first}" in dict(states[f"tenant {first}"]["shapes"]), "its group is opened"
    assert two_meshes.count("data-group=") == 2
    assert "One group is open at a time" in two_meshes


def test_few_tenants_have_no_groups(page):
    assert "data-group=" not in page
    assert "One group" not in page
    assert not any("presses" in state for state in data_of(page)["states"].values())


def test_it_is_small(page):
    assert len(page.encode()) < 3_000_000
    data = data_of(page)
    shapes = sum(len(state["shapes"]) for state in data["states"].values())
    assert len(data["fragments"]) < 0.7 * shapes, "what is the same in several states is there once"


def test_motion_is_there_where_members_travel(page):
    found = data_of(page)["states"]
    assert len(found["people"]["motion"]["marks"]) > 40
    assert "motion" not in found["health"]
    assert "arrive" in found["everyone"]["told"]


def test_only_its_own_script_and_style_may_run(hostile):
    tags = Tags(hostile)
    (policy,) = [
        of["content"] for tag, of in tags.found if tag == "meta" and "Policy" in of.get("http-equiv", "")
    ]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    kinds = [of.get("type") for tag, of in tags.found if tag == "script"]
    assert kinds == ["application/json", None]
    for kind, text in (("script-src", tags.texts["script"][1]), ("style-src", "".join(tags.texts["style"]))):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[kind] == f"'sha256-{digest}'"
    assert not [of for _, of in tags.found if {"style", "src", "href"} & of.keys()]
    assert not [name for _, of in tags.found for name in of if name.startswith("on")]
    assert set(re.findall(r"https?://[^\"' <\\]+", hostile)) == {"http://www.w3.org/2000/svg"}


def test_hostile_names_are_text(hostile):
    raw = DATA.search(hostile)[1]
    assert not set("<>&\u2028\u2029") & set(raw)
    data = data_of(hostile)
    named = " ".join(name for _, name, _ in data["people"])
    for name in NASTY:
        assert clean(name) in named
    for markup in data["fragments"]:
        root = ElementTree.fromstring(f"<g>{markup}</g>")
        known = {"g", "title", "rect", "path", "circle", "polygon", "polyline", "text"}
        assert {element.tag for element in root.iter()} <= known
        assert not any(key.startswith("on") or "href" in key for e in root.iter() for key in e.attrib)


def test_it_is_one_of_the_exports():
    design = states()
    file = export("interactive", user_flow(design), positions={"contoso": (900.0, 700.0)})
    assert file.name.endswith("-interactive.html")
    assert file.content != export("interactive", user_flow(design)).content
    assert file.content.startswith(b"<!DOCTYPE html>")


def test_a_design_without_people_or_tenants_has_a_file_too():
    assert data_of(interactive_page(xts.templates.just_in_time(["Contoso", "Fabrikam"])))["states"]
    bare = xts.templates.user_hub(["Contoso", "Fabrikam"], members=0)
    for tenant in bare.tenants:
        bare = bare.remove_tenant(tenant.id)
    assert "everyone" in data_of(interactive_page(bare))["states"]


def test_of_very_many_people_the_first_have_pictures(monkeypatch):
    monkeypatch.setattr("xtsviz.view.export.interactive.states.MAX_PEOPLE", 3)
    page = interactive_page(xts.templates.user_hub(["Contoso", "Fabrikam"], members=5))
    assert len(data_of(page)["people"]) == 3
    assert "pictures of 3 of 10 users" in page


def test_something_else_is_refused():
    with pytest.raises(PictureError, match="made of a design"):
        interactive_page("design.json")
