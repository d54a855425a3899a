"""Display data without a widget: a picture and its words, small and never failing."""

import base64
import struct
from xml.etree import ElementTree

import pytest

from tests.unit.view.samples import all_pictures, nasty, picture, states
from xtsviz import templates
from xtsviz.errors import PictureError
from xtsviz.view.export import png, static_preview
from xtsviz.view.theme import BACKGROUND

SVG, PNG, TEXT = "image/svg+xml", "image/png", "text/plain"


def test_every_overlay_is_shown_as_svg_png_and_words():
    for drawn in all_pictures(states()):
        data = static_preview.static_preview(drawn, "Here")
        assert data.keys() == {SVG, PNG, TEXT}
        assert data[TEXT] == f"Here\n{drawn.text}"
        root = ElementTree.fromstring(data[SVG])
        assert root.find("{http://www.w3.org/2000/svg}desc").text == drawn.text
        pixels = base64.b64decode(data[PNG], validate=True)
        assert pixels.startswith(b"\x89PNG\r\n\x1a\n")
        assert abs(struct.unpack(">I", pixels[16:20])[0] - float(root.get("width"))) <= 1


def test_the_reader_s_ground_and_not_that_of_the_page_it_was_made_on():
    light, dark = (static_preview.static_preview(picture(states(), dark=dark), "") for dark in (False, True))
    assert light == dark
    assert "prefers-color-scheme: dark" in light[SVG]
    assert f'fill="{BACKGROUND.light}"' in light[SVG]


def test_hostile_names_are_well_formed():
    for drawn in all_pictures(nasty(0)):
        ElementTree.fromstring(static_preview.static_preview(drawn, "")[SVG])


def test_large_pictures_weigh_little():
    mesh = templates.full_mesh([f"Tenant {n:02}" for n in range(20)], members=1)
    data = static_preview.static_preview(picture(mesh), "")
    assert data.keys() == {SVG, TEXT}
    assert sum(map(len, data.values())) < 300_000
    names = [f"Tenant {n:03}" for n in range(350)]
    huge = templates.user_hub(names, members=0)
    data = static_preview.static_preview(picture(huge), "")
    assert data.keys() == {TEXT}
    assert len(data[TEXT]) < 30_000


@pytest.mark.parametrize("problem", ["library", "drawing"])
def test_without_what_a_png_needs_there_is_none(monkeypatch, problem):
    if problem == "library":
        monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    else:

        def none(*_given, **_named):
            raise PictureError("the picture cannot be drawn as PNG")

        monkeypatch.setattr(png, "from_svg", none)
    assert static_preview.static_preview(picture(states()), "").keys() == {SVG, TEXT}
