import subprocess
import sys

from tests.unit.view.samples import NAMES, nasty, states
from xtsviz import templates
from xtsviz.flow import user_flow
from xtsviz.view.charts.matrix_chart import matrix_figure
from xtsviz.view.picture.types import Selection


def test_cells_are_the_counts_and_know_their_ids():
    design = states()
    flow = user_flow(design)
    heat = matrix_figure(design, flow).data[0]
    assert [list(map(int, row)) for row in heat.z] == flow.counts().to_numpy().tolist()
    assert list(heat.customdata[0][2]) == ["contoso", "litware"]
    assert not any(cell is None for row in heat.z for cell in row)


def test_both_axes_say_what_they_are_and_the_diagonal_is_home():
    made = matrix_figure(states(), user_flow(states()))
    assert made.layout.xaxis.title.text == "where (target)"
    assert made.layout.yaxis.title.text == "home tenant (source)"
    assert [a.text for a in made.layout.annotations if a.x == a.y] == ["home"] * 4


def test_names_are_no_markup():
    design = nasty()
    made = matrix_figure(design, user_flow(design))
    hover = "".join(text for row in made.data[0].hovertext for text in row)
    for text in (*made.layout.xaxis.ticktext, hover):
        assert "<b>" not in text
        assert "<script" not in text
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; " in hover
    assert "A" * 256 in hover
    assert max(map(len, made.layout.xaxis.ticktext)) < 60
    assert len(set(made.layout.xaxis.ticktext)) == len(design.tenants)


def test_the_selected_cell_is_outlined():
    design = templates.full_mesh(NAMES[:3])
    plain = matrix_figure(design, user_flow(design))
    arrow = matrix_figure(design, user_flow(design), Selection("arrow", "contoso->northwind-traders"))
    new = arrow.layout.shapes[len(plain.layout.shapes) :]
    assert {(s.x0, s.x1, s.y0, s.y1) for s in new} == {(1.52, 2.48, -0.48, 0.48)}
    gone = matrix_figure(design, user_flow(design), Selection("arrow", "x"))
    assert len(gone.layout.shapes) == len(plain.layout.shapes)


def test_plotly_loads_when_a_matrix_is_asked_for_and_not_before():
    code = (
        "import sys, xtsviz.view.charts.matrix_chart, xtsviz.view.picture.resolve, xtsviz.view.export.svg, "
        "xtsviz.view.export.png, xtsviz.view.picture.cytoscape, xtsviz.people.pages\n"
        "print(sorted({'plotly', 'ipywidgets', 'ipycytoscape', 'resvg_py', 'networkx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
