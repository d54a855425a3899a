"""Arrows between chosen tenants, in the shape of a hub or of a mesh."""

import pytest

from xtsviz import templates
from xtsviz.errors import AmbiguousNameError, TemplateError, UnknownNameError

NAMES = ["Contoso", "Fabrikam", "Litware", "Adatum"]


@pytest.fixture
def design():
    return templates.just_in_time(NAMES, members=2)


def pairs(design):
    return [(arrow.source, arrow.target) for arrow in design.arrows]


@pytest.mark.parametrize(
    "shape, expected",
    [
        ("user_hub", [("litware", "contoso"), ("litware", "adatum")]),
        ("application_hub", [("contoso", "litware"), ("adatum", "litware")]),
        (
            "full_mesh",
            [
                ("litware", "contoso"),
                ("litware", "adatum"),
                ("contoso", "litware"),
                ("contoso", "adatum"),
                ("adatum", "litware"),
                ("adatum", "contoso"),
            ],
        ),
    ],
)
def test_each_shape(design, shape, expected):
    connected = templates.connect(design, ["Litware", "contoso", "Adatum"], shape)
    assert pairs(connected) == expected
    assert connected.tenants == design.tenants
    assert connected.directory.equals(design.directory)
    assert pairs(design) == []


def test_what_is_connected_stays_as_it_is(design):
    before = design.add_arrow("Contoso", "Fabrikam", user_type="Guest", status="paused")
    after = templates.connect(before, ["Contoso", "Fabrikam"])
    assert after.arrows[0] == before.arrows[0]
    assert pairs(after) == [("contoso", "fabrikam"), ("fabrikam", "contoso")]
    assert templates.connect(after, ["Fabrikam", "Contoso"]) == after


@pytest.mark.parametrize(
    "tenants, shape, error, parts",
    [
        ([], "full_mesh", TemplateError, ["0 tenants chosen", "two or more"]),
        (["Contoso"], "user_hub", TemplateError, ["1 tenant chosen", "two or more"]),
        (["Contoso", "contoso"], "user_hub", TemplateError, ['"Contoso" is chosen twice']),
        ("Contoso", "user_hub", TemplateError, ["a list of names"]),
        (["Contoso", "Fabrikm"], "user_hub", UnknownNameError, ['"Fabrikm"', 'did you mean "fabrikam"']),
        (["Contoso", "Fabrikam"], "star", TemplateError, ['"star"', "user_hub, application_hub, full_mesh"]),
    ],
)
def test_what_makes_no_sense_is_refused(design, tenants, shape, error, parts):
    with pytest.raises(error) as refused:
        templates.connect(design, tenants, shape)
    for part in parts:
        assert part in str(refused.value)


def test_a_name_that_two_share(design):
    with pytest.raises(AmbiguousNameError):
        templates.connect(design.rename_tenant("adatum", "Litware"), ["Contoso", "Litware"])
