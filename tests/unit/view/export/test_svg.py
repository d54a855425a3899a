"""SVG and PNG: well-formed with hostile names, nothing fetched, nothing run, readable on both grounds."""

import re
import struct
from xml.etree import ElementTree

import pytest

from tests.unit.view.samples import NASTY, all_pictures, nasty, picture, states
from xtsviz.errors import MissingLibraryError, PictureError
from xtsviz.model.display_text import clean
from xtsviz.view.colors import contrast
from xtsviz.view.export import png, svg
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.types import Selection
from xtsviz.view.theme import BACKGROUND, SURFACE

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def hostile():
    return all_pictures(nasty())


@pytest.mark.parametrize("dark", [None, False, True])
def test_hostile_names_are_text_and_nothing_else(hostile, dark):
    for drawn in hostile:
        root = ElementTree.fromstring(svg.render(drawn, dark=dark))
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        known = {
            "svg",
            "title",
            "desc",
            "style",
            "g",
            "rect",
            "path",
            "circle",
            "polygon",
            "polyline",
            "text",
        }
        assert tags <= known
        assert all(not key.startswith("on") and "href" not in key for e in root.iter() for key in e.attrib)
        titles = "".join(e.text or "" for e in root.iter(f"{SVG}title"))
        for name in NASTY:
            assert clean(name) in titles


def test_nothing_is_fetched(hostile):
    for drawn in hostile:
        text = svg.render(drawn)
        assert "url(" not in text
        assert set(re.findall(r"https?://[^\"' <]+", text)) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_it_carries_title_words_and_legend(overlay):
    drawn = picture(states(), overlay, Selection("tenant", "contoso"))
    root = ElementTree.fromstring(svg.render(drawn))
    assert root.find(f"{SVG}title").text == drawn.title
    assert root.find(f"{SVG}desc").text == drawn.text
    assert root.get("aria-labelledby").split() == [
        root.find(f"{SVG}{tag}").get("id") for tag in ("title", "desc")
    ]
    texts = [e.text for e in root.iter(f"{SVG}text")]
    assert {entry.text for entry in drawn.legend} <= set(texts)


def test_it_fits_a_screen(hostile):
    for drawn in hostile:
        root = ElementTree.fromstring(svg.render(drawn))
        left, top, width, height = map(float, root.get("viewBox").split())
        assert float(root.get("width")) <= 1280
        for element in root.iter(f"{SVG}rect"):
            assert float(element.get("x")) >= left - 0.2
            assert float(element.get("x")) + float(element.get("width")) <= left + width + 0.2
            assert float(element.get("y")) + float(element.get("height")) <= top + height + 0.2


def test_one_ground_or_the_readers():
    drawn = picture(states())
    assert "prefers-color-scheme: dark" in svg.render(drawn)
    for dark in (False, True):
        fixed = svg.render(drawn, dark=dark)
        assert "<style>" not in fixed
        assert BACKGROUND.on(dark) in fixed
        assert BACKGROUND.on(not dark) not in fixed
    assert svg.render(picture(states(), dark=True)) == svg.render(drawn, dark=True)


def test_every_colour_of_the_reader_s_dark_ground_is_given():
    root = ElementTree.fromstring(svg.render(picture(states(), "health")))
    rules = dict(re.findall(r"\.(x[fs]\d+)\{(?:fill|stroke):(#\w+)\}", root.find(f"{SVG}style").text))
    for element in root.iter():
        classes = (element.get("class") or "").split()
        colored = [key for key in ("fill", "stroke") if element.get(key, "none") != "none"]
        assert len(classes) == len(colored)
        assert set(classes) <= rules.keys()


@pytest.mark.parametrize("dark", [False, True])
def test_text_is_readable_where_it_stands(dark):
    for drawn in all_pictures(states()):
        root = ElementTree.fromstring(svg.render(drawn, dark=dark))
        for element in root.iter(f"{SVG}text"):
            color = element.get("fill")
            if color == BACKGROUND.on(dark):  # on a badge, whose colour has the contrast with the ground
                continue
            assert min(contrast(color, ground.on(dark)) for ground in (BACKGROUND, SURFACE)) >= 4.5


def test_the_same_picture_is_the_same_text():
    assert svg.render(picture(states())) == svg.render(picture(states()))


def test_pictures_on_one_page_do_not_share_styles():
    ids = [re.search(r'id="([^"]+)"', svg.render(drawn)).group(1) for drawn in all_pictures(states())]
    assert len(set(ids)) == len(ids)


def test_the_legend_alone():
    drawn = picture(states(), "health")
    root = ElementTree.fromstring(svg.render_legend(drawn.legend, dark=True))
    assert {entry.text for entry in drawn.legend} <= {e.text for e in root.iter(f"{SVG}text")}


def test_png_has_the_size_and_something_on_it():
    text = svg.render(picture(states()), dark=False)
    root = ElementTree.fromstring(text)
    data = png.from_svg(text, scale=1.5)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    assert abs(width - float(root.get("width")) * 1.5) <= 1.5
    assert abs(height - float(root.get("height")) * 1.5) <= 1.5
    bare = re.sub(r"<text[^>]*>[^<]*</text>", "", text)
    assert len(data) > len(png.from_svg(bare, scale=1.5)) + 2000  # the letters are there


def test_png_of_hostile_names(hostile):
    for drawn in hostile[:2]:
        assert png.from_svg(svg.render(drawn), scale=0.5).startswith(b"\x89PNG")


def test_no_font_is_told_instead_of_leaving_the_words_out(monkeypatch):
    monkeypatch.setattr(png, "_family", lambda: None)
    with pytest.raises(PictureError, match="no font on this machine"):
        png.from_svg(svg.render(picture(states())))


def test_any_font_will_do(monkeypatch):
    monkeypatch.setattr(png, "_FAMILIES", ("No Such Family",))
    png._family.cache_clear()
    try:
        assert png._family() is not None
    finally:
        png._family.cache_clear()


def test_a_missing_library_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    png._family.cache_clear()
    with pytest.raises(MissingLibraryError, match=r"resvg-py.*xtsviz\[export\]"):
        png.from_svg("<svg xmlns='http://www.w3.org/2000/svg'/>")
    png._family.cache_clear()


def test_what_is_no_svg_is_refused():
    with pytest.raises(PictureError, match="cannot be drawn"):
        png.from_svg("<nonsense")
