"""The report: one HTML file that stands alone, whatever names are in it."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

import xtsviz as xts
from tests.unit.view.samples import NASTY, nasty, picture, states
from xtsviz import templates
from xtsviz.errors import DesignError, PictureError
from xtsviz.findings import review
from xtsviz.flow import user_flow
from xtsviz.model.display_text import clean
from xtsviz.view.export.report import report, sections
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.types import Selection

VOID = {"meta", "br"}
HTML_TAGS = """html head meta title style body header h1 h2 h3 p nav ul li a main section dl div dt dd span strong
    figure figcaption details summary table caption thead tbody tr th td code footer br"""
SVG_TAGS = "svg title desc style g rect path circle polygon polyline text"
HTML_ATTRIBUTES = "lang charset http-equiv content name id class href scope title aria-label"
SVG_ATTRIBUTES = """fill stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin paint-order class d points
    x y cx cy r rx width height xmlns id role aria-labelledby viewbox font-family font-size font-weight text-anchor
    style transform"""


class Read(HTMLParser):
    """Reads a page strictly: what is opened is closed in order, and every tag and attribute is kept."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.words, self.ids = [], [], {}, []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names))
        inside = "svg" in self.open or tag == "svg"
        self.tags.append((tag, dict(attrs), inside))
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert "svg" in self.open
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open:
            self.words.setdefault(self.open[-1], []).append(data)

    def all(self, tag):
        return [attributes for name, attributes, _ in self.tags if name == tag]

    def text(self, *tags):
        return "\n".join("".join(self.words.get(tag, ())) for tag in tags)


def rows(text, caption):
    """The cells of the table with this caption, as plain text; the head first."""
    found = re.search(rf"<caption>{re.escape(caption)}</caption>(.*?)</table>", text, re.DOTALL)
    assert found, caption
    lines = re.findall(r"<tr>(.*?)</tr>", found[1], re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", " ", c).strip() for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line)]
        for line in lines
    ]


@pytest.fixture(scope="module")
def hostile():
    return report(nasty(), title='</title><script>alert(1)</script>" onload="x')


@pytest.fixture(scope="module")
def plain():
    return report(states())


@pytest.mark.parametrize("which", ["hostile", "plain"])
def test_only_the_tags_and_attributes_of_ours(which, request):
    read = Read(request.getfixturevalue(which))
    for tag, attributes, inside in read.tags:
        assert tag in (SVG_TAGS if inside else HTML_TAGS).split(), tag
        known = set((SVG_ATTRIBUTES if inside else HTML_ATTRIBUTES).split())
        assert attributes.keys() <= known, (tag, attributes)
    assert all(link["href"].removeprefix("#") in read.ids for link in read.all("a"))


@pytest.mark.parametrize("which", ["hostile", "plain"])
def test_it_fetches_and_runs_nothing(which, request):
    text = request.getfixturevalue(which)
    assert set(re.findall(r"https?:[^\"'\s<]*", text)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in text
    assert "@import" not in text
    policy = next(m["content"] for m in Read(text).all("meta") if "http-equiv" in m)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_hostile_names_are_there_as_text(hostile):
    read = Read(hostile)
    told = read.text("th", "td")
    assert all(clean(name) in told for name in NASTY)
    assert read.text("h1") == read.text("h1").strip() == '</title><script>alert(1)</script>" onload="x'
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ufffe]", hostile)


