"""The tabs that plotly draws: matrix and flow. Both show what is selected, and select."""

import json
import logging
import re
from html import unescape

import pytest

import xtsviz as xts
from xtsviz.view.charts.sankey_chart import HIGHLIGHT_OPACITY
from xtsviz.view.picture.types import NOTHING, Selection


def asks(markup):
    """What the buttons of a panel ask for, and whether they are pressed."""
    return {
        tuple(json.loads(unescape(words))): 'aria-pressed="true"' in rest
        for words, rest in re.findall(r'<button [^>]*data-xts="([^"]*)"([^>]*)>', markup)
    }


def answers(drive):
    return tuple(asks(drive.prompt))


# ---------------------------------------------------------------------------------------------------- matrix


def heat(drive):
    return [[int(cell) for cell in row] for row in drive.matrix.figure.data[0].z]


def press_cell(drive, home, where):
    drive.matrix.press_cell(home, where)


def frames(drive):
    """The columns and rows that a frame of the selection spans."""
    found = {
        (round(s.x0 + 0.48), round(s.x1 - 0.48), round(s.y0 + 0.48), round(s.y1 - 0.48))
        for s in drive.matrix.figure.layout.shapes
    }
    return found - {(n, n, n, n) for n in range(len(drive.design.tenants))}


