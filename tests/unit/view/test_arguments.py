"""Whatever a person can hand to a picture: it is drawn, or refused in one sentence."""

import struct

import pytest

from xtsviz import templates
from xtsviz.compare.comparison import Baseline
from xtsviz.errors import FileError, PictureError, XtsvizError
from xtsviz.flow import user_flow
from xtsviz.view.charts import matrix_chart, sankey_chart
from xtsviz.view.export import png, svg
from xtsviz.view.export.files import export
from xtsviz.view.export.report import report
from xtsviz.view.picture.blank_picture import blank_picture
from xtsviz.view.picture.resolve import resolve
from xtsviz.view.picture.types import Selection

DESIGN = templates.user_hub(["Contoso", "Fabrikam"], members=1)
FLOW = user_flow(DESIGN)
PICTURE = resolve(DESIGN, FLOW)
ODD = [5, float("nan"), b"x", object(), [1], {"a": 1}, Exception("x"), ["everyone"]]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: type(odd).__name__)
@pytest.mark.parametrize(
    "draw",
    [
        lambda odd: resolve(odd, FLOW),
        lambda odd: resolve(DESIGN, odd),
        lambda odd: resolve(DESIGN, FLOW, odd),
        lambda odd: resolve(DESIGN, FLOW, overlay=odd),
        lambda odd: resolve(DESIGN, FLOW, about=odd),
        lambda odd: resolve(DESIGN, FLOW, overlay="compare", baseline=odd),
        lambda odd: Selection(odd, "contoso"),
        lambda odd: Selection("tenant", odd),
        lambda odd: Baseline(odd, "x"),
        lambda odd: Baseline(DESIGN, odd),
        svg.render,
        png.from_svg,
        lambda odd: blank_picture(DESIGN, odd),
        report,
        lambda odd: report(DESIGN, odd),
        lambda odd: report(DESIGN, title=odd),
        lambda odd: report(DESIGN, pictures=odd),
        lambda odd: export(odd, FLOW),
        lambda odd: export("svg", odd),
        lambda odd: export("svg", FLOW, picture=odd),
        lambda odd: export("png", FLOW, scale=odd if odd != 5 else 0),
        lambda odd: matrix_chart.matrix_figure(odd, FLOW),
        lambda odd: matrix_chart.matrix_figure(DESIGN, FLOW, odd),
        lambda odd: sankey_chart.sankey_figure(DESIGN, FLOW, width=odd),
    ],
)
def test_what_is_none_is_refused(draw, odd):
    with pytest.raises(XtsvizError) as refused:
        draw(odd)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("path", [None, 5, b"x.svg", ["x"], "x" * 5000])
def test_a_path_that_is_none_is_refused(path):
    with pytest.raises(FileError):
        export("svg", FLOW).save(path)


def test_half_a_character_is_no_id():
    with pytest.raises(PictureError, match="lone surrogate"):
        Selection("user", "\ud800")


def size_of(content):
    return struct.unpack(">2L", content[16:24])


@pytest.mark.parametrize("width,height", [(1000, 2000), (10, 3), (640, 1000)])
def test_a_png_has_the_size_that_was_asked_for_within_its_limit(monkeypatch, width, height):
    monkeypatch.setattr(png, "MAX_PIXELS", 1_000_000)
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" id="x" width="{width}" height="{height}"></svg>'
    wide, tall = size_of(png.from_svg(drawn, 1))
    assert wide * tall <= 1_010_000
    assert wide / tall == pytest.approx(width / height, rel=0.02)
    if width * height < 1_000_000:
        assert (wide, tall) == (width, height)
    assert min(size_of(png.from_svg(drawn, 1e-9))) >= 1
