"""A picture on a page: it has its elements, its motion and its differences, and no name of a stranger as markup."""

import json
import re
from html import unescape

import xtsviz as xts
from xtsviz.flow import user_flow
from xtsviz.view.export.svg_figure import figure
from xtsviz.view.picture.goal_picture import goal_picture
from xtsviz.view.picture.journeys import journeys
from xtsviz.view.picture.resolve import resolve

EVIL = "<script>alert('1')</script>"
DESIGN = xts.templates.user_hub([EVIL, "B"], members=1)


def test_differences_stand_on_people_and_are_told():
    flow = user_flow(DESIGN)
    picture = goal_picture(flow, user_flow(DESIGN.remove_arrow(DESIGN.arrows[0].id)))
    drawn = figure(picture.picture, dark=True, differences=picture.differences)
    assert drawn.count("xts-difference-missing") == 1
    assert "still missing" in drawn
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_the_motion_goes_with_the_elements_that_it_moves():
    flow = user_flow(DESIGN)
    picture = resolve(DESIGN, flow, overlay="people")
    drawn = figure(picture, dark=False, motion=journeys(picture, flow))
    found = re.search(r"data-xts-motion='([^']*)'", drawn)
    assert found
    (mark,) = json.loads(unescape(found[1]))["marks"]
    assert mark["person"] in {unescape(element) for element in re.findall(r'data-element="([^"]*)"', drawn)}
    assert "data-xts-motion" not in figure(picture, dark=False)
