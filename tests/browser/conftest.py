from pathlib import Path

import pytest

from tests.browser.fixtures import browser, open_notebook, open_voila, page, profile, servers, watch

__all__ = ["browser", "open_notebook", "open_voila", "page", "profile", "servers", "watch"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
