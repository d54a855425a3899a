import pytest

from tests.unit.view.samples import NAMES, nasty, picture, states
from xtsviz import templates
from xtsviz.errors import PictureError
from xtsviz.flow import user_flow
from xtsviz.view.picture.links import line_width
from xtsviz.view.picture.overlays import OVERLAYS
from xtsviz.view.picture.types import NOTHING, Selection


def links(drawn):
    return {link.id: link for link in drawn.links}


def test_wider_for_more():
    widths = [line_width(n) for n in (0, 1, 10, 100, 10_000)]
    assert widths == sorted(set(widths))


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_a_blocked_arrow_looks_blocked_everywhere(overlay):
    design = states()
    user = str(user_flow(design).presence["user"].iloc[0])
    drawn = picture(
        design, overlay, Selection("user", user) if overlay == "user" else Selection("tenant", "contoso")
    )
    assert links(drawn)["adatum->contoso"].style == "blocked"
    assert links(drawn)["fabrikam->contoso"].style == ("half" if overlay == "health" else "blocked")
    assert links(drawn)["litware->adatum"].style == "paused"


def test_numbers_of_arrows_that_do_not_work():
    drawn = links(picture(states()))
    assert drawn["fabrikam->contoso"].label == "✕ 0 of 3"
    assert drawn["litware->adatum"].label == "‖ 0 of 3"
    assert drawn["litware->fabrikam"].label == "? 0"


def test_both_directions_are_two_curves_and_lanes_differ():
    drawn = links(picture(templates.full_mesh(NAMES[:2])))
    assert drawn["contoso->fabrikam"].bend > 0
    assert drawn["fabrikam->contoso"].bend > 0
    lanes = links(picture(states()))
    assert lanes["contoso->litware"].bend != lanes["contoso->litware#2"].bend


def test_an_unknown_overlay_names_the_known():
    with pytest.raises(PictureError, match=r'"peple"; there are everyone, people.*did you mean "people"'):
        picture(states(), "peple")


@pytest.mark.parametrize(
    "gone",
    [Selection("tenant", "x"), Selection("arrow", "x"), Selection("user", "x"), Selection("user", None)],
)
def test_a_selection_that_is_gone_counts_as_none(gone):
    assert picture(states(), "everyone", gone).selection == NOTHING


def test_what_is_selected_is_marked_and_said():
    design = states()
    drawn = picture(design, "everyone", Selection("arrow", "contoso->fabrikam"))
    assert [link.id for link in drawn.links if link.selected] == ["contoso->fabrikam"]
    assert "Selected: Contoso → Fabrikam syncs 3 users." in drawn.text
    assert any(entry.kind == "frame" for entry in drawn.legend)
    assert [n.id for n in picture(design, selection=Selection("tenant", "adatum")).nodes if n.selected] == [
        "adatum"
    ]


def test_tenants_of_the_same_name_are_told_apart():
    labels = [node.label for node in picture(nasty()).nodes]
    assert "Contoso (contoso)" in labels
    assert "Contoso (contoso-2)" in labels
    assert len(set(labels)) == len(labels)


def test_connected_organizations_are_no_arrows():
    drawn = picture(templates.just_in_time(NAMES[:3]))
    assert {link.style for link in drawn.links} == {"request"}
    assert all("nobody is synchronized" in link.sentence for link in drawn.links)


def test_every_overlay_has_a_legend_and_words():
    for overlay in OVERLAYS:
        drawn = picture(states(), overlay)
        assert drawn.legend
        assert len(drawn.text.splitlines()) > 5
