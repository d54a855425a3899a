"""Contrast is computed, not believed (WCAG 2.2: 1.4.3 text 4.5:1, 1.4.11 graphics 3:1)."""

import pytest

from tests.unit.view.samples import NAMES, nasty, picture, states
from xtsviz.view import theme
from xtsviz.view.charts.matrix_chart import color_at, text_color_at
from xtsviz.view.colors import contrast, parse_rgb, with_contrast
from xtsviz.view.picture.overlays import OVERLAYS

GROUNDS = (theme.BACKGROUND, theme.SURFACE)
STATE_PAINTS = [look.paint for look in theme.STATES.values()]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_has_four_and_a_half_to_one(ground, dark):
    for paint in (theme.TEXT, theme.MUTED, theme.ERROR, theme.WARNING, theme.INFO, *STATE_PAINTS):
        assert contrast(paint.on(dark), ground.on(dark)) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ground", GROUNDS)
def test_shapes_have_three_to_one(ground, dark):
    for paint in (*theme.TENANTS, theme.DIM, theme.OUTLINE, theme.SELECTED):
        assert contrast(paint.on(dark), ground.on(dark)) >= 3.0


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("color", ["white", "#fff", "yellow", "black", "#14181f", "AliceBlue", "#777777"])
def test_a_chosen_colour_is_made_visible(color, dark):
    paint = theme.tenant_paint(0, color)
    assert min(contrast(paint.on(dark), ground.on(dark)) for ground in GROUNDS) >= 3.0


def test_a_chosen_colour_that_is_visible_stays():
    assert theme.tenant_paint(0, "#0072b2").light == "#0072b2"
    assert theme.tenant_paint(3, "nocolour") == theme.TENANTS[3]
    assert with_contrast("#000", ("#ffffff",)) == "#000000"
    assert parse_rgb("RebeccaPurple") == (0x66, 0x33, 0x99)
    assert parse_rgb("#12") is None


def test_past_the_palette_the_shape_changes():
    looks = [(theme.tenant_paint(n), theme.tenant_marker(n)) for n in range(8 * len(theme.MARKERS))]
    assert len(set(looks)) == len(looks)


def test_no_two_states_differ_by_colour_alone():
    looks = [(s.dash, s.head, s.symbol) for s in theme.STATES.values()]
    for part in range(2):
        assert len({look[part] for look in looks}) == len(looks)
    assert len({s.symbol for name, s in theme.STATES.items() if name != "request"}) == 5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_paint_of_a_picture_is_visible(overlay, dark):
    drawn = picture(states(), overlay)
    paints = (
        {node.paint for node in drawn.nodes}
        | {p.paint for p in drawn.people}
        | {k.paint for k in drawn.links}
    )
    for paint in paints:
        assert min(contrast(paint.on(dark), ground.on(dark)) for ground in GROUNDS) >= 3.0


@pytest.mark.parametrize("dark", [False, True])
def test_numbers_of_the_matrix_can_be_read_on_every_cell(dark):
    for step in range(101):
        assert contrast(text_color_at(step / 100, dark), color_at(step / 100, dark)) >= 4.5


def test_samples_are_what_they_claim():
    assert len(set(NAMES)) == 12
    assert {link.style for link in picture(states(), "health").links} >= {
        "open",
        "half",
        "blocked",
        "paused",
        "unknown",
    }
    assert len(nasty().tenants) == 12
