from tests.browser.fixtures import browser, open_notebook, page, servers, watch

__all__ = ["browser", "open_notebook", "page", "servers", "watch"]
