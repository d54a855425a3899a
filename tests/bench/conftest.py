from tests.browser.fixtures import browser, open_notebook, open_voila, page, profile, servers, watch

__all__ = ["browser", "open_notebook", "open_voila", "page", "profile", "servers", "watch"]
