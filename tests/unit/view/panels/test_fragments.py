"""What the panels say, as snapshots; `pytest --snapshot-update` writes them anew."""

import pytest

from tests.unit.view.samples import picture, small
from xtsviz.flow import user_flow
from xtsviz.flow.required_settings import REQUIRED_SETTINGS
from xtsviz.people.missing_people import missing_people, missing_reasons
from xtsviz.people.pages import People
from xtsviz.simulation.timeline import timeline
from xtsviz.view.context import ViewContext
from xtsviz.view.panels.arrows import arrow_grid
from xtsviz.view.panels.compare import snapshots_html
from xtsviz.view.panels.details import details
from xtsviz.view.panels.filters import condition_note
from xtsviz.view.panels.findings import findings_list
from xtsviz.view.panels.gates import setting_help
from xtsviz.view.panels.legend import legend_list
from xtsviz.view.panels.matrix import matrix_table
from xtsviz.view.panels.people import missing_table, people_table
from xtsviz.view.panels.replay_log import log_at
from xtsviz.view.picture.types import NOTHING, Selection


@pytest.fixture(scope="module")
def context():
    design = small()
    return ViewContext(design, user_flow(design))


@pytest.mark.parametrize(
    "selection",
    [
        NOTHING,
        Selection("tenant", "contoso"),
        Selection("arrow", "contoso->fabrikam"),
        Selection("arrow", "fabrikam->contoso"),
        Selection("user", "contoso-001"),
    ],
    ids=["nothing", "tenant", "arrow", "blocked_arrow", "user"],
)
def test_details(context, selection, html_snapshot):
    assert details(context, selection, dark=False) == html_snapshot


@pytest.mark.parametrize("overlay", ["everyone", "people", "health"])
def test_legend(overlay, html_snapshot):
    assert legend_list(picture(small(), overlay)) == html_snapshot


def test_grid_of_arrows(context, html_snapshot):
    assert arrow_grid(context, Selection("arrow", "contoso->fabrikam")) == html_snapshot


def test_findings(context, html_snapshot):
    assert findings_list(context, opened={c.key for c in context.checks.checks}) == html_snapshot


def test_matrix(context, html_snapshot):
    assert matrix_table(context, NOTHING) == html_snapshot


def test_people(context, html_snapshot):
    page = People(context.flow).page(1, 10)
    assert people_table(context, page, Selection("user", "contoso-001")) == html_snapshot


def test_missing_people(context, html_snapshot):
    found = missing_people(context)
    first = People(context.flow).page(1, 1, found[0].query).people
    why = missing_reasons(context, first, found[0].tenant)
    who = {found[0].tenant: [(person, why[person.user]) for person in first]}
    assert missing_table(context, found, who) == html_snapshot


def test_list_of_snapshots(html_snapshot):
    assert snapshots_html(["Before", "After"], [1, 2]) == html_snapshot


@pytest.mark.parametrize("setting", REQUIRED_SETTINGS, ids=lambda setting: setting.field)
def test_help_of_a_setting(context, setting, html_snapshot):
    assert setting_help(context, context.design.arrow("fabrikam->contoso"), setting) == html_snapshot


@pytest.mark.parametrize(
    "attribute, operator, value",
    [
        ("department", "EQUALS", "IT"),
        ("Department", "EQUALS", ""),
        ("<b>x</b>", "REGEX MATCH", "<i>("),
    ],
    ids=["usable", "doubtful", "wrong"],
)
def test_note_below_a_condition(attribute, operator, value, html_snapshot):
    written = {"attribute": attribute, "operator": operator, "value": value}
    assert condition_note(written, ("department", "country")) == html_snapshot


@pytest.mark.parametrize("about", [None, Selection("user", "contoso-001")], ids=["everything", "one_user"])
def test_log_of_a_replay(about, html_snapshot):
    played = timeline(small(), [{"at": 5, "event": "disableSource", "user": "contoso-001"}])
    assert log_at(played, len(played.moments) - 1, about) == html_snapshot
