"""A picture without its answers."""

import xtsviz as xts
from xtsviz.view.export import svg
from xtsviz.view.picture.blank_picture import blank_picture


def test_a_sketch_has_tenants_and_arrows_and_tells_nothing_else():
    design = xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)
    design = design.update_arrow("contoso->litware", inbound_sync_allowed=False)
    picture = blank_picture(design)
    assert [node.id for node in picture.nodes] == ["contoso", "fabrikam", "litware"]
    assert {link.style for link in picture.links} == {"open"}
    drawn = svg.render(picture, dark=False)
    assert "Contoso → Litware" in picture.text
    for word in ("internal", "external", "syncs", "blocked", ">3<"):
        assert word not in drawn
        assert word not in picture.text


def test_connected_organizations_stay_dashed():
    picture = blank_picture(xts.templates.just_in_time(["Contoso", "Litware"]))
    assert [link.style for link in picture.links] == ["request"]
