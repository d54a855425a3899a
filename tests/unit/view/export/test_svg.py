"""SVG and PNG: well-formed with hostile names, nothing fetched, nothing run, readable on both grounds."""

import re
import struct
from importlib.resources import files
from xml.etree import ElementTree

import pytest
import resvg_py

from tests.unit.view.samples import NASTY, all_pictures, nasty, picture, states
from xtsviz.errors import MissingLibraryError, PictureError
from xtsviz.model.display_text import clean
from xtsviz.view.colors import contrast
from xtsviz.view.export import png, svg
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.types import Selection
from xtsviz.view.theme import ARROW_STYLES, BACKGROUND, SURFACE

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


@pytest.mark.parametrize("weight", [400, 600])
def test_a_png_is_the_same_with_and_without_fonts_of_the_machine(monkeypatch, weight):
    text = line_of_text(
        "Contoso → Ελλάς, Москва, ירושלים", f'font-family="DejaVu Serif, Arial" font-weight="{weight}"'
    )
    draw = resvg_py.svg_to_bytes
    made = []
    for skip in (True, False):
        monkeypatch.setattr(
            resvg_py, "svg_to_bytes", lambda skip=skip, **how: draw(**{**how, "skip_system_fonts": skip})
        )
        made.append(png.from_svg(text))
    assert made[0] == made[1]


def test_the_shipped_font_has_every_symbol_of_a_picture():
    symbols = {
        "✓",
        "⊘",
        "→",
        "·",
        "…",
        "●",
        "✕",
        "!",
        "i",
        *(style.symbol for style in ARROW_STYLES.values()),
    }
    missing = png.from_svg(line_of_text("\uf123"))
    for symbol in symbols - {""}:
        assert png.from_svg(line_of_text(symbol)) != png.from_svg(line_of_text(" ")), symbol
        assert png.from_svg(line_of_text(symbol)) != missing, symbol


def test_names_in_other_scripts_are_drawn_with_what_the_machine_has(monkeypatch):
    asked = []
    draw = resvg_py.svg_to_bytes
    monkeypatch.setattr(
        resvg_py, "svg_to_bytes", lambda **how: asked.append(how["skip_system_fonts"]) or draw(**how)
    )
    for name in ("Contoso", "東京"):
        assert png.from_svg(line_of_text(name)).startswith(b"\x89PNG")
    assert asked == [True, False]


def test_the_licence_of_the_font_is_shipped_beside_it():
    fonts = files("xtsviz.view.export") / "fonts"
    assert {"DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "LICENSE"} == {file.name for file in fonts.iterdir()}
    assert "Permission is hereby granted, free of charge" in (fonts / "LICENSE").read_text("utf-8")


def line_of_text(words, attributes=""):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="34">'
        f'<text x="4" y="24" font-size="20" {attributes}>{words}</text></svg>'
    )


def test_a_missing_library_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    with pytest.raises(MissingLibraryError, match=r"resvg-py.*xtsviz\[export\]"):
        png.from_svg("<svg xmlns='http://www.w3.org/2000/svg'/>")


def test_what_is_no_svg_is_refused():
    with pytest.raises(PictureError, match="cannot be drawn"):
        png.from_svg("<nonsense")
