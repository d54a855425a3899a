"""What the tests of the widgets share: an explorer without a browser, driven by its controls."""

import pytest

import xtsviz as xts
from tests.drivers.explorer import ExplorerDriver
from tests.drivers.practice import PracticeDriver
from xtsviz.widgets import Practice
from xtsviz.widgets.explorer import Explorer


@pytest.fixture
def design():
    return xts.templates.user_hub(["Contoso", "Fabrikam", "Litware"], members=3)


@pytest.fixture
def drive(design):
    driver = ExplorerDriver(Explorer(design))
    yield driver
    driver.explorer.close()


@pytest.fixture
def unchanged(drive):
    """Asserts that the design is what it was, and that no step was added to the history."""
    before, past = drive.design, drive.control.view_state.history.past
    yield lambda: None
    assert drive.design is before
    assert drive.control.design is before
    assert drive.control.view_state.history.past == past


@pytest.fixture
def learn():
    """Makes exercises on the screen, driven by their controls; without arguments those of the package."""
    made = []

    def learn(*arguments, **named):
        made.append(Practice(*arguments, **{"progress": None} | named))
        return PracticeDriver(made[-1])

    yield learn
    for practice in made:
        practice.close()
