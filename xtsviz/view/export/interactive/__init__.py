"""One HTML file with the pictures of a design, for readers who have only a browser."""

from xtsviz.view.export.interactive.page import interactive_page

__all__ = ["interactive_page"]
