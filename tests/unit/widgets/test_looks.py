"""Widgets that look the same share a layout and a style; a change of one is no change of the others."""

import ipywidgets as w

import xtsviz as xts
from xtsviz.widgets.looks import create, is_shared, set_layout, set_style, show


def texts():
    return [create(w.Text, layout={"width": "auto"}, style={"description_width": "9px"}) for _ in range(2)]


def test_widgets_that_look_the_same_share_layout_and_style():
    one, other = texts()
    assert one.layout is other.layout
    assert one.style is other.style
    assert (one.layout.width, one.style.description_width) == ("auto", "9px")
    assert create(w.Text, layout={"width": "5px"}).layout is not one.layout
    assert create(w.Dropdown, layout={"width": "auto"}).layout is one.layout
    assert is_shared(one.layout)


def test_a_change_is_of_one_widget_alone():
    one, other = texts()
    set_layout(one, height="3px")
    set_style(one, description_width="1px")
    assert (one.layout.width, one.layout.height, one.style.description_width) == ("auto", "3px", "1px")
    assert (other.layout.width, other.layout.height, other.style.description_width) == ("auto", None, "9px")
    set_layout(one, height=None)
    set_style(one, description_width="9px")
    assert (one.layout, one.style) == (other.layout, other.style)


def test_hidden_and_shown_again():
    one, other = texts()
    show(one, False)
    assert (one.layout.display, one.layout.width, other.layout.display) == ("none", "auto", None)
    show(one, True)
    assert one.layout is other.layout


def test_a_layout_of_its_own_is_closed_when_it_is_replaced():
    one = w.Text()
    own = one.layout
    set_layout(one, width="auto")
    assert own.comm is None
    assert is_shared(one.layout)
    assert not is_shared(own)


def test_a_closed_explorer_leaves_the_looks_of_others_alone():
    first, second = (xts.explore(xts.templates.user_hub(["Contoso", "Fabrikam"])) for _ in range(2))
    first.close()
    assert second.children
    assert all(child.layout.comm is not None for child in second.children)


def test_after_a_look_was_closed_there_is_a_new_one():
    before = create(w.Text, layout={"width": "77px"})  # nobody else's
    before.layout.close()  # as Widget.close_all does
    after = create(w.Text, layout={"width": "77px"})
    assert after.layout is not before.layout
    assert after.layout.comm is not None