@pytest.mark.parametrize("which", ["hostile", "plain"])
def test_it_can_be_read_aloud(which, request):
    text = request.getfixturevalue(which)
    read = Read(text)
    assert read.all("html") == [{"lang": "en"}]
    levels = [int(tag[1]) for tag, _, _ in read.tags if tag in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(read.ids) == len(set(read.ids))
    for drawn in read.all("svg"):
        assert drawn["role"] == "img"
        assert set(drawn["aria-labelledby"].split()) <= set(read.ids)
    assert len(read.all("svg")) == len(read.all("figcaption")) == len(read.all("details")) > 1
    assert len(re.findall(r"<table[^>]*><caption>[^<]+</caption><thead>", text)) == len(read.all("table"))
    assert all(head.get("scope") in ("col", "row") for head in read.all("th"))


def test_every_picture_comes_with_its_words_and_legend():
    design = states()
    text = report(design)
    for overlay in ("everyone", "people", "health"):
        drawn = picture(design, overlay)
        told = Read(text)
        assert set(drawn.text.split("\n")) <= set(told.words["p"])
        assert {entry.text for entry in drawn.legend} <= set(told.words["text"])


def test_the_numbers_are_those_of_the_flow():
    design = states()
    flow = user_flow(design)
    text = report(design, flow)
    told = rows(text, "Arrows, in the order of the design")[1:]
    assert [(r[0].split()[-1], r[1].split()[-1], int(r[2])) for r in told] == [
        (name.replace(">", "&gt;"), done.state, done.carried) for name, done in flow.by_arrow.items()
    ]
    assert [r[3] for r in told] == [
        "not known" if done.eligible is None else str(done.eligible) for done in flow.by_arrow.values()
    ]
    assert all(bool(r[6]) == bool(done.codes) for r, done in zip(told, flow.by_arrow.values(), strict=True))
    counts = flow.counts()
    cells = [r[1:] for r in rows(text, "Externals: home tenant down, where they are across")[1:]]
    for n, row in enumerate(cells):
        assert row[n] == "home"
        assert [int(c) for m, c in enumerate(row) if m != n] == [
            int(c) for m, c in enumerate(counts.iloc[n]) if m != n
        ]
    people = rows(text, "Who is where, by name")[1:]
    assert len(people) == flow.presence["user"].nunique()
    external = sum(cell.split()[1:2] == ["external"] for row in people for cell in row[2:])
    assert external == (flow.presence["relation"] == "external").sum()
    found = review(design)
    told = rows(text, f"{len(found)} findings, the most severe first")[1:]
    assert [r[0].split()[1] for r in told] == [{"info": "note"}.get(f.severity, f.severity) for f in found]
    assert [r[2] for r in told] == [f.message for f in found]
    population = rows(
        text, "Users in each tenant; the quota counts all directory objects, users are one kind of them"
    )
    assert [int(c) for c in population[-1][1:4]] == flow.population().sum().tolist()


def test_no_table_is_wider_than_a_sheet():
    text = report(templates.full_mesh([f"Tenant {n:02}" for n in range(1, 24)], members=1))
    heads = re.findall(r"<thead><tr>(.*?)</tr>", text)
    assert max(head.count("<th") for head in heads) <= 11
    caption = "Externals: home tenant down, where they are across; tenants {} of 23"
    shown = [
        n for which in ("1 to 10", "11 to 20", "21 to 23") for n in rows(text, caption.format(which))[0][1:]
    ]
    assert shown == [f"Tenant {n:02}" for n in range(1, 24)]


def test_what_is_left_out_is_told(monkeypatch):
    monkeypatch.setattr(sections, "MAX_PEOPLE", 5)
    monkeypatch.setattr(sections, "MAX_ARROWS", 2)
    monkeypatch.setattr(sections, "MAX_FINDINGS", 1)
    design = states()
    text = report(design)
    assert len(rows(text, "Who is where, by name")) == 1 + 5
    assert f"The first 5 of {len(design.directory)} people." in text
    assert f"The first 2 of {len(design.arrows)} arrows." in text
    assert f"The first 1 of {len(review(design))} findings." in text
    monkeypatch.setattr(sections, "MAX_OBJECTS", 5)
    monkeypatch.setattr(sections, "MAX_MATRIX", 3)
    text = report(design)
    assert "too many to list here" in text
    pairs = rows(text, "Externals by pair, most first")[1:]
    counts = user_flow(design).counts().to_numpy()
    assert [int(n) for _, n in pairs] == sorted(counts[counts > 0].tolist(), reverse=True)


def test_people_who_are_too_many_to_draw_are_no_picture():
    text = report(templates.full_mesh([f"Tenant {n}" for n in range(12)], members=20))
    shown = re.findall(r"<h3>(.*?)</h3>", text)
    assert "People" not in shown
    assert {"Everyone", "Health"} <= set(shown)


def test_a_design_of_nothing():
    Read(report(xts.Design.from_document({"format": "xtsviz-topology", "version": 1, "tenants": []})))


def test_pictures_of_one_s_own_come_first_and_positions_are_kept():
    design = states()
    first = picture(design, "everyone", Selection("tenant", "contoso"), dark=True)
    text = report(design, pictures=[first], positions={"contoso": (4321.0, 0.0)})
    in_report = [overlay.title for overlay in OVERLAYS.values() if overlay.in_report]
    assert re.findall(r"<h3>(.*?)</h3>", text) == in_report
    assert "Selected: the tenant Contoso." in text
    boxes = re.findall(r'viewBox="[^ ]+ [^ ]+ ([^ ]+)', text)
    assert float(boxes[0]) < 3000 < min(map(float, boxes[1:]))
    # On the reader's ground, whatever ground the explorer was on.
    assert text.count("@media screen and (prefers-color-scheme: dark)") == len(in_report)


def test_paper_is_light(plain):
    sheet = "".join(Read(plain).words["style"])
    assert "@media print" in sheet
    assert len(re.findall(r"@media[^{]*prefers-color-scheme", sheet)) == len(
        re.findall(r"@media screen and \(prefers-color-scheme", sheet)
    )


def test_the_same_design_gives_the_same_report(plain):
    assert report(states()) == plain
    assert report(states(), user_flow(states())) == plain


def test_what_does_not_fit_is_refused():
    with pytest.raises(DesignError, match=r"takes a design, not str; xts\.load"):
        report("design.json")
    with pytest.raises(PictureError, match="another design"):
        report(states(), user_flow(nasty()))


def test_a_mesh_of_twenty_tenants_and_a_thousand_people_is_no_big_file():
    design = templates.full_mesh([f"Tenant {n:02}" for n in range(20)], members=50)
    assert len(report(design)) < 1_500_000
