from tests.browser.fixtures import browser, open_notebook, page, profile, servers, watch

__all__ = ["browser", "open_notebook", "page", "profile", "servers", "watch"]
