"""A design as one self-contained HTML file."""

from xtsviz.view.export.report.page import report

__all__ = ["report"]