def test_the_matrix_follows_and_selects(drive, caplog):
    with caplog.at_level(logging.ERROR):
        drive.open("Matrix")
        assert heat(drive) == [[0, 3, 3], [0, 0, 0], [0, 0, 0]]
        drive.act("toggle", "fabrikam", "litware")
        assert heat(drive) == [[0, 3, 3], [0, 0, 3], [0, 0, 0]]
        press_cell(drive, 0, 1)
        assert drive.explorer.selection == Selection("arrow", "contoso->fabrikam")
        press_cell(drive, 2, 2)
        assert drive.explorer.selection == Selection("tenant", "litware")
        press_cell(drive, 7, 0)  # a press on a picture of a design that is gone
        assert drive.explorer.selection == Selection("tenant", "litware")
        drive.explorer.design = drive.design.add_tenant("Adatum").remove_arrow("contoso->fabrikam")
        assert heat(drive) == [[0, 0, 3, 0], [0, 0, 3, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
        drive.bridge.dark = True
    assert not caplog.records


def test_the_matrix_shows_what_is_selected_elsewhere(drive):
    drive.open("Matrix")
    assert frames(drive) == set()
    drive.act("select", "arrow", "contoso->litware")
    assert frames(drive) == {(2, 2, 0, 0)}
    drive.act("select", "tenant", "fabrikam")
    assert frames(drive) == {(0, 2, 1, 1), (1, 1, 0, 2)}
    drive.act("select", "user", drive.design.directory.iloc[0]["id"])
    assert frames(drive) == {(1, 1, 0, 0), (2, 2, 0, 0)}
    drive.explorer.selection = NOTHING
    assert frames(drive) == set()


def test_an_empty_cell_offers_to_draw_the_arrow(drive, design):
    drive.open("Matrix")
    press_cell(drive, 2, 0)
    assert drive.status == ("No arrow leads from Litware to Contoso. Draw it?", "warning")
    assert drive.design is design
    assert answers(drive) == (("draw", "litware", "contoso"), ("never mind",))
    drive.act("draw", "litware", "contoso")
    assert drive.status == ("Added Litware → Contoso: 3 externals appear in Contoso", "info")
    assert drive.explorer.selection == Selection("arrow", "litware->contoso")
    assert heat(drive)[2][0] == 3
    assert answers(drive) == ()
    drive.undo()
    assert drive.design == design


def test_an_offer_can_be_let_go(drive, unchanged):
    drive.open("Matrix")
    press_cell(drive, 1, 2)
    drive.act("never mind")
    assert (answers(drive), drive.status[1]) == ((), "info")


def test_an_offer_of_an_arrow_that_came_meanwhile_selects_it(drive, unchanged):
    drive.act("offer", "contoso", "fabrikam")
    assert drive.explorer.selection == Selection("arrow", "contoso->fabrikam")
    drive.act("offer", "contoso", "nowhere")
    drive.refused('no tenant "nowhere"')


def test_the_matrix_as_a_table(drive):
    drive.open("Matrix")
    assert drive.matrix.table == ""
    drive.matrix.as_table.value = True
    there = asks(drive.matrix.table)
    assert {words for words in there if words[0] == "offer"} == {
        ("offer", "fabrikam", "contoso"),
        ("offer", "fabrikam", "litware"),
        ("offer", "litware", "contoso"),
        ("offer", "litware", "fabrikam"),
    }
    drive.act("select", "arrow", "contoso->fabrikam")
    pressed = {words for words, on in asks(drive.matrix.table).items() if on}
    assert pressed == {("select", "arrow", "contoso->fabrikam")}
    drive.matrix.as_table.value = False
    assert drive.matrix.table == ""


def test_of_many_tenants_the_table_is_about_one(drive):
    drive.open("Matrix")
    drive.matrix.as_table.value = True
    drive.explorer.design = xts.templates.full_mesh([f"T{n:02}" for n in range(20)], members=1)
    drive.act("select", "tenant", "t07")
    there = asks(drive.matrix.table)
    arrows = {words[2] for words in there if words[:2] == ("select", "arrow")}
    others = [f"t{n:02}" for n in range(20) if n != 7]
    assert arrows == {f"t07->{t}" for t in others} | {f"{t}->t07" for t in others}
    assert {words[2] for words in there if words[:2] == ("select", "tenant")} == set(others)


def empty_design():
    return xts.Design.from_document({"format": "xtsviz-topology", "version": 1, "tenants": []})


# ------------------------------------------------------------------------------------------------------ flow


def links(drive):
    """Arrows by their ends and numbers, as plotly is told them."""
    trace = drive.flow.figure.data[0]
    ends = [re.sub(r"^● | \([\d,]+\)$", "", label) for label in trace.node.label]
    return {
        (ends[a], ends[b]): value
        for a, b, value in zip(trace.link.source, trace.link.target, trace.link.value, strict=True)
    }


def lit(drive):
    trace = drive.flow.figure.data[0]
    strongest = f",{HIGHLIGHT_OPACITY.light:g})"
    return {
        pair for pair, color in zip(links(drive), trace.link.color, strict=True) if color.endswith(strongest)
    }


def test_the_flow_follows_the_design(drive, caplog):
    with caplog.at_level(logging.ERROR):
        drive.open("Flow")
        assert links(drive) == {("Contoso", "Fabrikam"): 3, ("Contoso", "Litware"): 3}
        drive.act("toggle", "fabrikam", "litware")
        assert links(drive)[("Fabrikam", "Litware")] == 3
        drive.explorer.design = drive.design.remove_arrow("contoso->litware")
        assert links(drive) == {("Contoso", "Fabrikam"): 3, ("Fabrikam", "Litware"): 3}
        drive.bridge.dark = True
    assert not caplog.records


def test_the_flow_lights_up_what_is_selected_and_its_lists_select(drive):
    drive.open("Flow")
    assert lit(drive) == set()
    assert ("select", "arrow", "contoso->fabrikam") in asks(drive.flow.markup)
    drive.act("select", "arrow", "contoso->fabrikam")
    assert drive.explorer.selection == Selection("arrow", "contoso->fabrikam")
    assert lit(drive) == {("Contoso", "Fabrikam")}
    assert asks(drive.flow.markup)[("select", "arrow", "contoso->fabrikam")]
    drive.act("select", "tenant", "litware")
    assert lit(drive) == {("Contoso", "Litware")}
    drive.act("select", "user", drive.design.directory.iloc[0]["id"])
    assert lit(drive) == {("Contoso", "Fabrikam"), ("Contoso", "Litware")}


def test_an_arrow_that_carries_nobody_is_in_the_list_with_its_state(drive):
    drive.open("Flow")
    drive.explorer.design = drive.design.update_arrow("contoso->fabrikam", inbound_sync_allowed=False)
    assert links(drive) == {("Contoso", "Litware"): 3}
    idle = drive.flow.markup.partition("Arrows that sync nobody")[2]
    assert tuple(asks(idle)) == (("select", "arrow", "contoso->fabrikam"),)
    assert "blocked" in idle
    drive.act("select", "arrow", "contoso->fabrikam")
    assert lit(drive) == set()
    assert "is blocked and syncs nobody; it would sync 3 users" in drive.flow.markup


@pytest.mark.parametrize("tab", ["Matrix", "Flow"])
def test_a_design_without_anything_says_what_to_do_and_comes_back(drive, design, tab, caplog):
    with caplog.at_level(logging.ERROR):
        drive.explorer.design = empty_design()
        drive.open(tab)
        chart = drive.matrix if tab == "Matrix" else drive.flow
        words = "Add a tenant|Draw an arrow"
        assert re.search(words, chart.markup)
        assert chart.figure is None
        drive.explorer.design = design
        assert chart.is_drawn
        assert not re.search(words, chart.markup)
        figure = chart.figure
        drive.explorer.design = empty_design()
        assert not chart.is_drawn
        assert re.search(words, chart.markup)
        drive.explorer.design = design
        assert chart.figure is figure
    assert not caplog.records


def test_where_every_arrow_is_shut_the_flow_says_so(drive):
    design = drive.design
    for arrow in design.arrows:
        design = design.update_arrow(arrow.id, outbound_auto_redeem=False)
    drive.explorer.design = design
    drive.open("Flow")
    assert "No arrow syncs any user" in drive.flow.markup
    assert len([words for words in asks(drive.flow.markup) if words[1] == "arrow"]) == 2
